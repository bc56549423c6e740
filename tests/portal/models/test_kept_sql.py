"""The SQL of a question is written once for all of its shape, and answers each as Django's own does.

That no public page is answered otherwise: tests/portal/site/test_query_counts.py asks all of them with `checked`.
"""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.db.models import Case, Count, Exists, F, OuterRef, Q, Subquery, Value, When
from django.db.models.functions import Coalesce
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from initiatives.models import Initiative
from portal.models import Passage, Record, Statement, kept_sql
from portal.models.public import at
from tests.factories import make_enterprise, make_exhibition, make_figure, make_passage, make_source, make_statement

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def nothing_is_kept(monkeypatch):
    monkeypatch.setattr(kept_sql, "_kept", {})


def shapes():
    return len([kept for kept in kept_sql._kept.values() if kept])


def keys(records):
    return [record.pk for record in records]


@pytest.fixture
def records():
    for key, year in (("a", 2024), ("b", 2025), ("c", 2025)):
        make_exhibition(
            id=key, slug=key, name_en=key, country="SG" if key == "a" else "", starts_on=date(year, 1, 1), starts_precision="day"
        )
    make_enterprise(id="works", slug="works", name_en="Works")


def test_other_values_get_other_answers_by_one_text(records):
    with kept_sql.checked():
        assert [keys(Record.objects.filter(pk=key)) for key in ("a", "b", "z")] == [["a"], ["b"], []]
        assert shapes() == 1
        assert [keys(Record.objects.filter(pk__in=chosen).by_name()) for chosen in ("ab", "bc", "cc", "")] == [
            ["a", "b"],
            ["b", "c"],
            ["c"],
            [],
        ]
        assert shapes() == 3  # of two, of one


def test_what_is_public_is_asked_for_the_present_moment_each_time(records):
    later = timezone.now() + timedelta(days=1)
    with kept_sql.checked():
        assert Record.objects.published().count() == 4
        Record.objects.filter(pk="a").update(published_at=later)
        assert len(Record.objects.published()) == 3
        with at(later):
            assert len(Record.objects.published()) == 4
        assert len(Record.objects.published()) == 3


def test_nothing_is_another_shape_than_something(records):
    with kept_sql.checked():
        assert keys(Initiative.objects.filter(country="SG")) == ["a"]
        assert keys(Initiative.objects.filter(country="").order_by("pk")) == ["b", "c"]
        assert keys(Initiative.objects.filter(part_of=None).order_by("-pk")) == ["c", "b", "a"]
        assert not keys(Initiative.objects.exclude(part_of=None).order_by("-pk"))
        assert not keys(Record.objects.filter(name_zh_confirmed=True))
        assert len(Record.objects.filter(name_zh_confirmed=False)) == 4


@pytest.mark.parametrize("turn", range(2))
def test_parts_of_a_query_are_told_apart(records, turn):
    Initiative.objects.get(pk="a").technologies.create(id="restoring", name_en="Restoring")
    passage = make_passage(source=make_source(id="source"))
    for record in Record.objects.filter(pk__in="ab"):
        make_figure(record, passage=passage)
    said = Statement.objects.published()
    asked = {
        "order": lambda: Record.objects.order_by("-pk").values_list("pk", flat=True),
        "slice": lambda: Record.objects.order_by("pk").values_list("pk", flat=True)[turn : turn + 1],
        "related": lambda: keys(Record.objects.specific().filter(kind="exhibition").by_name()),
        "exists": lambda: keys(Record.objects.filter(Exists(said.filter(record=OuterRef("pk")))).by_name()),
        "within": lambda: keys(Record.objects.filter(Q(pk__in=said.values("record")) | Q(pk="c")).by_name()),
        "counted": lambda: list(
            Record.objects.annotate(n=Count("statements", filter=Q(statements__in=said))).order_by("pk").values_list("pk", "n")
        ),
        "case": lambda: list(
            Record.objects.annotate(n=Case(When(pk="a", then=Value(turn)), default=2)).order_by("n", "pk").values_list("n", flat=True)
        ),
        "year": lambda: keys(Initiative.objects.filter(starts_on__year=2024 + turn).order_by("pk")),
        "years": lambda: list(
            Initiative.objects.order_by().values_list("starts_on__year").annotate(n=Count("pk")).order_by("starts_on__year")
        ),
        "column": lambda: keys(Record.objects.filter(slug=F("pk")).by_name()),
        "by a condition": lambda: keys(
            Record.objects.order_by(Case(When(Q(pk="ac"[turn]) | Q(kind__in=("enterprise",)), then=0), default=1), "pk")
        ),
        "of many": lambda: [keys(each.technologies.all()) for each in Initiative.objects.order_by("pk").prefetch_related("technologies")],
        "only": lambda: [record.slug for record in Record.objects.only("slug").order_by("pk")],
    }
    first = {name: list(ask()) for name, ask in asked.items()}
    with kept_sql.checked():
        assert {name: list(ask()) for name, ask in asked.items()} == first
    assert first["exists"] == ["a", "b"]
    assert first["within"] == ["a", "b", "c"]
    assert first["year"] == [["a"], ["b", "c"]][turn]
    assert first["slice"] == ["ab"[turn]]
    assert first["by a condition"] == [["a", "works", "b", "c", "source"], ["c", "works", "a", "b", "source"]][turn]
    assert first["of many"] == [["restoring"], [], []]


def test_what_nothing_can_meet_is_not_asked(records, django_assert_num_queries):
    with django_assert_num_queries(0):
        assert not keys(Record.objects.filter(pk__in=[]).by_name())
        assert not keys(Record.objects.none().published().prefetch_related("pictures"))
        assert not keys(Record.objects.filter(Q(pk__in=[]), kind="exhibition")[:3])
    with django_assert_num_queries(3):
        assert keys(Record.objects.filter(Q(pk__in=[]) | Q(pk="a"))) == ["a"]
        assert len(Record.objects.exclude(pk__in=[])) == 4
        assert len(Record.objects.filter(~Q(Q(pk__in=[]), pk="a"))) == 4


def test_a_value_within_two_conditions_is_a_value_too(records):
    make_figure(Record.objects.get(pk="a"), passage=make_passage(source=make_source(id="source")))
    beside = Statement.objects.filter(record=OuterRef("record_id")).order_by().values("record").annotate(n=Count("pk")).values("n")
    many = Exists(Statement.objects.filter(record=OuterRef("pk"), value__gte=Coalesce(Subquery(beside), 0)))
    with kept_sql.checked():
        shows = Record.objects.filter(~many, kind="exhibition").order_by("pk")
        assert [keys(shows.filter(pk__gte=key)) for key in "abc"] == [["b", "c"], ["b", "c"], ["c"]]
        assert len(kept_sql._kept) == shapes()  # nothing is written anew


def test_values_within_rows_of_history_are_values_too(records):
    source = make_source(id="source")
    statement = make_statement(Record.objects.get(pk="a"), passage=make_passage(source=source))
    before = Statement.history.filter(passage__source__published_at__lte=OuterRef("updated_at"))
    with kept_sql.checked():
        for key in (statement.pk, "other"):
            list(Record.objects.filter(Exists(before.filter(id=key, passage__source__published_at__lte=timezone.now()))))


def test_a_value_that_no_column_can_hold_finds_nothing(records):
    make_passage(number=1)
    assert [Passage.objects.filter(number=number).exists() for number in (1, 10**30, 1)] == [True, False, True]


def test_what_is_kept_is_bounded(records, monkeypatch):
    monkeypatch.setattr(kept_sql, "MOST_SHAPES", 5)
    for last in range(1, 20):
        assert len(Record.objects.order_by("pk")[:last]) == min(last, 4)
    assert shapes() <= 5


def test_rows_are_asked_for_by_the_same_text(records):
    texts = []
    for key in "ab":
        with CaptureQueriesContext(connection) as asked:
            list(Record.objects.published().specific().filter(pk=key))
        texts.append([query["sql"].replace(f"'{key}'", "?") for query in asked])
    assert texts[0][0].partition("WHERE")[0] == texts[1][0].partition("WHERE")[0]
