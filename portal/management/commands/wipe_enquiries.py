from django.conf import settings
from django.core.management.base import BaseCommand

from portal.access.audit import record_action, stored_detail
from portal.access.kept_forms.ended_sessions import forget_old
from portal.access.kept_forms.sent_twice import forget_sent
from portal.access.limits import DAY, forget_attempts
from portal.enquiries import wiping
from portal.models import AuditEntry, Sending


class Command(BaseCommand):
    help = "Counts the enquiries that are older than ENQUIRY_DAYS and still hold personal data. Changes nothing without --wipe."

    def add_arguments(self, parser):
        parser.add_argument("--wipe", action="store_true", help="wipe what they say of a person; the rows stay, to be counted")

    def handle(self, *, wipe, **options):
        days, files = settings.ENQUIRY_DAYS, wiping.old_mail_files()
        if not wipe:
            self.stdout.write(
                f"Enquiries older than {days} days: {wiping.to_wipe().count()}; files of mails: {len(files)}. Add --wipe to wipe them."
            )
            return
        count = wiping.wipe(wiping.to_wipe())
        wiping.remove_mail_files(files)
        forget_attempts(Sending, DAY)
        forget_old()
        forget_sent()
        if count:
            record_action(None, AuditEntry.Action.DELETED, detail=stored_detail("wiped", count=count, days=days))
        self.stdout.write(f"Enquiries older than {days} days: {count} wiped; files of mails: {len(files)} deleted.")
