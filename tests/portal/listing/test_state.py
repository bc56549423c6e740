"""The state of what is public moves with whatever changes that: in the transaction of the change, and by time alone."""

from collections import OrderedDict
from datetime import timedelta
from itertools import count
from time import sleep

import pytest
from django.apps import apps
from django.core.management import call_command
from django.db import connection, transaction
from django.utils import timezone

from portal.listing.kept import kept
from portal.listing.kept_parts import kept_parts
from portal.listing.state import asked_once, state
from portal.models import Mail, Record, Sector, public, triggers
from portal.models.generations import is_in_public
from tests.factories import make_enterprise

pytestmark = pytest.mark.django_db


@pytest.fixture
def mark(db):
    return make_enterprise(name_en="Mark")


def raw(sql, *values):
    with connection.cursor() as cursor:
        cursor.execute(sql, values)


def rolled_back(record):
    with transaction.atomic():
        Record.objects.filter(pk=record.pk).update(name_en="Other")
        transaction.set_rollback(True)


CHANGES = {
    "save": lambda record: record.save(),
    "update": lambda record: Record.objects.filter(pk=record.pk).update(published_at=None),
    "bulk": lambda record: Sector.objects.bulk_create([Sector(id="a", name_en="A")]),
    "bulk, what is there is left": lambda record: Sector.objects.bulk_create(
        [Sector(id="a", name_en="A"), Sector(id="a", name_en="A")], ignore_conflicts=True
    ),
    "a list between two models": lambda record: record.sectors.add(Sector.objects.create(id="a", name_en="A")),
    "deletion": lambda record: record.delete(),
    "raw cursor": lambda record: raw("UPDATE portal_record SET name_en = 'Other' WHERE id = %s", record.pk),
    "fixture": lambda record: call_command("loaddata", "measures", verbosity=0),
}


def committed():
    """As at the end of a transaction, which a test has but one of: PostgreSQL raises the generation once in each."""
    if connection.vendor == "postgresql":
        raw("SELECT set_config('portal.raised', '', true)")


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
def test_whatever_way_a_public_row_is_written_another_state_begins(mark, change):
    committed()
    before = state()
    sleep(0.002)  # SQLite's clock counts thousandths
    change(mark)
    assert state().key != before.key
    assert state().at > before.at


def test_what_is_rolled_back_or_private_changes_no_state(mark):
    committed()
    before = state()
    rolled_back(mark)
    Mail.objects.create(to="a@example.org", subject="A", body="A")
    assert state() == before
    mark.save()
    assert state() != before, "and what comes after a savepoint that was rolled back is seen"


def test_time_alone_begins_a_state_when_a_record_becomes_public_and_at_midnight(mark, monkeypatch):
    evening = timezone.localtime().replace(year=2030, month=5, day=1, hour=20, minute=0, second=0, microsecond=0)
    Record.objects.filter(pk=mark.pk).update(published_at=evening + timedelta(hours=1))

    def state_after(hours):
        monkeypatch.setattr(timezone, "now", lambda: evening + timedelta(hours=hours))
        return state()

    found = [state_after(hours) for hours in (0, 0.9, 1, 3.9, 4, 5)]
    assert [each.key == found[0].key for each in found] == [True, True, False, False, False, False]
    assert [each.key == found[2].key for each in found[2:]] == [True, True, False, False]
    assert [each.at - evening for each in found[2:]] == [timedelta(hours=1), timedelta(hours=1), timedelta(hours=4), timedelta(hours=4)]


def test_while_the_triggers_are_away_there_is_no_generation(mark):
    triggers.remove_triggers(connection)
    assert state().generation == ""
    triggers.install_triggers(connection)
    assert state().generation


def test_a_request_that_reads_asks_once_and_by_one_query(mark, django_assert_num_queries):
    with asked_once():
        with django_assert_num_queries(1):
            assert state() == state()
        with public.at(timezone.now() + timedelta(days=2)):
            assert state().day == public.today().isoformat(), "another moment is no part of the request"


@pytest.mark.parametrize("model", [each for each in apps.get_models(include_auto_created=True) if not each._meta.proxy], ids=str)
def test_each_model_says_whether_public_pages_read_it(model):
    assert is_in_public(model) in (True, False), f"{model._meta.label} has no IN_PUBLIC: see portal/models/generations.py"


class TestKept:
    @pytest.fixture(autouse=True)
    def outside_transactions(self, monkeypatch):
        monkeypatch.setattr("portal.listing.kept.values", OrderedDict())
        monkeypatch.setattr("portal.listing.kept_parts.drawn_parts", OrderedDict())
        monkeypatch.setattr("portal.listing.kept_parts.size_of_parts", 0)
        monkeypatch.setattr(connection, "in_atomic_block", False)
        yield
        monkeypatch.undo()

    @pytest.fixture
    def make(self):
        made = count(1)
        return lambda: next(made)

    def test_a_value_is_made_once_in_a_state(self, mark, make):
        assert [kept("number", make, "en"), kept("number", make, "en"), kept("number", make, "zh")] == [1, 1, 2]
        committed()
        Record.objects.filter(pk=mark.pk).update(name_en="Other")
        assert [kept("number", make, "en"), kept("number", make, "en")] == [3, 3]

    def test_within_a_transaction_for_another_moment_and_while_nobody_watches_it_is_made_anew(self, mark, make, monkeypatch):
        assert kept("number", make) == 1
        with public.at(timezone.now()):
            assert kept("number", make) == 2
        with monkeypatch.context() as patched:
            patched.setattr(connection, "in_atomic_block", True)
            assert kept("number", make) == 3
        assert kept("number", make) == 1
        triggers.remove_triggers(connection)
        assert [kept("number", make), kept("number", make)] == [4, 5]

    def test_what_was_not_asked_for_longest_goes_first(self, make, monkeypatch):
        monkeypatch.setattr("portal.listing.kept.MOST_VALUES", 2)
        assert [kept("number", make, each) for each in "ababcab"] == [1, 2, 1, 2, 3, 4, 5]

    def test_of_parts_only_those_are_made_of_which_none_is_kept(self, mark, make, monkeypatch, settings):
        asked = []

        def draw(keys):
            asked.append("".join(keys))
            return {key: key * 10 for key in keys if key != "z"}

        assert kept_parts("part", "abz", draw, "en") == ["a" * 10, "b" * 10]
        assert kept_parts("part", "cba", draw, "en") == ["c" * 10, "b" * 10, "a" * 10]
        assert kept_parts("part", "a", draw, "zh") == ["a" * 10]
        committed()
        Record.objects.filter(pk=mark.pk).update(name_en="Other")
        assert kept_parts("part", "a", draw, "en") == ["a" * 10]
        with monkeypatch.context() as patched:
            patched.setattr(connection, "in_atomic_block", True)
            kept_parts("part", "a", draw, "en")
        settings.PAGE_CACHE_BYTES = 0
        kept_parts("part", "a", draw, "en")
        assert asked == ["abz", "c", "a", "a", "a", "a"]

    def test_of_parts_those_go_first_that_were_not_asked_for_longest(self, monkeypatch):
        monkeypatch.setattr("portal.listing.kept_parts.MOST_OF_PARTS", 25)
        asked = []

        def draw(keys):
            asked.extend(keys)
            return {key: (key * 4, key * 6) for key in keys}

        for key in "ababcab":
            assert kept_parts("part", key, draw) == [(key * 4, key * 6)]
        assert "".join(asked) == "abcab"
