"""What this project has agreed on, kept by tests rather than by memory (design: a convention worth saying twice)."""

import ast
import json
import re
from collections import defaultdict
from io import StringIO
from pathlib import Path

import pytest
from django.apps import apps
from django.conf import settings
from django.core import serializers
from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.db import connection, models
from django.template.loader import get_template

from portal.models import Record, triggers
from portal.models.generations import models_in_public
from portal.models.records import tables

OURS = ("portal", "enterprises", "initiatives")
LONGEST_FILE = 320
FIXTURES = sorted((settings.BASE_DIR / "fixtures").glob("*.json"))
TEMPLATES = settings.BASE_DIR / "templates"
USED_BY_DJANGO = {"404.html", "500.html", "403.html", "400.html", "403_csrf.html"}
OVERRIDES = ("admin/", "simple_history/", "registration/", "django/")  # templates of others that ours stand in for


def name_of(model):
    return model._meta.label


def our_models():
    return [model for app in OURS for model in apps.get_app_config(app).get_models() if not model.__name__.startswith("Historical")]


def our_files(*suffixes):
    folders = [*(settings.BASE_DIR / app for app in OURS), settings.BASE_DIR / "tests", settings.BASE_DIR / "static", TEMPLATES]
    found = [path for folder in folders for path in folder.rglob("*") if path.suffix in suffixes]
    return [path for path in found if not {"vendor", "migrations", "__pycache__"} & set(path.parts)]


def short(path):
    return path.relative_to(settings.BASE_DIR).as_posix()


@pytest.mark.parametrize("model", our_models(), ids=name_of)
def test_every_model_says_what_a_row_is(model):
    assert "__str__" in {name for parent in model.__mro__ if parent is not models.Model for name in vars(parent) if parent is not object}


@pytest.mark.parametrize("model", our_models(), ids=name_of)
def test_every_model_has_a_total_ordering(model):
    """The last column of the ordering is unique, so that no row changes places between two pages of a list."""
    assert model._meta.ordering, "no ordering"
    last = model._meta.ordering[-1]
    assert isinstance(last, str), last
    field = model._meta.pk if last.lstrip("-") == "pk" else model._meta.get_field(last.lstrip("-"))
    assert field.unique


@pytest.mark.django_db
def test_migrations_are_current():
    told = StringIO()
    try:
        call_command("makemigrations", check=True, dry_run=True, stdout=told)
    except SystemExit:
        pytest.fail(f"No migration makes what the models say: {told.getvalue()}")


def test_migrations_are_named_by_hand():
    assert [short(path) for app in OURS for path in (settings.BASE_DIR / app / "migrations").glob("*_auto_*.py")] == []


@pytest.mark.django_db
def test_kind_and_table_agree_for_every_record_of_the_fixtures():
    call_command("loaddata", *FIXTURES, verbosity=0)
    records = list(Record.objects.all())
    assert records
    for record in records:
        assert [accessor for accessor in tables() if hasattr(record, accessor)] == [record.collection.accessor], record.pk


@pytest.mark.django_db
def test_every_row_of_the_fixtures_passes_the_rules_of_its_form():
    call_command("loaddata", *FIXTURES, verbosity=0)
    rows = [each.object for path in FIXTURES for each in serializers.deserialize("json", path.read_text("utf-8"))]
    assert rows
    refused = []
    for row in rows:
        try:
            type(row)._base_manager.get(pk=row.pk).full_clean()
        except ValidationError as error:
            refused.append(f"{row._meta.label} {row.pk}: {error}")
    assert refused == []


def test_no_key_stands_twice_in_the_fixtures():
    keys = [(row["model"], row["pk"]) for path in FIXTURES for row in json.loads(path.read_text("utf-8"))]
    assert sorted(keys) == sorted(set(keys))


@pytest.mark.django_db
def test_the_search_index_follows_its_table():
    """SQLite drops the triggers with the table when a migration rebuilds it; PostgreSQL has a generated column."""
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("SELECT name FROM sqlite_master WHERE type = 'trigger' AND name LIKE 'portal_searchentry%' ORDER BY name")
            expected = ["portal_searchentry_deleted", "portal_searchentry_inserted", "portal_searchentry_updated"]
        else:
            cursor.execute(
                "SELECT column_name FROM information_schema.columns WHERE table_name = 'portal_searchentry' AND is_generated = 'ALWAYS'"
            )
            expected = ["word_vector"]
        assert [name for (name,) in cursor.fetchall()] == expected


def problems():
    """What `manage.py check` says of the database."""
    said = StringIO()
    call_command("check", tags=["database"], databases=[connection.alias], stderr=said)
    return said.getvalue()


@pytest.mark.django_db
def test_what_has_been_public_is_kept_by_the_database(monkeypatch):
    """Whatever migration rebuilt a table: the triggers are made anew after all of them."""
    refuse = ["actor_added", "actor_changed", "actor_deleted", "event_changed", "event_deleted", "note_deleted"]
    refuse += ["kind_added", "kind_changed", "replacement_added", "replacement_changed", "stage_added", "stage_changed"]
    refuse += ["step_changed", "step_deleted"]
    note = ["category_moved", "nomination_moved", "record_withdrawn"]
    written = ["added", "changed", "removed"] if connection.vendor == "sqlite" else ["written"]
    note += [f"{model._meta.db_table}_{each}" for model in models_in_public() for each in written]
    note += [] if connection.vendor == "sqlite" else ["portal_generation_begun", "portal_generation_raised"]
    note += [trigger.name.removeprefix("kept_") for trigger in triggers.built() if trigger.name.startswith("kept_mark_")]
    assert list(triggers.present(connection)) == [f"kept_{name}" for name in sorted(refuse + note)]
    triggers.before_migrations(connection.alias, plan=[])
    assert triggers.missing_triggers(connection) == [], "where nothing is migrated they stay"
    triggers.before_migrations(connection.alias, plan=["a migration"])
    assert triggers.missing_triggers(connection) == [f"kept_{name}" for name in sorted(refuse + note)]
    assert "The database lacks kept_actor_added" in problems()
    with monkeypatch.context() as patched:
        patched.setattr(connection.introspection, "table_names", list)
        assert triggers.missing_triggers(connection) == [], "of an empty database nothing is missing"
    triggers.after_migrations(connection.alias)
    assert triggers.missing_triggers(connection) == []
    assert "lacks" not in problems()


def test_published_means_one_thing():
    """Only portal/models/public.py asks the database what is public, scheduled or a draft."""
    asks = re.compile(r"__published_at|published_at__|(filter|exclude)\(published_at|published_at <=? \[")
    files = [path for path in our_files(".py") if "tests" not in path.parts]
    assert [short(path) for path in files if asks.search(path.read_text("utf-8"))] == ["portal/models/public.py"]


SAID_EVERYWHERE = {  # names that several modules define, for the same thing in each
    "what Django and others look for": "Command DATETIME_INPUT_FORMATS DATE_INPUT_FORMATS logger main register urlpatterns",
    "enumerations of a model, by their own names": "Action ProposalState Sort Step Verb",
    "one function for each kind, in facts.py and linked_data.py": "of_initiative of_organization of_property of_selection",
    "what apps add theirs to": "readers",
    "what a load is made of": "PAIRS READERS READERS_PAUSE SECONDS_TO_SEND SOON TYPICAL WORST run",
    "under what something is signed, sealed or hashed": "SALT",
    "the controls of pages that ask first": "CONFIRMED",
    "the addresses beside those of Django, for an admin": "urls",
    "the names by which programs of other machines know what is ours": "NAMESPACE RETRY_AFTER",
    "column of a language → the language": "LANGUAGES",
    "what is set in type, with which picture": "PAINTED SHEET WIDEST",
    "of a process beside the server, and of who starts it": "FACES LOWER",
    "what the database says when a trigger refuses": "REFUSAL",
    "the folder of what the portal keeps, as the launcher knows it without the settings": "VAR",
    "every migration of this code": "known_migrations",
    "files without rows, and rows without files": "orphans",
    "the drawing of a record, and its template tag": "cover",
    "of a text, and of a cell of a sheet that holds one": "read_day read_number",
}


def public_names(path):
    """The names of the functions, classes and constants of a module that do not begin with an underscore."""
    for node in ast.parse(path.read_text("utf-8")).body:
        if isinstance(node, ast.FunctionDef | ast.ClassDef):
            names = [node.name]
        else:
            targets = getattr(node, "targets", None) or [getattr(node, "target", None)]
            names = [
                each.id
                for target in targets
                if target
                for each in ast.walk(target)
                if isinstance(each, ast.Name) and isinstance(each.ctx, ast.Store)
            ]
        yield from (name for name in names if not name.startswith("_"))


def test_no_public_name_means_two_things():
    """A name of several modules stands in SAID_EVERYWHERE, with what it means in all of them; elsewhere it says of what it is."""
    modules = defaultdict(set)
    for path in our_files(".py"):
        if "tests" not in path.parts:
            for name in public_names(path):
                modules[name].add(short(path))
    allowed = {name for names in SAID_EVERYWHERE.values() for name in names.split()}
    several = {name: sorted(paths) for name, paths in modules.items() if len(paths) > 1}
    others = {name: paths for name, paths in several.items() if name not in allowed}
    assert not others, f"SAID_EVERYWHERE does not say what {others} mean in all of their modules"
    assert allowed - several.keys() == set(), "these stand in one module only by now"


def test_what_is_signed_or_kept_under_a_salt_is_found_after_its_module_has_moved():
    """Links that were given out, recovery codes, mails that wait, forms that were typed, attempts that count."""
    text = "\n".join(path.read_text("utf-8") for path in our_files(".py") if "tests" not in path.parts)
    salts = [
        "preview",
        "kept_forms",
        "kept_forms.sealed",
        "second_factor.recovery",
        "mails.links",
        "enquiries.form",
        "shortlist",
        "picture",
        "server.bodies",
        "guesses.password",
        "guesses.code",
        "guesses.link",
    ]
    assert [salt for salt in salts if f'"portal.{salt}"' not in text] == []


def test_no_file_outgrows_its_readers():
    long = {
        short(path): len(path.read_text("utf-8").splitlines()) for path in our_files(".py", ".html", ".js") if "tests" not in path.parts
    }
    assert {path: lines for path, lines in long.items() if lines > LONGEST_FILE} == {}


def our_templates():
    return sorted(path.relative_to(TEMPLATES).as_posix() for path in TEMPLATES.rglob("*.html"))


@pytest.mark.parametrize("name", our_templates())
def test_every_template_compiles(name):
    get_template(name)


def test_every_template_is_used():
    """Somebody includes, extends or renders it: by its name in quotes, or as the generic view's default of a model."""
    text = "\n".join(path.read_text("utf-8") for path in our_files(".py", ".html") if path != Path(__file__))
    defaults = {f"{model._meta.app_label}/{model._meta.model_name}_{verb}.html" for model in our_models() for verb in ("list", "detail")}
    unused = [
        name
        for name in our_templates()
        if name not in USED_BY_DJANGO | defaults and not name.startswith(OVERRIDES) and not re.search(f"[\"']{re.escape(name)}[\"']", text)
    ]
    assert unused == []


def test_a_partial_says_what_it_takes_on_its_first_line():
    partials = [path for path in TEMPLATES.rglob("_*.html") if path.relative_to(TEMPLATES).as_posix().startswith(OURS)]
    assert [short(path) for path in partials if not path.read_text("utf-8").startswith("{#")] == []


def test_what_a_text_counts_is_grouped():
    """1,410 and not 1410, whatever a text in the plural says the number of."""
    counted = re.compile(r"\{% blocktrans(?:late)? [^%]*\bcount (\w+)=([^\s%]+)[^%]*%\}(.*?)\{% endblocktrans", re.DOTALL)
    bare = [
        f"{short(path)}: {value}"
        for path in TEMPLATES.rglob("*.*")
        for name, value, text in counted.findall(path.read_text("utf-8"))
        if f"{{{{ {name} }}}}" in text and not value.endswith("|grouped")
    ]
    assert bare == []


def variables_of_settings():
    """The names of the environment variables that portal/settings.py reads."""
    for node in ast.walk(ast.parse((settings.BASE_DIR / "portal" / "settings.py").read_text("utf-8"))):
        if isinstance(node, ast.Call) and re.match(r"env\.|(required|whole)$", ast.unparse(node.func)):
            names = [each.value for each in node.args if isinstance(each, ast.Constant)]
            yield from [name for name in names[:1] if re.fullmatch("[A-Z_]+", name)]


def test_the_readme_lists_every_variable_and_no_other():
    readme = (settings.BASE_DIR / "README.md").read_text("utf-8")
    listed = re.findall(r"^\| `([A-Z_]+)`", readme, re.MULTILINE)
    assert sorted(listed) == sorted({*variables_of_settings(), "HOST", "PORT"})


def test_only_the_settings_and_the_launcher_read_the_environment():
    files = [path for app in OURS for path in (settings.BASE_DIR / app).rglob("*.py") if "launch" not in path.parts]
    readers = [short(path) for path in files if re.search(r"os\.(environ\b(?!\.setdefault)|getenv)", path.read_text("utf-8"))]
    assert readers == []


LOCKS = ("requirements.txt", "requirements-s3.txt", "requirements-dev.txt")


def test_the_locks_agree():
    """`make run` after `make test` then finds what it needs; no package of the runtime is tested in another version."""
    run, with_a_bucket, dev = (set(re.findall(r"^\S+==\S+", (settings.BASE_DIR / name).read_text("utf-8"), re.MULTILINE)) for name in LOCKS)
    assert run <= with_a_bucket <= dev


def test_the_locks_name_no_address():
    for name in LOCKS:
        assert not re.search(r"://|--(extra-)?index-url|--find-links", (settings.BASE_DIR / name).read_text("utf-8"))


OF_DJANGO = {
    "method",
    "POST",
    "_files",
    "user",
    "_messages",
    "current_app",
    "upload_handlers",
    "META",
}  # what Django itself keeps on a request


def put_on_what_is_imported(path):
    """Lines that give an attribute to what another module made: `User.__str__ = …`, in a function or out of it."""
    tree = ast.parse(path.read_text("utf-8"))
    imports = [node for node in ast.walk(tree) if isinstance(node, ast.Import | ast.ImportFrom)]
    names = {(each.asname or each.name).partition(".")[0] for node in imports for each in node.names}
    for node in ast.walk(tree):
        changed = node if isinstance(node, ast.Attribute) and isinstance(node.ctx, ast.Store | ast.Del) else None
        if isinstance(node, ast.Call) and getattr(node.func, "id", "") in ("setattr", "delattr"):
            changed = node.args[0]
        while isinstance(changed, ast.Attribute):
            changed = changed.value
        if isinstance(changed, ast.Name) and changed.id in names:
            yield f"{short(path)}:{node.lineno}"


def test_no_module_rewrites_what_another_made():
    # the connection's mode is what a backup sets and sets back; a program of the launch has settings of its own
    allowed = ("portal/exchange/backups/saving.py", "portal/launch/loads/repeating.py")
    modules = [path for path in our_files(".py") if path.relative_to(settings.BASE_DIR).parts[0] in OURS]
    found = [line for path in modules for line in put_on_what_is_imported(path)]
    assert [line for line in found if not line.startswith(allowed)] == []


def is_request(node):
    return (isinstance(node, ast.Name) and node.id == "request") or (isinstance(node, ast.Attribute) and node.attr == "request")


def put_on_a_request(path):
    """The names that a module writes to a request, or looks for on one by text."""
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Attribute) and isinstance(node.ctx, ast.Store | ast.Del) and is_request(node.value):
            yield node.attr
        elif isinstance(node, ast.Call) and getattr(node.func, "id", "") in ("setattr", "hasattr", "getattr") and is_request(node.args[0]):
            yield getattr(node.args[1], "value", None) or "META"


def test_nothing_of_ours_is_carried_by_a_request():
    """What one function tells another is a parameter, or an object that is handed on: see portal/admin/form/submission.py."""
    modules = [path for path in our_files(".py") if path.relative_to(settings.BASE_DIR).parts[0] in OURS]
    found = {short(path): set(put_on_a_request(path)) - OF_DJANGO for path in modules}
    assert {path: names for path, names in found.items() if names} == {}
