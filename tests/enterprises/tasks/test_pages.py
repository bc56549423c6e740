"""The desk, the list, the page of a deadline and that of one's reminders, as staff use them."""

from datetime import date

import pytest
from django.contrib.admin.utils import quote
from django.db import connection
from django.test.utils import CaptureQueriesContext

from enterprises.deadlines.deriving import open_deadlines
from enterprises.models import CalendarAddress, ReminderChoice, Task
from enterprises.tasks.following import tasks_kept
from enterprises.tasks.history import changes_of
from portal.models import AuditEntry, Paper
from tests.admin_pages import filled_in, messages_of
from tests.factories import make_registration, make_right_event, make_task, make_trademark
from tests.page import visit

pytestmark = [pytest.mark.django_db, pytest.mark.once]

LIST, REMINDERS = "/admin/enterprises/task/", "/admin/enterprises/task/reminders/"


@pytest.fixture
def page(client, staff, registration):
    """`page(who)` is the address of the page of the registration's renewal, which somebody has opened."""
    [deadline] = [each for each in open_deadlines(date(2026, 11, 29)) if each.registration_id == registration.pk]
    return f"{LIST}{quote(deadline.key)}/change/"


def sign_in(client, staff, who="li"):
    client.force_login(staff[who])


def send(client, url, step, **fields):
    """Send one step of the page at `url`, as its form would."""
    shown = client.get(url)
    prefix = {"done": "done", "waived": "waived", "handed over": "hand-over", "reopened": "reopened"}[step]
    kept_fields = {name: values[0] for name, values in filled_in(shown).items() if name in ("_form", "seen", "csrfmiddlewaretoken")}
    return client.post(url, kept_fields | {"step": step} | {f"{prefix}-{name}": value for name, value in fields.items()})


def lines(client, query=""):
    """[(day, mark)] of the list."""
    shown = client.get(f"{LIST}?{query}")
    assert shown.status_code == 200
    return [(line["shown"].entry.day.isoformat(), line["shown"].property.name_en) for line in shown.context_data["lines"]]


@pytest.mark.engine("sqlite", "postgresql")
def test_the_list_is_narrowed_and_sorted_by_day(client, staff, registration, recordal, holder):
    other = make_trademark(name_en="Other", responsible_id=staff["publisher"].pk)
    make_registration(other, territory="SG", registered_on=date(2016, 12, 1), filed_on=date(2016, 12, 1), expires_on=date(2026, 11, 2))
    make_right_event("holder-renamed", holder=holder, happened_on=date(2026, 11, 2))
    sign_in(client, staff)
    deer, later = ("2026-12-20", "Flying Deer"), ("2026-12-14", "Flying Deer")
    assert lines(client) == [("2026-11-02", "Other"), later, deer]
    assert lines(client, "what=renewal") == [("2026-11-02", "Other"), deer]
    assert lines(client, "territory=SG") == lines(client, "state=overdue") == lines(client, "q=other") == [("2026-11-02", "Other")]
    assert lines(client, "whose=nobody") == []
    assert lines(client, "q=deer") == lines(client, "q=loess") == lines(client, "q=飞鹿") == lines(client, "whose=mine") == [later, deer]
    assert lines(client, "due_from=2026-12-15&due_to=2026-12-31") == [deer]
    assert lines(client, "due_from=nonsense&what=nothing&page=99") == lines(client)
    sign_in(client, staff, "wang")
    assert lines(client, "whose=mine") == []
    assert lines(client, "whose=deputy") == [later, deer]


def test_closed_ones_are_listed_by_their_state(client, staff, registration):
    tasks_kept(open_deadlines(date(2026, 11, 29)))
    Task.objects.update(state="waived", reason="Given up.")
    sign_in(client, staff)
    assert lines(client) == []
    assert lines(client, "state=waived") == lines(client, "state=all") == [("2026-12-20", "Flying Deer")]
    assert lines(client, "state=done") == []


def test_a_far_day_is_found_where_it_is_asked_for(client, staff, mark):
    make_registration(mark, registered_on=date(2024, 1, 10), expires_on=date(2034, 1, 9))
    sign_in(client, staff)
    assert lines(client) == []
    assert lines(client, "due_to=2035-01-01") == [("2034-01-09", "Flying Deer")]


def test_the_page_shows_the_sum_and_who_is_in_charge(client, staff, page):
    sign_in(client, staff)
    shown = visit(client, page).text
    for text in (
        "Renew the registration",
        "20 December 2026",
        "Flying Deer",
        "Loess Studio",
        "Li; Wang",
        "no. 1234567",
        "How the day is reckoned",
    ):
        assert text in shown


def test_it_is_done_with_its_day_how_and_paper(client, staff, page, mark):
    paper = Paper.objects.create(record_id=mark.pk, title="Receipt", file_name="r.pdf", content_type="application/pdf", size=1, digest="x")
    stranger = Paper.objects.create(
        record_id=make_trademark().pk, title="Other", file_name="r.pdf", content_type="application/pdf", size=1, digest="y"
    )
    sign_in(client, staff)
    assert send(client, page, "done", done_on="2026-11-28", paper=stranger.pk).status_code == 422
    assert send(client, page, "done", done_on="2026-12-01").status_code == 422
    assert not Task.objects.exists()
    response = send(client, page, "done", done_on="2026-11-28", how="online, receipt 88", paper=paper.pk)
    assert (response.status_code, response["Location"]) == (302, page)
    assert messages_of(response) == ["It is done."]
    task = Task.objects.get()
    assert (task.state, task.done_on, task.how, task.paper, task.closed_by) == (
        "done",
        date(2026, 11, 28),
        "online, receipt 88",
        paper,
        staff["li"],
    )
    assert AuditEntry.objects.filter(model="enterprises.task", row=task.pk, user=staff["li"]).exists()
    assert "online, receipt 88" in visit(client, page).text
    assert lines(client) == []
    send(client, page, "reopened")
    task.refresh_from_db()
    assert (task.state, task.done_on, task.paper) == ("open", None, None)
    assert [change.words for change in changes_of(task)] == ["opened again", "done", "done"]


def test_publishers_alone_waive_it_and_say_why(client, staff, page):
    sign_in(client, staff)
    assert "waived" not in client.get(page).context_data["steps"]
    assert send(client, page, "waived", reason="Given up.").status_code == 422
    sign_in(client, staff, "publisher")
    assert send(client, page, "waived", reason="").status_code == 422
    assert send(client, page, "waived", reason="Given up.").status_code == 302
    assert Task.objects.get().reason == "Given up."
    sign_in(client, staff)
    assert send(client, page, "reopened").status_code == 422


def test_it_is_handed_over_and_both_see_it(client, staff, page):
    sign_in(client, staff)
    assert send(client, page, "handed over", person=staff["viewer"].pk).status_code == 422
    assert send(client, page, "handed over", person=staff["publisher"].pk).status_code == 302
    assert "Zhao" in visit(client, page).text
    assert lines(client, "whose=mine") == []
    sign_in(client, staff, "publisher")
    assert lines(client, "whose=mine") == [("2026-12-20", "Flying Deer")]


@pytest.mark.engine("sqlite", "postgresql")
def test_of_two_who_act_on_the_same_page_the_second_is_told(client, staff, page):
    sign_in(client, staff)
    opened = filled_in(client.get(page))
    send(client, page, "done", done_on="2026-11-28")
    late = client.post(page, {"seen": opened["seen"][0], "step": "handed over", "hand-over-person": staff["publisher"].pk})
    assert late.status_code == 422
    assert "Somebody else has worked on this meanwhile" in late.content.decode()


def test_the_former_day_stands_on_the_page(client, clock, staff, recordal, holder):
    clock(date(2026, 9, 21))
    sign_in(client, staff)
    wrong = make_right_event("holder-renamed", holder=holder, happened_on=date(2026, 9, 18))
    [task] = tasks_kept([each for each in open_deadlines(date(2026, 9, 21)) if each.event_id == wrong.pk]).values()
    make_right_event("holder-renamed", holder=holder, happened_on=date(2026, 9, 1), replaces=wrong, reason="Misread.")
    from enterprises.tasks.following import follow

    follow()
    shown = visit(client, f"{LIST}{quote(task.key)}/change/").text
    assert "5 November 2026" in shown
    assert "19 October 2026" in shown


def test_what_is_not_there_is_not_found(client, staff):
    sign_in(client, staff)
    assert client.get(f"{LIST}renewal_3Anothing/change/").status_code == 404


def test_the_desk_counts_and_leads_to_the_list(client, staff, registration):
    make_registration(make_trademark(name_en="Other"), registered_on=date(2016, 10, 1), expires_on=date(2026, 9, 30))
    sign_in(client, staff)
    section = visit(client, "/admin/").one("section", id="desk-deadlines")
    rows = [[cell.text for cell in row.all("td")] for row in section.all("tr")[1:]]
    assert [[text.split(" ")[0] for text in row] for row in rows] == [["0", "0", "1"], ["0", "0", "0"], ["1", "0", "1"], ["0", "0", "0"]]
    links = [link["href"] for cell in section.all("td") for link in cell.all("a")]
    assert [len(lines(client, link.partition("?")[2])) for link in links] == [1, 1, 1]
    assert "Flying Deer" in section.text
    assert "Other" not in section.text  # in nobody's charge, and Li has something of her own


def test_a_viewer_has_no_deadlines(client, staff, page):
    sign_in(client, staff, "viewer")
    assert "Flying Deer" not in client.get("/admin/").content.decode()
    for url in (LIST, page, REMINDERS):
        assert client.get(url).status_code == 403
    assert client.post(f"{LIST}export/").status_code == 403


def test_no_public_page_feed_or_file_tells_of_it(client, staff, registration, mark):
    kept = {"how": "secret-how", "done_on": date(2026, 11, 28), "state": "done", "person": staff["li"]}
    make_task(property_id=mark.pk, registration_id=registration.pk, **kept)
    make_task(property_id=mark.pk, state="waived", reason="secret-reason")
    CalendarAddress.objects.create(person=staff["li"], name="secret-name", digest="secret-digest")
    addresses = [
        mark.get_absolute_url(),
        "/en/trademarks/",
        "/en/search/?q=secret",
        "/en/feed.xml",
        "/en/trademarks/feed.xml",
        "/en/calendar.ics",
    ]
    sign_in(client, staff, "viewer")
    for address in (
        *addresses,
        "/sitemap.xml",
        f"/admin/enterprises/trademark/{mark.pk}/change/",
        f"/admin/enterprises/trademark/{mark.pk}/history/",
    ):
        told = client.get(address)
        assert told.status_code == 200, address
        assert "secret-" not in told.content.decode(), address


@pytest.mark.engine("sqlite", "postgresql")
def test_the_list_is_exported_as_it_is_narrowed(client, staff, registration):
    sign_in(client, staff)
    response = client.post(f"{LIST}export/?what=renewal")
    text = b"".join(response.streaming_content).decode()
    assert "Flying Deer" in text
    assert "2026-12-20" in text
    assert "private" in response["Cache-Control"]
    assert AuditEntry.objects.filter(action="exported").exists()
    assert "Flying Deer" not in b"".join(client.post(f"{LIST}export/?what=review").streaming_content).decode()
    assert client.get(f"{LIST}export/").status_code == 405


def test_an_address_is_made_shown_once_and_revoked(client, staff, registration):
    sign_in(client, staff)
    opened = client.get(f"{REMINDERS}?whose=mine&state=overdue")
    fields = {"_form": filled_in(opened)["_form"][0], "act": "make", "name": "Phone", "filters": filled_in(opened)["filters"][0]}
    made = client.post(REMINDERS, fields)
    url = made.context_data["url"]
    assert url in made.content.decode()
    assert CalendarAddress.objects.get().filters == "whose=mine"
    assert client.get(url).status_code == 200
    assert url not in client.get(REMINDERS).content.decode()
    again = client.post(REMINDERS, fields)
    assert again.status_code == 302
    assert CalendarAddress.objects.count() == 1
    sign_in(client, staff, "wang")
    client.post(REMINDERS, {"act": "revoke", "key": CalendarAddress.objects.get().pk})
    assert client.get(url).status_code == 200
    sign_in(client, staff)
    client.post(REMINDERS, {"act": "revoke", "key": CalendarAddress.objects.get().pk})
    assert client.get(url).status_code == 404


def test_language_and_mails_are_chosen(client, staff):
    sign_in(client, staff)
    assert client.post(REMINDERS, {"act": "choice", "language": "xx"}).status_code == 422
    client.post(REMINDERS, {"act": "choice", "language": "zh-hans"})
    choice = ReminderChoice.objects.get(person=staff["li"])
    assert (choice.language, choice.by_mail) == ("zh-hans", False)


@pytest.mark.parametrize("address", ["/admin/", LIST, f"{LIST}?state=all", "page"])
def test_the_number_of_queries_does_not_grow(client, staff, holder, page, address):
    def asked(address):
        client.get(address)
        with CaptureQueriesContext(connection) as queries:
            assert client.get(address).status_code == 200
        return len(queries)

    sign_in(client, staff)
    address = page if address == "page" else address
    tasks_kept(open_deadlines(date(2026, 11, 29)))
    for _mark in range(2):
        make_registration(
            make_trademark(owner_id=holder.pk, responsible_id=staff["li"].pk),
            registered_on=date(2016, 12, 1),
            expires_on=date(2026, 11, 30),
        )
    few = asked(address)
    for _mark in range(12):
        mark = make_trademark(owner_id=holder.pk, responsible_id=staff["li"].pk, deputy_id=staff["wang"].pk)
        make_registration(mark, registered_on=date(2016, 12, 1), expires_on=date(2026, 11, 30))
    assert asked(address) == few
