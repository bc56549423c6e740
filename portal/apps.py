from django.apps import AppConfig, apps
from django.contrib.admin.apps import AdminConfig
from django.db.models.signals import post_delete, post_migrate
from django.utils.translation import gettext_lazy as _


class PortalConfig(AppConfig):
    name = "portal"
    verbose_name = _("Sources, statements and terms")

    def ready(self):
        # these need the models, which are ready only now
        from portal.models import Picture
        from portal.pictures.storing import forget
        from portal.roles import make_groups

        # of all apps once: those before django.contrib.auth in INSTALLED_APPS have their permissions by then
        post_migrate.connect(make_groups, sender=apps.get_app_config("auth"))
        post_delete.connect(forget, sender=Picture)


class PortalAdminConfig(AdminConfig):
    default_site = "portal.admin_site.PortalAdminSite"
