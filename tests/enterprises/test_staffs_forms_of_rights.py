"""Licences and their list, rows of one international registration, and a recordal entered together with its registration."""

from datetime import date

import pytest

from enterprises.models import CustomsRecordal, Licence, TrademarkRegistration
from portal.models import AuditEntry, Paper, ProposedChange
from tests.admin_pages import add_row, filled_in, make_user, messages_of, send
from tests.factories import make_enterprise, make_licence, make_registration, make_trademark

pytestmark = [pytest.mark.django_db, pytest.mark.once]

LICENCES = "/admin/enterprises/licence/"


@pytest.fixture
def publisher(client):
    client.force_login(make_user("Publisher"))


@pytest.fixture
def mark():
    return make_trademark(owner_id=make_enterprise().pk, name_en="Silk Moth")


def page_of(mark, page="registrations"):
    return f"/admin/enterprises/trademark/{mark.pk}/{page}/"


def rows_of(mark):
    return {(str(row.territory), row.nice_class) for row in mark.registrations.all()}


MADRID = {"number": "G1234567", "international_registered_on": "2020-04-16", "codes": "jp，KR EM", "classes": "16、25-26"}


@pytest.mark.usefixtures("publisher")
def test_rows_of_one_international_registration_are_seen_and_then_made(client, mark):
    make_registration(mark, number="G1234567", route="madrid", territory="JP", nice_class=16)
    shown = client.post(page_of(mark), filled_in(client.get(page_of(mark))) | MADRID)
    form = shown.context_data["form"]
    assert [(str(row.territory), row.nice_class) for row in form.skipped] == [("JP", 16)]
    assert {row.ends_on for row in form.rows} == {date(2030, 4, 16)}
    assert TrademarkRegistration.objects.count() == 1
    added = client.post(page_of(mark), filled_in(shown))
    assert messages_of(added) == ["8 registrations are added."]
    assert rows_of(mark) == {(territory, number) for territory in ("JP", "KR", "EU") for number in (16, 25, 26)}
    again = client.post(page_of(mark), filled_in(client.get(page_of(mark))) | MADRID)
    assert "All of them are entered already" in again.content.decode()


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"classes": "16, 46"}, "Nice classes run from 1 to 45."),
        ({"classes": "stationery"}, "is no class"),
        ({"codes": "JP, XX"}, "No territory has the code XX."),
        ({"codes": ""}, "Choose at least one territory"),
        ({"registered_on": "2019-01-01"}, "follows the international registration"),
    ],
)
@pytest.mark.usefixtures("publisher")
def test_what_cannot_be_rows_is_said(client, mark, typed, said):
    refused = client.post(page_of(mark), filled_in(client.get(page_of(mark))) | MADRID | typed)
    assert said in refused.content.decode()
    assert not refused.context_data["is_looked_at"]


@pytest.mark.usefixtures("publisher")
def test_a_row_is_copied_with_another_class(client, mark):
    row = make_registration(mark, number="123", nice_class=16, registered_on=date(2016, 3, 1), expires_on=date(2026, 2, 28))
    url = f"{page_of(mark)}?copy={row.pk}"
    assert f"?copy={row.pk}" in client.get(page_of(mark, "change")).content.decode()
    shown = client.post(url, filled_in(client.get(url)) | {"classes": "25"})
    assert client.post(url, filled_in(shown)).status_code == 302
    copied = mark.registrations.get(nice_class=25)
    assert (copied.number, copied.territory, copied.route, copied.expires_on) == ("123", "CN", "national", date(2026, 2, 28))


def test_an_editor_proposes_the_rows_of_a_public_mark(client, people, mark):
    client.force_login(people["editor"])
    shown = client.post(page_of(mark), filled_in(client.get(page_of(mark))) | MADRID)
    assert client.post(page_of(mark), filled_in(shown)).status_code == 302
    assert not rows_of(mark)
    client.force_login(people["publisher"])
    url = f"/admin/portal/proposedchange/{ProposedChange.objects.get().pk}/change/"
    assert client.post(url, filled_in(client.get(url)) | {"_accepted": "x"}).status_code == 302
    assert len(rows_of(mark)) == 9


def test_a_viewer_makes_no_rows(client, people, mark):
    client.force_login(people["viewer"])
    assert client.get(page_of(mark)).status_code == 403


def with_recordal(data, **fields):
    return add_row(data, "recordals", right="trademark", number="T2020-1", **fields)


def with_registration(data, **fields):
    return add_row(data, "registrations", **{"territory": "CN", "route": "national", "number": "1234567", "nice_class": "25"} | fields)


@pytest.mark.usefixtures("publisher")
def test_a_recordal_is_entered_together_with_its_registration(client, mark):
    url = page_of(mark, "change")
    data = with_recordal(with_registration(filled_in(client.get(url))), number_of_new="1234567")
    assert client.post(url, data).status_code == 302
    recordal = CustomsRecordal.objects.get()
    assert recordal.registration == TrademarkRegistration.objects.get()
    assert send(client, url, name_en="Silk Moths").status_code == 302
    assert CustomsRecordal.objects.get().registration == recordal.registration


@pytest.mark.usefixtures("publisher")
def test_a_recordal_names_a_class_where_several_are_entered(client, mark):
    url = page_of(mark, "change")
    data = with_registration(with_registration(filled_in(client.get(url))), nice_class="16")
    assert "Several stand above" in client.post(url, with_recordal(data, number_of_new="1234567")).content.decode()
    assert "No registration of this number" in client.post(url, with_recordal(data, number_of_new="1234567 / 9")).content.decode()
    assert client.post(url, with_recordal(data, number_of_new="1234567 / 16")).status_code == 302
    assert CustomsRecordal.objects.get().registration.nice_class == 16


@pytest.mark.usefixtures("publisher")
def test_only_the_recordal_of_a_trademark_names_a_registration(client, mark):
    url = page_of(mark, "change")
    data = with_recordal(with_registration(filled_in(client.get(url))), number_of_new="1234567") | {"recordals-0-right": "copyright"}
    assert "Only the recordal of a trademark belongs to a trademark registration." in client.post(url, data).content.decode()


def test_a_recordal_is_proposed_together_with_its_registration(client, people, mark):
    client.force_login(people["editor"])
    url = page_of(mark, "propose")
    data = with_recordal(with_registration(filled_in(client.get(url))), number_of_new="1234567")
    assert client.post(url, data).status_code == 302
    client.force_login(people["publisher"])
    url = f"/admin/portal/proposedchange/{ProposedChange.objects.get().pk}/change/"
    assert client.post(url, filled_in(client.get(url)) | {"_accepted": "x"}).status_code == 302
    assert CustomsRecordal.objects.get().registration == TrademarkRegistration.objects.get()


@pytest.mark.usefixtures("publisher")
def test_a_licence_is_entered_from_its_mark_with_a_paper_of_it(client, mark):
    paper = Paper.objects.create(record_id=mark.pk, title="Contract", file_name="c.pdf", content_type="application/pdf", size=1, digest="0")
    other = Paper.objects.create(
        record_id=make_trademark().pk, title="Another", file_name="c.pdf", content_type="application/pdf", size=1, digest="0"
    )
    url = f"{LICENCES}add/?property={mark.pk}"
    assert f"{LICENCES}add/?property={mark.pk}" in client.get(page_of(mark, "change")).content.decode()
    assert send(client, url, licensee_name="Toy Maker", contract=other.pk).status_code == 200
    assert send(client, url, licensee_name="Toy Maker", territory="SG", ends_on="2027-06-30", contract=paper.pk).status_code == 302
    licence = Licence.objects.get()
    assert (licence.property_id, licence.contract, licence.ends_on) == (mark.pk, paper, date(2027, 6, 30))


@pytest.mark.engine("sqlite", "postgresql")
@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("territory=SG", {"One"}),
        ("territory=worldwide", {"Two"}),
        ("end=ended", {"One"}),
        ("end=open", {"Two"}),
        ("filed=no", {"Two"}),
        ("told=yes", {"Two"}),
        ("q=Silk", {"One", "Two"}),
        ("q=Two", {"Two"}),
    ],
)
@pytest.mark.usefixtures("publisher")
def test_licensees_are_listed_by_what_is_asked(client, mark, query, found):
    make_licence(mark, licensee_name="One", territory="SG", ends_on=date(2020, 1, 1), filed_for_record_on=date(2018, 1, 1))
    make_licence(mark, licensee_name="Two", is_worldwide=True, told_to_customs_on=date(2026, 1, 1))
    rows = client.get(f"{LICENCES}?{query}").context_data["cl"].queryset
    assert {licence.licensee_name for licence in rows} == found


@pytest.mark.engine("sqlite", "postgresql")
@pytest.mark.usefixtures("publisher")
def test_the_list_of_licensees_is_exported_as_it_is_filtered_and_that_is_written_down(client, mark):
    make_licence(mark, licensee_name="=One", territory="SG", ends_on=date(2027, 6, 30))
    make_licence(mark, licensee_name="Two", is_worldwide=True)
    sent = client.post(f"{LICENCES}download/?territory=SG", {"rows": "records", "format": "csv"})
    lines = b"".join(sent.streaming_content).decode("utf-8-sig").splitlines()
    assert lines[1:] == ["'=One,Silk Moth,,Singapore,,,2027-06-30,,,"]
    assert AuditEntry.objects.filter(action="exported").count() == 1


def test_a_viewer_sees_no_licence(client, people):
    client.force_login(people["viewer"])
    for page in ("", "add/"):
        assert client.get(f"{LICENCES}{page}").status_code == 403
    assert client.post(f"{LICENCES}download/").status_code == 403
