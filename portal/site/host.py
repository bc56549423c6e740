"""Who speaks on the public site."""

from django.conf import settings
from django.utils.translation import gettext

from portal.text.fields import of_reader


def host_name():
    """The host in the reader's language, as the settings name it; without one what the portal is, which names no authority."""
    return of_reader(settings.PORTAL_HOST) or gettext("Culture and tourism of Gansu Province")
