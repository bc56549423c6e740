from datetime import timedelta

from django.conf import settings
from django.core.management.base import BaseCommand
from django.db import transaction
from django.utils import timezone

from portal.access.audit import record_action, stored_detail
from portal.models import AuditEntry


class Command(BaseCommand):
    help = "Counts the lines of the audit log that are older than AUDIT_LOG_DAYS. Changes nothing without --remove."

    def add_arguments(self, parser):
        parser.add_argument("--remove", action="store_true", help="delete them; one new line says so")

    @transaction.atomic
    def handle(self, *, remove, **options):
        days = settings.AUDIT_LOG_DAYS
        old = AuditEntry.objects.filter(at__lt=timezone.now() - timedelta(days=days))
        count = old.count()
        if remove and count:
            old.delete()
            record_action(None, AuditEntry.Action.DELETED, detail=stored_detail("pruned", count=count, days=days))
        told = f"Lines older than {days} days: {count}"
        self.stdout.write(f"{told}, deleted." if remove else f"{told}. Add --remove to delete them.")
