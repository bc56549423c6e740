"""English and Chinese are equals: every string is in the catalogue, and the compiled catalogue is the same one."""

import ast
import json
import re
from pathlib import Path
from string import Formatter

import polib
import pytest
from django.conf import settings
from django.utils.translation import templatize

from tests.admin_pages import make_user

BASE = Path(settings.BASE_DIR)
CATALOGUE = BASE / "portal" / "locale" / "zh_Hans" / "LC_MESSAGES" / "django.po"
CALLS = {"_": 1, "gettext": 1, "gettext_lazy": 1, "ngettext": 2, "ngettext_lazy": 2, "pgettext": -1, "pgettext_lazy": -1}
FOLDERS = ("portal", "enterprises", "initiatives")


def strings_of(source):
    """(context, msgid) of every translated string in Python source, or in a part of one."""
    for node in ast.walk(ast.parse(source) if isinstance(source, str) else source):
        if isinstance(node, ast.Call):
            name = node.func.id if isinstance(node.func, ast.Name) else getattr(node.func, "attr", "")
            texts = [each.value for each in node.args if isinstance(each, ast.Constant) and isinstance(each.value, str)]
            if name in CALLS and texts:
                yield (texts[0], texts[1]) if CALLS[name] < 0 else ("", texts[0])


LITERAL = r"""u?(?:'(?:\\.|[^'\\])*'|"(?:\\.|[^"\\])*")"""


def strings_of_template(source):
    """(context, msgid) of every translated string in a template, by Django's own reading of it."""
    for name, arguments in re.findall(rf"\b(n?p?gettext)\(\s*({LITERAL}(?:\s*,\s*{LITERAL})*)", templatize(source)):
        texts = [ast.literal_eval(literal) for literal in re.findall(LITERAL, arguments)]
        yield (texts[0], texts[1]) if name.startswith(("p", "np")) else ("", texts[0])


def used_strings():
    used = {}
    for folder in FOLDERS:
        for path in (BASE / folder).rglob("*.py"):
            if "migrations" not in path.parts:
                used |= dict.fromkeys(strings_of(path.read_text("utf-8")), path)
    for path in [path for ending in ("html", "txt") for path in (BASE / "templates").rglob(f"*.{ending}")]:
        used |= dict.fromkeys(strings_of_template(path.read_text("utf-8")), path)
    return used


@pytest.fixture(scope="module")
def catalogue():
    return polib.pofile(str(CATALOGUE))


def test_every_string_is_in_the_catalogue_and_translated(catalogue):
    translated = {(entry.msgctxt or "", entry.msgid) for entry in catalogue if entry.translated()}
    missing = {f"{path.relative_to(BASE)}: {string[1]}" for string, path in used_strings().items() if string not in translated}
    assert not missing


def strings_within_fstrings(source):
    return [string for node in ast.walk(ast.parse(source)) if isinstance(node, ast.JoinedStr) for string in strings_of(node)]


def test_no_string_stands_within_an_fstring_where_makemessages_finds_none():
    assert strings_within_fstrings("""f"{_('one')}{pgettext('of two', 'two')}" + _("three")""") == [("", "one"), ("of two", "two")]
    paths = [path for folder in FOLDERS for path in (BASE / folder).rglob("*.py")]
    assert not [
        f"{path.relative_to(BASE)}: {text}" for path in paths for _context, text in strings_within_fstrings(path.read_text("utf-8"))
    ]


def test_the_catalogue_has_nothing_else(catalogue):
    used = set(used_strings())
    assert not [entry.msgid for entry in catalogue if entry.obsolete or (entry.msgctxt or "", entry.msgid) not in used]


def test_no_translation_is_doubtful(catalogue):
    assert not [entry.msgid for entry in catalogue if entry.fuzzy]


@pytest.mark.parametrize("path", sorted(CATALOGUE.parent.glob("*.po")), ids=lambda path: path.stem)
def test_a_compiled_catalogue_is_current(path):
    def texts(entries):
        return {(entry.msgctxt or "", entry.msgid): (entry.msgstr, dict(entry.msgstr_plural)) for entry in entries}

    written = polib.pofile(str(path))
    assert texts(polib.mofile(str(path.with_suffix(".mo")))) == texts(entry for entry in written if entry.translated())


@pytest.mark.django_db
def test_scripts_of_the_admin_count_what_is_selected_as_its_pages_do(client):
    client.force_login(make_user("Viewer"))
    script = client.get("/admin/jsi18n/", HTTP_ACCEPT_LANGUAGE="zh-hans").content.decode()
    assert json.dumps("共%(cnt)s条，已选%(sel)s条") in script


def test_translations_keep_the_places_for_values(catalogue):
    def places(text):
        return set(re.findall(r"%\((\w+)\)[sd]", text)) | {name for _text, name, _spec, _conv in Formatter().parse(text) if name}

    wrong = []
    for entry in catalogue:
        wanted = places(entry.msgid_plural or entry.msgid)
        for text in [entry.msgstr, *entry.msgstr_plural.values()]:
            if text and places(text) != wanted:
                wrong.append(entry.msgid)
    assert not wrong
