"""The readiness sheet of an exhibition: what it says of each participant, to whom, and as what."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from portal.models import Paper
from tests.admin_pages import ADMINISTRATOR, make_user
from tests.factories import (
    make_enterprise,
    make_exhibition,
    make_licence,
    make_organization,
    make_participation,
    make_recordal,
    make_registration,
    make_trademark,
)

pytestmark = [pytest.mark.django_db, pytest.mark.once]

IN_FORCE = {"registered_on": date(2020, 4, 16), "filed_on": date(2019, 4, 16), "expires_on": date(2130, 4, 16)}


def page_of(show, form="readiness/"):
    return f"/admin/initiatives/exhibition/{show.pk}/{form}"


def main_of(response):
    html = response.content.decode()
    return html[html.index('<main id="content-start"') :]


def make_coming(**fields):
    """A show in Singapore in ninety days, and an exhibitor with a mark."""
    starts = timezone.localdate() + timedelta(days=90)
    show = make_exhibition(**{"country": "SG", "starts_on": starts, "starts_precision": "day", "name_en": "Book Fair"} | fields)
    exhibitor = make_enterprise(name_en="Flying Horse Press")
    mark = make_trademark(owner_id=exhibitor.pk, name_en="Flying Horse")
    make_registration(mark, territory="SG", nice_class=16, checked_on=timezone.localdate(), **IN_FORCE)
    make_participation(show, exhibitor, "exhibitor")
    return show, exhibitor, mark


@pytest.fixture
def staff(client):
    client.force_login(make_user("Editor"))
    return client


@pytest.mark.parametrize(("role", "status"), [("Viewer", 403), ("Editor", 200), ("Publisher", 200), (ADMINISTRATOR, 200)])
def test_it_is_open_to_those_who_have_rights_in_hand(client, role, status):
    show, _exhibitor, _mark = make_coming()
    client.force_login(make_user(role))
    answer = client.get(page_of(show))
    assert answer.status_code == status
    assert (page_of(show) in client.get(page_of(show, "change/")).content.decode()) == (status == 200)
    if status == 403:
        assert client.get(page_of(show, "readiness.pdf")).status_code == 403
    else:
        assert "no-store" in answer.headers["Cache-Control"]


def test_nobody_else_gets_in_and_no_public_page_leads_there(client):
    show, _exhibitor, _mark = make_coming()
    for address in (page_of(show), page_of(show, "readiness.pdf")):
        assert client.get(address).headers["Location"].startswith("/admin/login/")
    assert "readiness" not in client.get(f"/en/exhibitions/{show.slug}/").content.decode()


def test_it_says_of_each_participant_what_is_on_record_and_what_is_not(staff):
    show, _exhibitor, mark = make_coming()
    opens = show.starts_on
    host = make_organization(name_en="A host without a mark")
    make_participation(show, host, "host")
    make_recordal(mark, number="T2020-1", effective_on=date(2020, 6, 15), expires_on=opens - timedelta(days=1))
    make_licence(mark, licensee_name="Lion City Toys", territory="SG", ends_on=opens - timedelta(days=3))
    make_licence(mark, licensee_name="Everywhere Goods", is_worldwide=True, ends_on=date(2130, 1, 1))
    make_licence(mark, licensee_name="Elsewhere Only", territory="JP", ends_on=date(2130, 1, 1))
    page = main_of(staff.get(page_of(show)))
    assert "Flying Horse Press" in page
    assert "protected (national office, class 16)" in page
    assert "when the show opens: expired" in page
    assert "Lion City Toys, Singapore" in page
    assert "ends before the show opens" in page
    assert "Everywhere Goods, worldwide" in page
    assert "certificate of Flying Horse" in page
    assert "contract of the licence: Flying Horse, Lion City Toys" in page
    assert "a photograph of the stand" in page
    assert "article" in page
    assert "Elsewhere Only" not in page
    assert "A host without a mark" not in page
    Paper.objects.create(record_id=mark.pk, kind="certificate", title="Certificate", file_name="a.pdf", size=1)
    assert "certificate of Flying Horse" not in main_of(staff.get(page_of(show)))


def test_it_tells_what_falls_due_before_the_show_closes(staff):
    show, _exhibitor, mark = make_coming()
    make_registration(mark, territory="CN", nice_class=16, **IN_FORCE | {"expires_on": show.starts_on - timedelta(days=10)})
    assert "renew the registration: China" in main_of(staff.get(page_of(show)))


def test_a_show_without_a_place_or_days_says_so(staff):
    show, _exhibitor, _mark = make_coming(country="", starts_on=None, starts_precision="")
    page = main_of(staff.get(page_of(show)))
    assert "country or region not entered" in page
    assert "days not entered: as of today" in page


def test_it_is_a_pdf_in_the_language_of_its_reader(staff):
    show, _exhibitor, mark = make_coming(name_zh="书展")
    make_recordal(mark, effective_on=date(2026, 6, 15))
    for language in ("en", "zh-hans"):
        staff.cookies["django_language"] = language
        answer = staff.get(page_of(show, "readiness.pdf"))
        assert answer.headers["Content-Type"] == "application/pdf"
        assert "no-store" in answer.headers["Cache-Control"]
        assert answer.content.startswith(b"%PDF-")


def test_more_participants_ask_no_more_queries(staff):
    show, _exhibitor, mark = make_coming()

    def asked():
        with CaptureQueriesContext(connection) as queries:
            assert staff.get(page_of(show)).status_code == 200
        return len(queries)

    make_recordal(mark, registration=mark.registrations.get(), effective_on=date(2021, 1, 1))
    make_licence(mark)
    asked()
    few = asked()
    for _number in range(5):
        owner = make_enterprise()
        make_participation(show, owner, "exhibitor")
        other = make_trademark(owner_id=owner.pk)
        registration = make_registration(other, territory="SG", **IN_FORCE)
        make_recordal(other, registration=registration, effective_on=date(2021, 1, 1))
        make_licence(other)
    assert asked() == few
