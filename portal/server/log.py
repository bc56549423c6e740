"""The log: a number for each request, by which its lines are found; no error over and over; no key and nobody's address."""

import logging
import re
import secrets
import traceback
from contextvars import ContextVar
from dataclasses import dataclass
from threading import Lock

from django.conf import settings
from django.utils.encoding import escape_uri_path

MOST_LINES, LINES_PERIOD = 5, 60  # of one error so many lines in so many seconds
WELL_FORMED = re.compile(r"[0-9A-Za-z-]{8,64}")
IS_KEY = re.compile(r"(/(?:enquiry|preview|set-password|calendar)/).+")  # whoever has the rest of such an address may read what is there
LONGEST_PATH = 300
NUMBER, MET_OUTAGE = "portal.request_id", "portal.met_outage"  # in the environment of a request
present_number = ContextVar("request_id", default="-")


def without_keys(path):
    """A path as the log may show it: `/en/preview/3kd…/` is `/en/preview/…`."""
    return IS_KEY.sub(r"\1…", path)


def numbered(get_response):
    """The middleware that gives a request its number: the proxy's, or else one of its own. gunicorn's access log finds it, and the
    path to show, in the environment of the request."""

    def answer(request):
        given = request.headers.get("X-Request-ID", "") if settings.BEHIND_PROXY else ""
        number = given if WELL_FORMED.fullmatch(given) else secrets.token_hex(8)
        request.META[NUMBER] = number
        request.META["portal.path"] = escape_uri_path(without_keys(request.path_info))[:LONGEST_PATH]
        before = present_number.set(number)
        try:
            response = get_response(request)
        finally:
            present_number.reset(before)
        response["X-Request-ID"] = number
        return response

    return answer


class RequestNumber(logging.Filter):
    """Gives each line `request_id`, "-" outside requests, and takes the keys out of the paths that Django names."""

    def filter(self, record):
        request = getattr(record, "request", None)
        record.request_id = environment_of(request).get(NUMBER) or present_number.get()
        if request is not None and isinstance(record.args, tuple):
            record.args = tuple(without_keys(part) if isinstance(part, str) else part for part in record.args)
        return True


def environment_of(request):
    """What its server says of a request; of a connection, which some lines of the log name in its place, nothing."""
    return getattr(request, "META", {})


def has_met_outage(request):
    return MET_OUTAGE in environment_of(request)


@dataclass
class Repeated:
    since: float
    what: str
    count: int = 0


class Few(logging.Filter):
    """Lets MOST_LINES of one warning or error pass in LINES_PERIOD seconds, and says afterwards how many were left out. Of requests that
    met an outage portal.server.database_outages tells."""

    def __init__(self):
        super().__init__()
        self.lock, self.seen = Lock(), {}

    def filter(self, record):
        if record.levelno < logging.WARNING or record.name == __name__:
            return True
        if has_met_outage(getattr(record, "request", None)):
            return False
        with self.lock:
            over = [key for key, repeated in self.seen.items() if not 0 <= record.created - repeated.since < LINES_PERIOD]
            left_out = [repeated for repeated in map(self.seen.pop, over) if repeated.count > MOST_LINES]
            repeated = self.seen.setdefault(kind_of(record), Repeated(record.created, record.getMessage()))
            repeated.count += 1
            count = repeated.count
        for repeated in left_out:
            logging.getLogger(__name__).warning(
                "Left out, since they were like it: %d more of “%s”", repeated.count - MOST_LINES, repeated.what
            )
        return count <= MOST_LINES


def kind_of(record):
    """What is the same for lines that say the same: which error our code met where, or what is logged of which status."""
    if record.exc_info and record.exc_info[2]:
        places = [(frame.f_code.co_filename, line) for frame, line in traceback.walk_tb(record.exc_info[2])]
        ours = [place for place in places if place[0].startswith(str(settings.BASE_DIR)) and "site-packages" not in place[0]]
        return record.exc_info[0], (ours or places)[-1]
    return record.name, record.levelno, record.msg, getattr(record, "status_code", None)
