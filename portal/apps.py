from django.apps import AppConfig, apps
from django.contrib.admin.apps import AdminConfig
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _


class PortalConfig(AppConfig):
    name = "portal"
    verbose_name = _("Sources, statements and terms")

    def ready(self):
        from portal.roles import make_groups  # needs the models, which are ready only now

        # of all apps once: those before django.contrib.auth in INSTALLED_APPS have their permissions by then
        post_migrate.connect(make_groups, sender=apps.get_app_config("auth"))


class PortalAdminConfig(AdminConfig):
    default_site = "portal.admin_site.PortalAdminSite"
