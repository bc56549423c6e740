"""The signed text in a form: which account opened it, at which address, and a key that no other form has."""

import secrets
from typing import NamedTuple

from django.conf import settings
from django.core import signing

from portal.keys import hashes

FORM = "_form"  # the control that carries it
SALT = "portal.kept_forms"
TOKEN_SECONDS = settings.SESSION_COOKIE_AGE  # seconds: no form is open for longer than the session in which it was opened


class Opened(NamedTuple):
    user: int
    path: str
    key: str

    @classmethod
    def by(cls, user, path):
        """A form that `user` opens now at `path`."""
        return cls(user.pk, path, secrets.token_urlsafe(16))

    @property
    def digest(self):
        return digests_of_key(self.key)[0]

    @property
    def signed(self):
        return signing.dumps(self, salt=SALT)


def digests_of_key(key):
    """What the database knows a key by, under the SECRET_KEY of today and then under each former one: whoever reads its rows
    cannot ask for them by their addresses."""
    return [found.hexdigest() for found in hashes(SALT, key, "sha1")]


def read_token(request):
    """The Opened form that a request sends to the address at which it was opened; None where it says nothing of the kind."""
    try:
        opened = Opened(*signing.loads(request.POST.get(FORM, ""), salt=SALT, max_age=TOKEN_SECONDS))
    except signing.BadSignature:
        return None
    return opened if opened.path == request.path else None


def text_for(request, path="", is_another=False):
    """The signed text for a form that is drawn: that which was sent where the form is shown again, unless that was taken already and
    this `is_another`."""
    opened, path = read_token(request), path or request.path
    goes_on = opened is not None and (opened.user, opened.path) == (request.user.pk, path) and not is_another
    return request.POST[FORM] if goes_on else Opened.by(request.user, path).signed
