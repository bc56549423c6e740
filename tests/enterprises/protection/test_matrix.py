"""The staff's table of marks and the destinations of coming shows: who reads it, what it asks, what it says."""

import csv
import io
from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from portal.models import AuditEntry, Record
from portal.search.index import index
from tests.admin_pages import ADMINISTRATOR, make_user
from tests.factories import make_enterprise, make_exhibition, make_participation, make_registration, make_trademark

pytestmark = pytest.mark.django_db

URL = "/admin/enterprises/intellectualproperty/protection/"
EXPORT = f"{URL}export/"
IN_FORCE = {"registered_on": date(2020, 4, 16), "filed_on": date(2019, 4, 16), "expires_on": date(2130, 4, 16)}


def today():
    return timezone.localdate()


def make_show(country="SG", in_days=90, precision="day", **fields):
    starts = today() + timedelta(days=in_days)
    dates = {"starts_on": starts, "starts_precision": precision}
    return make_exhibition(country=country, **dates | fields)


def make_protected(territory, nice_class=16, **fields):
    owner = fields.pop("owner", None) or make_enterprise()
    mark = make_trademark(owner_id=owner.pk, **fields)
    make_registration(mark, territory=territory, nice_class=nice_class, checked_on=today(), **IN_FORCE)
    return mark


def main_of(response):
    html = response.content.decode()
    return html[html.index('<main id="content-start"') :]


@pytest.fixture
def staff(client):
    client.force_login(make_user("Editor"))
    return client


@pytest.mark.once
@pytest.mark.parametrize(
    ("role", "statuses"), [("Viewer", (403, 403)), ("Editor", (200, 200)), ("Publisher", (200, 200)), (ADMINISTRATOR, (200, 200))]
)
def test_it_is_open_to_those_who_have_rights_in_hand(client, role, statuses):
    client.force_login(make_user(role))
    assert (client.get(URL).status_code, client.post(EXPORT).status_code) == statuses
    assert (URL in client.get("/admin/").content.decode()) == (statuses[0] == 200)


@pytest.mark.once
def test_nobody_else_gets_in_and_nothing_of_it_is_kept_on_the_way(client, staff):
    assert "no-store" in staff.get(URL).headers["Cache-Control"]
    staff.logout()
    for address in (URL, EXPORT):
        assert client.get(address).headers["Location"].startswith("/admin/login/")


def test_marks_stand_beside_the_destinations_of_coming_shows(staff):
    mark = make_protected("SG", name_en="Flying Horse")
    coming = make_show("SG", name_en="Book Fair", published_at=None)
    held = make_show("JP", in_days=-30, name_en="Held already")
    nowhere = make_show("", name_en="Nobody knows where")
    page = main_of(staff.get(URL))
    assert "protected (national office, class 16)" in page
    assert f"/admin/enterprises/trademark/{mark.pk}/change/" in page
    assert f"/admin/initiatives/exhibition/{coming.pk}/change/" in page
    assert not [show.name_en for show in (held, nowhere) if show.name_en in page]


def test_a_show_known_to_its_month_takes_the_whole_month(staff):
    starts = date(today().year + 1, 3, 1)
    mark = make_trademark()
    make_registration(mark, territory="SG", nice_class=16, checked_on=today(), **IN_FORCE | {"expires_on": date(starts.year, 3, 20)})
    make_exhibition(country="SG", starts_on=starts, starts_precision="month")
    assert "ends before the show closes, on 20 March" in main_of(staff.get(URL))


@pytest.mark.once
def test_without_a_coming_show_it_says_so_and_takes_one_typed_by_hand(staff):
    make_protected("SG")
    assert "No show to come has its country or region and its days entered" in main_of(staff.get(URL))
    typed = {"territory": "SG", "first": "2027-03-01", "last": "31 March 2027", "nice_classes": "16、25"}
    page = main_of(staff.get(URL, typed))
    assert "1 March 2027 to 31 March 2027" in page
    assert "gap: other class (class 16, not class 25)" in page


@pytest.mark.once
@pytest.mark.parametrize(
    ("asked", "refusal"),
    [
        ({"territory": "SG", "first": "2027-03-02", "last": "2027-03-01"}, "It ends on or after the day it starts."),
        ({"first": "2027-03-02"}, "Choose where, beside the days."),
        ({"nice_classes": "16, 46"}, "Nice classes run from 1 to 45."),
        ({"nice_classes": "paper"}, "“paper” is no class"),
        ({"territory": "SG", "first": "someday"}, "Type a day"),
        ({"at": "no-such-show"}, "Select a valid choice"),
    ],
)
def test_what_cannot_be_answered_is_refused_at_its_field(staff, asked, refusal):
    page = main_of(staff.get(URL, asked))
    assert refusal in page
    assert "protection-table" not in page
    assert staff.post(f"{EXPORT}?{'&'.join(f'{name}={value}' for name, value in asked.items())}").status_code == 200


def test_it_is_narrowed_by_mark_holder_show_state_and_those_who_take_part(staff):
    show, other = make_show("SG"), make_show("JP", in_days=120)
    horse, lute = make_protected("SG", name_en="Flying Horse"), make_protected("JP", name_en="Silver Lute")
    make_participation(show, horse.owner, "exhibitor")
    Record.objects.filter(pk=horse.owner_id).update(name_en="Meadow Stables")
    index(Record.objects.all())

    def named(**asked):
        page = main_of(staff.get(URL, asked))
        table = page[page.index("protection-table") :] if "protection-table" in page else ""
        return [mark.name_en for mark in (horse, lute) if mark.name_en in table]

    assert named() == ["Flying Horse", "Silver Lute"]
    assert named(q="horse") == named(holder="stables") == named(taking_part="on") == ["Flying Horse"]
    assert named(q=lute.registrations.get().number) == ["Silver Lute"]
    assert named(at=show.pk, state="protected") == ["Flying Horse"]
    assert named(at=other.pk, state="protected") == ["Silver Lute"]
    assert named(state="applied") == []


def test_the_export_has_a_line_for_each_class_and_is_written_into_the_log(staff):
    make_show("SG", name_en="Book Fair")
    mark = make_protected("SG", name_en="=Flying Horse")
    make_registration(mark, territory="CN", nice_class=25, **IN_FORCE)
    answer = staff.post(EXPORT)
    rows = list(csv.reader(io.StringIO(b"".join(answer.streaming_content).decode().removeprefix("\ufeff"))))
    assert [(row[0], row[5], row[6]) for row in rows[1:]] == [
        ("'=Flying Horse", "16", "protected"),
        ("'=Flying Horse", "25", "other class"),
    ]
    assert AuditEntry.objects.filter(action="exported").count() == 1
    assert "no-store" in answer.headers["Cache-Control"]
    assert staff.get(EXPORT).status_code == 405


@pytest.mark.once
def test_a_thousand_marks_ask_no_more_queries_than_two(staff):
    for country in ("SG", "JP", "GB"):
        make_show(country)
    owner = make_enterprise()

    def asked(**query):
        with CaptureQueriesContext(connection) as queries:
            assert staff.get(URL, query).status_code == 200
        return len(queries)

    for _number in range(2):
        make_protected("SG", owner=owner)
    asked()
    few = asked(), asked(state="gap")
    for _number in range(60):
        make_protected("SG", owner=owner)
    assert (asked(), asked(state="gap")) == few
