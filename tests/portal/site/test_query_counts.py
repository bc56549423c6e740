"""No page asks more queries of a large portal than of a small one."""

from datetime import date

import pytest
from django.contrib.auth.models import User
from django.db import connection
from django.db.models import AutoField
from django.test.utils import CaptureQueriesContext

from enterprises.models import Availability, CustomsRecordal, IntellectualProperty, Organization, TrademarkRegistration
from initiatives.models import Initiative, Nomination, NominationEvent, Participation, SelectionCategory, SelectionRound
from portal.listing.writing import write_listing
from portal.models import AlternativeName, Correction, Passage, Picture, Record, SearchEntry, Source, StaleMark, Statement, kept_sql
from portal.models.statistics import count_rows_anew
from tests.factories import (
    MAKERS,
    make_availability,
    make_category,
    make_enterprise,
    make_exhibition,
    make_figure,
    make_nomination,
    make_nomination_event,
    make_organization,
    make_participation,
    make_passage,
    make_programme,
    make_project,
    make_property,
    make_recordal,
    make_registration,
    make_selection_round,
    make_source,
    make_statement,
    make_trademark,
)

pytestmark = pytest.mark.django_db

SMALL = 60  # more than a page shows of anything
LARGE = 3000 if connection.vendor == "sqlite" else 600  # SQLite alone has statements split, by 500 keys
AROUND_ONE = 100  # of the many rows, so many belong to one record: its page grows from 60 rows to 100
FEW = f"({AROUND_ONE} + i %% 20)"  # so many different owners and wholes, however many records there are
NEAR = {  # what a record belongs to: the first copies, and the others
    "academy": {"parent_id": ("works", f"'works-' || {FEW}")},
    "mark": {"owner_id": ("works", f"'works-' || {FEW}")},
    "product": {"owner_id": ("academy", f"'works-' || {FEW}")},
    "project": {"part_of_id": ("programme", f"'programme-' || {FEW}")},
    "show": {"part_of_id": ("programme", f"'programme-' || {FEW}")},
}
KEYS = ["source", "works", "academy", "mark", "product", "programme", "project", "show", "selection"]


def multiply(row, first, last, **columns):
    """Copy a row of one table `last - first + 1` times. `columns` gives in SQL what differs, by the number `i` of the copy.

    Django's bulk_create refuses models of several tables; and this takes milliseconds.
    """
    model = row._meta.concrete_model
    copied = [field.column for field in model._meta.local_concrete_fields if not isinstance(field, AutoField)]
    table, key = model._meta.db_table, model._meta.pk.column
    values = ", ".join(columns.get(column, f'{table}."{column}"') for column in copied)
    names = ", ".join(f'"{column}"' for column in copied)
    with connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO {table} ({names}) WITH RECURSIVE n(i) AS (SELECT {first} UNION ALL SELECT i + 1 FROM n WHERE i < {last}) "
            f'SELECT {values} FROM {table}, n WHERE {table}."{key}" = %s',
            [row.pk],
        )


def copies(key):
    """The SQL of the key of the i-th copy of the row `key`."""
    return f"'{key}-' || i"


def mostly(key, other):
    """The SQL of a reference to `key` in the first copies, and to what `other` gives in the others."""
    return f"CASE WHEN i <= {AROUND_ONE} THEN '{key}' ELSE {other} END"


class Portal:
    """One record of every kind with all that can hang on it, and `grow`, which makes more of each."""

    def __init__(self):
        source = make_source(id="source", slug="source")
        self.archive = make_passage(source=make_source(), number=1)
        self.passage = make_passage(id="passage", source=source, number=1)
        works = make_enterprise(id="works", slug="works", country="CN")
        academy = make_organization(id="academy", slug="academy", parent_id=works.pk)
        mark = make_trademark(id="mark", slug="mark", owner_id=works.pk)
        product = make_property(id="product", slug="product", owner_id=academy.pk)
        programme = make_programme(id="programme", slug="programme")
        project = make_project(id="project", slug="project", part_of_id=programme.pk)
        day = {"starts_on": date(2025, 4, 1), "starts_precision": "day"}
        show = make_exhibition(id="show", slug="show", part_of_id=programme.pk, country="SG", format="digital", **day)
        selection = make_selection_round(id="selection", slug="selection", first_year=2025, last_year=2026)
        self.records = [source, works, academy, mark, product, programme, project, show, selection]
        self.statements = [make_figure(record, passage=self.passage, id=f"said-{record.pk}") for record in self.records]
        self.names = [AlternativeName.objects.create(id=f"name-{key}", record_id=key, name=f"Also {key}") for key in KEYS]
        self.entries = [SearchEntry.objects.create(record_id=key, words=f"dunhuang {key}") for key in KEYS]
        drawn = {"alt_en": "It shows.", "digest": "0" * 64, "width": 900, "height": 600}
        self.covers = [Picture.objects.create(id=f"cover-{key}", record_id=key, is_cover=True, **drawn) for key in KEYS]
        self.picture = Picture.objects.create(id="picture", record_id=show.pk, position=2, **drawn)
        for record in self.records:
            make_statement(record, passage=self.passage)
        self.participation = make_participation(show, works, "organizer", id="role", passage=self.passage)
        count = make_figure(selection, 9000, passage=self.passage)
        self.category = make_category(id="category", round=selection, statement=count)
        self.nomination = make_nomination(id="nomination", category=self.category, organization_id=works.pk)
        self.event = make_nomination_event(self.nomination, id="event", passage=self.passage, recipient_id=academy.pk)
        self.event.actors.add(academy)
        self.registration = make_registration(mark, id="registration", passage=self.passage)
        self.recordal = make_recordal(mark, id="recordal", registration=self.registration, passage=self.passage)
        self.offer = make_availability(mark, id="offer", passage=self.passage, nice_classes="16, 25", is_worldwide=True)
        told = {"before_en": "1", "before_zh": "1", "reason_en": "Counted.", "user": User.objects.create_user("counter")}
        corrected = {"record_id": show.pk, "statement": f"said-{show.pk}"}
        self.correction = Correction.objects.create(id="correction", **corrected, **told)
        self.size = 0

    def grow(self, size):
        between = {"first": self.size + 1, "last": size}
        multiply(self.passage, **between, id=copies("passage"), number="i + 1", source_id=mostly("source", f"'{self.archive.source_id}'"))
        for record in self.records:
            key, own = copies(record.pk), record.specific
            multiply(Record.objects.get(pk=record.pk), **between, id=key, slug=key, name_en=key, name_sort_en=key, name_sort_zh=key)
            relations = {column: mostly(near, others) for column, (near, others) in NEAR.get(record.pk, {}).items()}
            multiply(own, **between, record_ptr_id=key, **relations)
        for statement in self.statements:
            key = statement.record_id
            multiply(statement, **between, id=copies(statement.pk), record_id=copies(key), passage_id=mostly("passage", copies("passage")))
        for name in self.names:
            multiply(name, **between, id=copies(name.pk), record_id=copies(name.record_id))
        for cover in self.covers:
            multiply(cover, **between, id=copies(cover.pk), record_id=copies(cover.record_id))
        multiply(self.picture, **between, id=copies("picture"), record_id=mostly("show", copies("show")))
        for entry in self.entries:
            multiply(entry, **between, record_id=copies(entry.record_id))
        by_works = {"organization_id": mostly("works", copies("works"))}
        multiply(self.participation, **between, id=copies("role"), initiative_id=copies("show"), **by_works)
        nominees = {"organization_id": copies("works"), "category_id": mostly("category", "'category-' || i")}
        multiply(self.category, **between, id=copies("category"), round_id=copies("selection"))
        multiply(self.nomination, **between, id=copies("nomination"), **nominees)
        by_academy = mostly("academy", copies("academy"))
        multiply(self.event, **between, id=copies("event"), nomination_id=copies("nomination"), recipient_id=by_academy)
        through = NominationEvent.actors.through.objects.get(nominationevent=self.event)
        multiply(through, **between, nominationevent_id=copies("event"), organization_id=by_academy)
        marked = {"trademark_id": mostly("mark", copies("mark"))}
        multiply(self.registration, **between, id=copies("registration"), number="'N' || i", **marked)
        owned = {"property_id": mostly("mark", copies("mark")), "registration_id": copies("registration")}
        multiply(self.recordal, **between, id=copies("recordal"), number="'R' || i", **owned)
        multiply(self.offer, **between, id=copies("offer"), property_id=mostly("mark", copies("mark")))
        of_shows = {"record_id": mostly("show", copies("show")), "statement": mostly("said-show", copies("said-show"))}
        multiply(self.correction, **between, id=copies("correction"), **of_shows)
        if connection.vendor == "postgresql":
            with connection.cursor() as cursor:
                cursor.execute("ANALYZE")  # as the server does by itself, but not before the end of a transaction
        self.size = size


MODELS = [
    Source, Passage, Statement, AlternativeName, Organization, IntellectualProperty, TrademarkRegistration, CustomsRecordal,
    Availability, Correction,
    Initiative, Participation, SelectionRound, SelectionCategory, Nomination, NominationEvent,
]  # fmt: skip
LISTS = [*MAKERS]
DETAILS = [
    "sources/source", "enterprises/works", "organizations/academy", "trademarks/mark", "trademarks/product", "programmes/programme",
    "projects/project", "exhibitions/show", "selections/selection",
]  # fmt: skip
ADDRESSES = [
    "",
    "about/",
    "privacy/",
    "site-map/",
    "new/",
    "corrections/",
    "corrections/?at=correction",
    "map/",
    "places/sg/",
    "timeline/",
    "timeline/?year=2025",
    "licensing/",
    "licensing/?goods=25&territory=DE&q=dunhuang",
    "search/?q=dunhuang",
    "search/?q=dunhuang&kind=exhibition&place=SG&year=2025",
    "search/?q=dunhuagn",
    "search/?q=dunhuagn+zebra",
    "search/?q=dunhuang+shows+in+Singapore",
    "search/?q=dunhuagn+zebra+Germany",
    "search/suggestions/?q=dunhu",
    "search/suggestions/?q=acadmey",
    *[f"{name}/" for name in LISTS],
    "projects/?page=2&sort=newest",
    "exhibitions/?place=SG&year=2025&role=organizer&format=digital&figure=yes&sort=date",
    "enterprises/?place=CN&nominated=yes&q=dunhuang",
    *[f"{address}/" for address in DETAILS],
]


def test_a_record_of_every_list_is_multiplied():
    lacking = set(LISTS) - {address.partition("/")[0] for address in DETAILS}
    assert not lacking, f"Portal makes no record in the lists of {lacking}, or DETAILS does not name its page"


def list_all():
    """As `index` leaves it, but for the words (those of the rows above are enough for these pages) and for how much it counted there."""
    write_listing(list(Record.objects.values_list("pk", flat=True)))
    StaleMark.objects.all().delete()


def queries(client, address):
    with CaptureQueriesContext(connection) as asked, kept_sql.checked():
        response = client.get(address)
    assert response.status_code == 200, address
    return [query["sql"] for query in asked]


def test_every_page_asks_as_many_queries_of_many_records_of_a_kind_as_of_60(client):
    portal = Portal()
    portal.grow(SMALL)
    list_all()
    count_rows_anew()  # else PostgreSQL reads what is listed by whatever the tests before have left it to guess
    small = {address: queries(client, f"/en/{address}") for address in ADDRESSES}
    portal.grow(LARGE)
    list_all()
    count_rows_anew()
    assert min(model.objects.count() for model in MODELS) > LARGE
    for address in ADDRESSES:
        large = queries(client, f"/en/{address}")
        assert len(large) <= len(small[address]), "\n".join([address, *large])  # fewer where a page shows none of a table
    dearest = max(small, key=lambda address: len(small[address]))
    assert len(small[dearest]) < 40, "\n".join([f"{dearest} asks too much: is a relation not in JOINED_ON_CARDS?", *small[dearest]])
    assert max(len(asked) for address, asked in small.items() if address.startswith("search/")) <= 20
