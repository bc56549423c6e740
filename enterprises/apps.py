from django.apps import AppConfig
from django.contrib.auth.signals import user_logged_in
from django.core.signals import request_finished, request_started
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _


class EnterprisesConfig(AppConfig):
    name = "enterprises"
    verbose_name = _("Enterprises and their intellectual property")

    def ready(self):
        # these need the models, which are ready only now
        from enterprises import kept_for_a_request
        from enterprises.protection.reach import bring_shipped_reaches
        from enterprises.renewals import expiring_rules  # noqa: F401  registers its check
        from enterprises.renewals.law import bring_shipped_rules
        from enterprises.tasks.choices import keep_language
        from enterprises.tasks.daily import remind_daily
        from enterprises.tasks.following import follow_calendar
        from enterprises.working_days import changes, due_notices  # noqa: F401  registers its check
        from enterprises.working_days.keeping import bring_shipped_notices
        from portal.server.jobs import jobs

        request_started.connect(kept_for_a_request.request_begins)
        request_finished.connect(kept_for_a_request.request_ends)
        post_migrate.connect(bring_shipped_notices, sender=self)
        post_migrate.connect(bring_shipped_reaches, sender=self)
        post_migrate.connect(bring_shipped_rules, sender=self)
        user_logged_in.connect(keep_language)
        jobs.append(remind_daily)
        changes.on_change.append(follow_calendar)
