"""Mails with a link that sets a password.

Until such a mail is sent its text is kept encrypted, by a key that is derived from SECRET_KEY and stands in no backup. Whoever has that
key and the rows could make such links without the mail.
"""

from cryptography.fernet import InvalidToken
from django.utils import timezone

from portal.keys import cipher
from portal.models import Mail
from portal.models.locking.order import delete_old

SALT = "portal.mails.links"


def write_link(to, subject, body, until):
    """Write a mail whose link works until that moment, and forget those whose link works no longer."""
    delete_old(Mail.objects.filter(expires_at__lte=timezone.now()))
    return Mail.objects.create(to=to, subject=subject, body=sealed(body), expires_at=until)


def sealed(text):
    return cipher(SALT).encrypt(text.encode()).decode()


def opened(kept):
    """The text of what is kept; raises ValueError where no key of today opens it."""
    try:
        return cipher(SALT).decrypt(kept.encode()).decode()
    except InvalidToken:
        raise ValueError("its text was encrypted under another SECRET_KEY") from None
