"""Calendars as RFC 5545 has them (.ics), of events that last whole days."""

import uuid
from datetime import UTC
from typing import NamedTuple

from django.http import HttpResponse

from portal.text.partial_dates import day_after

LONGEST_LINE = 75  # octets, without the end of the line
NAMESPACE = uuid.UUID("9d0f1c7e-3c0b-4f0e-8d5e-4a1b7c2e9f60")  # of the ids of events: they must outlive any address
# A calendar holds at least one component, also while it holds no event.
ZONE = (
    "BEGIN:VTIMEZONE", "TZID:Asia/Shanghai", "BEGIN:STANDARD", "DTSTART:19910915T000000", "TZOFFSETFROM:+0800",
    "TZOFFSETTO:+0800", "TZNAME:CST", "END:STANDARD", "END:VTIMEZONE",
)  # fmt: skip


class Event(NamedTuple):
    """Something on `first` to `last`, both days included."""

    key: str  # of what it is about: the event has the same id as long as it has the same key
    name: str
    first: object
    last: object
    changed_at: object
    url: str
    location: str = ""
    description: str = ""
    is_inferred: bool = False
    sequence: int | None = None  # how often its day was changed; None where nobody counts
    is_cancelled: bool = False


def escaped(text):
    """A text as the value of a property."""
    for plain, safe in (("\\", "\\\\"), (";", "\\;"), (",", "\\,"), ("\r\n", "\\n"), ("\n", "\\n"), ("\r", "\\n")):
        text = text.replace(plain, safe)
    return text


def folded(line):
    """The line in pieces of at most 75 octets, no character cut in two; each further piece begins with a space."""
    pieces, piece = [], b""
    for character in line:
        octets = character.encode()
        if len(piece) + len(octets) > LONGEST_LINE:
            pieces.append(piece)
            piece = b" "
        piece += octets
    return b"\r\n".join([*pieces, piece])


def written(day):
    """A day as calendars have it; strftime would leave the first digits of an early year out."""
    return day.isoformat().replace("-", "")


def lines_of(event):
    moment = f"{event.changed_at.astimezone(UTC):%Y%m%dT%H%M%SZ}"
    yield "BEGIN:VEVENT"
    yield f"UID:{uuid.uuid5(NAMESPACE, event.key)}"
    yield f"DTSTAMP:{moment}"
    yield f"LAST-MODIFIED:{moment}"
    yield f"DTSTART;VALUE=DATE:{written(event.first)}"
    if after := day_after(event.last):
        yield f"DTEND;VALUE=DATE:{written(after)}"
    yield f"SUMMARY:{escaped(event.name)}"
    if event.location:
        yield f"LOCATION:{escaped(event.location)}"
    if event.description:
        yield f"DESCRIPTION:{escaped(event.description)}"
    yield f"URL:{event.url}"
    if event.sequence is not None:
        yield f"SEQUENCE:{event.sequence}"
    if event.is_cancelled or event.is_inferred:
        yield f"STATUS:{'CANCELLED' if event.is_cancelled else 'TENTATIVE'}"
    yield "TRANSP:TRANSPARENT"  # nobody is busy by it
    yield "END:VEVENT"


def calendar(name, language, events):
    """The file of a calendar (bytes). `language` is a tag such as "zh-Hans"."""
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", f"PRODID:-//Going Global//Portal//{language.upper()}", "CALSCALE:GREGORIAN"]
    lines += [f"NAME:{escaped(name)}", f"X-WR-CALNAME:{escaped(name)}", *ZONE]
    for event in events:
        lines += lines_of(event)
    return b"".join(folded(line) + b"\r\n" for line in [*lines, "END:VCALENDAR"])


def calendar_response(name, language, events, file_name):
    response = HttpResponse(calendar(name, language, events), content_type="text/calendar; charset=utf-8")
    response["Content-Disposition"] = f'inline; filename="{file_name}"'
    return response
