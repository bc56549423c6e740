"""Whatever way a row is written, what follows from it is listed, and found, before the next list is read."""

from datetime import timedelta

import pytest
from django.db import connection
from django.utils import timezone

from enterprises.models import Organization
from initiatives.models import Exhibition, NominationEvent, Participation
from portal.models import AlternativeName, ListedValue, Passage, Record, Sector, Source, StaleMark
from portal.search import refreshing
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


def listed(record):
    """{(facet, value)} that the public may see of `record`, but its kind."""
    refreshing.index_what_changed()
    assert not StaleMark.objects.filter(is_listed=False).exists()
    rows = ListedValue.objects.public().filter(record=record.pk).exclude(facet="kind").exclude(value="none")
    return set(rows.values_list("facet", "value"))


def found(words):
    refreshing.index_what_changed()
    return set(Record.objects.published().search(words).values_list("pk", flat=True))


@pytest.fixture
def show():
    show = make_exhibition(name_en="Silk Road")
    index(Record.objects.all())
    assert not StaleMark.objects.exists()
    return show


def by_cursor(show):
    with connection.cursor() as cursor:
        cursor.execute("UPDATE initiatives_initiative SET country = 'SG' WHERE record_ptr_id = %s", [show.pk])


def by_save(show):
    show.country = "SG"
    show.save()


def in_bulk(show):
    show.country = "SG"
    Exhibition.objects.bulk_update([show], ["country"])


WRITTEN = [by_cursor, by_save, in_bulk, lambda show: Exhibition.objects.filter(pk=show.pk).update(country="SG")]


@pytest.mark.parametrize("write", WRITTEN)
def test_a_column_is_listed_whatever_way_it_is_written(show, write):
    write(show)
    assert listed(show) == {("place", "SG")}


def test_words_are_found_whatever_way_they_are_written(show):
    Record.objects.filter(pk=show.pk).update(name_en="Porcelain")
    assert found("porcelain") == {show.pk}
    assert found("silk") == set()
    AlternativeName.objects.bulk_create([AlternativeName(record_id=show.pk, name="Celadon", language="en")])
    assert found("celadon") == {show.pk}
    AlternativeName.objects.all().delete()
    assert found("celadon") == set()


def test_roles_are_listed_of_either_side_and_gone_with_their_row(show):
    maker = make_enterprise()
    row = make_participation(show, maker, role="host")
    assert listed(show) == listed(maker) == {("role", "host")}
    Participation.objects.filter(pk=row.pk).update(role="supporter")
    assert listed(show) == listed(maker) == {("role", "supporter")}
    other = make_exhibition()
    Participation.objects.filter(pk=row.pk).update(initiative=other.pk)
    assert (listed(show), listed(other), listed(maker)) == (set(), {("role", "supporter")}, {("role", "supporter")})
    Participation.objects.filter(pk=row.pk).delete()
    assert (listed(other), listed(maker)) == (set(), set())


@pytest.mark.parametrize("moment", [None, timezone.now() + timedelta(days=1)])
def test_what_a_source_alone_says_leaves_the_list_with_it(show, moment):
    maker, source = make_enterprise(), make_source()
    make_participation(show, maker, role="host", passage=make_passage(source=source))
    assert listed(show) == listed(maker) == {("role", "host")}
    Source.objects.filter(pk=source.pk).update(published_at=moment)
    assert listed(show) == listed(maker) == set()
    Record.objects.filter(pk=source.pk).update(published_at=timezone.now())
    assert listed(show) == listed(maker) == {("role", "host")}


def test_a_passage_that_goes_to_another_source_takes_along_what_it_says(show):
    row = make_participation(show, role="host", passage=make_passage())
    assert listed(show) == {("role", "host")}
    Passage.objects.filter(pk=row.passage_id).update(source=make_source(published_at=None))
    assert listed(show) == set()


def test_a_list_of_terms_is_listed_and_the_words_of_a_term_found():
    maker, sector = make_enterprise(), Sector.objects.create(name_en="Lacquer", name_zh="漆器")
    Organization.sectors.through.objects.bulk_create([Organization.sectors.through(organization_id=maker.pk, sector=sector)])
    assert listed(maker) == {("sector", sector.pk)}
    assert found("lacquer") == {maker.pk}
    Sector.objects.filter(pk=sector.pk).update(name_en="Enamel")
    assert found("enamel") == {maker.pk}
    assert found("lacquer") == set()
    maker.sectors.clear()
    assert listed(maker) == set()


def test_events_of_nominations_are_listed_of_their_round_and_of_who_was_nominated():
    chosen, maker = make_selection_round(), make_enterprise()
    category = make_category(round=chosen)
    nomination = make_nomination(category=category, organization_id=maker.pk)
    assert (listed(chosen), listed(maker)) == (set(), {("nominated", "yes")})
    source = make_source(published_at=None)
    event = make_nomination_event(nomination, verb="submitted", passage=make_passage(source=source))
    assert (listed(chosen), listed(maker)) == (set(), set())
    Record.objects.filter(pk=source.pk).update(published_at=timezone.now())
    assert (listed(chosen), listed(maker)) == ({("status", "submitted")}, {("nominated", "yes")})
    other = make_selection_round()
    type(category).objects.filter(pk=category.pk).update(round=other.pk)
    assert (listed(chosen), listed(other)) == (set(), {("status", "submitted")})
    assert NominationEvent.objects.get() == event


def test_an_owner_who_is_withdrawn_is_no_owner_in_the_list():
    mark = make_trademark(owner_id=make_enterprise().pk)
    make_recordal(mark)
    assert listed(mark) == {("owner", mark.owner_id), ("recorded", "yes")}
    Organization.objects.filter(pk=mark.owner_id).update(published_at=None)
    assert listed(mark) == {("recorded", "yes")}


def test_of_many_the_values_are_written_at_once_and_the_words_by_the_worker(show, monkeypatch):
    monkeypatch.setattr(refreshing, "MOST_INDEXED", 1)
    other = make_exhibition(name_en="Lacquer")
    Record.objects.update(summary_en="Porcelain")
    Exhibition.objects.update(country="SG")
    assert listed(show) == listed(other) == {("place", "SG")}
    assert found("porcelain") == set()
    assert list(refreshing.index_the_rest())
    assert found("porcelain") == {show.pk, other.pk}
    assert not StaleMark.objects.exists()
