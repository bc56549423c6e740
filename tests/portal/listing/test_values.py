"""What is listed of records: from when, and until when."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from portal.models import Listed, ListedValue, Record
from portal.models.public import at
from portal.search.index import index
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
