"""Somebody who asks the portal over the network, as a proxy that ends https passes it on; each answer is timed from outside."""

import http.client
import json
import secrets
import time
from dataclasses import dataclass
from html.parser import HTMLParser
from http.cookies import SimpleCookie
from itertools import count
from urllib.parse import urlencode

HOST = "portal.example.org"
SECONDS_OF_PATIENCE = 60  # seconds for which somebody waits for an answer
networks = count(1)


@dataclass(slots=True)
class Sample:
    """One request. `problem` is empty where it was answered as it should be."""

    what: str
    began: float  # of time.monotonic()
    seconds: float
    status: int  # 0 without an answer
    problem: str = ""
    has_retry_after: bool = False


@dataclass
class Answer:
    status: int
    headers: dict
    text: str

    def __bool__(self):
        return 200 <= self.status < 400


class Visitor:
    """Has cookies and an address of its own. A connection is made for each request, as nginx does."""

    def __init__(self, port, samples=None):
        self.port, self.samples, self.cookies = port, [] if samples is None else samples, {}
        self.move()

    def move(self):
        """Ask from another network from now on."""
        number = next(networks)
        self.address = f"10.{number >> 8 & 255}.{number & 255}.7"

    def ask(self, what, path, fields=None, files=(), expected=(200,)):
        """GET, or POST where `fields` ({name: value or list}) are given. What else than `expected` comes back is a problem."""
        body, headers = encoded(fields, files) if fields is not None else (None, {})
        began, answer, problem = time.monotonic(), Answer(0, {}, ""), ""
        try:
            answer = self.send("POST" if body is not None else "GET", path, body, headers)
        except (OSError, http.client.HTTPException) as error:
            problem = f"{path}: {type(error).__name__}"
        seconds = time.monotonic() - began
        if answer.status and answer.status not in expected:
            problem = f"{path}: status {answer.status}"
        self.samples.append(Sample(what, began, seconds, answer.status, problem, "retry-after" in answer.headers))
        return answer

    def send(self, method, path, body, headers):
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=SECONDS_OF_PATIENCE)
        try:
            connection.request(method, path, body, self.headers() | headers)
            response = connection.getresponse()
            content = response.read()
        finally:
            connection.close()
        for line in response.headers.get_all("Set-Cookie", ()):
            for name, morsel in SimpleCookie(line).items():
                self.cookies[name] = morsel.value
        is_text = response.headers.get_content_maintype() == "text"
        return Answer(
            response.status,
            {name.lower(): value for name, value in response.headers.items()},
            content.decode("utf-8", "replace") if is_text else "",
        )

    def headers(self):
        cookies = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        return {
            "Host": HOST,
            "Origin": f"https://{HOST}",
            "Referer": f"https://{HOST}/",
            "Accept-Language": "en",
            "X-Forwarded-For": self.address,
            "X-Forwarded-Proto": "https",
            "Connection": "close",
            **({"Cookie": cookies} if cookies else {}),
        }

    def sign_in(self, name, password):
        """Give name and password on the page for signing in; raises RuntimeError where they do not open it."""
        page = self.ask("signing in", "/admin/login/")
        form = form_with(page.text, "username") | {"username": name, "password": password}
        if self.ask("signing in", "/admin/login/", form, expected=(302,)).status != 302:
            raise RuntimeError(f"{name} could not sign in")


def encoded(fields, files):
    """(body, headers) of a form. `files` are (name of the control, name of the file, bytes)."""
    pairs = [(name, value) for name, values in fields.items() for value in (values if isinstance(values, list) else [values])]
    if not files:
        return urlencode(pairs).encode(), {"Content-Type": "application/x-www-form-urlencoded"}
    mark, parts = secrets.token_hex(16), []
    for name, value in pairs:
        parts += [f"--{mark}\r\nContent-Disposition: form-data; name={json.dumps(name)}\r\n\r\n{value}\r\n".encode()]
    for name, file, content in files:
        head = f"--{mark}\r\nContent-Disposition: form-data; name={json.dumps(name)}; filename={json.dumps(file)}\r\n"
        parts += [f"{head}Content-Type: application/octet-stream\r\n\r\n".encode(), content, b"\r\n"]
    return b"".join([*parts, f"--{mark}--\r\n".encode()]), {"Content-Type": f"multipart/form-data; boundary={mark}"}


class Forms(HTMLParser):
    """Collects the forms of a page, each as {name: [values]} of what it would send as it stands."""

    def __init__(self):
        super().__init__()
        self.found, self.select, self.textarea, self.typed = [{}], None, None, ""

    def add(self, name, value):
        if name and "__prefix__" not in name:
            self.found[-1].setdefault(name, []).append(value)

    def handle_starttag(self, tag, attributes):
        attributes = dict(attributes)
        name, kind, value = attributes.get("name"), attributes.get("type", "text"), attributes.get("value") or ""
        if tag == "form":
            self.found.append({})
        elif tag == "input" and kind not in ("submit", "search", "file") and (kind not in ("checkbox", "radio") or "checked" in attributes):
            self.add(name, value or ("on" if kind == "checkbox" else ""))
        elif tag == "input" and kind == "checkbox":
            self.found[-1].setdefault(name, [])
        elif tag == "select":
            self.select = name
        elif tag == "option" and self.select and "selected" in attributes:
            self.add(self.select, value)
        elif tag == "textarea":
            self.textarea, self.typed = name, ""

    def handle_endtag(self, tag):
        if tag == "select":
            self.select = None
        elif tag == "textarea":
            self.add(self.textarea, self.typed.removeprefix("\n"))
            self.textarea = None

    def handle_data(self, data):
        if self.textarea:
            self.typed += data


def form_with(page, name):
    """The form of the page (HTML) that has a control of that name; empty where there is none."""
    forms = Forms()
    forms.feed(page)
    return next((form for form in forms.found if name in form), {})
