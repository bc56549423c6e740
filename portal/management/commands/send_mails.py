from django.core.management.base import BaseCommand

from portal.mails.sending import send_due


class Command(BaseCommand):
    help = "Sends the mails that are due: those that could not be sent before, too. To be run every few minutes."

    def handle(self, **options):
        sent, left = send_due()
        self.stdout.write(f"Mails sent: {sent}, still unsent: {left}.")
