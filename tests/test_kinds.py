"""Whatever tells kinds of records apart follows from their declarations; what an app adds beside its row is there for every kind."""

import pytest
from django.apps import apps
from django.conf import settings
from django.contrib import admin
from django.core.management import CommandError, call_command
from django.db import IntegrityError, connection, models, transaction
from django.template.loader import get_template, render_to_string
from django.urls import NoReverseMatch, resolve, reverse
from django.utils.translation import override
from django_countries.fields import CountryField

from portal.admin.list_groups import in_order
from portal.media.covers.pigments import PIGMENTS
from portal.models import Record, kinds, triggers
from portal.models.kinds import Collection, DeclarationError, declare
from portal.models.triggers.known_kinds import REFUSAL
from portal.site.filters import RecordFilter
from portal.site.record_pages import RecordPage
from portal.text.fields import LineField, ParagraphField
from tests.factories import MAKERS, make_exhibition

COLLECTIONS = kinds.collections()
OWN_WORDS = ("facts", "caption", "linked_data")  # of a detail page, each its own for every kind


def view_of(collection, name, *arguments):
    """The view of a page of `collection`; fails with what is to be added where there is none."""
    try:
        with override("en"):
            return resolve(reverse(f"{collection.segment}-{name}", args=arguments)).func.view_class
    except NoReverseMatch:
        app = collection.model.partition(".")[0]
        pytest.fail(f"No page “{collection.segment}-{name}”: add it to views.py and urls.py of {app}.")


def table_of(collection):
    """The model of a collection; fails with what is to be added where there is none."""
    try:
        return apps.get_model(collection.model)
    except LookupError:
        app, _dot, model = collection.model.partition(".")
        pytest.fail(f"No table {model}: write it in models/ of {app}, and name it in their __init__.py.")


def named(collection):
    return collection.segment


@pytest.fixture
def undeclared(monkeypatch):
    """Lets a test declare kinds, which are gone after it."""
    monkeypatch.setattr(kinds, "declared", dict(kinds.declared))


@pytest.mark.parametrize("collection", COLLECTIONS, ids=named)
def test_every_collection_has_its_pages(collection):
    for name, arguments in (("list", ()), ("detail", ("a",))):
        view = view_of(collection, name, *arguments)
        assert view.collection is collection, f"{view.__name__} is at the address of {collection.segment}, and says it is of another"
    asked = view_of(collection, "list")
    is_asked = asked.filterset_class and issubclass(asked.filterset_class, RecordFilter)
    assert is_asked, f"{asked.__name__} names no RecordFilter as its filterset_class: write one in filters.py"
    detail = view_of(collection, "detail", "a")
    missing = [name for name in OWN_WORDS if getattr(detail, name) is getattr(RecordPage, name)]
    assert missing == [], f"{detail.__name__} inherits {missing}: say what stands on record, on its card and in its linked data"


@pytest.mark.parametrize("collection", COLLECTIONS, ids=named)
def test_every_collection_is_drawn(collection):
    assert collection.pigment in PIGMENTS, f"“{collection.pigment}” is no row of portal/media/covers/pigments.py"
    styles = "".join(path.read_text("utf-8") for path in (settings.BASE_DIR / "static" / "css").glob("*.css"))
    assert f".is-{collection.pigment}" in styles, f"static/css says no colours for .is-{collection.pigment}"
    if collection.home_aside:
        get_template(collection.home_aside)


def test_every_collection_has_a_factory_and_an_address_that_was_promised():
    missing = {each.segment for each in COLLECTIONS} ^ set(MAKERS)
    assert not missing, f"tests/factories.py: MAKERS and the declarations differ in {missing}"


def test_places_in_an_order_are_taken_once():
    for order in ("search", "menu"):
        places = [getattr(each, order) for each in COLLECTIONS if getattr(each, order)]
        assert len(places) == len(set(places)), f"two collections have one place in `{order}`"


@pytest.mark.once
@pytest.mark.django_db
@pytest.mark.parametrize("collection", COLLECTIONS, ids=named)
def test_a_card_says_a_line_of_every_record(collection):
    record = MAKERS[collection.segment]().specific
    assert record.collection is collection
    assert 'class="where"' in render_to_string(collection.line, {"record": record}), f"{collection.line} is no line of a card"


@pytest.mark.once
@pytest.mark.django_db
@pytest.mark.parametrize("collection", COLLECTIONS, ids=named)
def test_two_records_of_every_list_are_compared_fact_by_fact(client, collection):
    one, other = (MAKERS[collection.segment]() for _n in range(2))
    response = client.get(f"/en/compare/?r={one.pk}&r={other.pk}")
    names = [name for name in (one.name, other.name) if name not in response.content.decode()]
    assert response.status_code == 200
    assert not names, f"No facts of {names} stand side by side"


@pytest.mark.parametrize("kind", kinds.declared)
def test_every_kind_has_a_table_with_a_history_and_an_admin_in_the_lists(kind):
    collection = kind.collection
    model = table_of(collection)
    assert issubclass(model, Record), f"{model.__name__} is no subclass of Record"
    assert kinds.kept_in(collection.model) == model.KINDS, f"{model.__name__}.KINDS are those that it is declared to keep: kept_in()"
    assert hasattr(model, "history"), f"{model.__name__} keeps no History()"
    own = [model._meta.label_lower for model in admin.site._registry if issubclass(model, Record) and kind in model.KINDS]
    shown = {label for _group, labels in in_order(admin.site._registry) for label in labels}
    assert set(own) - {"portal.record"} <= shown, f"no list of the admin shows a {kind}"
    assert set(own) - {"portal.record"}, f"a {kind} has no form: register a RecordAdmin for {collection.model}"


@pytest.mark.parametrize("collection", COLLECTIONS, ids=named)
def test_a_search_reads_and_narrows_by_what_a_table_holds(collection):
    model = table_of(collection)
    found = {sort: [each.name for each in model._meta.local_fields if isinstance(each, sort)] for sort in (CountryField, models.DateField)}
    for part, columns in zip(("PLACE", "YEAR"), found.values(), strict=True):
        assert not columns or getattr(model, part) in columns, f"{model.__name__}.{part}: say by which of {columns} a search narrows"
    written = [each.name for each in model._meta.local_fields if isinstance(each, LineField | ParagraphField | CountryField)]
    read = model.searched_texts is not Record.searched_texts
    assert read or not written, f"{model.__name__}.searched_texts(): no search finds what stands in {written}"


@pytest.mark.parametrize("collection", COLLECTIONS, ids=named)
def test_a_form_searches_among_all_records_rather_than_list_them(collection):
    model = table_of(collection)
    form = admin.site._registry[model]
    fields = [*model._meta.local_fields, *model._meta.local_many_to_many]
    of_records = {each.name for each in fields if each.is_relation and not each.primary_key and issubclass(each.related_model, Record)}
    listed = of_records - {*form.autocomplete_fields}
    assert not listed, f"{type(form).__name__}.autocomplete_fields: {listed} are chosen among all records of a table"


@pytest.mark.parametrize("kind", kinds.declared)
def test_every_kind_is_called_something_in_both_languages(kind):
    for words in (kind.label, kind.collection.title, kind.collection.lede):
        with override("en"):
            english = str(words)
        with override("zh-hans"):
            assert str(words) != english, f"“{english}” has no Chinese in the catalogue"


def test_a_kind_is_declared_once_and_with_all_its_parts(undeclared):
    exhibitions = kinds.of("exhibition").collection
    parts = {name: getattr(exhibitions, name) for name in ("title", "lede", "model", "line", "search", "menu")}
    for said, code, collection, more in (
        ("“exhibition” is declared twice", "exhibition", exhibitions, {}),
        ("declared without label, schema_type", "fair", exhibitions, {"label": "", "schema_type": ""}),
        ("declared without collection.pigment", "fair", Collection("fairs", pigment="", **parts), {}),
        ("collection.menu or collection.beside", "fair", Collection("fairs", pigment="exhibition", **parts | {"menu": 0}), {}),
        ("the segment “exhibitions”", "fair", Collection("exhibitions", pigment="exhibition", **parts), {}),
        ("lower-case letters and hyphens", "Fair!", exhibitions, {}),
    ):
        with pytest.raises(DeclarationError, match=said):
            declare(code, **{"label": "fair", "collection": collection, "schema_type": "Event"} | more)
    assert "fair" not in kinds.declared
    with pytest.raises(LookupError, match="No app declares the kind “fair”"):
        kinds.of("fair")


@pytest.mark.django_db
def test_the_database_refuses_a_kind_that_nobody_declares(tmp_path):
    record = make_exhibition()
    fixture = tmp_path / "museum.json"
    fixture.write_text('[{"model": "portal.record", "pk": "m", "fields": {"kind": "museum", "slug": "m", "name_en": "M"}}]')
    for write in (
        lambda: Record.objects.create(id="m", kind="museum", slug="m", name_en="M"),
        lambda: Record.objects.bulk_create([Record(id="m", kind="museum", slug="m", name_en="M")]),
        lambda: Record.objects.filter(pk=record.pk).update(kind="museum"),
        lambda: call_command("loaddata", fixture, verbosity=0),
    ):
        with pytest.raises((IntegrityError, CommandError), match=REFUSAL), transaction.atomic():
            write()
    assert Record.objects.get().kind == "exhibition"


@pytest.mark.django_db
def test_a_kind_that_is_new_is_refused_until_the_database_is_migrated(undeclared):
    declare("fair", "fair", kinds.of("exhibition").collection, schema_type="ExhibitionEvent")
    assert triggers.missing_triggers(connection) == ["kept_kind_added", "kept_kind_changed"]
    triggers.after_migrations(connection.alias)
    assert triggers.missing_triggers(connection) == []
    assert make_exhibition(kind="fair").kind == "fair"
