from django.core.management.base import BaseCommand, CommandError

from portal.mails.sending import answer_of_server, send_due
from portal.models import Mail


class Command(BaseCommand):
    help = "Sends the mails that are due, once. Where the worker runs (manage.py work) it does so; both together send each mail once."

    def handle(self, **options):
        tried = list(send_due())
        sent = sum(each.error is None for each in tried)
        self.stdout.write(f"Mails sent: {sent}, not taken: {len(tried) - sent}, still unsent: {Mail.objects.unsent().count()}.")
        if down := next((each for each in tried if each.is_of_server), None):
            raise CommandError(f"The mail server does not answer as it should ({answer_of_server(down.error)[1]}).")
