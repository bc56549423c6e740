"""What docs/ says of the code, as far as it can be read off the code: a page that is no longer true turns red."""

import ast
import re

import pytest
from django.apps import apps
from django.conf import settings
from django.utils.translation import override

from tests.test_arrows import APPS, ARROWS, files, short

ROOT = settings.BASE_DIR
ARCHITECTURE = ROOT / "docs" / "architecture.md"
PAGES = sorted((ROOT / "docs").glob("*.md"))
TUPLES_OWN = {"_replace", "_asdict", "_fields", "_make"}  # of named tuples: documented, whatever their names begin with


def first_paragraph(path):
    text = ast.get_docstring(ast.parse(path.read_text("utf-8"))) or ""
    return " ".join(text.partition("\n\n")[0].split())


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_path_that_a_page_names_is_there(page):
    names = re.findall(
        r"`((?:portal|enterprises|initiatives|tests|templates|static|fixtures|docs)/[-\w./]*)`|\]\(([^)#:]+)(?:#[^)]*)?\)",
        page.read_text("utf-8"),
    )
    wrong = [name or link for name, link in names if not (ROOT / name if name else page.parent / link).exists()]
    assert wrong == [], f"{page.name} names what is not there"


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_test_that_a_page_names_is_there(page):
    there = {name for path in files("tests") for name in re.findall(r"^def (test_\w+)", path.read_text("utf-8"), re.MULTILINE)}
    assert set(re.findall(r"`(test_\w+)`", page.read_text("utf-8"))) - there == set(), f"{page.name} names tests that are not there"


def test_the_plan_tells_each_package_by_its_own_first_line():
    rows = dict(re.findall(r"^\| `(\w+)` \| (.+) \|$", ARCHITECTURE.read_text("utf-8"), re.MULTILINE))
    packages = [name for name in ARROWS if name not in APPS]
    paths = {name: ROOT / "portal" / name / "__init__.py" for name in packages}
    paths = {name: path if path.exists() else ROOT / "portal" / f"{name}.py" for name, path in paths.items()}
    assert {name: rows.get(name) for name in packages} == {name: first_paragraph(path) for name, path in paths.items()}
    listed = [name for name in rows if name in packages]
    assert listed == packages, "the plan has them in the order of ARROWS"


def test_the_plan_lists_the_modules_by_which_an_app_adds_itself():
    rows = re.findall(r"^\| `(\w+)\.py` \| `portal/", ARCHITECTURE.read_text("utf-8"), re.MULTILINE)
    found = re.search(r"autodiscover_modules\(([^)]+)\)", (ROOT / "portal" / "apps.py").read_text("utf-8"))[1]
    assert sorted(rows) == sorted(["kinds", *re.findall(r'"(\w+)"', found)])


def private_names():
    """{name: the files that use it} of what begins with an underscore and is not ours."""
    used, own = {}, set()
    for path in files("portal", *APPS):
        tree = ast.parse(path.read_text("utf-8"))
        for node in ast.walk(tree):
            if isinstance(node, ast.Attribute):
                owner, names = node.value, [node.attr]
                if isinstance(node.ctx, ast.Store) and isinstance(owner, ast.Name) and owner.id in ("self", "cls"):
                    own.add(node.attr)
            elif isinstance(node, ast.ImportFrom):
                names = [alias.name for alias in node.names]
            elif isinstance(node, ast.Call) and ast.unparse(node.func) == "getattr" and isinstance(node.args[1], ast.Constant):
                names = [node.args[1].value]
            else:
                continue
            for name in names:
                if re.match("_[a-z]", name) and name not in TUPLES_OWN:
                    used.setdefault(name, set()).add(short(path))
    return {name: found for name, found in used.items() if name not in own}


def own_private_names():
    """What a class or a module of ours calls so without overriding anything of others."""
    defined, called_on_super = set(), set()
    for path in files("portal", *APPS):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.FunctionDef):
                defined.add(node.name)
            elif isinstance(node, ast.Attribute) and isinstance(node.value, ast.Call) and ast.unparse(node.value).startswith("super("):
                called_on_super.add(node.attr)
    return defined - called_on_super


def test_what_is_private_to_others_and_used_is_listed():
    rows = re.findall(r"^\| `(_\w+)` \| [^|]+ \| ([^|]+) \|", ARCHITECTURE.read_text("utf-8"), re.MULTILINE)
    own = {*own_private_names(), "_meta"}
    used = {name: found for name, found in private_names().items() if name not in own}
    assert sorted(name for name, _where in rows) == sorted(used)
    wrong = [f"{path} uses no {name}" for name, where in rows for path in re.findall(r"`([^`]+)`", where) if path not in used[name]]
    assert wrong == []


def test_every_package_of_the_lock_says_why_it_is_there():
    wanted = re.findall(r"^([a-z-]+)", (ROOT / "requirements.in").read_text("utf-8"), re.MULTILINE)
    told = re.findall(r"^\| ([a-z, -]+) \|", (ROOT / "docs" / "dependencies.md").read_text("utf-8"), re.MULTILINE)
    assert sorted(name for cell in told[1:] for name in cell.split(", ")) == sorted(wanted)


def test_the_terms_are_those_of_the_pages():
    rows = re.findall(r"^\| `(\w+)` \| ([a-z ]+) \| (\S+) \|$", (ROOT / "docs" / "words.md").read_text("utf-8"), re.MULTILINE)
    names = {model.__name__: model._meta.verbose_name for model in apps.get_models()}
    for name, english, chinese in rows:
        said = {language: in_language(language, names[name]) for language in ("en", "zh-hans")}
        assert said == {"en": english, "zh-hans": chinese}, name
    assert rows


def in_language(language, text):
    with override(language):
        return str(text)
