"""How the admin is put together: few classes stand above a form, and none depends on its place beside another."""

from itertools import combinations

import pytest
from django.contrib import admin

OURS = ("portal", "enterprises", "initiatives")
MOST = 8
ADMINS = sorted({type(each) for each in admin.site._registry.values()}, key=lambda each: each.__qualname__)
INLINES = sorted({inline for each in admin.site._registry.values() for inline in each.inlines}, key=lambda each: each.__qualname__)


def ours_above(admin_class):
    return [each for each in admin_class.__mro__[1:] if each.__module__.partition(".")[0] in OURS]


def said_by(admin_class):
    """The names that a class, and what of ours stands above it, defines."""
    return {name for each in (admin_class, *ours_above(admin_class)) for name in vars(each) if not name.startswith("__")}


@pytest.mark.parametrize("admin_class", ADMINS, ids=lambda each: each.__name__)
def test_at_most_eight_classes_of_ours_stand_above_an_admin(admin_class):
    assert len(ours_above(admin_class)) <= MOST, ours_above(admin_class)


def swapped(admin_class):
    """{name: (what it is, what it is where two of the bases stand the other way round)} of what differs."""
    found = {}
    ours = [each for each in admin_class.__bases__ if each.__module__.partition(".")[0] in OURS]
    for first, second in combinations(ours, 2):
        both = said_by(first) & said_by(second) - set(vars(admin_class)) if not issubclass(first, second) else set()
        for name in both:
            if getattr(first, name) is not getattr(second, name):
                found[name] = (first.__name__, second.__name__)
    return found


@pytest.mark.parametrize("admin_class", [*ADMINS, *INLINES], ids=lambda each: each.__name__)
def test_two_classes_that_stand_side_by_side_may_change_places(admin_class):
    """Neither says what the other says, so that no order has to be known. Whatever has an order is one class above another."""
    assert {each.__name__: swapped(each) for each in (admin_class, *ours_above(admin_class)) if swapped(each)} == {}
