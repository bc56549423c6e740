"""The app of the portal: what is connected, checked and filled in once the models are ready."""

from django.apps import AppConfig, apps
from django.contrib.admin.apps import AdminConfig
from django.contrib.auth.signals import user_logged_in, user_logged_out, user_login_failed
from django.core import checks
from django.db.models.signals import post_delete, post_migrate, pre_migrate
from django.utils.module_loading import autodiscover_modules
from django.utils.translation import gettext_lazy as _


def ask_first(plan, apps, **kwargs):
    """Have each migration that is about to run say what it `requires`, before any has: see 0015_secrets_are_encrypted."""
    for migration, is_backwards in plan:
        if not is_backwards and hasattr(migration, "requires"):
            migration.requires(apps)


class PortalConfig(AppConfig):
    name = "portal"
    verbose_name = _("Sources, statements and terms")

    def ready(self):
        # these need the models, which are ready only now
        from portal.access import audit
        from portal.access.roles import make_groups
        from portal.imports.receiving import orphans_among_sheets
        from portal.imports.running import run_imports
        from portal.listing import of_every_kind  # noqa: F401  declares what is listed of all kinds
        from portal.mails.sending import send_due
        from portal.mails.server_check import mail_server_is_named
        from portal.media import file_permissions, orphans, papers
        from portal.media.pictures.storing import delete_files_of
        from portal.models import Paper, Picture, triggers
        from portal.models.triggers import checking, generations, known_kinds  # noqa: F401  registers its check, and what it checks
        from portal.search import index, refreshing, rules_check  # noqa: F401  registers its check
        from portal.server.jobs import jobs
        from portal.server.jobs.beating import beat
        from portal.server.jobs.counting import count_rows
        from portal.server.thread_state import hold_by_thread
        from portal.sheets import part_columns, source_columns  # noqa: F401  offer what any record may have, and sources
        from portal.text.languages.kept_translations import keep_translations

        hold_by_thread()
        keep_translations()
        file_permissions.keep_to_owner()
        # of all apps once: those before django.contrib.auth in INSTALLED_APPS have their permissions by then
        post_migrate.connect(make_groups, sender=apps.get_app_config("auth"))
        pre_migrate.connect(ask_first, sender=self)
        pre_migrate.connect(triggers.before_migrations, sender=self)
        post_migrate.connect(triggers.after_migrations, sender=self)
        post_migrate.connect(index.bring_up_to_date, sender=self)
        post_delete.connect(delete_files_of, sender=Picture)
        post_delete.connect(papers.delete_file, sender=Paper)
        user_logged_in.connect(audit.signed_in)
        user_logged_out.connect(audit.signed_out)
        user_login_failed.connect(audit.sign_in_failed)
        checks.register(mail_server_is_named, deploy=True)
        orphans.compared.append(("private", orphans_among_sheets))
        jobs += [beat, send_due, run_imports, refreshing.index_the_rest, count_rows]
        autodiscover_modules(
            *("additions", "citations", "columns", "desk", "gaps", "guide", "listing", "outgrowths", "sitemaps", "suggestions", "triggers")
        )


class PortalAdminConfig(AdminConfig):
    default_site = "portal.admin.site.PortalAdminSite"

    def ready(self):
        # What registers is imported before Django looks for the site: its package does so, too, and would then make two of them.
        from portal import admin  # noqa: F401

        super().ready()
