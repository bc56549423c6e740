import secrets

from django.conf import settings
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from portal.access.roles import DESK

GROUPS_OF_DEMO_ACCOUNTS = {"viewer": ["Viewer"], "editor": ["Editor"], "publisher": ["Publisher", DESK]}
ADMINISTRATOR = "admin"
LEGIBLE = "23456789abcdefghjkmnpqrstuvwxyzABCDEFGHJKMNPQRSTUVWXYZ"  # nothing that is mistaken for something else
PASSWORD_LENGTH = 20


class Command(BaseCommand):
    help = "Make one staff account of each role and an administrator, on one's own machine; prints each new password once."

    @transaction.atomic
    def handle(self, *args, **options):
        if not settings.LOCAL:
            raise CommandError("Demo accounts are for one's own machine (LOCAL=true). On a server: manage.py createsuperuser.")
        lines = []
        for name in (*GROUPS_OF_DEMO_ACCOUNTS, ADMINISTRATOR):
            password = self.make(name)
            if password:
                lines.append(f"  {name:<10} {password}")
        if lines:
            self.stdout.write("\n".join(["Accounts of the admin (/admin/); the passwords are not shown again:", *lines]))

    def make(self, name):
        """The new account's password, or "" where the account is there already."""
        users = get_user_model()
        if users.objects.filter(username=name).exists():
            return ""
        password = "".join(secrets.choice(LEGIBLE) for _ in range(PASSWORD_LENGTH))
        user = users.objects.create_user(name, password=password, is_staff=True, is_superuser=name == ADMINISTRATOR)
        for group in GROUPS_OF_DEMO_ACCOUNTS.get(name, ()):
            user.groups.add(Group.objects.get_or_create(name=group)[0])
        return password
