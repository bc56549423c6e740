"""The secrets of second factors that were kept in the clear are encrypted; backwards they are decrypted again."""

import re

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.db import migrations

PLAIN = re.compile(r"[A-Z2-7]{32}")  # base32; what is encrypted is longer
ADVICE = (
    "Accounts have a second factor, whose secrets this migration encrypts, and the environment variable SECOND_FACTOR_KEYS is not set. "
    "Set it to a new key (README.md says how to make one), keep the key apart from the backups, and migrate again."
)
LOST = "No key of SECOND_FACTOR_KEYS opens the second factor of the account %s. Set the key that it was encrypted with, or reset it first."


def plain_ones(apps):
    return [factor for factor in apps.get_model("portal", "SecondFactor").objects.all() if PLAIN.fullmatch(factor.secret)]


def require_keys(apps):
    """Refuse to begin without a key where there is something to encrypt, by the models as they are before the first migration."""
    if not settings.SECOND_FACTOR_KEYS and "secondfactor" in apps.all_models["portal"] and plain_ones(apps):
        raise ImproperlyConfigured(ADVICE)


def encrypt(apps, schema_editor):
    require_keys(apps)
    for factor in plain_ones(apps):
        factor.secret = keys().encrypt(factor.secret.encode()).decode()
        factor.save(update_fields=["secret"])


def decrypt(apps, schema_editor):
    for factor in apps.get_model("portal", "SecondFactor").objects.select_related("user"):
        try:
            factor.secret = keys().decrypt(factor.secret.encode()).decode()
        except (InvalidToken, ValueError):  # ValueError: there is no key
            raise ImproperlyConfigured(LOST % factor.user.username) from None
        factor.save(update_fields=["secret"])


def keys():
    return MultiFernet([Fernet(key) for key in settings.SECOND_FACTOR_KEYS])


class Migration(migrations.Migration):
    dependencies = [
        ("portal", "0014_room_for_encrypted_secrets"),
    ]
    requires = staticmethod(require_keys)

    operations = [
        migrations.RunPython(encrypt, decrypt),
    ]
