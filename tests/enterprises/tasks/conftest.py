"""A mark of Gansu with what falls due for it, and who is in charge of it."""

from datetime import date

import pytest
from django.utils import timezone

from portal.models import Person
from tests.admin_pages import make_user
from tests.factories import make_organization, make_recordal, make_registration, make_trademark


def person(role, name, **fields):
    user = make_user(role, name)
    for column, value in {"email": f"{name}@example.org", **fields}.items():
        setattr(user, column, value)
    user.save()
    return Person.objects.get(pk=user.pk)


@pytest.fixture
def clock(monkeypatch):
    """`clock(day)` lets it be that day."""
    return lambda day: monkeypatch.setattr(timezone, "localdate", lambda *_: day)


@pytest.fixture(autouse=True)
def today(clock):
    clock(date(2026, 11, 29))
    return date(2026, 11, 29)


@pytest.fixture
def staff(db):
    """Who is in charge, their deputy, a Publisher, and a Viewer, each with an address."""
    return {
        "li": person("Editor", "li", first_name="Li"),
        "wang": person("Editor", "wang", first_name="Wang"),
        "publisher": person("Publisher", "publisher", first_name="Zhao"),
        "viewer": person("Viewer", "viewer"),
    }


@pytest.fixture
def holder(db):
    return make_organization(name_en="Loess Studio", name_zh="黄土工作室")


@pytest.fixture
def mark(staff, holder):
    """In the charge of Li, with Wang as deputy."""
    return make_trademark(
        name_en="Flying Deer", name_zh="飞鹿", owner_id=holder.pk, responsible_id=staff["li"].pk, deputy_id=staff["wang"].pk
    )


@pytest.fixture
def registration(mark):
    """Its term ends in three weeks."""
    return make_registration(mark, number="1234567", registered_on=date(2016, 12, 21), expires_on=date(2026, 12, 20))


@pytest.fixture
def recordal(mark, registration, holder):
    """Of a registration that is in force for long."""
    lasting = make_registration(mark, number="7654321", registered_on=date(2024, 1, 10), expires_on=date(2034, 1, 9))
    dates = {"effective_on": date(2024, 5, 1), "expires_on": date(2034, 1, 9)}
    return make_recordal(mark, number="T2024-1", registration=lasting, holder_id=holder.pk, **dates)
