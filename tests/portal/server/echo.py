"""An application for tests of the server alone: it tells how much of the body it read, or reads none, or says much, or how it
finds its memory."""

import gc

from portal.server import gunicorn_worker
from tests.portal.server.test_call_stack import most_faults

gunicorn_worker.WITHIN, gunicorn_worker.STALLED = 1, 0.5  # seconds: who says nothing is waited for in a test, and who takes nothing


def application(environ, start_response):
    path, body = environ["PATH_INFO"], environ["wsgi.input"]
    read = body.read(int(environ.get("CONTENT_LENGTH") or 0)) if path == "/read" else b""
    answer = f"{environ['REQUEST_METHOD']} {path} {len(read)}".encode()
    if path == "/memory":
        answer = f"{most_faults()} {gc.get_freeze_count()}".encode()
    if path.startswith("/much/"):
        answer = bytes(int(path.removeprefix("/much/")))
    start_response("200 OK", [("Content-Length", str(len(answer))), ("X-Scheme", environ["wsgi.url_scheme"])])
    return [answer]
