"""Two hundred connections that say nothing, then two hundred that send half a header: pages are answered all the same."""

import socket
from contextlib import ExitStack, contextmanager

from portal.launch.loads.crowd import ReadingVisitor, live
from portal.launch.loads.table import timed
from portal.launch.loads.visitor import HOST

CONNECTIONS, READERS = 200, 4
WORST = 2  # seconds
HALF_A_HEAD = f"GET /en/ HTTP/1.1\r\nHost: {HOST}\r\nX-Forw".encode()


def run(server, plan):
    for title, said in (("idle", b""), ("with half a header", HALF_A_HEAD)):
        with connections_held(server.port, said):
            samples = live([ReadingVisitor(server) for _ in range(READERS)], plan.seconds)
        yield timed(f"pages beside {CONNECTIONS} connections {title}", samples, worst=WORST)


@contextmanager
def connections_held(port, said):
    """The connections stay open; where the portal closes one nobody opens another."""
    with ExitStack() as stack:
        for _ in range(CONNECTIONS):
            connection = stack.enter_context(socket.create_connection(("127.0.0.1", port), timeout=10))
            connection.sendall(said)
        yield
