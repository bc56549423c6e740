from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from portal.desk.alerts import mailing
from portal.desk.alerts.checks import Alert, alerts, of_the_settings


class Command(BaseCommand):
    help = "Say what needs somebody, such as that a backup is missing. Ends with the status 1 where something does."
    requires_system_checks = []  # they are among what it says

    def add_arguments(self, parser):
        parser.add_argument(
            "--mail", action="store_true", help="mail it to ALERT_MAIL, too: what is new at once, the same again after a day"
        )
        parser.add_argument("--failed", metavar="UNIT", help="only mail that this unit of systemd failed")

    def handle(self, *, mail, failed, **options):
        if (mail or failed) and not settings.ALERT_MAIL:
            raise CommandError("There is nobody to mail to: ALERT_MAIL is not set.")
        all_alerts = [Alert("failed", f"{failed} failed: journalctl -u {failed}")] if failed else [*alerts(), *of_the_settings()]
        for alert in all_alerts:
            self.stdout.write(alert.text)
        try:
            if failed:
                mailing.mail(all_alerts)
            elif mail:
                mailing.mail_where_due(all_alerts)
        except OSError as error:  # of which those of smtplib are
            raise CommandError(f"This could not be mailed, or not written down: {error}") from error
        if failed:
            return
        if all_alerts:
            raise CommandError(f"Needs somebody: {len(all_alerts)}.")
        self.stdout.write("Nothing needs anybody.")
