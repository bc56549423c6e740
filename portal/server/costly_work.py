"""What costs a core for seconds, a dossier, a card, an uploaded picture, is made by few at a time: settings.MADE_AT_ONCE on a machine.

A slot is a lock on a file in CACHE_ROOT, shared by all processes and given back by the system when one of them dies. Those who wait
for one hold threads of the server, so that in each process half of them at most may: the others go on answering pages.
"""

import fcntl
import threading
import time
from contextlib import ExitStack, contextmanager
from functools import wraps
from zlib import crc32

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from portal.server.refusals import refuse

WAITS = 5  # seconds that a visitor waits for a slot, or for the same file that another is making
PAUSE_BETWEEN_LOOKS = 0.02  # seconds between two looks at a lock
RETRY_AFTER = 5  # seconds after which whoever was refused tries again
LOCKS_OF_FILES = 64  # what is made has one of these, by its key
seats = threading.BoundedSemaphore(max(1, settings.WEB_THREADS // 2))


class Busy(Exception):
    """No slot became free in time. Nothing was begun."""


@contextmanager
def a_seat(waits):
    if not seats.acquire(timeout=waits):
        raise Busy
    try:
        yield
    finally:
        seats.release()


@contextmanager
def a_lock(names, until):
    """Hold the lock of one of these names, whichever is free first; raises Busy where none is at that moment."""
    folder = settings.CACHE_ROOT / "locks"
    folder.mkdir(parents=True, exist_ok=True)
    with ExitStack() as opened:
        files = [opened.enter_context((folder / name).open("ab")) for name in names]  # with a file its lock is closed
        while not any(is_taken(file) for file in files):
            if time.monotonic() >= until:
                raise Busy
            time.sleep(PAUSE_BETWEEN_LOOKS)
        yield


def is_taken(file):
    """Whether the lock of an open file is ours now."""
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True


@contextmanager
def slot(key, waits=None, waits_for_seat=0):
    """Within it is made what is known by `key`, by nobody else meanwhile: look first whether it was made just now. Raises Busy
    where none becomes free in `waits` seconds, or WAITS.

    A visitor for whom this process has no seat is refused at once: whoever waits for one keeps a thread from answering pages.
    """
    until = time.monotonic() + (WAITS if waits is None else waits)
    of_the_file = f"file-{crc32(key.encode()) % LOCKS_OF_FILES}"
    of_the_machine = [f"slot-{number}" for number in range(settings.MADE_AT_ONCE)]
    with a_seat(waits_for_seat), a_lock([of_the_file], until), a_lock(of_the_machine, until):
        yield


def or_again(view):
    """`view`, or 503 and when to try again where it finds no slot."""

    @wraps(view)
    def answer(request, *args, **kwargs):
        try:
            return view(request, *args, **kwargs)
        except Busy:
            text = _("Files like this one are made in turn, and many are asked for at this moment. Please try again in a few seconds.")
            response = refuse(request, 503, _("One moment, please"), text, again=request.get_full_path())
            response["Retry-After"], response["Cache-Control"] = RETRY_AFTER, "no-store"
            response._has_been_logged = True  # as Django marks what it logged: this is no error that somebody must look into
            return response

    return answer
