"""Secret addresses at which calendar programs read deadlines: made, found, revoked. Only the digest of a secret is kept."""

import secrets

from django.utils import timezone

from enterprises.models import CalendarAddress
from enterprises.tasks.charge import MAY_SEE
from portal.keys import hashes

SALT = "enterprises.tasks.addresses"
BYTES_OF_A_SECRET = 32


def digests_of_secret(secret):
    """What the database knows a secret by, under the SECRET_KEY of today and then under each former one."""
    return [found.hexdigest() for found in hashes(SALT, secret, "sha256")]


def make_address(person_id, name, filters=""):
    """(the CalendarAddress, its secret): nobody can be told the secret again."""
    secret = secrets.token_urlsafe(BYTES_OF_A_SECRET)
    return CalendarAddress.objects.create(person_id=person_id, name=name, filters=filters, digest=digests_of_secret(secret)[0]), secret


def revoke(person_id, key):
    """Revoke one of the addresses of a person; returns whether it stood."""
    return bool(CalendarAddress.objects.standing().filter(person=person_id, pk=key).update(revoked_at=timezone.now()))


def address_behind(secret):
    """The CalendarAddress of a secret, where it stands and its person may see deadlines still; else None."""
    found = CalendarAddress.objects.standing().filter(digest__in=digests_of_secret(secret)).select_related("person").first()
    if found is None or not (found.person.is_active and found.person.is_staff and found.person.has_perm(MAY_SEE)):
        return None
    return found
