"""What the home page chooses itself stays the same, however few rows are tried first."""

import pytest
from django.utils import timezone

from portal.site import most_told
from tests.factories import make_exhibition, make_figure, make_measure, make_passage, make_source, make_statement

pytestmark = pytest.mark.django_db


@pytest.fixture(params=[1, 2, 32])
def tried(request, monkeypatch):
    monkeypatch.setattr(most_told, "FIRST_TRIED", request.param)
    monkeypatch.setattr(most_told, "TRIED_MORE", 2)


def test_only_what_is_public_makes_a_record_the_most_told_and_names_decide_among_equals(tried):
    public, draft = make_passage(source=make_source()), make_passage(source=make_source(published_at=None))
    shows = {}
    for name, of_public, of_draft in (("Zinc", 2, 0), ("Amber", 0, 5), ("Birch", 1, 3), ("Cedar", 2, 0), ("Dew", 0, 0)):
        shows[name] = make_exhibition(name_en=name, name_sort_en=name)
        for passage, number in ((public, of_public), (draft, of_draft)):
            for _number in range(number):
                make_statement(shows[name], passage=passage)
    hidden = make_exhibition(name_en="Ash", published_at=None)
    for _number in range(6):
        make_statement(hidden, passage=public)
    names = {show.pk: name for name, show in shows.items()}
    for number, expected in ((1, ["Cedar"]), (2, ["Cedar", "Zinc"]), (4, ["Cedar", "Zinc", "Birch"])):
        assert [names[key] for key in most_told.most_told_of(("exhibition",), number)] == expected


def test_the_largest_figures_are_of_several_records_where_there_are_so_many(tried):
    passage = make_passage(source=make_source(published_at=timezone.now()))
    count = make_measure()
    large, *others = (make_exhibition() for _number in range(4))
    of_large = [make_figure(large, 900 - number, passage=passage, measure=count) for number in range(6)]
    of_others = [make_figure(show, 10 - place, passage=passage, measure=count) for place, show in enumerate(others)]
    assert most_told.first_figures() == [figure.pk for figure in (of_large[0], *of_others)]
    for figure in of_others[1:]:
        figure.delete()
    assert most_told.first_figures() == [figure.pk for figure in (of_large[0], of_others[0], *of_large[1:3])]
