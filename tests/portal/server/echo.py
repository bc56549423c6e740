"""An application for tests of the server alone: it tells how much of the body it read, or reads none."""

from portal.server import waiting

waiting.WITHIN = 1  # seconds: who says nothing is waited for in a test


def application(environ, start_response):
    read = environ["wsgi.input"].read(int(environ.get("CONTENT_LENGTH") or 0)) if environ["PATH_INFO"] == "/read" else b""
    answer = f"{environ['REQUEST_METHOD']} {environ['PATH_INFO']} {len(read)}".encode()
    start_response("200 OK", [("Content-Length", str(len(answer))), ("X-Scheme", environ["wsgi.url_scheme"])])
    return [answer]
