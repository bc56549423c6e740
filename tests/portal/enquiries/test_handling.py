"""What a visitor sends, what the desk does with it, what the sender reads, and what is left of it after its time."""

import os
import re
from datetime import timedelta
from smtplib import SMTPServerDisconnected
from urllib.parse import parse_qs, urlsplit

import pytest
from django.contrib.auth.models import Group, User
from django.core import mail
from django.core.mail import EmailMessage
from django.core.management import call_command
from django.db import IntegrityError, transaction
from django.db.models import CharField, TextField
from django.test import Client
from django.utils import timezone

from portal.access.roles import DESK
from portal.enquiries import handling
from portal.mails.sending import send_due
from portal.models import AuditEntry, Enquiry, EnquiryStep, KeptForm, Mail, Sending
from tests.admin_pages import ADMINISTRATOR, filled_in, make_user
from tests.factories import make_enterprise, make_exhibition
from tests.origins import FROM_ELSEWHERE, FROM_HERE
from tests.page import read, visit

pytestmark = [pytest.mark.django_db, pytest.mark.once]
URL = "/en/enquiry/"
TYPED = {
    "name": "Ana Silva",
    "email": "ana@example.org",
    "company": "Museum of Tiles",
    "country": "PT",
    "role": "museum",
    "message": "May we show it in Lisbon?\n\nIn spring.",
    "consent": "on",
}


@pytest.fixture(autouse=True)
def nobody_waits(monkeypatch):
    monkeypatch.setattr(handling, "SHORTEST_FILLING", -1)


@pytest.fixture
def desk(people):
    """A client in which somebody of the desk has signed in."""
    people["editor"].groups.add(Group.objects.get(name=DESK))
    browser = Client()
    browser.force_login(people["editor"])
    return browser


def hidden(client, url=URL):
    """What a form of that page sends beside what is typed."""
    text = client.get(url).content.decode()
    return dict(re.findall(r'<input type="hidden" name="(form|sent)" value="([^"]+)"', text))


def send(client, url=URL, django_capture=None, **typed):
    return client.post(url, TYPED | hidden(client, url) | typed)


@pytest.fixture
def sent(client):
    """Sends an enquiry and its mails; gives the enquiry."""

    def sent(url=URL, **typed):
        response = send(client, url, **typed)
        list(send_due())
        assert response.status_code == 302, visit(client, url).text
        return Enquiry.objects.get(token=response.headers["Location"].split("/")[-2])

    return sent


@pytest.fixture
def act(desk, django_capture_on_commit_callbacks):
    """Takes a step at the desk, as its form does."""

    def act(enquiry, step, seen=None, **typed):
        seen = enquiry.steps.count() if seen is None else seen
        fields = {f"{step}-{name}": value for name, value in typed.items()}
        with django_capture_on_commit_callbacks(execute=True):
            response = desk.post(admin_of(enquiry), {"step": step, "seen": seen} | fields)
        list(send_due())
        return response

    return act


def admin_of(enquiry):
    return f"/admin/portal/enquiry/{enquiry.pk}/change/"


def status_of(enquiry, language="en"):
    return f"/{language}/enquiry/{enquiry.token}/"


@pytest.mark.engine("sqlite", "postgresql")
def test_an_enquiry_about_records_is_kept_mailed_and_shown_to_its_sender(client, sent):
    show, house = make_exhibition(name_en="Painted Caves"), make_enterprise(name_en="Silk Works")
    enquiry = sent(f"{URL}?r={show.pk}&r={house.pk}", r=[show.pk])
    assert (enquiry.language, enquiry.company, enquiry.role, enquiry.country.code) == ("en", "Museum of Tiles", "museum", "PT")
    assert list(enquiry.records.all()) == [show.record_ptr]
    assert enquiry.consent_at
    [received] = mail.outbox
    assert received.to == ["ana@example.org"]
    assert enquiry.reference in received.subject
    assert status_of(enquiry) in received.body
    page = visit(client, status_of(enquiry))
    for said in (
        enquiry.reference,
        "Painted Caves",
        "May we show it in Lisbon?",
        "Received. We aim to answer within 5 days.",
        "Please do not share this address.",
        "museum or exhibition organizer",
        "Portugal",
    ):
        assert said in page.text
    assert page.response.headers["Referrer-Policy"] == "no-referrer"
    assert "no-store" in page.response.headers["Cache-Control"]
    show.published_at = None
    show.save()
    page = visit(client, status_of(enquiry))
    assert "Painted Caves" not in page.text
    assert "1 page that you asked about is no longer public." in page.text


PLANS = ("categories", "territories", "term", "channels", "volume")


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("en", ("Ask for a licence", "licence request", "Product categories Clothing", "your licence request has arrived")),
        ("zh-hans", ("咨询授权", "授权咨询", "产品类别 Clothing", "授权咨询已收到")),
    ],
)
def test_who_asks_for_a_licence_is_asked_for_what_and_it_is_told_to_desk_and_sender(client, desk, sent, settings, language, said):
    settings.ENQUIRY_MAIL, settings.LANGUAGE_CODE = ["desk@example.org"], language
    house = make_enterprise(name_en="Silk Works", name_zh="丝绸工坊")
    title, kind, goods, arrived = said
    url = f"/{language}/enquiry/?r={house.pk}&licence=1&categories=Clothing&territories={'Germany' * 60}"
    page = visit(client, url)
    assert page.one("h1").text == title
    assert {"en": "within 5 days", "zh-hans": "5天内"}[language] in page.one("header", cls="page-head").text
    assert {"en": "passed on to the enterprise", "zh-hans": "转交给"}[language] in page.one("form", cls="enquiry").text
    typed = {name: page.one("input", name=name)["value"] for name in PLANS}
    assert typed["categories"] == "Clothing"
    assert len(typed["territories"]) == 300
    enquiry = sent(url, r=[house.pk], categories="Clothing", territories="Germany", term="Three years")
    assert (enquiry.purpose, enquiry.categories, enquiry.territories, enquiry.term) == ("licence", "Clothing", "Germany", "Three years")
    to_desk, to_sender = sorted(mail.outbox, key=lambda each: each.to != ["desk@example.org"])
    assert kind in to_desk.body.lower()
    assert "Germany" not in to_desk.body
    assert arrived in to_sender.body
    assert not [typed for typed in ("Clothing", "Germany", "Three years") if typed in to_sender.body]  # nobody checked whose address it is
    own_page = visit(client, status_of(enquiry, language))
    assert kind in own_page.text.lower()
    assert goods in own_page.text
    listed = visit(desk, "/admin/portal/enquiry/?purpose=licence")
    assert f"{kind} · {house.name}" in listed.text
    assert enquiry.reference not in desk.get("/admin/portal/enquiry/?purpose=missing").content.decode()
    assert "Germany" in desk.get(admin_of(enquiry)).content.decode()
    assert f"{kind} · " in visit(desk, "/admin/").one(id="desk-enquiries").text


def test_plans_are_asked_only_of_who_asks_for_a_licence_and_the_words_of_a_search_come_along(client, desk, sent):
    plain = visit(client, f"{URL}?categories=Clothing")
    assert not [name for name in PLANS if plain.all("input", name=name)]
    assert "?categories=Clothing&licence=1" in plain.links()
    url = f"{URL}?words=silk%20%20road%0Arobots"
    page = visit(client, url)
    assert "You searched for: silk road" in page.text
    assert page.one("textarea").text == "silk road robots"
    assert visit(client, "/zh-hans/enquiry/?words=丝路").one("textarea").text == "丝路"
    enquiry = sent(url, message="Do you know any?")
    assert "Pass it on" not in visit(desk, admin_of(enquiry)).one("div", id="content-main").text  # it is about nobody
    assert (enquiry.purpose, enquiry.words, enquiry.categories) == ("search", "silk road robots", "")
    assert "silk road robots" not in mail.outbox[-1].body
    assert "silk road robots" in visit(client, status_of(enquiry)).text
    assert "silk road robots" in visit(desk, admin_of(enquiry)).text
    assert "search without results" in visit(client, status_of(enquiry)).text


def test_who_knows_what_is_missing_need_not_leave_a_name_and_is_not_passed_on(client, desk):
    show = make_exhibition(name_en="Painted Caves")
    url = f"{URL}?r={show.pk}&missing=1"
    page = visit(client, url)
    assert page.one("h1").text == "Tell us what is missing"
    assert not page.all("select")
    told = {"message": "It opened in May.", "r": show.pk} | hidden(client, url)
    named = client.post(url, told | {"name": "Ana Silva"})
    assert "Without your consent" in named.content.decode()
    assert client.post(url, told).status_code == 302
    enquiry = Enquiry.objects.get()
    assert (enquiry.purpose, enquiry.consent_at, list(enquiry.records.all())) == ("missing", None, [show.record_ptr])
    assert "You left no address for an answer." in visit(client, status_of(enquiry)).text
    assert not mail.outbox
    offered = visit(desk, admin_of(enquiry)).one("div", id="content-main").text
    assert "information that is missing here" in offered
    assert "Pass it on" not in offered
    assert not Enquiry.objects.exclude(pk=enquiry.pk).exists()
    plain = visit(client, f"{URL}?missing=1")  # of nothing in particular nothing is missing
    assert plain.one("h1").text == "Write to us"
    assert "passed on" not in plain.one("form", cls="enquiry").text
    url = f"{URL}?missing=1&words=silk+robots"
    searched = visit(client, url)
    assert searched.one("h1").text == "Tell us what is missing"
    assert searched.one("textarea").text == "silk robots"
    assert client.post(url, {"message": "silk robots"} | hidden(client, url)).status_code == 302
    assert Enquiry.objects.filter(purpose="missing", words="silk robots", name="").count() == 1


@pytest.mark.parametrize("language", ["en", "zh-hans"])
def test_the_desk_takes_it_passes_it_on_answers_and_closes_it(client, desk, act, sent, language):
    house = make_enterprise(name_en="Silk Works", name_zh="丝绸工坊")
    enquiry = sent(f"/{language}/enquiry/?r={house.pk}", r=[house.pk])
    assert {"en": "Silk Works", "zh-hans": "丝绸工坊"}[language] in mail.outbox[-1].body
    assert enquiry.reference in visit(desk, "/admin/").one(id="desk-enquiries").text
    assert act(enquiry, "taken", owner=User.objects.get(username="editor").pk).status_code == 302
    act(enquiry, "note", text="Known from the fair.")
    act(enquiry, "passed-on", organization=house.pk, mail_to="works@example.org", text="请直接答复。")
    assert mail.outbox[-1].to == ["works@example.org"]
    assert "丝绸工坊" in mail.outbox[-1].body
    assert "May we show it in Lisbon?" in mail.outbox[-1].body
    assert "请直接答复。" in mail.outbox[-1].body
    act(enquiry, "answer", text="Yes, in May.\n可以。")
    answer = mail.outbox[-1]
    assert answer.to == ["ana@example.org"]
    assert (
        answer.subject == {"en": f"Answer to your enquiry {enquiry.reference}", "zh-hans": f"您的咨询{enquiry.reference}已有答复"}[language]
    )
    assert "Yes, in May.\n可以。" in answer.body
    assert status_of(enquiry, language) in answer.body
    page = visit(client, status_of(enquiry, language))
    assert "Yes, in May." in page.text
    assert "Known from the fair." not in page.text
    assert act(enquiry, "closed", text="Settled.").status_code == 302
    enquiry.refresh_from_db()
    assert (enquiry.state, enquiry.owner.username, enquiry.passed_to_id) == ("closed", "editor", house.pk)
    assert "No enquiry waits." in visit(desk, "/admin/").one(id="desk-enquiries").text
    act(enquiry, "reopened")
    enquiry.refresh_from_db()
    assert enquiry.state == "in-hand"
    assert [step.sort for step in enquiry.steps.all()] == ["taken", "note", "passed-on", "answer", "closed", "reopened"]


@pytest.mark.engine("sqlite", "postgresql")
def test_of_two_who_answer_at_once_the_second_is_told_and_keeps_what_was_typed(act, sent):
    enquiry = sent()
    act(enquiry, "answer", text="Yes.", seen=0)
    second = act(enquiry, "answer", text="No.", seen=0)
    assert second.status_code == 422
    assert "Somebody else has worked on this enquiry meanwhile." in second.content.decode()
    assert "No.</textarea>" in second.content.decode()
    assert [step.text for step in enquiry.steps.all()] == ["Yes."]
    act(enquiry, "closed")
    third = act(enquiry, "answer", text="No, thank you.", seen=1).content.decode()
    assert "Somebody else has worked on this enquiry meanwhile." in third
    assert "No, thank you.</textarea>" in third


@pytest.mark.parametrize(
    ("typed", "field", "said"),
    [
        ({"email": "ana at example"}, "id_email", "Enter a valid email address."),
        ({"name": ""}, "id_name", "Give your name."),
        ({"country": "XX"}, "id_country", "Select a valid choice."),
        ({"message": "  "}, "id_message", "Write your message."),
        ({"message": "x" * 5001}, "id_message", "at most 5000 characters"),
        ({"consent": ""}, "id_consent", "Without your consent"),
    ],
)
def test_what_is_wrong_is_said_at_its_field_and_all_that_was_typed_stays(client, typed, field, said):
    typed = {key: value for key, value in (TYPED | hidden(client) | typed).items() if value}
    response = client.post(URL, typed)
    assert response.status_code == 422
    text = response.content.decode()
    beside = text.split(f'id="{field}_error"')[1].split("</div>")[0]
    assert said in beside
    assert beside.count("<p>") == 1
    assert f'<a href="#{field}">' in text
    assert "Museum of Tiles" in text
    assert not Enquiry.objects.exists()


@pytest.mark.parametrize(
    ("break_it", "said"),
    [
        ({"website": "https://buy.example"}, "A field that people do not see was filled in"),
        ({"form": "forged"}, "This page was open for very long."),
        ({"form": ""}, "This page was open for very long."),
    ],
)
def test_what_no_person_sends_is_refused_in_words(client, break_it, said):
    response = client.post(URL, TYPED | hidden(client) | break_it)
    assert said in response.content.decode()
    assert "Museum of Tiles" in response.content.decode()
    assert not Enquiry.objects.exists()
    page = read(response.content.decode())  # a person only has to send it again
    again = {name: page.one("input", name=name)["value"] for name in ("form", "website")}
    assert client.post(URL, TYPED | hidden(client) | again).status_code == 302


@pytest.mark.parametrize("headers", FROM_HERE)
def test_an_enquiry_needs_no_cookies(headers):
    browser = Client(enforce_csrf_checks=True)
    typed = TYPED | hidden(browser)
    assert not browser.cookies
    assert browser.post(URL, typed, headers=headers).status_code == 302
    assert Enquiry.objects.get().message.startswith("May we show it")


@pytest.mark.parametrize("headers", FROM_ELSEWHERE)
def test_what_another_site_sends_is_not_taken_but_shown_to_be_sent_from_here(client, headers):
    response = client.post(URL, TYPED | hidden(client), headers=headers)
    assert response.status_code == 403
    page = read(response.content.decode())
    assert "It was sent by another site." in page.one("div", cls="mistakes").text
    without_key = read(client.post(URL, TYPED, headers=headers).content.decode()).one("div", cls="mistakes").text
    assert "It was sent by another site." in without_key
    assert "very long" not in without_key
    assert page.one("input", name="company")["value"] == "Museum of Tiles"
    assert not Enquiry.objects.exists()
    assert not Sending.objects.exists()
    again = {"form": page.one("input", name="form")["value"], "sent": "1"}
    assert client.post(URL, TYPED | again).status_code == 302


def test_a_form_is_not_sent_faster_than_anybody_types(client, monkeypatch):
    monkeypatch.setattr(handling, "SHORTEST_FILLING", 60)
    response = send(client)
    assert "Please check your message and send it again." in response.content.decode()
    monkeypatch.setattr(handling, "SHORTEST_FILLING", -1)
    assert send(client).status_code == 302


@pytest.mark.engine("sqlite", "postgresql")
def test_a_double_click_is_one_enquiry_but_another_message_is_another(client):
    typed = TYPED | hidden(client)
    first, second = client.post(URL, typed), client.post(URL, typed)
    assert Enquiry.objects.count() == 1
    assert second.headers["Location"] == first.headers["Location"].removesuffix("?sent=1")
    for changed in ({"message": "And the other show?"}, {"email": "ana.silva@example.org"}, {"company": "Spain"}):
        other = client.post(URL, typed | changed).content.decode()
        assert "Another enquiry was sent from this page already." in other
        assert next(iter(changed.values())) in other
    fresh = re.search(r'name="form" value="([^"]+)"', other)[1]
    assert client.post(URL, typed | {"message": "And the other show?", "form": fresh}).status_code == 302
    assert Enquiry.objects.count() == 2


@pytest.mark.engine("sqlite", "postgresql")
def test_a_network_sends_only_so_many_in_an_hour_and_all_together_so_many_in_a_day(client, monkeypatch):
    monkeypatch.setattr(handling, "BY_SENDER_HOUR", 2)
    assert [send(client).status_code for _number in range(3)] == [302, 302, 422]
    refused = send(client)
    assert "within an hour" in refused.content.decode()
    assert "Museum of Tiles" in refused.content.decode()
    assert Sending.objects.count() == 2  # nobody waits longer by trying again
    Sending.objects.update(at=timezone.now() - timedelta(minutes=61))
    assert send(client).status_code == 302
    monkeypatch.setattr(handling, "BY_DAY", 3)
    assert "Please send this one tomorrow" in send(Client(REMOTE_ADDR="198.51.100.7")).content.decode()
    Sending.objects.update(at=timezone.now() - timedelta(days=1, minutes=1))
    assert send(client).status_code == 302
    assert Sending.objects.count() == 1


@pytest.mark.engine("sqlite", "postgresql")
@pytest.mark.django_db(transaction=True)
def test_of_many_at_one_moment_no_more_are_taken_than_the_limit(threads, monkeypatch):
    monkeypatch.setattr(handling, "BY_SENDER_HOUR", 2)
    forms = [(browser := Client(), hidden(browser)) for _number in range(6)]
    senders = [lambda browser=browser, form=form: browser.post(URL, TYPED | form).status_code for browser, form in forms]
    statuses = threads(*senders)
    assert statuses.count(302) <= 2
    assert set(statuses) <= {302, 422}


def test_a_mail_server_that_is_down_loses_nothing(client, desk, sent, monkeypatch):
    with monkeypatch.context() as broken:
        refusing(broken, {"ana@example.org": SMTPServerDisconnected("no route")})
        enquiry = sent()
    assert visit(client, status_of(enquiry)).response.status_code == 200
    [kept] = Mail.objects.failed()
    assert "a mail could not be sent" in visit(desk, "/admin/").one(id="desk-enquiries").text
    assert "no route" in desk.get(admin_of(enquiry)).content.decode()
    call_command("send_mails", verbosity=0)
    assert mail.outbox == []  # not at once again
    Mail.objects.update(next_try_at=timezone.now())
    call_command("send_mails", verbosity=0)
    call_command("send_mails", verbosity=0)
    assert [each.to for each in mail.outbox] == [["ana@example.org"]]
    kept.refresh_from_db()
    assert (kept.tries, kept.error, kept.sent_at is not None) == (2, "", True)


def refusing(monkeypatch, raises):
    """The mail server takes every mail but those that `raises` has an error for; gives the addresses that were tried."""
    tried, send = [], EmailMessage.send

    def send_or_raise(message):
        tried.append(message.to[0])
        if message.to[0] in raises:
            raise raises[message.to[0]]
        return send(message)

    monkeypatch.setattr(EmailMessage, "send", send_or_raise)
    return tried


def test_the_office_is_told_without_a_word_of_what_it_says(sent, settings):
    settings.ENQUIRY_MAIL = ["desk@example.org"]
    enquiry = sent()
    told = next(each for each in mail.outbox if each.to == ["desk@example.org"])
    assert admin_of(enquiry) in told.body
    for private in ("Ana", "ana@", "Tiles", "Lisbon"):
        assert private not in told.body + told.subject


@pytest.mark.parametrize("role", ["Viewer", "Editor", "Publisher"])
def test_only_the_desk_sees_enquiries(client, sent, role):
    enquiry = sent()
    user = make_user(role)
    client.force_login(user)
    for url in ("/admin/portal/enquiry/", admin_of(enquiry)):
        assert client.get(url).status_code == 403
    assert client.post(admin_of(enquiry), {"step": "note", "seen": 0, "note-text": "x"}).status_code == 403
    assert enquiry.reference not in client.get("/admin/").content.decode()
    user.groups.add(Group.objects.get(name=DESK))
    for url in ("/admin/portal/enquiry/", admin_of(enquiry), "/admin/portal/enquiry/?waiting=open&owner=nobody"):
        assert client.get(url).status_code == 200
    opened = AuditEntry.objects.filter(action="opened-enquiry", user=user)
    assert sorted(opened.values_list("name", flat=True)) == ["", "", enquiry.reference]
    assert client.get(f"/admin/portal/enquiry/{enquiry.pk}/delete/").status_code == 403


def test_a_publisher_lets_others_see_enquiries_but_not_themselves(client, people):
    client.force_login(people["publisher"])

    def save(person, **typed):
        url = f"/admin/portal/account/{people[person].pk}/change/"
        return client.post(url, filled_in(client.get(url)) | {"full_name": person, "email": f"{person}@example.org"} | typed)

    assert save("editor", sees_enquiries="on").status_code == 302
    assert people["editor"].groups.filter(name=DESK).exists()
    assert "Nobody gives this to themselves" in save("publisher", sees_enquiries="on").content.decode()
    assert save("editor", sees_enquiries=[]).status_code == 302
    assert not people["editor"].groups.filter(name=DESK).exists()


@pytest.mark.engine("sqlite", "postgresql")
def test_the_same_sender_is_known_again_and_what_waits_too_long_is_marked(desk, sent):
    first, second = sent(), sent(email="ANA@example.org")
    Enquiry.objects.filter(pk=first.pk).update(at=timezone.now() - timedelta(days=6))
    assert first.reference in desk.get(admin_of(second)).content.decode()
    assert "overdue" in desk.get(admin_of(first)).content.decode()
    listed = desk.get("/admin/portal/enquiry/?waiting=overdue").content.decode()
    assert first.reference in listed
    assert second.reference not in listed


KEPT_FOR_COUNTING = {"reference", "token", "form", "language", "state", "country", "role", "purpose"}  # these name nobody


@pytest.mark.engine("sqlite", "postgresql")
def test_after_its_time_an_enquiry_says_nothing_of_a_person_anywhere(client, desk, act, sent, settings, capsys):
    """Asked of the model: whatever else it may be told, a column that comes later too, is personal until it is named above."""
    old, new = sent(f"{URL}?r={make_exhibition().pk}"), sent()
    told = [field.name for field in Enquiry._meta.fields if isinstance(field, CharField | TextField)]
    personal = [name for name in told if name not in KEPT_FOR_COUNTING]
    Enquiry.objects.filter(pk=old.pk).update(**{name: f"Ana’s {name}" for name in personal if name != "email"})
    token = Enquiry.objects.get(pk=old.pk).token
    for enquiry in (old, new):
        act(enquiry, "note", text="Ana Silva called.")
        act(enquiry, "answer", text="Dear Ana Silva.")
    link = status_of(old)
    Enquiry.objects.filter(pk=old.pk).update(at=timezone.now() - timedelta(days=settings.ENQUIRY_DAYS + 1))
    call_command("wipe_enquiries")
    assert "730 days: 1" in capsys.readouterr().out
    assert client.get(link).status_code == 200
    Sending.objects.update(at=timezone.now() - timedelta(days=2))
    call_command("wipe_enquiries", wipe=True)
    assert not Sending.objects.exists()
    assert client.get(link).status_code == 404
    assert client.get(status_of(new)).status_code == 200
    old.refresh_from_db()
    assert (old.country.code, old.role, old.state, old.language, old.steps.count()) == ("PT", "museum", "answered", "en", 2)
    rows = [*Enquiry.objects.filter(pk=old.pk).values(), *old.steps.values(), *old.mails.values(), *AuditEntry.objects.values()]
    said = " ".join(str(value) for row in rows for value in row.values())
    for private in ("Ana", "ana@", "Tiles", "Lisbon", token):
        assert private not in said
    assert [name for name in personal if getattr(old, name)] == []
    for name in personal:
        with pytest.raises(IntegrityError), transaction.atomic():
            Enquiry.objects.filter(pk=old.pk).update(**{name: "Ana"})
    page = desk.get(admin_of(old)).content.decode()
    assert "What it said of a person was wiped" in page
    assert act(old, "answer", text="Too late.").status_code == 422
    assert EnquiryStep.objects.filter(enquiry=old).count() == 2


@pytest.mark.parametrize("page", ["/en/exhibitions/", "/zh-hans/map/", "/en/search/?q=x"])
def test_an_error_report_is_about_its_page_and_asks_for_little(client, page):
    url = f"{URL}?page={page}"
    assert client.get(url).content.decode().count(page.replace("&", "&amp;")) >= 2
    response = client.post(
        url, {"name": "Ana", "email": "ana@example.org", "message": "1.5, not 15.", "consent": "on"} | hidden(client, url)
    )
    assert response.status_code == 302
    assert Enquiry.objects.get().page == page


def test_an_error_is_reported_without_a_name_or_an_address(client, act):
    show = make_exhibition(name_en="Painted Caves")
    url = f"{URL}?page={show.get_absolute_url()}"
    assert "Painted Caves" in visit(client, url).text
    with_a_name = client.post(url, {"name": "Ana", "message": "1.5, not 15."} | hidden(client, url))
    assert "Without your consent" in with_a_name.content.decode()
    assert client.post(url, {"message": "1.5, not 15."} | hidden(client, url)).status_code == 302
    report = Enquiry.objects.get()
    assert (report.email, report.consent_at, report.mails.count()) == ("", None, 0)
    said = visit(client, status_of(report)).text
    assert "sent to your e-mail address" not in said
    assert "expect an answer" not in said
    for step in ("answer", "passed-on"):
        assert act(report, step, text="Thank you.", organization=make_enterprise().pk).status_code == 422
    assert act(report, "closed").status_code == 302


@pytest.mark.parametrize(
    "page", ["https://elsewhere.example/", "//elsewhere.example/en/", "/en/no-such-page/", "javascript:alert(1)", "x" * 9000]
)
def test_only_a_page_of_ours_is_reported(client, page):
    found = read(client.get(URL, {"page": page}).content.decode())
    assert found.one("h1").text == "Write to us"
    assert not [link for link in found.links() if link.startswith(("javascript:", "https:", "//"))]


def test_a_record_that_is_not_public_is_not_asked_about(client, sent):
    draft = make_exhibition(published_at=None, name_en="Painted Caves")
    url = f"{URL}?r={draft.pk}"
    assert "Painted Caves" not in client.get(url).content.decode()
    assert list(sent(url, r=[draft.pk]).records.all()) == []


def test_pages_lead_to_the_form(client):
    show = make_exhibition()
    links = visit(client, show.get_absolute_url()).links()
    assert f"/en/enquiry/?r={show.pk}" in links
    assert f"/en/enquiry/?page=/en/exhibitions/{show.slug}/" in {link.replace("%2F", "/") for link in links}
    assert f"/en/enquiry/?r={show.pk}" in visit(client, f"/en/shortlist/?r={show.pk}").links()


@pytest.mark.parametrize("token", ["", "x", "wiped-1", "%00"])
def test_nobody_guesses_the_page_of_an_enquiry(client, sent, token):
    sent()
    assert client.get(f"/en/enquiry/{token}/").status_code in (400, 404)


def test_a_superuser_sees_enquiries(client, sent):
    enquiry = sent()
    client.force_login(make_user(ADMINISTRATOR))
    assert client.get(admin_of(enquiry)).status_code == 200


@pytest.mark.engine("sqlite", "postgresql")
@pytest.mark.parametrize("language", ["en", "zh-hans"])
def test_a_sender_who_asks_is_forgotten_at_once(client, act, sent, settings, tmp_path, language):
    settings.EMAIL_BACKEND, settings.EMAIL_FILE_PATH = "django.core.mail.backends.filebased.EmailBackend", str(tmp_path)
    other, enquiry = sent(f"/{language}/enquiry/"), sent(f"/{language}/enquiry/")
    act(enquiry, "answer", text="Dear Ana Silva.")
    assert act(enquiry, "wiped").status_code == 422
    assert act(enquiry, "wiped", is_sure="on").status_code == 302
    assert client.get(status_of(enquiry)).status_code == 404
    assert status_of(other, language) in "".join(file.read_text("utf-8") for file in tmp_path.glob("*.log"))
    assert status_of(enquiry, language) not in "".join(file.read_text("utf-8") for file in tmp_path.glob("*.log"))
    enquiry.refresh_from_db()
    assert (enquiry.name, enquiry.email, enquiry.message, enquiry.state, enquiry.mails.count()) == ("", "", "", "closed", 0)
    assert "Ana" not in "".join(enquiry.steps.values_list("text", flat=True))


def test_of_a_file_that_holds_several_mails_those_about_others_stay(act, sent, settings, tmp_path):
    settings.EMAIL_BACKEND, settings.EMAIL_FILE_PATH = "django.core.mail.backends.filebased.EmailBackend", str(tmp_path)
    first, second = sent("/zh-hans/enquiry/"), sent("/zh-hans/enquiry/")
    texts = [file.read_bytes() for file in tmp_path.glob("*.log")]
    for file in tmp_path.glob("*.log"):
        file.unlink()
    together = tmp_path / "both.log"
    together.write_bytes(b"".join(texts))
    act(first, "wiped", is_sure="on")
    assert status_of(first, "zh-hans") not in together.read_text("utf-8")
    assert status_of(second, "zh-hans") in together.read_text("utf-8")
    act(second, "wiped", is_sure="on")
    assert not together.exists()


@pytest.mark.parametrize(
    ("name", "typed", "said"), [("name", "\u200b", "Give your name."), ("message", "\u2060 \u2060", "Write your message.")]
)
def test_what_nobody_sees_does_not_fill_a_field(client, name, typed, said):
    response = client.post(URL, TYPED | hidden(client) | {name: typed})
    assert said in response.content.decode()
    assert not Enquiry.objects.exists()


def test_a_line_of_the_form_stays_one_line(sent):
    assert sent(company="Tiles\r\nE-mail: evil@example.org\u2028x").company == "Tiles E-mail: evil@example.org x"


def test_old_files_of_mails_go_with_their_time(sent, settings, tmp_path):
    settings.EMAIL_BACKEND, settings.EMAIL_FILE_PATH = "django.core.mail.backends.filebased.EmailBackend", str(tmp_path)
    sent()
    [file] = tmp_path.glob("*.log")
    call_command("wipe_enquiries", wipe=True, verbosity=0)
    assert file.exists()
    long_ago = (timezone.now() - timedelta(days=settings.ENQUIRY_DAYS + 1)).timestamp()
    os.utime(file, (long_ago, long_ago))
    call_command("wipe_enquiries", wipe=True, verbosity=0)
    assert not file.exists()


@pytest.mark.engine("sqlite", "postgresql")
def test_what_somebody_who_left_had_in_hand_is_on_everybodys_desk_and_what_is_wiped_on_nobodys(desk, people, act, sent):
    enquiry = sent()
    act(enquiry, "taken", owner=User.objects.get(username="editor").pk)
    Enquiry.objects.update(owner=people["second"])
    assert "in the hands of somebody who left" in visit(desk, "/admin/").one(id="desk-enquiries").text
    people["second"].groups.add(Group.objects.get(name=DESK))
    assert "No enquiry waits." in visit(desk, "/admin/").one(id="desk-enquiries").text
    Enquiry.objects.update(owner=None, at=timezone.now() - timedelta(days=1000))
    assert "overdue" in visit(desk, "/admin/").one(id="desk-enquiries").text
    call_command("wipe_enquiries", wipe=True, verbosity=0)
    assert "No enquiry waits." in visit(desk, "/admin/").one(id="desk-enquiries").text


@pytest.mark.parametrize("typed", ["می‌خواهم", "👩‍🎨 paints", "nearly\N{SOFT HYPHEN}done", "\N{ZERO WIDTH NO-BREAK SPACE}first"])
def test_what_visitors_paste_is_taken_without_what_nobody_sees(sent, typed):
    enquiry = sent(message=typed, name=typed)
    shown = typed.replace("\N{SOFT HYPHEN}", "").replace("\N{ZERO WIDTH NO-BREAK SPACE}", "")
    assert (enquiry.message, enquiry.name) == (shown, shown)


def test_a_note_that_is_kept_leaves_the_answer_that_was_being_typed(sent, desk):
    """Until it is sent, through the end of a session; not once all is wiped."""
    enquiry = sent()
    url = admin_of(enquiry)
    typed = filled_in(desk.get(url)) | {"answer-text": "Yes, in spring.", "note-text": "Ask the museum."}
    back = desk.post(url, typed | {"step": "note"}).headers["Location"]
    assert desk.post(url, typed | {"step": "note"}).headers["Location"] == url
    assert [step.text for step in enquiry.steps.all()] == ["Ask the museum."]
    page = desk.get(back)
    assert "still there. It is not sent." in page.content.decode()
    rest = filled_in(page)
    assert (rest["answer-text"], rest["note-text"]) == (["Yes, in spring."], [""])
    refused = desk.post(back, rest | {"step": "note"})
    assert filled_in(refused)["answer-text"] == ["Yes, in spring."]
    assert "#id_note-text" in read(refused.content.decode()).one("nav", cls="mistakes").links()
    late = Client().post(back, rest | {"step": "answer"}).headers["Location"]
    EnquiryStep.objects.create(enquiry=enquiry, sort="note", user=User.objects.get(username="editor"), text="Another.")
    shown = desk.get(parse_qs(urlsplit(late).query)["next"][0])
    assert "What you typed is here again" in shown.content.decode()
    assert "Somebody else has worked on this enquiry meanwhile" in shown.content.decode()
    assert desk.post(url, filled_in(shown) | {"step": "answer"}).headers["Location"] == url
    assert enquiry.steps.last().text == "Yes, in spring."
    wiping_too = filled_in(desk.get(url)) | {"note-text": "Of Ana.", "wiped-is_sure": "on", "step": "wiped"}
    assert desk.post(url, wiping_too).headers["Location"] == url
    assert not KeptForm.objects.exists()
