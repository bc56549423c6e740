"""A worker of gunicorn whose threads meet whole requests only: nobody holds one by being slow, or by saying nothing at all.

gunicorn's own hands a new connection to a thread at once, which waits there 5 seconds for the first byte and for ever for the last:
as many half requests as there are threads end a server. Here the main thread gathers what comes, without waiting for any, and a
thread begins when the request is there, its body too where that is no longer than the public may send. What is longer is read by
the thread, after the portal has seen who sends it (portal/server/body_limits.py), with a pause of STALLED seconds at most.
"""

import errno
import gc
import re
import selectors
import socket
import struct
import time
from contextlib import suppress
from functools import partial

from django.conf import settings
from gunicorn.workers.gthread import TConn, ThreadWorker

from portal.server.call_stack import in_one_piece

WITHIN = 20  # seconds from a connection, or from the first byte of its next request, to the last byte
STALLED = 30  # seconds without a byte, of a long body or of an answer that is not taken
LINGERS = 2  # seconds for which an answered connection is drained, so that a sender still sending reads the answer
MOST_OF_HEAD = 64 * 1024  # bytes
PIECE = 64 * 1024
CONTENT_LENGTH = re.compile(rb"\r\ncontent-length:[ \t]*(\d{1,18})[ \t]*\r\n", re.IGNORECASE)
EXPECTS = re.compile(rb"\r\nexpect:[ \t]*100-continue[ \t]*\r\n", re.IGNORECASE)
GARBAGE = 20_000, 20, 20  # objects more than before, and rounds of the younger, until it is looked for
NO_MORE_FILES = (errno.EMFILE, errno.ENFILE)
TOO_LARGE = b"HTTP/1.1 431 Request Header Fields Too Large\r\nConnection: close\r\nContent-Length: 0\r\n\r\n"


class VisitorConnection(TConn):
    """One visitor's connection, and what came of its next request."""

    def __init__(self, worker, *of_a_connection):
        super().__init__(worker.cfg, *of_a_connection)
        self.worker, self.received, self.searched, self.wanted = worker, bytearray(), 0, None
        self.data_ready = True  # no thread waits for the first byte

    def init(self):
        """In its thread: hand what was gathered to the parser."""
        super().init()
        for waits in (socket.SO_RCVTIMEO, socket.SO_SNDTIMEO):  # Python's own timeout is for an answer as a whole, however fast it is taken
            self.sock.setsockopt(socket.SOL_SOCKET, waits, struct.pack("ll", *divmod(int(STALLED * 10**6), 10**6)))
        self.parser.unreader.unread(bytes(self.received))
        self.received, self.searched, self.wanted = bytearray(), 0, None

    def is_whole(self):
        """Whether a thread may begin: the head is there, and the body as far as it is gathered."""
        if self.wanted is None:
            del self.received[: len(self.received) - len(self.received.lstrip(b"\r\n"))]  # RFC 9112, 2.2
            end = self.received.find(b"\r\n\r\n", max(0, self.searched - 3))
            self.searched = len(self.received)
            if end < 0:
                return False
            head = self.received[: end + 2]
            length = int(found[1]) if (found := CONTENT_LENGTH.search(head)) else 0
            self.wanted = end + 4 + (length if length <= settings.PUBLIC_BYTES else 0)
            if len(self.received) < self.wanted and EXPECTS.search(head):
                self.say(b"HTTP/1.1 100 Continue\r\n\r\n")
        return len(self.received) >= self.wanted

    def say(self, line):
        with suppress(OSError):  # the visitor is gone: that is found out by reading
            self.sock.send(line)

    def close(self, graceful=False):
        if graceful:
            self.worker.linger(self)
        else:
            super().close()


class PatientWorker(ThreadWorker):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.gathered, self.lingering = {}, {}  # connections in the order in which their time is over, and when that is

    def init_process(self):
        """What was loaded before the fork stays for good: it is not looked through for garbage again and again, which a page fills
        some thousand objects at a time, and its memory stays shared with the other workers."""
        gc.freeze()
        gc.set_threshold(*GARBAGE)
        super().init_process()

    def handle(self, conn):
        return in_one_piece(super().handle, conn)

    def accept(self, listener):
        try:
            client_sock, address = listener.accept()
        except OSError as error:
            if error.errno in NO_MORE_FILES:
                self.make_room()
            elif error.errno not in (errno.EAGAIN, errno.ECONNABORTED, errno.EWOULDBLOCK):
                raise
            return
        self.nr_conns += 1
        if self.nr_conns >= self.worker_connections:
            self.make_room()
        self.enqueue_req(VisitorConnection(self, client_sock, address, listener.getsockname()))

    def make_room(self):
        """Close the connection that has been silent for longest; what a visitor asks comes within a moment."""
        for waiting in (self.lingering, self.gathered):
            if waiting:
                self.drop(next(iter(waiting)), waiting)
                return
        if self.keepalived_conns:
            self.keepalived_conns[0].timeout = 0
            self.murder_keepalived()

    def enqueue_req(self, conn):
        """Where gunicorn hands a connection to a thread, whatever it waited for: the rest of its request comes first."""
        if conn.initialized:
            conn.received += conn.parser.unreader.take_buffered()
        if conn.is_whole():
            super().enqueue_req(conn)
            return
        conn.sock.setblocking(False)
        self.gathered[conn] = time.monotonic() + WITHIN
        self.poller.register(conn.sock, selectors.EVENT_READ, partial(self.gather, conn))

    def gather(self, conn, sock):
        try:
            piece = sock.recv(PIECE)
        except (BlockingIOError, InterruptedError):
            return
        except OSError:
            piece = b""
        conn.received += piece
        if not piece:
            self.drop(conn, self.gathered)
        elif conn.is_whole():
            self.forget(conn, self.gathered)
            super().enqueue_req(conn)
        elif conn.wanted is None and len(conn.received) > MOST_OF_HEAD:
            self.forget(conn, self.gathered)
            conn.say(TOO_LARGE)
            self.nr_conns -= 1
            conn.close(graceful=True)

    def linger(self, conn):
        """Close after what was sent has arrived. gunicorn's own waits for that in the main thread, while nobody else is heard."""
        try:
            conn.sock.shutdown(socket.SHUT_WR)
            conn.sock.setblocking(False)
            self.poller.register(conn.sock, selectors.EVENT_READ, partial(self.drain, conn))
        except (OSError, ValueError, KeyError):  # the visitor closed it first
            conn.close()
            return
        self.nr_conns += 1
        self.lingering[conn] = time.monotonic() + LINGERS

    def drain(self, conn, sock):
        try:
            if sock.recv(PIECE):
                return
        except (BlockingIOError, InterruptedError):
            return
        except OSError:
            pass
        self.drop(conn, self.lingering)

    def forget(self, conn, waiting):
        del waiting[conn]
        self.poller.unregister(conn.sock)

    def drop(self, conn, waiting):
        self.forget(conn, waiting)
        self.nr_conns -= 1
        conn.close()

    def murder_pending(self):
        """Close whose time is over; of a process that ends, whoever has not begun to ask."""
        now = time.monotonic()
        for waiting in (self.gathered, self.lingering):
            while waiting and waiting[conn := next(iter(waiting))] <= now:
                self.drop(conn, waiting)
        if not self.alive:
            for conn in [conn for conn in self.gathered if not conn.received]:
                self.drop(conn, self.gathered)

    def _keepalive_after(self, conn, keepalive):
        """Without a wait for the rest of a body that the portal did not read: such a connection ends."""
        body = conn.parser.mesg.body
        is_read = body.reader.length == 0 if hasattr(body.reader, "length") else body.reader.parser is None
        return bool(keepalive and is_read and not body.failed)
