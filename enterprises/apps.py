from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class EnterprisesConfig(AppConfig):
    name = "enterprises"
    verbose_name = _("Enterprises and their intellectual property")

    def ready(self):
        from enterprises.renewals import expiring_rules  # noqa: F401  its check needs the models, which are ready only now
