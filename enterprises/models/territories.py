"""Where a mark can be registered."""

from django.conf import settings
from django.utils.translation import gettext_lazy as _
from django_countries import Countries


class Territories(Countries):
    """Countries and regions, and the European Union, whose office registers marks for all of it."""

    override = {**settings.COUNTRIES_OVERRIDE, "EU": _("European Union")}
