"""A database that earlier versions filled passes the migrations that ask for more."""

import pytest
from django.core.management import call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

PORTAL = "portal", "0019_the_same_bounds_everywhere"

pytestmark = pytest.mark.django_db(transaction=True)


def models_at(target, *names):
    """Migrate the initiatives to `target`; their models as they were then."""
    call_command("migrate", "initiatives", target, verbosity=0)
    apps = MigrationExecutor(connection).loader.project_state([PORTAL, ("initiatives", target)]).apps
    return [apps.get_model("initiatives", name) for name in names]


def test_years_that_are_none_and_categories_of_one_name_do_not_stop_an_upgrade():
    names = "SelectionRound", "SelectionCategory"
    Round, Category = models_at("0005_end_covers_its_month_or_year", *names)
    for key, year in (("short", 25), ("right", 2025)):
        Round.objects.create(id=key, slug=key, kind="selection-round", name_en=key, first_year=year, last_year=2026)
    for place, name in enumerate(("A", "B")):
        Category.objects.create(id=name, round_id="right", name_en=name, name_zh="类别", position=place)
    Round, Category = models_at("0013_the_same_bounds_everywhere", *names)
    assert dict(Round.objects.values_list("id", "first_year")) == {"short": None, "right": 2025}
    assert list(Category.objects.order_by("position").values_list("name_en", "name_zh")) == [("A", "类别"), ("B", "")]
