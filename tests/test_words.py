"""No phrase that docs/words.md retired stands anywhere: in the catalogue, the fixtures and other data, the pages, feeds, mails and sheets. No heading
stands over nothing, and what is missing is said once."""

import io
import json
import re
from itertools import pairwise

import polib
import pypdf
import pytest
from django.conf import settings
from django.core import mail

from portal.enquiries import handling
from portal.mails.sending import send_due
from portal.models import Enquiry
from tests.article_pages import article_page
from tests.browser.test_every_page import MISSING, PAGES
from tests.page import read
from tests.test_catalogue import CATALOGUE, used_strings

WORDS = settings.BASE_DIR / "docs" / "words.md"
LANGUAGES = ["en", "zh-hans"]
READ_ALOUD = ("alt", "aria-label", "title", "placeholder", "content", "label", "value")  # attributes that people read or hear
ADDRESS = re.compile(r"https?://\S+")  # of the page itself, on paper
HEADINGS = {"h1": 1, "h2": 2, "h3": 3, "h4": 4}
SEEN = {"img", "svg", "input", "select", "textarea"}  # what stands there without a word
DATA = ["fixtures", "enterprises/protection", "enterprises/renewals"]  # what comes with the portal in both languages
OTHERS = ["feed.xml", "corrections/feed.xml", "search/suggestions/?q=Dunhuang", "search/suggestions/?q=敦煌"]


def pattern(phrase, whole):
    """`rests on {n} sources`, `guided by … here` → what they match, whatever stands for the number and the dots."""
    parts = {"{n}": r"(?:\d+|%\(\w+\)[sd]|\{\w*\})", "…": r".{1,40}?", " ": r"\s+"}
    text = "".join(parts.get(part, re.escape(part)) for part in re.split(r"(\{n\}|…|\s+)", phrase))
    text = re.sub("['’]", "['’]", text)
    if whole:
        return re.compile(rf"\s*{text}[.。:：]?\s*")
    return re.compile(rf"\b{text}\b" if phrase.isascii() and phrase[0].isalpha() else text, re.IGNORECASE)


def retired(heading, whole=False):
    """{phrase: what matches it} of the table under a heading of docs/words.md."""
    part = WORDS.read_text("utf-8").split(f"\n### {heading}\n")[1].split("\n#")[0]
    cells = re.findall(r"^\| (.+?) \|", part, re.MULTILINE)[1:]
    return {phrase.strip(): pattern(phrase.strip(), whole) for cell in cells if set(cell) != {"-"} for phrase in cell.split(" · ")}


NOWHERE, LABELS, STAFFS = retired("Nowhere"), retired("Not as a whole message", whole=True), retired("Not on public pages")


def standing(text, whole=(), *, public=False):
    """The retired phrases in a text, and those that are a whole message of it."""
    found = [phrase for phrase, match in (NOWHERE | STAFFS if public else NOWHERE).items() if match.search(text)]
    return found + [phrase for phrase, match in LABELS.items() if any(match.fullmatch(each) for each in whole)]


def place_of(phrase, text):
    """The phrase with what stands around it, None where it is a whole message."""
    match = (NOWHERE | STAFFS).get(phrase)
    return match and re.search(rf".{{0,40}}(?:{match.pattern}).{{0,40}}", text)


def messages():
    """(file, message, its retired phrases) of the catalogue."""
    files = {string: path.relative_to(settings.BASE_DIR).as_posix() for string, path in used_strings().items()}
    for entry in polib.pofile(str(CATALOGUE)):
        texts = [entry.msgid, entry.msgid_plural, entry.msgstr, *entry.msgstr_plural.values()]
        if found := standing("\n".join(texts), texts):
            yield files.get((entry.msgctxt or "", entry.msgid), ""), entry.msgid, found


def listed(lines):
    return "\n".join(["", *sorted(lines)])


def test_the_tables_are_read():
    assert {"on record", "载明"} <= NOWHERE.keys()
    assert standing("12 on record", public=True) == ["on record", "record"]
    assert standing("以来源载明者为限；组织", ["数字"]) == ["载明", "数字"]
    assert standing("Rests on 1 source; records of Gansu") == ["rests on {n}"]


def test_no_message_of_the_catalogue_has_a_retired_phrase():
    wrong = [f"{file}: {message!r}: {found}" for file, message, found in messages()]
    assert not wrong, listed(wrong)


def test_no_data_has_a_retired_phrase():
    wrong = []
    for path in sorted(each for folder in DATA for each in (settings.BASE_DIR / folder).glob("*.json")):
        for number, entry in enumerate(json.loads(path.read_text("utf-8"))):
            for name, text in entry.get("fields", entry).items():
                if isinstance(text, str) and name.endswith(("_en", "_zh", "_note")) and (found := standing(text, [text])):
                    wrong.append(f"{path.name}: {entry.get('pk', number)}.{name}: {text!r}: {found}")
    assert not wrong, listed(wrong)


def said(page):
    """(all that is read or heard on a page, its pieces one by one)."""
    page = page.without(tags=("script", "style", "code"))
    heard = [each[name] for each in page.all() for name in READ_ALOUD if each[name] and not (name == "value" and each["type"] == "hidden")]
    heard = [text for text in heard if not text.startswith("http")]
    return ADDRESS.sub("", "\n".join([page.text, *heard])), [piece.strip() for piece in [*page.strings, *heard] if piece.strip()]


def contents(element):
    """What stands in an element, in reading order: headings as (level, text), and a 0 for whatever else is there."""
    for part in element.parts:
        if isinstance(part, str):
            if part.strip():
                yield 0, ""
        elif part.tag in HEADINGS:
            yield HEADINGS[part.tag], part.text
        elif part.tag in SEEN or part.tag == "article":  # a card's name is what it has to say
            yield 0, ""
        else:
            yield from contents(part)


def headings_over_nothing(page):
    parts = [*contents(page.one("main")), (1, "")]
    return [text for (level, text), (following, _next) in pairwise(parts) if level and 0 < following <= level]


def public(test):
    """What the public meets, as the article's fixtures make it, in each language."""
    marks = [
        pytest.mark.parametrize("language", LANGUAGES),
        pytest.mark.usefixtures("article"),
        pytest.mark.once,
        pytest.mark.django_db,
    ]
    for mark in marks:
        test = mark(test)
    return test


@public
@pytest.mark.parametrize("path", [*PAGES, MISSING])
def test_no_page_has_a_retired_phrase_a_heading_over_nothing_or_says_twice_what_is_missing(language, path):
    page = article_page(f"/{language}/{path}", 404 if path == MISSING else 200)
    assert headings_over_nothing(page) == []
    assert len(re.findall("Not listed here yet: |暂未收录：", page.one("main").text)) <= 1
    text, pieces = said(page)
    wrong = [f"{phrase}: {place_of(phrase, text)}" for phrase in standing(text, pieces, public=True)]
    assert not wrong, listed(wrong)


@public
@pytest.mark.parametrize("path", OTHERS)
def test_no_feed_or_suggestion_has_a_retired_phrase(client, language, path):
    text = client.get(f"/{language}/{path}").content.decode()
    assert set(standing(text, re.findall(">([^<]+)<", text), public=True)) == set()


@public
def test_the_dossier_has_no_retired_phrase(client, language):
    sheet = client.get(f"/{language}/shortlist/dossier.pdf?r=journey-to-singapore&r=gansu-hengzhen&r=dunhuang-cultural-innovation")
    text = ADDRESS.sub("", "\n".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(sheet.getvalue())).pages))
    assert text
    assert set(standing(text, text.splitlines(), public=True)) == set()


@public
def test_no_mail_or_status_of_an_enquiry_has_a_retired_phrase(client, monkeypatch, language):
    monkeypatch.setattr(handling, "SHORTEST_FILLING", -1)
    address = f"/{language}/enquiry/?r=journey-to-singapore"
    form = dict(re.findall(r'<input type="hidden" name="(form|sent)" value="([^"]+)"', client.get(address).content.decode()))
    typed = {"name": "Ana", "email": "ana@example.org", "country": "PT", "role": "museum", "message": "May we?", "consent": "on"}
    assert client.post(address, form | typed).status_code == 302
    list(send_due())
    (received,) = (each for each in mail.outbox if each.to == ["ana@example.org"])
    page, pieces = said(read(client.get(f"/{language}/enquiry/{Enquiry.objects.get().token}/").content.decode()))
    text = "\n".join([received.subject, ADDRESS.sub("", received.body), page])
    assert set(standing(text, [*received.body.splitlines(), *pieces], public=True)) == set()
