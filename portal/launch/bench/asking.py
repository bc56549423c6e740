"""Who asks the measured portal: one reader on a connection that stays open, or sixteen at once."""

import http.client
import selectors
import socket
import time
from typing import NamedTuple

from portal.launch.loads.visitor import HOST

# headers that portal/launch/bench/application.py and forgetting.py know
COLD, COUNT_QUERIES, AFTER_CHANGE = "X-Bench-Cold", "X-Bench-Queries", "X-Bench-Changed"
SECONDS_FOR_A_PAGE = 600  # a page of a million records may take long before it is mended
CONNECTIONS_OF_THE_CROWD = 16  # connections of the crowd


class Answered(NamedTuple):
    status: int
    headers: http.client.HTTPMessage
    body: bytes


class SteadyReader:
    """Asks as nginx passes a browser on, which is of the language `en` and has these cookies, one request after the other."""

    def __init__(self, port, cookies=()):
        self.connection = http.client.HTTPConnection("127.0.0.1", port, timeout=SECONDS_FOR_A_PAGE)
        self.usual = usual_headers(cookies)

    def ask(self, path, **headers):
        for last in (False, True):
            try:
                self.connection.request("GET", path, headers=self.usual | headers)
                response = self.connection.getresponse()
                return Answered(response.status, response.headers, response.read())
            except (http.client.HTTPException, ConnectionError):  # it had been open too long without a request
                self.connection.close()
                if last:
                    raise

    def close(self):
        self.connection.close()


def usual_headers(cookies=()):
    named = "; ".join(f"{name}={value}" for name, value in dict(cookies).items())
    return {"Host": HOST, "X-Forwarded-Proto": "https", "X-Forwarded-For": "10.0.0.7"} | ({"Cookie": named} if named else {})


class Crowd(NamedTuple):
    """What came of many who ask for one page again and again, each as soon as it has its answer."""

    per_second: float
    p99: float  # seconds


def ask_at_once(port, path, seconds):
    """Let CONNECTIONS_OF_THE_CROWD connections ask for `path`; raises RuntimeError for any answer but 200."""
    lines = [f"GET {path} HTTP/1.1", *(f"{name}: {value}" for name, value in usual_headers().items()), "", ""]
    request, taken = "\r\n".join(lines).encode(), []
    began = time.monotonic()
    with selectors.DefaultSelector() as waiting:
        for _each in range(CONNECTIONS_OF_THE_CROWD):
            connection = socket.create_connection(("127.0.0.1", port))
            connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            waiting.register(connection, selectors.EVENT_READ, Asked(connection, request))
        while time.monotonic() - began < seconds:
            for key, _events in waiting.select(1):
                taken += key.data.read()
        for key in list(waiting.get_map().values()):
            key.fileobj.close()
    if not taken:
        raise RuntimeError(f"{path}: nobody of {CONNECTIONS_OF_THE_CROWD} got an answer in {seconds} s")
    return Crowd(len(taken) / (time.monotonic() - began), sorted(taken)[int(len(taken) * 0.99)])


class Asked:
    """One connection of the crowd, with what has come of its answer so far."""

    def __init__(self, connection, request):
        self.connection, self.request, self.came = connection, request, b""
        self.send()

    def send(self):
        self.began, self.missing = time.monotonic(), None
        self.connection.sendall(self.request)

    def read(self):
        """[the seconds of the answer] where that is whole now; the next request is sent then."""
        part = self.connection.recv(1 << 18)
        if not part:
            raise RuntimeError("the portal closed a connection on which it was asked")
        if self.missing is None:
            self.came += part
            head, ends, body = self.came.partition(b"\r\n\r\n")
            if not ends:
                return []
            self.came = b""
            self.missing = length_in(head) - len(body)
        else:
            self.missing -= len(part)
        if self.missing:
            return []
        seconds = time.monotonic() - self.began
        self.send()
        return [seconds]


def length_in(head):
    first, *lines = head.decode("latin-1").split("\r\n")
    headers = {name.lower(): value for name, _colon, value in (line.partition(":") for line in lines)}
    if first.split()[1] != "200" or "content-length" not in headers:
        raise RuntimeError(f"{first}: not the page with its length")
    return int(headers["content-length"])
