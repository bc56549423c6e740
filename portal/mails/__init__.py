"""Mails: each is a row that is written with what it tells of, and goes out apart from any request.

`writing` makes the rows and `password_links` those that hold a link to set a password; `sending` is the worker's job, over the
connection of `smtp`; `server_check` asks a server for its mail server.
"""

from django.utils import timezone

from portal.models import Mail


def mails_waiting(older_than):
    """How many mails were written longer ago than `older_than`, a timedelta, and are still to be sent: either nothing sends them, or
    the mail server takes none. Those that are given up do not wait; the desk shows them."""
    return Mail.objects.to_be_sent().filter(at__lt=timezone.now() - older_than).count()
