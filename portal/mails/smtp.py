"""Django's connection to a mail server, that waits for it no longer than DEADLINE in all.

EMAIL_TIMEOUT is for each answer, and starts anew with each byte: a server that drips would hold whoever waits for ever.
"""

import smtplib
import socket
import threading
from contextlib import contextmanager, suppress

from django.core.mail.backends import smtp

DEADLINE = 60  # seconds for connecting and for each mail
DEADLINE_OF_GOODBYE = 5


class Watched(smtplib.SMTP):
    """Shows its socket to `watch` before a word is said."""

    watch = None

    def _get_socket(self, host, port, timeout):
        line = super()._get_socket(host, port, timeout)
        self.watch(line)
        return line


class WatchedSSL(smtplib.SMTP_SSL, Watched):
    """The same where TLS is spoken from the beginning."""


class EmailBackend(smtp.EmailBackend):
    """Ends the connection at its deadline, which then fails as one that the server has ended does."""

    line, is_late = None, False

    @property
    def connection_class(self):
        watched = WatchedSSL if self.use_ssl else Watched
        return type(watched.__name__, (watched,), {"watch": staticmethod(self.watch)})

    def watch(self, line):
        self.line = line.dup()  # TLS takes the other one over
        if self.is_late:
            line.close()
            raise TimeoutError(f"no connection within {DEADLINE} seconds")

    def open(self):
        with self.within(DEADLINE):
            return super().open()

    def send_messages(self, messages):
        with self.within(DEADLINE):
            return super().send_messages(messages)

    def close(self):
        try:
            with self.within(DEADLINE_OF_GOODBYE):
                super().close()
        finally:
            if self.line is not None:
                self.line.close()
                self.line = None

    @contextmanager
    def within(self, seconds):
        self.is_late = False
        timer = threading.Timer(seconds, self.hang_up)
        timer.daemon = True
        timer.start()
        try:
            yield
        finally:
            timer.cancel()

    def hang_up(self):
        self.is_late = True
        with suppress(AttributeError, OSError):  # there is no line yet, or none any more
            self.line.shutdown(socket.SHUT_RDWR)
