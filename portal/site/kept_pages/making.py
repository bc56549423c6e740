"""A page that several ask for at once, as after a change, is made by one thread of a process: the others wait until it is kept."""

from contextlib import contextmanager
from threading import Event, Lock

LONGEST_MAKING = 3  # seconds, in which any page is made; who waited in vain makes it, too


class Making:
    """Which pages are being made."""

    def __init__(self):
        self.access, self.under_way = Lock(), {}  # {key: Event of the thread that is at it}

    @contextmanager
    def alone(self, key):
        """Whether the block is the only one at `key`: at once, or False after the wait for another."""
        with self.access:
            other = self.under_way.get(key)
            if other is None:
                own = self.under_way[key] = Event()
        if other:
            other.wait(LONGEST_MAKING)
            yield False
            return
        try:
            yield True
        finally:
            with self.access:
                del self.under_way[key]
            own.set()
