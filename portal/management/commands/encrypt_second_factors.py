from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from portal.access import second_factor


class Command(BaseCommand):
    help = "Encrypt the secrets of all second factors with the first of SECOND_FACTOR_KEYS; the others can then be taken away."

    def handle(self, *args, **options):
        if not settings.SECOND_FACTOR_KEYS:
            raise CommandError("The environment variable SECOND_FACTOR_KEYS is not set.")
        self.stdout.write(f"{second_factor.encrypt_anew()} encrypted with the first key.")
        if lost := second_factor.unreadable():
            self.stdout.write(self.style.WARNING("No key opens those of: " + ", ".join(sorted(each.get_username() for each in lost))))
