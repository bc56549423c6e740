"""What is derived from SECRET_KEY, and from each former one (SECRET_KEY_FALLBACKS): what was kept under that is found and opened still.

A salt is no path of a module: it stays when its module moves, or links that were given out, recovery codes and kept forms are lost.
"""

from base64 import urlsafe_b64encode

from cryptography.fernet import Fernet, MultiFernet
from django.conf import settings
from django.utils.crypto import salted_hmac


def hashes(salt, value, algorithm="sha256"):
    """The keyed hashes of `value`, that of today's key first."""
    return [salted_hmac(salt, value, secret=key, algorithm=algorithm) for key in (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)]


def cipher(salt, value=""):
    """Encrypts under a key of today's that is for `salt` and `value` alone; it decrypts what a former one encrypted, too."""
    return MultiFernet([Fernet(urlsafe_b64encode(found.digest())) for found in hashes(salt, value)])
