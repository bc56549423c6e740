"""Forms of the admin as a browser would send them."""

import re
from html.parser import HTMLParser

from django.contrib.auth.models import Group, User
from django.contrib.messages import get_messages

from portal.access.roles import GROUPS
from portal.models import Record
from portal.review.steps import version_seen

ADMINISTRATOR = "administrator"


def make_user(role, name=""):
    """A staff account in the group of that name; "administrator" is a superuser."""
    user = User.objects.create_user(name or role.lower(), is_staff=True, is_superuser=role == ADMINISTRATOR)
    if role in GROUPS:
        user.groups.add(Group.objects.get(name=role))
    return user


class Controls(HTMLParser):
    """Collects what is filled in, {name: value or list of values}."""

    def __init__(self):
        super().__init__()
        self.found, self.select, self.option, self.textarea = {}, None, None, None

    def add(self, name, value):
        if name and "__prefix__" not in name:
            self.found.setdefault(name, []).append(value)

    def handle_starttag(self, tag, attributes):
        attributes = dict(attributes)
        name, kind, value = attributes.get("name"), attributes.get("type", "text"), attributes.get("value") or ""
        if tag == "input" and kind not in ("submit", "search", "file") and (kind not in ("checkbox", "radio") or "checked" in attributes):
            self.add(name, value or ("on" if kind == "checkbox" else ""))
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
            self.add(self.textarea, self.typed.removeprefix("\n").replace("\n", "\r\n"))
            self.textarea = None

    def handle_data(self, data):
        if self.textarea:
            self.typed += data


# What a form sends, without all around it and without what is not chosen: a parser takes as long for these as a page to be drawn.
CONTROL = re.compile(
    r"""<textarea\b.*?</textarea> | </?select\b[^>]*> | <input\b[^>]*> | <option\b(?=[^>]*\sselected\b)[^>]*>""", re.DOTALL | re.VERBOSE
)


def filled_in(response):
    """What the page's form would send as it stands."""
    controls = Controls()
    html = response.content.decode()
    controls.feed("".join(CONTROL.findall(html, html.index('<main id="content-start"'))))
    return controls.found


def meant(response):
    """What the page's form would send once each of its questions is answered with “It is meant so”."""
    return filled_in(response) | {"_meant": re.findall(r'name="_meant" value="([^"]+)"', response.content.decode())}


def send(client, url, changes=(), **more):
    """Open the form at `url`, change what is given, and send it."""
    return client.post(url, filled_in(client.get(url)) | dict(changes) | more)


def messages_of(response, level=None):
    """What staff are told after a request; of one level ("warning", "success") where it is given."""
    return [str(message) for message in get_messages(response.wsgi_request) if level in (None, message.level_tag)]


def seen(*records):
    """What a person has seen who looks at these records as they are now: {key: which state}."""
    return {record.pk: version_seen(record) for record in Record.objects.filter(pk__in=[record.pk for record in records])}


def add_row(data, prefix, **fields):
    """`data` with one more row in the inline formset `prefix`."""
    total = int(data[f"{prefix}-TOTAL_FORMS"][0])
    row = {f"{prefix}-{total}-{name}": value for name, value in fields.items()}
    return data | {f"{prefix}-TOTAL_FORMS": [str(total + 1)]} | row
