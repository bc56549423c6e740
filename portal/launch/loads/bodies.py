"""A body of 180 MB from somebody who is not signed in: refused before it is read, while others read pages."""

import re
import select
import socket
import threading
import time
from contextlib import suppress

from portal.launch.loads.crowd import ReadingVisitor, crowd
from portal.launch.loads.table import line_of_counts, timed
from portal.launch.loads.visitor import HOST, Sample

MEGABYTES, BODY_PIECE = 180, bytes(64 * 1024)
SOON = 1  # second until it is refused
MOST_TAKEN, MOST_MEMORY = 10, 40  # megabytes, of the body and of memory
REFUSING_STATUSES = (400, 403, 405, 411, 413)
READERS, WORST = 4, 2  # seconds
AFTERWARDS = 2  # seconds for which pages are read on, to have enough of them
BODIES = {
    "as a form": ("Content-Type: application/x-www-form-urlencoded", False),
    "as a file": ("Content-Type: multipart/form-data; boundary=mark", False),
    "in chunks": ("Content-Type: application/x-www-form-urlencoded", True),
}
START_OF_FILE = b'--mark\r\nContent-Disposition: form-data; name="file"; filename="big"\r\n\r\n'
TO = ("/en/enquiry/", "/admin/login/")


def run(server, plan):
    with crowd([ReadingVisitor(server) for _ in range(READERS)]) as samples:
        for path in TO:
            for title, (kind, is_chunked) in BODIES.items():
                with MemoryWatch(server) as watched:
                    sample, taken = post(server.port, path, kind, is_chunked)
                grown = watched.grown / 1e6
                about = f"{title} to {path}: {taken:.0f} MB taken"
                line = timed(about, [sample], worst=SOON)
                if taken > MOST_TAKEN:
                    line.faults.append(f"more than {MOST_TAKEN} MB were taken")
                yield line
                yield line_of_counts(f"    memory grew by {grown:.0f} MB", "" if grown < MOST_MEMORY else f"more than {MOST_MEMORY} MB")
        time.sleep(AFTERWARDS)
    yield timed("pages meanwhile", samples, worst=WORST)


class MemoryWatch:
    """How far the memory of the workers grows at most, in bytes."""

    def __init__(self, server):
        self.server, self.over, self.grown = server, threading.Event(), 0
        self.start = server.memory()
        self.thread = threading.Thread(target=self.look, daemon=True)

    def __enter__(self):
        self.thread.start()
        return self

    def __exit__(self, *_):
        self.over.set()
        self.thread.join()

    def look(self):
        while not self.over.wait(0.1):
            self.grown = max(self.grown, self.server.memory() - self.start)


def post(port, path, kind, is_chunked):
    """Send the body until the portal answers or hangs up: (a Sample, the megabytes that were sent)."""
    began, sent, answer = time.monotonic(), 0, b""
    length = "Transfer-Encoding: chunked" if is_chunked else f"Content-Length: {MEGABYTES * 10**6}"
    head = f"POST {path} HTTP/1.1\r\nHost: {HOST}\r\nX-Forwarded-Proto: https\r\nX-Forwarded-For: 10.9.9.9\r\n{kind}\r\n{length}\r\n\r\n"
    piece = b"%x\r\n%b\r\n" % (len(BODY_PIECE), BODY_PIECE) if is_chunked else BODY_PIECE
    with socket.create_connection(("127.0.0.1", port), timeout=60) as connection:
        with suppress(OSError):  # it hung up: an answer may have come before
            connection.sendall(head.encode() + (START_OF_FILE if "multipart" in kind else b""))
            while sent < MEGABYTES * 10**6 - len(START_OF_FILE) and not select.select([connection], [], [], 0)[0]:
                connection.sendall(piece[: MEGABYTES * 10**6 - sent - len(START_OF_FILE)] if not is_chunked else piece)
                sent += len(BODY_PIECE)
            if is_chunked and sent >= MEGABYTES * 10**6:
                connection.sendall(b"0\r\n\r\n")
        with suppress(OSError):
            answer = connection.recv(4096)
    found = re.match(rb"HTTP/1\.\d (\d+)", answer)
    status = int(found[1]) if found else 0
    problem = "" if status in REFUSING_STATUSES or not status else f"status {status}"
    return Sample("bodies", began, time.monotonic() - began, status, problem), sent / 1e6
