"""The second factor of an account: a code of six digits that a telephone computes anew every 30 seconds (RFC 6238), and
recovery codes for the day on which the telephone is lost.

The secret that the telephone shares with us is kept encrypted: the first of SECOND_FACTOR_KEYS encrypts, any of them decrypts.
"""

import base64
import hashlib
import hmac
import secrets
import time
import unicodedata
from urllib.parse import quote, urlencode

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.db import DatabaseError, transaction

from portal.keys import hashes
from portal.models import SecondFactor
from portal.models.locking.order import lock
from portal.text.fields import KEY_ALPHABET

CODE_SECONDS, CODE_DIGITS = 30, 6
DRIFT = 1  # steps that a clock may be fast or slow
SECRET_BYTES = 20  # as long as the digest (RFC 4226, requirement 6)
RECOVERY_CODES, RECOVERY_LENGTH = 10, 10
RECOVERY = "portal.second_factor.recovery"
NO_KEY = (
    "The environment variable SECOND_FACTOR_KEYS is not set, and accounts have a second factor: their secrets are encrypted with it. "
    "Set the keys that were used before. Where they are lost, set a new one; whoever has a second factor then sets it up anew."
)


def sealed_secret(secret):
    """A secret as it is kept."""
    return keys().encrypt(secret.encode()).decode()


def opened_secret(kept):
    """The secret of what is kept; None where no key of today opens it."""
    try:
        return keys().decrypt(kept.encode()).decode() if settings.SECOND_FACTOR_KEYS else None
    except InvalidToken:
        return None


def keys():
    return MultiFernet([Fernet(key) for key in settings.SECOND_FACTOR_KEYS])


def require_keys():
    """Refuse to start without a key where second factors are in use; raises ImproperlyConfigured."""
    try:
        is_in_use = not settings.SECOND_FACTOR_KEYS and SecondFactor.objects.exists()
    except DatabaseError:  # there is none yet, or it does not answer: the first page that needs it says so
        is_in_use = False
    if is_in_use:
        raise ImproperlyConfigured(NO_KEY)


def unreadable():
    """The accounts whose second factor no key opens: they set it up anew."""
    return [factor.user for factor in SecondFactor.objects.select_related("user") if opened_secret(factor.secret) is None]


@transaction.atomic
def encrypt_anew():
    """Encrypt every secret with the first key, so that the others can be taken away. Returns how many."""
    secrets_by_row = [(factor, opened_secret(factor.secret)) for factor in lock(SecondFactor.objects.all())]
    readable = [(factor, secret) for factor, secret in secrets_by_row if secret]
    for factor, secret in readable:
        factor.secret = sealed_secret(secret)
        factor.save(update_fields=["secret"])
    return len(readable)


def new_secret():
    return base64.b32encode(secrets.token_bytes(SECRET_BYTES)).decode()


def code_at(secret, step):
    """The code of one step of time (RFC 4226, 5.3)."""
    digest = hmac.digest(base64.b32decode(secret), step.to_bytes(8, "big"), hashlib.sha1)
    place = digest[-1] & 15
    return f"{(int.from_bytes(digest[place : place + 4], 'big') & 0x7FFFFFFF) % 10**CODE_DIGITS:0{CODE_DIGITS}d}"


def step_now():
    return int(time.time()) // CODE_SECONDS


def step_of(secret, code, after=0):
    """The step of time near now whose code this is, later than `after`; None where there is none."""
    now = step_now()
    for step in range(now - DRIFT, now + DRIFT + 1):
        if step > after and hmac.compare_digest(code_at(secret, step).encode(), code.encode()):
            return step
    return None


def address_of_secret(secret, user, issuer):
    """What the QR code says: the address by which an authenticator application takes the secret over."""
    label = quote(f"{issuer}:{user.get_username()}")
    return f"otpauth://totp/{label}?{urlencode({'secret': secret, 'issuer': issuer}, quote_via=quote)}"


def plain_code(text):
    """A code as it is compared: people type it with spaces or hyphens, in capitals, or by a Chinese input method in wide characters."""
    return "".join(unicodedata.normalize("NFKC", text).split()).replace("-", "").lower()


def digests_of_code(user_id, code):
    """What a recovery code is kept as: under the SECRET_KEY of today, then under each former one."""
    return [found.hexdigest() for found in hashes(RECOVERY, f"{user_id}:{code}")]


def has_one(user):
    return SecondFactor.objects.filter(user=user.pk).exists()


def has_one_that_works(user):
    """Whether codes of the person's telephone can be judged: not where the key of their secret is lost."""
    factor = SecondFactor.objects.filter(user=user.pk).first()
    return factor is not None and opened_secret(factor.secret) is not None


def new_codes(user):
    """Fresh recovery codes, in place of all former ones, as they are shown once: only their digests are kept."""
    codes = ["".join(secrets.choice(KEY_ALPHABET) for _ in range(RECOVERY_LENGTH)) for _ in range(RECOVERY_CODES)]
    SecondFactor.objects.filter(user=user.pk).update(recovery_codes=[digests_of_code(user.pk, code)[0] for code in codes])
    return [f"{code[:5]}-{code[5:]}" for code in codes]


@transaction.atomic
def set_up(user, secret, text):
    """Keep a secret once `text` is a code of it. Returns the recovery codes, empty where it is none."""
    step = step_of(secret, plain_code(text))
    if step is None:
        return []
    SecondFactor.objects.update_or_create(user_id=user.pk, defaults={"secret": sealed_secret(secret), "last_step": step})
    return new_codes(user)


@transaction.atomic
def accept(user, text):
    """Whether `text` is a code of the person's second factor, or a recovery code; either is used up by it.

    The row is locked: of two who send the same code at one moment one gets in.
    """
    factor = next(iter(lock(SecondFactor.objects.filter(user=user.pk))), None)
    if factor is None:
        return False
    code = plain_code(text)
    secret = opened_secret(factor.secret)
    step = secret and step_of(secret, code, factor.last_step)
    known = [digest for digest in digests_of_code(user.pk, code) if digest in factor.recovery_codes]
    if step is not None:
        factor.last_step = step
    elif known:
        factor.recovery_codes.remove(known[0])
    else:
        return False
    if secret:
        factor.secret = sealed_secret(secret)  # with the first key, whichever it was
    factor.save()
    return True
