"""Limits how often something may be done, by all server processes together: attempts to sign in, enquiries.

Each attempt is a row that is written down before it is judged, and taken back where it is one too many. So of many at one moment no
more are taken than the limits allow, each sees at least those that were written before it, and nobody waits longer by trying again.
"""

from datetime import timedelta
from ipaddress import ip_address, ip_network
from typing import Any, NamedTuple

from django.utils import timezone

from portal.models.locking.order import delete_old

DAY = timedelta(days=1)


class Limit(NamedTuple):
    """So many of `rows` at most within `period`."""

    rows: Any  # a queryset of attempts that count together, the present one among them
    most: int
    period: timedelta

    @property
    def wait(self):
        """Minutes until another attempt is taken; 0 where the present one is."""
        now = timezone.now()
        recent = self.rows.filter(at__gt=now - self.period).order_by("-at", "-id")
        times = list(recent.values_list("at", flat=True)[: self.most + 1])
        if len(times) <= self.most:
            return 0
        return max(1, -(-int((times[self.most] + self.period - now).total_seconds()) // 60))


def forget_attempts(model, kept):
    """Forget the attempts, rows of `model`, that are older than `kept`, a timedelta."""
    delete_old(model.objects.filter(at__lte=timezone.now() - kept))


def write_attempt(model, kept, **columns):
    """Write an attempt down, and forget those that are older than `kept`."""
    forget_attempts(model, kept)
    return model.objects.create(**columns)


def judge(attempt, wait):
    """(the attempt, 0) where there is nothing to wait for, else (None, minutes), and it counts no more."""
    if wait:
        attempt.delete()
        return None, wait
    return attempt, 0


def network_of(address):
    """The address; of IPv6 the 64 bits that one customer has; empty where it is not known."""
    if not address:
        return ""
    found = ip_address(address)
    found = getattr(found, "ipv4_mapped", None) or found
    return str(found) if found.version == 4 else str(ip_network(f"{found}/64", strict=False))
