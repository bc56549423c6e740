"""Rows asked for by the keys of what they name, be these one or many."""

import pytest

from initiatives.models import Participation
from portal.models.many_keys import MOST_IN_TEXT, rows_by
from tests.factories import make_enterprise, make_exhibition, make_participation

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("number", [1, 2, 3, MOST_IN_TEXT, MOST_IN_TEXT + 1])
def test_one_key_or_many_lead_to_all_rows_that_name_one_of_them_by_any_of_the_ways(number):
    show, maker = make_exhibition(), make_enterprise()
    both, of_show = make_participation(show, maker), make_participation(show)
    make_participation()
    keys = {show.pk, maker.pk} if number > 1 else {show.pk}
    keys |= {f"no-key-{place}" for place in range(number - len(keys))}
    assert len(keys) == number
    assert rows_by(Participation, ("initiative", "organization"), keys, "pk") == {(both.pk,), (of_show.pk,)}
    assert rows_by(Participation, ("organization",), keys, "pk", "initiative") == ({(both.pk, show.pk)} if number > 1 else set())
    assert rows_by(Participation, ("initiative",), set(), "pk") == set()
