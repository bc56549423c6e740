"""A database that earlier versions filled passes the migrations that ask for more."""

import pytest
from django.apps import apps as installed
from django.core.checks import run_checks
from django.core.management import call_command
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder

from portal.exchange.backups.migration_state import at_migrations, migrations_of_the_database
from portal.models import Record, SearchEntry, triggers
from portal.search.index import index
from tests.databases import empty_database
from tests.factories import make_enterprise

EARLIER = "initiatives.0005_end_covers_its_month_or_year"

pytestmark = pytest.mark.django_db


def test_names_are_ordered_by_code_point_whatever_the_collation_of_the_database():
    if connection.vendor == "postgresql":  # SQLite does so of itself
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT column_name, collation_name FROM information_schema.columns WHERE table_name = 'portal_record' AND column_name LIKE 'name_sort%%'"
            )
            assert {*cursor.fetchall()} == {("name_sort_en", "C"), ("name_sort_zh", "C")}


def models_of(apps, *names):
    return [apps.get_model("initiatives", name) for name in names]


def test_years_that_are_none_and_categories_of_one_name_do_not_stop_an_upgrade(tmp_path):
    """Nor does it matter that one migration can make in one step what those of then made one by one."""
    names, latest = ("SelectionRound", "SelectionCategory"), migrations_of_the_database()
    with empty_database(tmp_path):
        apps = at_migrations([name for name in latest if not name.startswith("initiatives.") or name <= EARLIER])
        Round, Category = models_of(apps, *names)
        for key, year in (("short", 25), ("right", 2025)):
            Round.objects.create(id=key, slug=key, kind="selection-round", name_en=key, first_year=year, last_year=2026)
        for place, name in enumerate(("A", "B")):
            Category.objects.create(id=name, round_id="right", name_en=name, name_zh="类别", position=place)
        call_command("migrate", verbosity=0)
        Round, Category = models_of(installed, *names)
        assert dict(Round.objects.values_list("id", "first_year")) == {"short": None, "right": 2025}
        assert list(Category.objects.order_by("position").values_list("name_en", "name_zh")) == [("A", "类别"), ("B", "")]
        assert migrations_of_the_database() == latest
        assert triggers.missing_triggers(connection) == []


def test_what_made_tables_at_once_and_does_not_any_more_is_no_migration_of_a_newer_portal():
    """A longer one took its place; databases still name it."""
    latest = migrations_of_the_database()
    MigrationRecorder(connection).record_applied("portal", "0001_squashed_0019_the_same_bounds_everywhere")
    assert migrations_of_the_database() == latest


def told_of_the_index():
    return [found.msg for found in run_checks(tags=["database"], databases=["default"]) if found.id == "portal.W003"]


def test_an_index_that_an_earlier_version_wrote_is_told_of_and_written_anew_by_migrate():
    make_enterprise(name_en="Palace", name_zh="故宮")
    index(Record.objects.all())
    assert told_of_the_index() == []
    SearchEntry.objects.update(words="palace 故宮")
    assert told_of_the_index()[0].startswith("1 records are not in the index")
    call_command("migrate", verbosity=0)
    assert [record.name_en for record in Record.objects.search("故宫")] == ["Palace"]
    assert told_of_the_index() == []
