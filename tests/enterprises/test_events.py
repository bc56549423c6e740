"""What happened to rights: entered on one page, seen before it is saved, and its effects on what is on record and public."""

from datetime import date, timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from enterprises.deadlines.deriving import open_deadlines
from enterprises.models import CustomsRecordal, IntellectualProperty, RightEvent, Task, TrademarkRegistration
from enterprises.tasks.entries import open_entries
from enterprises.tasks.following import follow, tasks_kept
from portal.models import AuditEntry, Paper, ProposedChange
from tests.admin_pages import filled_in, make_user, messages_of
from tests.factories import make_enterprise, make_licence, make_recordal, make_registration, make_trademark

pytestmark = [pytest.mark.django_db, pytest.mark.once]

ADD = "/admin/enterprises/rightevent/add/"


def look(client, url, **typed):
    """Fill in the form at `url`, and see what it would change."""
    return client.post(url, filled_in(client.get(url)) | typed)


def enter(client, url, **typed):
    """The same, and save: the response."""
    looked = look(client, url, **typed)
    assert looked.status_code == 200, looked.headers
    assert looked.context_data["plan"], looked.context_data["mistakes"] or looked.context_data["errors"]
    saved = client.post(url, filled_in(looked))
    assert saved.status_code == 302, saved.context_data["errors"]
    return saved


def changes_of(looked):
    """[(what, the present value, the new one)] that a page says it would change."""
    return [(str(label), old, new) for _row, label, old, new, _is_kept in looked.context_data["plan"].lines]


def renewable(**fields):
    return {"registered_on": date(2016, 3, 1), "expires_on": date(2026, 2, 28)} | fields


def terms():
    return set(TrademarkRegistration.objects.values_list("expires_on", flat=True))


@pytest.fixture
def mark():
    return make_trademark(owner_id=make_enterprise().pk, name_en="Silk Moth")


@pytest.fixture
def publisher(client):
    client.force_login(make_user("Publisher"))


@pytest.mark.usefixtures("publisher")
def test_a_renewal_gives_all_classes_of_a_number_the_term_that_the_law_offers(client, mark):
    rows = [make_registration(mark, number="123", nice_class=number, **renewable()) for number in (16, 25)]
    other = make_registration(mark, number="124", **renewable())
    url = f"{ADD}?registration={rows[0].pk}"
    typed = {"verb": "renewed", "happened_on": "2026-01-20", "agent": "Agent", "fee": "1000", "fee_currency": "CNY"}
    looked = look(client, url, **typed)
    assert changes_of(looked) == [("expires on", "28 February 2026", "29 February 2036")] * 2
    assert not RightEvent.objects.exists()
    assert terms() == {date(2026, 2, 28)}
    assert client.post(url, filled_in(looked)).status_code == 302
    renewed = {row.pk: row.expires_on for row in TrademarkRegistration.objects.all()}
    assert renewed == {rows[0].pk: date(2036, 2, 29), rows[1].pk: date(2036, 2, 29), other.pk: date(2026, 2, 28)}
    events = list(RightEvent.objects.all())
    assert {(event.former_expires_on, event.expires_on) for event in events} == {(date(2026, 2, 28), date(2036, 2, 29))}
    assert [event.fee for event in events if event.fee is not None] == [1000]  # paid once
    assert {event.entered_by.username for event in events} == {"publisher"}
    assert AuditEntry.objects.filter(action="added").count() == 2
    assert TrademarkRegistration.history.filter(history_type="~").count() == 2


@pytest.mark.parametrize(
    ("route", "territory", "expires_on", "offered"),
    [
        ("national", "CN", date(2024, 2, 29), date(2034, 2, 28)),
        ("national", "CN", date(2026, 5, 20), date(2036, 5, 20)),
        ("madrid", "SG", date(2030, 4, 16), date(2040, 4, 16)),
        ("national", "MO", date(2026, 11, 28), date(2033, 11, 28)),
    ],
)
@pytest.mark.usefixtures("publisher")
def test_the_term_that_is_offered_follows_the_law_of_the_place(client, mark, route, territory, expires_on, offered):
    row = make_registration(mark, route=route, territory=territory, expires_on=expires_on)
    enter(client, f"{ADD}?registration={row.pk}", verb="renewed", happened_on=expires_on.isoformat())
    assert terms() == {offered}


@pytest.mark.usefixtures("publisher")
def test_a_certificate_s_own_day_wins_and_where_no_law_is_on_record_it_is_asked_for(client, mark):
    row = make_registration(mark, territory="PE", expires_on=date(2026, 5, 1))
    url, typed = f"{ADD}?registration={row.pk}", {"verb": "renewed", "happened_on": "2026-04-01"}
    assert "Type the day of the certificate." in look(client, url, **typed).content.decode()
    enter(client, url, **typed, expires_on="2036-05-02")
    assert terms() == {date(2036, 5, 2)}


@pytest.mark.usefixtures("publisher")
def test_a_recordal_is_renewed_until_its_right_ends_at_the_latest(client, mark):
    registration = make_registration(mark, expires_on=date(2032, 1, 31))
    recordal = make_recordal(mark, registration=registration, effective_on=date(2016, 12, 1), expires_on=date(2026, 11, 30))
    enter(client, f"{ADD}?recordal={recordal.pk}", verb="renewed", happened_on="2026-11-02")
    assert CustomsRecordal.objects.get().expires_on == date(2032, 1, 31)


@pytest.mark.usefixtures("publisher")
def test_all_territories_of_a_madrid_number_are_ticked_and_only_those_of_one_number(client, mark):
    rows = [make_registration(mark, number="G1234567", route="madrid", territory=code) for code in ("SG", "JP")]
    make_registration(mark, number="G1234567", territory="CN", nice_class=9)
    page = client.get(f"{ADD}?registration={rows[0].pk}")
    assert set(filled_in(page)["rows"]) == {row.pk for row in rows}


@pytest.mark.engine("sqlite", "postgresql")
@pytest.mark.usefixtures("publisher")
def test_the_same_event_is_on_record_once(client, mark):
    row = make_registration(mark, **renewable())
    typed = {"verb": "holder-renamed", "happened_on": "2026-09-18"}
    enter(client, f"{ADD}?holder={mark.owner_id}", **typed)
    assert "This event is entered already." in look(client, f"{ADD}?holder={mark.owner_id}", **typed).content.decode()
    enter(client, f"{ADD}?registration={row.pk}", verb="renewed", happened_on="2026-01-20")
    again = look(client, f"{ADD}?registration={row.pk}", verb="renewed", happened_on="2026-01-20")
    assert "This event is entered already." in again.content.decode()
    assert RightEvent.objects.count() == 2


@pytest.mark.engine("sqlite", "postgresql")
@pytest.mark.usefixtures("publisher")
def test_a_correction_names_the_wrong_event_and_puts_the_columns_right(client, mark):
    rows = [make_registration(mark, number="123", nice_class=number, **renewable()) for number in (16, 25)]
    enter(client, f"{ADD}?registration={rows[0].pk}", verb="renewed", happened_on="2026-01-20", expires_on="2037-01-01")
    wrong = RightEvent.objects.first()
    url = f"{ADD}?replaces={wrong.pk}"
    typed = {"expires_on": "2036-02-29", "reason": "Misread the certificate."}
    looked = look(client, url, **typed)
    assert changes_of(looked) == [("expires on", "1 January 2037", "29 February 2036")] * 2
    assert client.post(url, filled_in(looked)).status_code == 302
    assert terms() == {date(2036, 2, 29)}
    assert {event.replaces.verb for event in RightEvent.objects.standing()} == {"renewed"}
    assert {event.former_expires_on for event in RightEvent.objects.standing()} == {date(2026, 2, 28)}
    assert "correct the one that replaces it" in look(client, url, **typed).content.decode()
    last = RightEvent.objects.standing().first()
    enter(client, f"{ADD}?replaces={last.pk}", verb="did-not-happen", reason="It was another mark.", expires_on="")
    assert terms() == {date(2026, 2, 28)}
    assert RightEvent.objects.count() == 6


@pytest.mark.usefixtures("publisher")
def test_what_somebody_wrote_since_is_left_by_a_correction(client, mark):
    row = make_registration(mark, **renewable())
    enter(client, f"{ADD}?registration={row.pk}", verb="renewed", happened_on="2026-01-20")
    TrademarkRegistration.objects.update(expires_on=date(2036, 3, 3))
    url = f"{ADD}?replaces={RightEvent.objects.get().pk}"
    looked = look(client, url, verb="did-not-happen", reason="Another mark.", expires_on="")
    assert "stays: somebody changed it since" in looked.content.decode()
    client.post(url, filled_in(looked))
    assert terms() == {date(2036, 3, 3)}


@pytest.mark.usefixtures("publisher")
def test_an_assignment_changes_the_owner_of_the_whole_mark(client, mark):
    row, other = make_registration(mark), make_registration(mark)
    buyer = make_enterprise(name_en="Buyer")
    url = f"{ADD}?registration={row.pk}"
    looked = look(client, url, verb="assigned", happened_on="2026-09-01", new_owner=buyer.pk)
    assert "not all of its registrations are ticked" in looked.content.decode()
    client.post(url, filled_in(looked))
    assert IntellectualProperty.objects.get().owner_id == buyer.pk
    assert "Buyer" in client.get(f"/en/trademarks/{mark.slug}/").content.decode()
    enter(client, f"{ADD}?replaces={RightEvent.objects.get().pk}", verb="did-not-happen", reason="Withdrawn.", new_owner="")
    assert IntellectualProperty.objects.get().owner_id == mark.owner_id
    assert other.events.count() == 0


@pytest.mark.parametrize(
    ("made", "verb", "column"),
    [
        (make_registration, "filed", "filed_on"),
        (make_registration, "registered", "registered_on"),
        (make_recordal, "recorded", "effective_on"),
        (make_licence, "filed-for-record", "filed_for_record_on"),
        (make_licence, "told-to-customs", "told_to_customs_on"),
        (make_licence, "licence-ended", "ends_on"),
        (make_licence, "licensed", "signed_on"),
    ],
)
@pytest.mark.usefixtures("publisher")
def test_the_day_of_an_event_is_the_day_of_its_column(client, mark, made, verb, column):
    row = made(mark)
    name = {make_registration: "registration", make_recordal: "recordal", make_licence: "licence"}[made]
    enter(client, f"{ADD}?{name}={row.pk}", verb=verb, happened_on="2020-05-21")
    row.refresh_from_db()
    assert getattr(row, column) == date(2020, 5, 21)


@pytest.mark.usefixtures("publisher")
def test_the_day_of_filing_that_is_on_record_stays(client, mark):
    row = make_registration(mark, filed_on=date(2019, 1, 1))
    enter(client, f"{ADD}?registration={row.pk}", verb="filed", happened_on="2020-05-21")
    row.refresh_from_db()
    assert row.filed_on == date(2019, 1, 1)


@pytest.mark.engine("sqlite", "postgresql")
def test_what_an_editor_enters_waits_in_public_and_is_known_at_once(client, people, mark):
    row = make_registration(mark, **renewable())
    client.force_login(people["editor"])
    saved = enter(client, f"{ADD}?registration={row.pk}", verb="renewed", happened_on="2026-01-20")
    assert "a Publisher decides" in messages_of(saved)[1]
    assert terms() == {date(2026, 2, 28)}
    event, proposal = RightEvent.objects.get(), ProposedChange.objects.get()
    assert (event.proposal, list(RightEvent.objects.in_effect())) == (proposal, [])
    assert event.expires_on == date(2036, 2, 29)
    url = f"/admin/portal/proposedchange/{proposal.pk}/change/"
    client.force_login(people["publisher"])
    (change,) = client.get(url).context_data["changes"]
    assert change[1:] == ("Expires on", "2026-02-28", "2036-02-29")
    assert client.post(url, filled_in(client.get(url)) | {"_accepted": "x"}).status_code == 302
    assert terms() == {date(2036, 2, 29)}
    assert list(RightEvent.objects.in_effect()) == [event]


def test_a_correction_takes_back_what_the_wrong_event_proposed(client, people, mark):
    row = make_registration(mark, **renewable())
    client.force_login(people["editor"])
    enter(client, f"{ADD}?registration={row.pk}", verb="renewed", happened_on="2026-01-20", expires_on="2037-01-01")
    wrong = RightEvent.objects.get()
    enter(client, f"{ADD}?replaces={wrong.pk}", expires_on="2036-02-29", reason="Misread.")
    assert dict(ProposedChange.objects.values_list("state", "sent__registrations-0-expires_on")) == {
        "dropped": ["2037-01-01"],
        "open": ["2036-02-29"],
    }


def test_an_editor_writes_what_a_draft_says_at_once(client, people):
    row = make_registration(make_trademark(published_at=None), **renewable())
    client.force_login(people["editor"])
    enter(client, f"{ADD}?registration={row.pk}", verb="renewed", happened_on="2026-01-20")
    assert terms() == {date(2036, 2, 29)}
    assert not ProposedChange.objects.exists()


def test_the_end_of_a_right_that_an_editor_enters_is_confirmed_by_a_publisher(client, people, mark):
    row = make_registration(mark, **renewable())
    client.force_login(people["editor"])
    enter(client, f"{ADD}?registration={row.pk}", verb="invalidated", happened_on="2026-09-30")
    event = RightEvent.objects.get()
    page, public = f"/admin/enterprises/rightevent/{event.pk}/", f"/en/trademarks/{mark.slug}/"
    assert "invalidated" not in client.get(public).content.decode()
    assert not RightEvent.objects.in_effect().exists()
    assert client.post(f"{page}confirm/").status_code == 403
    client.force_login(people["publisher"])
    assert "Let the public page follow it" in client.get(f"{page}change/").content.decode()
    for _time in range(2):  # pressed twice
        assert client.post(f"{page}confirm/").status_code == 302
    assert RightEvent.objects.in_effect().get() == event
    assert "invalidated" in client.get(public).content.decode()


def test_what_a_publisher_declines_holds_no_more_and_lets_nothing_lapse(client, people, mark):
    row = make_registration(mark, **renewable())
    client.force_login(people["publisher"])
    enter(client, f"{ADD}?registration={row.pk}", verb="renewed", happened_on="2026-01-20", expires_on="2037-01-01")
    first = RightEvent.objects.get()
    client.force_login(people["editor"])
    enter(client, f"{ADD}?replaces={first.pk}", expires_on="2038-01-01", reason="Misread.")
    second = RightEvent.objects.get(replaces=first)
    assert list(RightEvent.objects.standing()) == [second]
    url = f"/admin/portal/proposedchange/{second.proposal_id}/change/"
    client.force_login(people["publisher"])
    client.post(url, filled_in(client.get(url)) | {"_declined": "x", "comment": "It says 2037."})
    assert list(RightEvent.objects.standing()) == list(RightEvent.objects.in_effect()) == [first]
    assert "a Publisher declined it" in client.get(f"/admin/enterprises/rightevent/{second.pk}/change/").content.decode()
    assert "declined by a Publisher" in client.get(f"/admin/enterprises/trademark/{mark.pk}/change/").content.decode()
    enter(client, f"{ADD}?replaces={second.pk}", expires_on="2036-02-29", reason="Read once more.")
    third = RightEvent.objects.get(replaces=second)
    assert list(RightEvent.objects.standing()) == list(RightEvent.objects.in_effect()) == [third]
    assert third.former_expires_on == date(2026, 2, 28)
    assert terms() == {date(2036, 2, 29)}


def test_a_renewal_that_is_declined_is_due_again_at_once(client, people, mark):
    today = timezone.localdate()
    row = make_registration(mark, registered_on=date(2016, 3, 1), expires_on=today + timedelta(days=30))
    (key,) = tasks_kept(open_deadlines(today))
    client.force_login(people["editor"])
    enter(client, f"{ADD}?registration={row.pk}", verb="renewed", happened_on=today.isoformat())
    assert (Task.objects.get().state, open_entries(today)) == ("done", [])
    url = f"/admin/portal/proposedchange/{ProposedChange.objects.get().pk}/change/"
    client.force_login(people["publisher"])
    client.post(url, filled_in(client.get(url)) | {"_declined": "x", "comment": "Another mark’s."})
    assert [entry.key for entry in open_entries(today)] == [key]
    follow()
    assert Task.objects.get().state == "open"


@pytest.mark.usefixtures("publisher")
def test_an_older_renewal_is_entered_and_corrected_without_shortening_the_present_term(client, mark):
    row = make_registration(mark, registered_on=date(2006, 3, 1), expires_on=date(2026, 2, 28))
    url = f"{ADD}?registration={row.pk}"
    enter(client, url, verb="renewed", happened_on="2016-01-10", expires_on="2026-02-28")
    enter(client, url, verb="renewed", happened_on="2026-01-10")
    older = RightEvent.objects.get(happened_on=date(2016, 1, 10))
    enter(client, f"{ADD}?replaces={older.pk}", happened_on="2016-01-11", reason="Misread.")
    assert terms() == {date(2036, 2, 29)}
    assert set(RightEvent.objects.standing().values_list("former_expires_on", "expires_on")) == {
        (None, date(2026, 2, 28)),
        (date(2026, 2, 28), date(2036, 2, 29)),
    }


@pytest.mark.usefixtures("publisher")
def test_a_renewal_after_another_is_corrected_is_as_it_was(client, mark):
    row = make_registration(mark, registered_on=date(2006, 3, 1), expires_on=date(2016, 2, 29))
    for day in ("2016-01-10", "2026-01-10"):
        enter(client, f"{ADD}?registration={row.pk}", verb="renewed", happened_on=day)
    first = RightEvent.objects.get(happened_on=date(2016, 1, 10))
    enter(client, f"{ADD}?replaces={first.pk}", happened_on="2016-01-11", reason="Misread.")
    first = RightEvent.objects.get(replaces=first)
    assert (first.former_expires_on, first.expires_on) == (date(2016, 2, 29), date(2026, 2, 28))
    assert terms() == {date(2036, 2, 29)}


@pytest.mark.usefixtures("publisher")
def test_what_is_odd_about_an_event_is_told_before_it_is_saved(client, mark):
    row = make_registration(mark, **renewable())
    recordal = make_recordal(mark, registration=row, expires_on=date(2026, 2, 28))
    url = f"{ADD}?registration={row.pk}"
    assert "This day has not come yet." in look(client, url, verb="opposed", happened_on="2026-12-31").context_data["plan"].notes
    assigned = look(client, url, verb="assigned", happened_on="2026-09-01", new_owner=mark.owner_id)
    assert "is it an assignment?" in assigned.content.decode()
    assert "renewals are not told any more" in look(client, url, verb="assigned", happened_on="2026-09-01").content.decode()
    renewed = {"verb": "renewed", "happened_on": "2026-01-20"}
    assert "Enter the renewal of that first." in look(client, f"{ADD}?recordal={recordal.pk}", **renewed).content.decode()
    later = look(client, f"{ADD}?recordal={recordal.pk}", **renewed, expires_on="2036-02-28")
    assert "its right ends on 28 February 2026, and the recordal no later" in later.content.decode()


@pytest.mark.usefixtures("publisher")
def test_a_certificate_that_comes_along_is_kept_as_a_paper_of_the_mark(client, mark):
    row = make_registration(mark, **renewable())
    file = SimpleUploadedFile("certificate.pdf", b"%PDF-1.7 certificate", "application/pdf")
    enter(client, f"{ADD}?registration={row.pk}", verb="renewed", happened_on="2026-01-20", upload=file)
    paper = Paper.objects.get()
    assert (paper.record_id, paper.kind, paper.file_name) == (mark.pk, "certificate", "certificate.pdf")
    assert RightEvent.objects.get().paper == paper


@pytest.mark.usefixtures("publisher")
def test_an_event_is_read_only_and_leads_to_its_correction(client, mark):
    row = make_registration(mark, **renewable())
    enter(client, f"{ADD}?registration={row.pk}", verb="renewed", happened_on="2026-01-20")
    page = f"/admin/enterprises/rightevent/{RightEvent.objects.get().pk}/"
    html = client.get(f"{page}change/").content.decode()
    assert 'name="_save"' not in html
    assert f"?replaces={RightEvent.objects.get().pk}" in html
    assert client.post(f"{page}delete/", {"post": "yes"}).status_code == 403
    assert "renewed" in client.get(f"{page}history/").content.decode()


@pytest.mark.engine("sqlite", "postgresql")
@pytest.mark.usefixtures("publisher")
def test_a_draft_goes_with_its_events_and_the_papers_that_prove_them(client):
    draft = make_trademark(published_at=None)
    row = make_registration(draft, **renewable())
    file = SimpleUploadedFile("certificate.pdf", b"%PDF-1.7 certificate", "application/pdf")
    enter(client, f"{ADD}?registration={row.pk}", verb="renewed", happened_on="2026-01-20", upload=file)
    assert client.post(f"/admin/enterprises/trademark/{draft.pk}/delete/", {"post": "yes"}).status_code == 302
    assert not RightEvent.objects.exists()
    assert not Paper.objects.exists()


@pytest.mark.engine("sqlite", "postgresql")
@pytest.mark.usefixtures("publisher")
def test_what_to_enter_is_found_by_a_name_or_a_number(client, mark):
    row = make_registration(mark, number="7654321")
    for text in ("Silk Moth", "7654321"):
        assert f"?registration={row.pk}" in client.get(ADD, {"q": text}).content.decode()
    assert f"?holder={mark.owner_id}" in client.get(ADD, {"q": mark.owner.name_en}).content.decode()
    assert "Nothing is found." in client.get(ADD, {"q": "Unheard"}).content.decode()


@pytest.mark.usefixtures("publisher")
def test_the_form_of_a_mark_tells_in_order_what_happened_and_strikes_what_was_wrong(client, mark):
    row = make_registration(mark, **renewable())
    make_licence(mark, licensee_name="Toy Maker")
    enter(client, f"{ADD}?registration={row.pk}", verb="renewed", happened_on="2026-01-20", fee="800", fee_currency="CNY")
    enter(client, f"{ADD}?replaces={RightEvent.objects.get().pk}", happened_on="2026-01-21", reason="A day late.")
    html = client.get(f"/admin/enterprises/trademark/{mark.pk}/change/").content.decode()
    assert html.index("20 January 2026") < html.index("corrected: A day late.") < html.index("21 January 2026") < html.index("Toy Maker")
    assert "800 CNY" in html


def test_nothing_private_of_an_event_or_a_licence_stands_on_a_public_page(client, people, mark):
    row = make_registration(mark, **renewable())
    make_recordal(mark, registration=row, holder_id=mark.owner_id)
    make_licence(mark, licensee_name="MARKERLICENSEE", note="MARKERTERMS")
    client.force_login(people["publisher"])
    typed = {
        "verb": "renewed",
        "happened_on": "2026-01-20",
        "agent": "MARKERAGENT",
        "note": "MARKERNOTE",
        "fee": "98765",
        "fee_currency": "CNY",
    }
    enter(client, f"{ADD}?registration={row.pk}", **typed)
    client.logout()
    page = client.get(f"/en/trademarks/{mark.slug}/").content.decode()
    assert "29 Feb 2036" in page
    for address in ("/en/trademarks/", f"/en/organizations/{mark.owner.slug}/", "/sitemap.xml", "/en/trademarks/?format=csv", "/feed/"):
        page += client.get(address, follow=True).content.decode()
    assert not [marker for marker in ("MARKERAGENT", "MARKERLICENSEE", "MARKERNOTE", "MARKERTERMS", "98765", "98,765") if marker in page]
    for marker in ("MARKERAGENT", "MARKERLICENSEE"):
        assert "Silk Moth" not in client.get("/en/search/", {"q": marker}).content.decode()


def test_a_viewer_neither_reads_nor_enters_what_happened(client, mark):
    row = make_registration(mark, **renewable())
    client.force_login(make_user("Viewer"))
    assert client.get(f"{ADD}?registration={row.pk}").status_code == 403
    assert "What happened to its rights" not in client.get(f"/admin/enterprises/trademark/{mark.pk}/change/").content.decode()


@pytest.mark.usefixtures("publisher")
def test_the_page_says_what_customs_are_to_be_told_and_by_when(client, mark):
    row = make_registration(mark, **renewable(expires_on=date(2027, 2, 28)))
    make_recordal(mark, registration=row, holder_id=mark.owner_id, effective_on=date(2020, 6, 15), expires_on=date(2030, 6, 14))
    looked = look(client, f"{ADD}?registration={row.pk}", verb="renewed", happened_on="2026-09-01")
    assert [(str(shown.deadline.what), shown.deadline.day) for shown, _sum, _late in looked.context_data["due"]] == [
        ("customs-change", date(2026, 10, 19))
    ]
    assert "by 19 October 2026" in looked.content.decode()
    assert not RightEvent.objects.exists()
    assert not RightEvent.history.exists()
