"""Cooperation intentions in the admin: who reads and writes what, the list and its file, what grows from an enquiry."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from initiatives.models import FollowUp, Intention, IntentionStep
from portal.desk.gaps import lacks
from portal.enquiries.wiping import wipe
from portal.models import Enquiry, ProposedChange
from tests.admin_pages import add_row, filled_in, make_user, send
from tests.factories import (
    make_count,
    make_enterprise,
    make_exhibition,
    make_follow_up,
    make_intention,
    make_intention_step,
    make_paper,
)
from tests.page import visit

pytestmark = pytest.mark.django_db

LIST = "/admin/initiatives/intention/"
PRIVATE = "hellebore"  # stands in all that only staff who pursue intentions read


def of(intention, page="change"):
    return f"{LIST}{intention.pk}/{page}/"


def sign_in(client, role):
    user = make_user(role)
    client.force_login(user)
    return user


def make_secret(show, **fields):
    """An intention with a follow-up all of whose texts hold the mark, on a private paper whose title holds it, too."""
    intention = make_intention(
        show, passage=None, paper=make_paper(show, title=f"{PRIVATE} sheet"), subject_en="Licence of prints", **fields
    )
    texts = dict.fromkeys(("counterparty_name", "contact", "next_step", "note"), f"A {PRIVATE} text")
    make_follow_up(intention, value=7777, qualifier="about", currency="CNY", next_on=timezone.localdate() - timedelta(days=3), **texts)
    return intention


def exported(client, query=""):
    return b"".join(client.post(f"{LIST}download/{query}", {"rows": "records", "format": "csv"}).streaming_content).decode()


def test_viewers_read_nothing_of_the_follow_up_in_list_form_history_file_or_search(client):
    intention = make_secret(make_exhibition())
    sign_in(client, "Editor")
    assert PRIVATE in client.get(LIST).content.decode()
    assert PRIVATE in exported(client)
    assert PRIVATE in client.get(of(intention, "follow-up")).content.decode()
    client.force_login(make_user("Viewer"))
    pages = [LIST, f"{LIST}?next=overdue", of(intention), of(intention, "history"), "/admin/"]
    pages.append(f"/admin/initiatives/exhibition/{intention.initiative_id}/history/")
    for address in pages:
        html = client.get(address).content.decode()
        assert PRIVATE not in html, address
        assert "7,777" not in html
    assert client.get(of(intention, "follow-up")).status_code == 403
    assert PRIVATE not in exported(client)
    assert "Licence of prints" in exported(client)
    assert "Licence of prints" not in visit(client, f"{LIST}?q={PRIVATE}").one("div", id="changelist").text


def test_an_editor_saves_the_follow_up_of_a_public_show_at_once_and_proposes_what_the_public_reads(client):
    intention = make_intention()
    sign_in(client, "Editor")
    day = timezone.localdate() + timedelta(days=5)
    done = send(client, of(intention, "follow-up"), {"follow_up-0-next_step": "Send the draft", "follow_up-0-next_on": day.isoformat()})
    assert (done.status_code, done["Location"]) == (302, LIST)
    kept = FollowUp.objects.get(intention=intention)
    assert (kept.next_step, kept.next_on) == ("Send the draft", day)
    assert "Send the draft" in client.get(LIST).content.decode()
    assert 'name="subject_en"' not in client.get(of(intention)).content.decode()
    send(client, of(intention, "propose"), other_side_may_be_named="on", other_name="Merlion")
    intention.refresh_from_db()
    assert intention.other_name == ""
    assert ProposedChange.objects.open().get().row == intention.pk


def test_a_step_that_was_public_is_corrected_by_another_and_never_rewritten(client):
    step = make_intention_step(make_intention(), "contract")
    sign_in(client, "Publisher")
    page = client.get(of(step.intention) + f"?replaces={step.pk}")
    data = filled_in(page)
    row = max(int(name.split("-")[1]) for name in data if name.startswith("steps-") and name.endswith("-replaces"))
    sent = data | {f"steps-{row}-step": "memorandum", f"steps-{row}-reason_en": "Misread.", f"steps-{row}-passage": step.passage_id}
    assert client.post(of(step.intention) + f"?replaces={step.pk}", sent).status_code == 302
    new = IntentionStep.objects.get(replaces=step)
    assert (new.step, new.entered_by.username) == ("memorandum", "publisher")
    assert client.post(of(step.intention, "delete"), {"post": "yes"}).status_code == 403


@pytest.mark.parametrize(("ahead", "status"), [(0, 302), (1, 200)])
def test_what_is_still_to_come_has_not_happened(client, ahead, status):
    intention, day = make_intention(), timezone.localdate() + timedelta(days=ahead)
    sign_in(client, "Publisher")
    data = add_row(filled_in(client.get(of(intention))), "steps", step="contract", happened=day.isoformat(), passage=intention.passage_id)
    answer = client.post(of(intention), data)
    assert answer.status_code == status
    assert ("This day has not come yet." in answer.content.decode()) == (status == 200)
    assert intention.steps.count() == (status == 302)


def test_an_intention_added_beneath_a_public_show_changes_nothing_in_public_until_it_rests_on_something(client):
    show, enterprise = make_exhibition(), make_enterprise()
    before = client.get(f"/en/exhibitions/{show.slug}/").content
    sign_in(client, "Editor")
    added = {"initiative": show.pk, "our_side": enterprise.pk, "subject_en": "Licence", "follow_up-0-counterparty_name": "Merlion"}
    assert send(client, f"{LIST}add/", added).status_code == 302
    intention = Intention.objects.get()
    assert intention.follow_up.counterparty_name == "Merlion"
    client.logout()
    assert client.get(f"/en/exhibitions/{show.slug}/").content == before


@pytest.mark.once
def test_intentions_stand_on_the_form_of_their_show(client):
    show, enterprise = make_exhibition(published_at=None), make_enterprise()
    sign_in(client, "Editor")
    url = f"/admin/initiatives/exhibition/{show.pk}/change/"
    data = add_row(
        filled_in(client.get(url)), "intentions", subject_en="Licence", our_side=enterprise.pk, happened="May 2025", country="SG"
    )
    assert client.post(url, data).status_code == 302
    intention = Intention.objects.get()
    assert (intention.happened_on, intention.happened_precision, intention.country) == (date(2025, 5, 1), "month", "SG")


def test_the_list_is_narrowed_by_state_market_show_and_next_step(client):
    show = make_exhibition()
    user = sign_in(client, "Publisher")
    signed, open_, ended = make_intention(show, "contract", country="SG"), make_intention(show), make_intention(show, "lapsed")
    for intention in (signed, ended):
        make_follow_up(intention, next_step="Call", next_on=timezone.localdate() - timedelta(days=1), responsible_id=user.pk)
    found = {
        "state=contract": [signed],
        "state=open": [signed, open_],
        "country=SG": [signed],
        "next=overdue": [signed],
        "next=none": [open_],
        "whose=mine": [signed, ended],
        "whose=nobody": [open_],
        f"initiative__id__exact={show.pk}": [signed, open_, ended],
        "rests=paper": [],
    }
    for query, rows in found.items():
        assert set(client.get(f"{LIST}?{query}").context_data["cl"].result_list) == set(rows), query
    assert "Next steps with partners" in client.get("/admin/").content.decode()


def test_more_itemized_than_reported_and_counts_that_differ_are_told_to_staff_until_one_is_used(client):
    show = make_exhibition(published_at=None)
    count = make_count(show, 1, "nearly")
    make_intention(show)
    make_intention(show, passage=count.passage)
    sign_in(client, "Editor")
    url = f"/admin/initiatives/exhibition/{show.pk}/change/"
    assert words(show) == {"itemized"}
    assert show in client.get("/admin/initiatives/exhibition/?gap=itemized").context_data["cl"].result_list
    assert 'name="used_count"' not in client.get(url).content.decode()
    other = make_count(show, 97)
    assert words(show) == {"counts"}
    assert send(client, url, used_count=other.pk).status_code == 302
    assert words(show) == set()


def words(show):
    """What is told of the counts of a show, beside its form, on the desk and in the lists."""
    return {lack.key for lack in lacks([show.pk])[show.pk]} & {"itemized", "counts"}


def make_enquiry(*records, **fields):
    said = {"company": "Lisboa Prints", "name": "Ana Sousa", "email": "ana@example.org", "country": "PT", "message": "Dear all"}
    enquiry = Enquiry.objects.create(language="en", **said | fields)
    enquiry.records.set([record.pk for record in records])
    return enquiry


@pytest.mark.once
def test_an_enquiry_becomes_an_intention_by_who_has_both_rights_and_its_person_stays_behind(client):
    show, enterprise = make_exhibition(), make_enterprise()
    enquiry = make_enquiry(show, enterprise)
    page = f"/admin/portal/enquiry/{enquiry.pk}/change/"
    user = make_user("Editor")
    desk = type(user.groups.get()).objects.get(name="Enquiries")
    viewer = make_user("Viewer")
    viewer.groups.add(desk)
    client.force_login(viewer)
    assert "Make an intention of it" not in client.get(page).content.decode()
    client.force_login(user)
    assert "Lisboa" not in client.get(f"{LIST}add/?enquiry={enquiry.pk}").content.decode()
    user.groups.add(desk)
    client.force_login(type(user).objects.get(pk=user.pk))
    address = next(link for link, text in visit(client, page).links().items() if text == "Make an intention of it")
    form = filled_in(client.get(address))
    assert (form["initiative"], form["our_side"], form["country"]) == ([show.pk], [enterprise.pk], ["PT"])
    assert form["follow_up-0-counterparty_name"] == ["Lisboa Prints"]
    assert client.post(address, form | {"subject_en": "Prints"}).status_code == 302
    follow_up = FollowUp.objects.get()
    assert (follow_up.enquiry, follow_up.counterparty_name, follow_up.responsible_id) == (enquiry, "Lisboa Prints", user.pk)
    kept = " ".join(str(value) for row in (follow_up, follow_up.intention) for value in vars(row).values())
    assert not any(word in kept for word in ("Ana", "ana@", "Dear"))
    assert of(follow_up.intention) in visit(client, page).links()
    assert f"already: {follow_up.intention}." in client.get(address).content.decode()
    wipe(Enquiry.objects.all())
    html = visit(client, page)
    assert of(follow_up.intention) in html.links()
    assert "Make an intention of it" not in html.text
    assert FollowUp.objects.get().counterparty_name == "Lisboa Prints"
