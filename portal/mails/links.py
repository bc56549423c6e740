"""Mails with a link that sets a password.

Until such a mail is sent its text is kept encrypted, by a key that is derived from SECRET_KEY and stands in no backup. Whoever has that
key and the rows could make such links without the mail.
"""

import base64

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from django.conf import settings
from django.utils import timezone
from django.utils.crypto import salted_hmac

from portal.locking.order import delete_old
from portal.models import Mail

SALT = "portal.mails.links"


def write_link(to, subject, body, until):
    """Write a mail whose link works until that moment, and forget those whose link works no longer."""
    delete_old(Mail.objects.filter(expires_at__lte=timezone.now()))
    return Mail.objects.create(to=to, subject=subject, body=sealed(body), expires_at=until)


def sealed(text):
    return keys().encrypt(text.encode()).decode()


def opened(kept):
    """The text of what is kept; raises ValueError where no key of today opens it."""
    try:
        return keys().decrypt(kept.encode()).decode()
    except InvalidToken:
        raise ValueError("its text was encrypted under another SECRET_KEY") from None


def keys():
    secrets = [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
    digests = [salted_hmac(SALT, "", secret=secret, algorithm="sha256").digest() for secret in secrets]
    return MultiFernet([Fernet(base64.urlsafe_b64encode(digest)) for digest in digests])
