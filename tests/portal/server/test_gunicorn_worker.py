"""A server without a proxy, met by visitors who are slow or say nothing."""

import os
import signal
import socket
import subprocess
import sys
import time
from contextlib import ExitStack

import pytest
from django.conf import settings

from portal.launch.running import free_port
from tests.portal.server.test_call_stack import TURNS

pytestmark = pytest.mark.engine("sqlite")  # it has no database: once is enough
THREADS, MANY = 2, 200
MUCH = 16_000_000  # bytes: more than the system takes at once
HEAD = b"GET /page HTTP/1.1\r\nHost: localhost\r\n"
POST = b"POST /read HTTP/1.1\r\nHost: localhost\r\nContent-Length: %d\r\n"


@pytest.fixture(scope="module")
def port():
    """Of gunicorn with the worker of the settings and two threads."""
    port = free_port("127.0.0.1", 8500)
    options = {"--threads": THREADS, "--workers": 1, "--bind": f"127.0.0.1:{port}", "--config": "python:portal.server.gunicorn"}
    command = [sys.executable, "-m", "gunicorn", *(str(text) for option in options.items() for text in option)]
    server = subprocess.Popen([*command, "tests.portal.server.echo"], cwd=settings.BASE_DIR, env=os.environ, stderr=subprocess.DEVNULL)
    until = time.monotonic() + 60
    while True:
        try:
            connect(port).close()
            break
        except ConnectionError:
            if server.poll() is not None or time.monotonic() > until:
                raise
            time.sleep(0.05)
    yield port
    server.send_signal(signal.SIGQUIT)
    server.wait()


def connect(port):
    return socket.create_connection(("127.0.0.1", port), timeout=20)


def said(connection):
    """All that comes until the server closes."""
    pieces = []
    while piece := connection.recv(65536):
        pieces.append(piece)
    return b"".join(pieces)


def ask(port, *pieces):
    """The answer to one request, in as many pieces, on a connection of its own."""
    with connect(port) as connection:
        for piece in pieces:
            connection.sendall(piece)
            time.sleep(0.01)
        return said(connection)


CLOSE = b"Connection: close\r\n\r\n"


@pytest.mark.parametrize(
    "start",
    [
        pytest.param(b"", id="nothing"),
        pytest.param(HEAD, id="half a head"),
        pytest.param(POST % 5000 + b"\r\nhalf", id="half a body"),
        pytest.param(POST % 5000 + b"Expect: 100-continue\r\n\r\n", id="a body on request"),
        pytest.param(HEAD + CLOSE, id="an answer that is not taken"),
        pytest.param(HEAD + b"\r\n", id="a kept connection"),
    ],
)
def test_pages_are_answered_beside_many_who_say(port, start):
    with ExitStack() as held:
        for _each in range(MANY):
            held.enter_context(connect(port)).sendall(start)
        for _page in range(20):
            assert ask(port, HEAD + CLOSE).endswith(b"GET /page 0")


def test_a_request_in_pieces_is_read_whole(port):
    assert ask(port, b"\r\n", HEAD[:5], HEAD[5:] + CLOSE[:-1], CLOSE[-1:]).endswith(b"GET /page 0")
    assert b"\r\nX-Scheme: http\r\n" in ask(port, HEAD + b"X-Forwarded-Proto: https\r\n" + CLOSE)  # which Django alone reads, if anybody
    for length in (0, 100_000, settings.PUBLIC_BYTES, settings.PUBLIC_BYTES + 1, 3_000_000):
        head, body = POST % length + CLOSE, b"x" * length
        assert ask(port, head[:30], head[30:], body[: length // 2], body[length // 2 :]).endswith(f"POST /read {length}".encode())
    expected = ask(port, POST % 3 + b"Expect: 100-continue\r\n" + CLOSE, b"abc")
    assert expected.startswith(b"HTTP/1.1 100 Continue")
    assert expected.endswith(b"POST /read 3")


def test_several_requests_follow_on_one_connection(port):
    three = HEAD + b"\r\n" + POST % 3 + b"\r\nabc" + HEAD
    answer = ask(port, three, CLOSE)
    assert [answer.count(text) for text in (b"200 OK", b"GET /page 0", b"POST /read 3")] == [3, 2, 1]


def test_an_answer_arrives_where_the_body_was_not_read(port):
    unread = POST.replace(b"/read", b"/unread")
    assert ask(port, unread % 50_000_000 + b"\r\n", b"x" * 1_000_000, b"x" * 1_000_000).endswith(b"POST /unread 0")


def test_who_takes_a_long_answer_slowly_gets_all_of_it_and_who_takes_nothing_is_not_waited_for(port):
    with ExitStack() as held:
        *_nothing, slow = connections = [held.enter_context(connect(port)) for _each in range(THREADS + 1)]
        for connection in connections:
            connection.sendall(HEAD.replace(b"/page", b"/much/%d" % MUCH) + CLOSE)
        taken = 0
        while piece := slow.recv(1_000_000, socket.MSG_WAITALL):
            taken += len(piece)
            time.sleep(0.06)  # longer in all than anybody is waited for who takes nothing
    assert taken > MUCH


def test_a_head_without_an_end_is_refused(port):
    assert ask(port, HEAD + b"X: " + b"x" * 70_000).startswith(b"HTTP/1.1 431 ")


def test_who_says_nothing_is_not_waited_for(port):
    started = time.monotonic()
    with connect(port) as silent, connect(port) as slow:
        slow.sendall(HEAD)
        assert said(silent) == said(slow) == b""
    assert time.monotonic() - started < 10


def test_there_is_room_for_the_next_when_all_connections_are_taken(port):
    """gunicorn would not accept more than worker_connections; who has been silent for longest makes room."""
    with ExitStack() as held:
        connections = [held.enter_context(connect(port)) for _each in range(450)]
        assert ask(port, HEAD + CLOSE).endswith(b"GET /page 0")
        connections[390].setblocking(False)
        with pytest.raises(BlockingIOError):  # it is not the time that made room
            connections[390].recv(1)
        assert said(connections[0]) == b""


def test_a_request_finds_the_frames_of_its_calls_mapped_and_what_was_loaded_before_it_set_apart(port):
    faults, set_apart = ask(port, HEAD.replace(b"/page", b"/memory") + b"Connection: close\r\n\r\n").split()[-2:]
    assert int(faults) < TURNS / 4
    assert int(set_apart) > 10_000  # objects
