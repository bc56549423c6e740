"""The pages that the guide for staff shows, drawn by the portal itself: at one moment, with made-up rows, for a person in each role.

Tests draw them, too, and compare what they say with what they said when the pictures were taken.
"""

import hashlib
import json
from contextlib import contextmanager
from datetime import datetime
from unittest import mock
from zoneinfo import ZoneInfo

from django.conf import settings
from django.contrib.auth.models import Group, User
from django.db import transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from django.utils.module_loading import autodiscover_modules
from justhtml import JustHTML

from portal.access.roles import ROLES
from portal.guide.chapters import chapters
from portal.guide.pictures import EXAMPLE_PASSAGE, path_of, row_makers
from portal.models import Passage, Source

MOMENT = datetime(2026, 9, 14, 10, tzinfo=ZoneInfo("Asia/Shanghai"))
UNSEEN = {"script", "style", "template", "datalist"}


def pictures():
    return [picture for chapter in chapters for picture in chapter.pictures]


@contextmanager
def made_up_rows():
    """Write what pictures show, and take it back at the end: {role: a person in it}."""
    autodiscover_modules("guide.rows")
    with mock.patch.object(timezone, "now", return_value=MOMENT), transaction.atomic():
        people = {}
        for role in ROLES:
            people[role] = User.objects.create_user(f"example-{role.lower()}", first_name="Example", last_name=role, is_staff=True)
            people[role].groups.add(Group.objects.get(name=role))
        make_example_source()
        for make_rows in row_makers:
            make_rows(people)
        yield people
        transaction.set_rollback(True)


def make_example_source():
    source = Source.objects.create(
        id="example-source", kind="notice", slug="example-source", name_en="Example notice", name_zh="示例通知", published_at=MOMENT
    )
    Passage.objects.create(id=EXAMPLE_PASSAGE, source=source, number=1, label_en="page 1", label_zh="第1页")


def drawn_pages():
    """[(path of a picture, PagePicture, HTML of its page)], in each language."""
    with made_up_rows() as people:
        for code, _name in settings.LANGUAGES:
            for picture in pictures():
                yield path_of(picture.name, code), picture, drawn_page(picture, people[picture.role], code)


def drawn_page(picture, person, language):
    client = Client()
    client.force_login(person)
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = language
    name, *arguments = picture.page
    address = f"{reverse(name, args=arguments)}?{picture.query}".rstrip("?")
    response = client.post(address, picture.sent) if picture.sent else client.get(address)
    if response.status_code != 200:
        raise RuntimeError(f"{picture.name}: {address} answered {response.status_code}")
    return response.content.decode()


def said_by_page(html, picture):
    """A digest of what the pictured part of a page says, and of how it is cut out."""
    parts = JustHTML(html, sanitize=False).query(picture.part)
    if not parts:
        raise RuntimeError(f"{picture.name}: its page has no {picture.part}")
    cut = [picture.part, picture.width, picture.tallest]
    return hashlib.sha256(json.dumps([cut, [list(texts_of(part)) for part in parts]]).encode()).hexdigest()[:16]


def texts_of(node):
    """The pieces of text within an element, and what its controls hold."""
    if node.name == "#text":
        if text := " ".join(node.data.split()):
            yield text
    elif not node.name.startswith(("#", "!")) and node.name not in UNSEEN and node.attrs.get("type") != "hidden":
        yield from (node.attrs[name] for name in ("value", "placeholder") if name in node.attrs)
        yield from (name for name in ("checked", "selected", "open") if name in node.attrs)
        for child in node.children or []:
            yield from texts_of(child)
