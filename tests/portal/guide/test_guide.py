"""The guide for staff: everybody reads it, its links open, and what it quotes stands on the pages in both languages."""

import re
from collections import Counter
from pathlib import Path

import django
import polib
import pytest
from django.conf import settings
from django.contrib.auth.models import Permission
from django.urls import get_resolver, reverse
from django.utils.translation import override
from justhtml import JustHTML

from portal.guide.chapters import chapters, how_tos_about
from portal.guide.wording import MARK, marks_in
from tests.page import visit
from tests.test_catalogue import BASE, CATALOGUE, FOLDERS, strings_of, strings_of_template

pytestmark = [pytest.mark.django_db, pytest.mark.once]

LANGUAGES = [code for code, _name in settings.LANGUAGES]
CHAPTERS = [chapter.key for chapter in chapters]
SAYS_SOMETHING = re.compile(r"(?<![%(\w])[A-Za-z]").search  # more than a place for a value
OF_DJANGO = [Path(django.__file__).parent / f"contrib/{app}/locale/zh_Hans/LC_MESSAGES/django.po" for app in ("admin", "auth")]


def in_language(client, language):
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = language


def texts():
    """[(where, text)] of all that the chapters say."""
    for chapter in chapters:
        yield chapter.key, chapter.lede
        yield from ((f"{chapter.key}#{how_to.anchor}", text) for how_to in chapter.how_tos for text in how_to.texts)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("who", ["viewer", "editor", "publisher"])
def test_everybody_of_the_staff_reads_every_chapter(client, people, who, language):
    client.force_login(people[who])
    in_language(client, language)
    addresses = list(visit(client, "/admin/guide/").one("div", cls="guide").links())
    for chapter in chapters:
        page = visit(client, f"/admin/guide/{chapter.key}/")
        assert f"/admin/guide/{chapter.key}/" in addresses
        with override(language):
            assert page.one("h1").text == str(chapter.title)
            headings = [section.one("h2").text for section in page.one("div", cls="guide-text").all("section")]
            assert headings == [str(how_to.title) for how_to in chapter.how_tos]


def test_nobody_else_does(client):
    for address in ["/admin/guide/", *(f"/admin/guide/{key}/" for key in CHAPTERS)]:
        assert client.get(address).headers["Location"] == f"/admin/login/?next={address}"


def test_there_is_no_other_chapter(client, people):
    client.force_login(people["viewer"])
    assert client.get("/admin/guide/no-such-chapter/").status_code == 404


def test_desk_and_pages_of_the_admin_lead_to_it(client, people):
    client.force_login(people["viewer"])
    for address in ("/admin/", "/admin/portal/source/"):
        assert visit(client, address).one("div", id="user-tools").links()["/admin/guide/"] == "Guide"


def test_a_page_leads_to_what_is_done_there(client, people):
    client.force_login(people["editor"])
    for address in ("/admin/enterprises/trademark/", "/admin/enterprises/trademark/add/"):
        assert "/admin/guide/rights/#registration" in visit(client, address).one("p", cls="guide-here").links()
    assert not visit(client, "/admin/portal/measure/").all("p", cls="guide-here")


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("key", CHAPTERS)
def test_every_link_of_a_chapter_opens(client, people, key, language):
    client.force_login(people["publisher"])
    in_language(client, language)
    page, addresses = visit(client, f"/admin/guide/{key}/"), set()
    for place in [page.one("div", cls="guide-text"), page.one("nav", cls="guide-toc")]:
        addresses |= set(place.links())
    for address in sorted(address for address in addresses if not address.startswith(settings.STATIC_URL)):
        path, _sign, anchor = address.partition("#")
        there = visit(client, path) if path else page
        assert not anchor or there.all(id=anchor), address


@pytest.mark.parametrize("address", ["", *(f"{key}/" for key in CHAPTERS)])
def test_its_pages_are_valid(client, people, address):
    client.force_login(people["viewer"])
    document = JustHTML(client.get(f"/admin/guide/{address}").content.decode(), collect_errors=True, sanitize=False)
    assert [f"line {mistake.line}: {mistake}" for mistake in document.errors] == []
    ids = Counter(element.attrs["id"] for element in document.query("[id]"))
    assert [key for key, count in ids.items() if count > 1] == []


def test_what_may_be_done_is_told_by_the_table_of_roles():
    known = {f"{each.content_type.app_label}.{each.codename}" for each in Permission.objects.select_related("content_type")}
    for chapter in chapters:
        assert [how_to.anchor for how_to in chapter.how_tos if how_to.needs and (how_to.needs not in known or not how_to.roles)] == []


def test_each_page_that_leads_to_a_task_is_there():
    names = {name for name in get_resolver().reverse_dict if isinstance(name, str)}
    names |= {f"admin:{name}" for name in get_resolver().namespace_dict["admin"][1].reverse_dict if isinstance(name, str)}
    pages = [page for chapter in chapters for how_to in chapter.how_tos for page in how_to.pages]
    assert [page for page in pages if not any(name == page or name.startswith(f"{page}_") for name in names)] == []
    assert how_tos_about("") == []


def test_texts_are_marked_the_same_in_both_languages():
    """The Chinese text has the same number of labels, and leads to the same places."""
    wrong = []
    for where, text in texts():
        targets = {}
        for language in LANGUAGES:
            with override(language):
                assert "[" not in MARK.sub("", str(text)), (where, language)
                targets[language] = sorted(mark.target for mark in marks_in(text))
        wrong += [where] if len(set(map(tuple, targets.values()))) > 1 else []
    assert wrong == [], "\n".join(wrong)


def strings_of_pages():
    """(context, msgid) of every string that stands elsewhere than in the guide."""
    used = set()
    for path in (path for folder in FOLDERS for path in (BASE / folder).rglob("*.py")):
        if not {"migrations", "guide"} & set(path.relative_to(BASE).parts):
            used |= set(strings_of(path.read_text("utf-8")))
    for path in (BASE / "templates").rglob("*.html"):
        if not path.name.startswith("guide"):
            used |= set(strings_of_template(path.read_text("utf-8")))
    return used


def pattern_of(label):
    """What a text for people may become: "Add %s" → Add ….  As in headings, the first letter may be a capital."""
    parts = re.split(r"%\(\w+\)[sd]|%[sd]", label.strip(" :："))
    return re.compile("(?i:{}){}$".format(re.escape(parts[0][:1]), ".+".join(map(re.escape, [parts[0][1:], *parts[1:]]))))


@pytest.fixture(scope="module")
def labels():
    """[(pattern of an English text, {patterns of the Chinese ones})] of all that pages say."""
    used = strings_of_pages()
    entries = [entry for entry in polib.pofile(str(CATALOGUE)) if (entry.msgctxt or "", entry.msgid) in used]
    entries += [entry for path in OF_DJANGO for entry in polib.pofile(str(path)) if entry.translated()]
    found = []
    for entry in entries:
        for english in filter(SAYS_SOMETHING, [entry.msgid, entry.msgid_plural]):
            found.append((pattern_of(english), [pattern_of(text) for text in [entry.msgstr, *entry.msgstr_plural.values()] if text]))
    return found


def test_what_is_quoted_stands_on_the_pages_in_both_languages(labels):
    wrong = []
    for where, text in texts():
        with override("en"):
            english = [mark.label for mark in marks_in(text) if mark.label]
        with override("zh-hans"):
            chinese = [mark.label for mark in marks_in(text) if mark.label]
        for label in english:
            ways = [ways for pattern, ways in labels if pattern.match(label)]
            if not ways:
                wrong.append(f"{where}: no page says “{label}”")
            elif not any(way.match(each) for each in chinese for patterns in ways for way in patterns):
                wrong.append(f"{where}: “{label}” is not among {chinese} as pages say it")
        if len(english) != len(chinese):
            wrong.append(f"{where}: {english} in English, {chinese} in Chinese")
    assert wrong == [], "\n".join(wrong)


def test_no_two_tasks_have_one_heading_or_anchor():
    for chapter in chapters:
        anchors = [how_to.anchor for how_to in chapter.how_tos]
        assert sorted(anchors) == sorted(set(anchors))
        for language in LANGUAGES:
            with override(language):
                titles = [str(how_to.title) for how_to in chapter.how_tos]
            assert len(titles) == len(set(titles))
    assert reverse("guide-chapter", args=[CHAPTERS[0]]) == f"/admin/guide/{CHAPTERS[0]}/"
