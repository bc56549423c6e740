"""Who may know whom. The packages of the portal stand in a stack, and the apps on top of it: each adds itself, nobody names it by text."""

import ast
import re
from importlib import import_module

import pytest
from django.apps import apps
from django.conf import settings

# Each package, and what it may import: any other arrow is one too many. A new one belongs here only where it makes no circle.
ARROWS = {
    "keys": "",
    "picture_widths": "",
    "text": "",
    "models": "picture_widths text",
    "listing": "models text",
    "mails": "keys models text",
    "access": "keys mails models text",
    "server": "access models",
    "media": "models picture_widths server text",
    "search": "listing models server text",
    "review": "access listing models text",
    "exchange": "access mails media models search text",
    "sheets": "access exchange media models review search server text",
    "made_up": "exchange media models",
    "site": "access exchange listing media models review search server sheets text",
    "enquiries": "access mails models server site text",
    "desk": "access enquiries exchange listing mails models review server text",
    "admin": "access desk enquiries exchange listing media models review search server sheets text",
    "imports": "access admin desk exchange listing media models review search server sheets text",
    "guide": "access",
    "management": "access desk enquiries exchange imports listing made_up mails media models search server sheets",
    "launch": "access exchange guide listing media models search server site urls wsgi",
    "enterprises": "access admin desk exchange guide keys listing made_up mails media models review search server sheets site text",
    "initiatives": "access admin desk enquiries enterprises exchange guide listing made_up media models search server sheets site text",
}
DOOR = {"settings", "urls", "wsgi", "apps", "context_processors"}  # what Django opens first; it knows whom it lets in
APPS = ("enterprises", "initiatives")
ROOT = settings.BASE_DIR


def package_of(module):
    """The row of the table to which a module belongs, "portal.admin.site" → "admin"; None for what is not ours."""
    app, *rest = module.split(".")
    if app == "portal":
        return rest[0] if rest else None
    return app if app in APPS else None


def files(*folders, suffix="py"):
    found = [path for folder in folders for path in sorted((ROOT / folder).rglob(f"*.{suffix}"))]
    return [path for path in found if "migrations" not in path.parts]


def short(path):
    return path.relative_to(ROOT).as_posix()


def name_of_module(path):
    return short(path).removesuffix(".py").removesuffix("/__init__").replace("/", ".")


def imports_of(path):
    """[(line, module)] that a file imports, within functions too."""
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert not node.level, f"{short(path)}:{node.lineno} imports by dots: write the whole name"
            if node.module in ("portal", *APPS):
                yield from ((node.lineno, f"{node.module}.{alias.name}") for alias in node.names)
            else:
                yield node.lineno, node.module


def arrows():
    """[(from, to, where)] of all imports from one of our packages to another."""
    for path in files("portal", *APPS):
        origin = package_of(name_of_module(path))
        for line, module in imports_of(path):
            target = package_of(module)
            if origin and target and target != origin:
                yield origin, target, f"{short(path)}:{line} imports {module}"


def test_packages_import_only_what_the_table_allows():
    wrong = [
        f"{where}, but {origin} may not import {target}: see ARROWS"
        for origin, target, where in arrows()
        if origin not in DOOR and target not in ARROWS.get(origin, "").split()
    ]
    assert wrong == []


def test_each_package_of_the_table_stands_on_those_above_it():
    rows = list(ARROWS)
    assert [name for name, below in ARROWS.items() if set(below.split()) - DOOR - set(rows[: rows.index(name)])] == []


def test_text_asks_no_database():
    asks = re.compile(r"\.objects\b|django\.apps|import .*\b(connections?|transaction)\b")
    assert [short(path) for path in files("portal/text") if asks.search(path.read_text("utf-8"))] == []


def own_models(app):
    return [model for model in apps.get_app_config(app).get_models() if not model.__name__.startswith("Historical")]


def own_names(app):
    """What `app` gives a name to: itself, its models, and what leads to them from models of others."""
    names = {app}
    for model in own_models(app):
        names.add(model._meta.model_name)
        for field in (*model._meta.local_fields, *model._meta.local_many_to_many):
            if field.is_relation and field.related_model._meta.app_label != app and not field.remote_field.hidden:
                names.add(field.remote_field.get_accessor_name())
    return names - {field.name for model in own_models("portal") for field in model._meta.fields}


def own_addresses(app):
    return {pattern.name for pattern in import_module(f"{app}.urls").urlpatterns}


def parts(text):
    """The names that a text without spaces is made of: "initiative__country", "category.round", "initiatives/_dates.html"."""
    return re.split(r"__|[./:,]", text) if re.fullmatch(r"[-\w./:,]+", text) else []


def named_in_python(path):
    """[(line, name)] of attributes, and of texts that may name something: neither docstrings nor texts for people."""
    tree = ast.parse(path.read_text("utf-8"))
    prose = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and re.fullmatch(r"_|n?p?gettext(_lazy)?", ast.unparse(node.func)):
            prose |= {id(argument) for argument in node.args}
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in prose:
            yield from ((node.lineno, name) for name in parts(node.value))
        elif isinstance(node, ast.Attribute):
            yield node.lineno, node.attr


def named_in_template(path):
    """[(line, name)] of the variables and texts in the tags of a template, but texts for people."""
    for number, line in enumerate(path.read_text("utf-8").splitlines(), start=1):
        for tag in re.findall(r"{%.*?%}|{{.*?}}", line):
            tag = re.sub(r"""(translate |_\()("[^"]*"|'[^']*')""", "", tag)
            for text in re.findall(r"""["']([^"']*)["']""", tag):
                yield from ((number, name) for name in parts(text))
            yield from ((number, word) for word in re.findall(r"[A-Za-z_]\w*", re.sub(r"""["'][^"']*["']""", "", tag)))


def addresses_in(path):
    """[(line, name)] of the addresses that a file reverses."""
    for number, line in enumerate(path.read_text("utf-8").splitlines(), start=1):
        yield from ((number, name) for name in re.findall(r"""(?:{% url |\breverse\(|\bredirect\()["']([-\w]+)""", line))


# Where one of these words means something else: {file or folder: words}
OTHERWISE = {
    "portal/admin/enquiries.py": "organization",  # a control of the form
    "portal/enquiries/form.py": "licence organization",  # what an enquiry asks for; what a browser knows of its user
    "portal/media/covers/": "enterprise exhibition project trademark",  # families of colours
    "portal/models/enquiries.py": "licence",  # what one asks for
    "templates/mails/received.txt": "licence",
    "templates/portal/_enquiry_title.html": "licence",
    "templates/portal/enquiry.html": "licence",
    "portal/text/search_words.py": "licence organization programme",  # how words are spelled
}


def is_otherwise(path, name):
    return any(short(path).startswith(place) and name in names.split() for place, names in OTHERWISE.items())


def named_by_text(app):
    """[(file, line, name)] of what names `app` by text, of those that may not know it."""
    names, addresses, below = own_names(app), own_addresses(app), ["portal", *APPS[: APPS.index(app)]]
    python = [path for path in files(*below) if package_of(name_of_module(path)) not in {"settings", "urls", "launch"}]
    folders = [f"templates/{folder}" for folder in (*below, "admin", "mails", "sheets")]
    templates = [path for path in files(*folders, suffix="*") if path.is_file()]
    for path in [*python, *templates]:
        read = named_in_python if path.suffix == ".py" else named_in_template
        found = {each for each in read(path) if each[1] in names} | {each for each in addresses_in(path) if each[1] in addresses}
        yield from ((short(path), line, name) for line, name in sorted(found) if not is_otherwise(path, name))


@pytest.mark.parametrize("app", APPS)
def test_nobody_names_an_app_by_text(app):
    assert [f"{path}:{line} names “{name}”, which is of {app}" for path, line, name in named_by_text(app)] == []
