"""What is listed of records: from when, and until when."""

import re
from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import resolve, reverse
from django.utils import timezone

from portal.listing.values import declared_values
from portal.models import Listed, ListedValue, Record, Sector, kinds
from portal.models.public import at
from portal.search.index import index
from portal.site.filters import Facet
from tests.factories import (
    make_category,
    make_enterprise,
    make_exhibition,
    make_nomination,
    make_nomination_event,
    make_participation,
    make_passage,
    make_recordal,
    make_selection_round,
    make_source,
    make_trademark,
)

pytestmark = pytest.mark.django_db
TOMORROW = timezone.now() + timedelta(days=1)
IN_A_WEEK = timezone.now() + timedelta(days=7)


def listed(record, facet):
    """{value} of a facet that the public may see of `record`."""
    return set(ListedValue.objects.public().filter(record=record.pk, facet=facet).values_list("value", flat=True))


def index_all():
    index(Record.objects.all())


def test_a_record_is_listed_with_its_place_and_its_year():
    show = make_exhibition(country="SG", city_en="Singapore", starts_on=date(2025, 7, 1), starts_precision="day")
    index_all()
    row = Listed.objects.get(pk=show.pk)
    assert (row.accessor, row.kind, row.place, row.city_en, row.year, row.dated) == (
        "initiative",
        "exhibition",
        "SG",
        "Singapore",
        2025,
        "2025-07-01",
    )
    assert (listed(show, "place"), listed(show, "year"), listed(show, "format")) == ({"SG"}, {"2025"}, {"none"})


def test_a_draft_has_no_value_and_a_scheduled_record_has_its_own_from_its_moment():
    draft, scheduled = make_exhibition(published_at=None, country="SG"), make_exhibition(published_at=TOMORROW, country="SG")
    index_all()
    assert not ListedValue.objects.filter(record=draft.pk).exists()
    assert not Listed.objects.public().filter(pk__in=[draft.pk, scheduled.pk]).exists()
    assert listed(scheduled, "place") == set()
    with at(IN_A_WEEK):
        assert listed(scheduled, "place") == {"SG"}
        assert [row.pk for row in Listed.objects.public()] == [scheduled.pk]


def test_a_role_is_public_with_the_last_of_the_records_that_it_needs():
    show, maker = make_exhibition(), make_enterprise(published_at=TOMORROW)
    passage = make_passage(source=make_source(published_at=IN_A_WEEK))
    make_participation(show, maker, role="host", passage=passage)
    make_participation(show, maker, role="organizer")
    index_all()
    assert listed(show, "role") == listed(maker, "role") == set()
    with at(TOMORROW):
        assert listed(show, "role") == listed(maker, "role") == {"organizer"}
    with at(IN_A_WEEK):
        assert listed(show, "role") == listed(maker, "role") == {"host", "organizer"}


def test_an_owner_that_is_not_public_yet_counts_as_not_listed_until_then():
    mark = make_trademark(owner_id=make_enterprise(published_at=TOMORROW).pk)
    index_all()
    assert listed(mark, "owner") == {"none"}
    with at(TOMORROW):
        assert listed(mark, "owner") == {mark.owner_id}


def test_a_recordal_counts_whatever_its_source_says_once_that_is_public():
    mark = make_trademark()
    recordal = make_recordal(mark, passage=make_passage(source=make_source(published_at=None)))
    index_all()
    assert listed(mark, "recorded") == set()
    recordal.passage.source.published_at = timezone.now()
    recordal.passage.source.save()
    index_all()
    assert listed(mark, "recorded") == {"yes"}


def test_a_status_lapses_when_what_replaces_it_becomes_public():
    chosen = make_selection_round()
    nomination = make_nomination(category=make_category(round=chosen))
    wrong = make_nomination_event(nomination=nomination, verb="recognized", passage=make_passage())
    later = make_passage(source=make_source(published_at=TOMORROW))
    make_nomination_event(nomination=nomination, verb="not-recognized", replaces=wrong, passage=later, reason_en="Misread.")
    index_all()
    assert listed(chosen, "status") == {"recognized"}
    with at(TOMORROW):
        assert listed(chosen, "status") == {"not-recognized"}


def test_who_was_nominated_is_listed_once_a_source_tells_of_it():
    silent, told, later = make_enterprise(), make_enterprise(), make_enterprise()
    category = make_category()
    make_nomination(category=category, organization_id=silent.pk)
    make_nomination_event(nomination=make_nomination(category=category, organization_id=told.pk), passage=make_passage())
    hidden = make_passage(source=make_source(published_at=TOMORROW))
    make_nomination_event(nomination=make_nomination(category=category, organization_id=later.pk), passage=hidden)
    index_all()
    assert [listed(one, "nominated") for one in (silent, told, later)] == [{"yes"}, {"yes"}, set()]
    with at(TOMORROW):
        assert listed(later, "nominated") == {"yes"}


def test_what_is_deleted_is_listed_no_more():
    show = make_exhibition(country="SG")
    index_all()
    show.delete()
    assert not Listed.objects.exists()
    assert not ListedValue.objects.exists()


@pytest.mark.once
def test_every_facet_of_a_list_is_listed():
    """By the name that it has in the list, and for the model of the list."""
    views = [resolve(reverse(f"{each.segment}-list")).func.view_class for each in kinds.collections()]
    missing = [
        (view.__name__, name)
        for view in views
        for name, facet in view.filterset_class.all_filters().items()
        if isinstance(facet, Facet) and (view.model._meta.concrete_model, facet.field_name) not in declared_values
    ]
    assert missing == []


BIG = "portal_listed", "portal_listedvalue", "portal_record"


@pytest.mark.parametrize("query", ["", "page=3", "sort=newest", "sort=changed", "sector=s1", "place=none", "kind=enterprise&sort=newest"])
def test_a_list_reads_no_big_table_from_end_to_end(client, query):
    """As the databases plan it, PostgreSQL where it is told that reading all of a table costs: here it is small."""
    maker = make_enterprise()
    maker.sectors.add(Sector.objects.create(id="s1", name_en="Lacquer", name_zh="漆器"))
    index_all()
    with CaptureQueriesContext(connection) as asked:
        assert client.get(f"/en/enterprises/?{query}").status_code == 200
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SET LOCAL enable_seqscan = off")
        for each in asked.captured_queries:
            if "portal_listed" in each["sql"] and each["sql"].startswith("SELECT"):
                cursor.execute(
                    ("EXPLAIN " if connection.vendor == "postgresql" else "EXPLAIN QUERY PLAN ") + each["sql"].replace("%", "%%")
                )
                plan = "\n".join(str(row[-1]) for row in cursor.fetchall())
                assert "LIMIT 24" not in each["sql"] or "TEMP B-TREE" not in plan, plan
                assert not any(re.search(rf"(Seq Scan on|SCAN) {table}(?! USING)\b", plan) for table in BIG), plan
