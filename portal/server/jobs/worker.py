"""The process that does the jobs."""

import logging
import os
import signal
import time
from contextlib import closing

from django.db import Error as DatabaseError
from django.db import close_old_connections, connections

PAUSE_BETWEEN_TURNS, LONGEST_REST = 1, 15  # seconds between two turns, and at most after turns that failed
TOLD_AGAIN = 60  # seconds after which what still fails is told again
REST_STEP = 0.2  # seconds: no rest keeps a signal waiting for longer
logger = logging.getLogger(__name__)


class Worker:
    """Does what is due, again and again, until `end`: then it finishes what it has in hand. What fails is tried again.

    With `parent`, the id of the process that started it, it ends after that, too.
    """

    def __init__(self, jobs, parent=None):
        self.jobs, self.parent = jobs, parent
        self.is_ending = False
        self.failures = 0  # turns in a row
        self.told = {}  # {a job: when it was last told that it fails}

    def end(self, *_signal):
        self.is_ending = True

    def run(self):
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, self.end)
        while not self.is_over():
            self.turn()
            self.rest(min(PAUSE_BETWEEN_TURNS * 2**self.failures, LONGEST_REST))

    def is_over(self):
        return self.is_ending or (self.parent is not None and os.getppid() != self.parent)

    def turn(self):
        """Do what is due now. A job that fails keeps no other waiting."""
        close_old_connections()
        has_failed = False
        for job in self.jobs:
            try:
                with closing(job()) as things:
                    for _thing in things:
                        if self.is_over():
                            return
            except Exception as error:
                has_failed = True
                self.tell(job, error)
                if isinstance(error, DatabaseError):
                    connections.close_all()
        self.failures = min(self.failures + 1, 10) if has_failed else 0

    def tell(self, job, error):
        """In the log, once a minute: an outage of hours is no flood."""
        now = time.monotonic()
        if now - self.told.get(job, -TOLD_AGAIN) < TOLD_AGAIN:
            return
        self.told[job] = now
        if isinstance(error, DatabaseError):
            logger.error("The worker waits for the database: %s", " ".join(str(error).split()))
        else:
            logger.error("A job of the worker failed: %s", job.__qualname__, exc_info=error)

    def rest(self, seconds):
        until = time.monotonic() + seconds
        while not self.is_over() and (left := until - time.monotonic()) > 0:
            time.sleep(min(left, REST_STEP))
