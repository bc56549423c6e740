"""The audit log: what is written into it, who reads it, and that nobody rewrites it."""

import csv
import io
from datetime import timedelta

import pytest
from django.contrib.auth.models import User
from django.core.management import call_command
from django.test import Client
from django.utils import timezone, translation

from portal.access.audit import detail_in_words, network_address, record_action, stored_detail
from portal.models import AuditEntry, Measure
from portal.review.steps import MOVES, take_step
from tests.admin_pages import ADMINISTRATOR, make_user, send
from tests.factories import make_exhibition, make_measure

pytestmark = [pytest.mark.django_db, pytest.mark.once]

LIST = "/admin/portal/auditentry/"
EXPORT = f"{LIST}export/"


def lines(**filters):
    return [(each.action, each.user_name, each.name) for each in AuditEntry.objects.filter(**filters).order_by("pk")]


def signed_in(client, role):
    user = make_user(role)
    client.force_login(user)
    AuditEntry.objects.all().delete()
    return user


def test_what_is_added_changed_and_deleted_in_the_admin_is_written_down_with_its_fields(client):
    signed_in(client, "Publisher")
    send(client, "/admin/portal/measure/add/", name_en="Visitors", name_zh="观众", unit_en="visitors", unit_one_en="visitor", unit_zh="名")
    measure = Measure.objects.get()
    send(client, f"/admin/portal/measure/{measure.pk}/change/", name_en="Guests")
    client.post(f"/admin/portal/measure/{measure.pk}/delete/", {"post": "yes"})
    others = [make_measure() for _each in range(2)]
    client.post("/admin/portal/measure/", {"action": "delete_selected", "post": "yes", "_selected_action": [each.pk for each in others]})
    written = lines()
    assert written[:3] == [("added", "publisher", "Visitors"), ("changed", "publisher", "Guests"), ("deleted", "publisher", "Guests")]
    assert sorted(written[3:]) == sorted(("deleted", "publisher", str(each)) for each in others)
    changed = AuditEntry.objects.get(action="changed")
    assert (changed.model, changed.row, changed.address) == ("portal.measure", measure.pk, "127.0.0.1")
    assert detail_in_words(changed) == "Changed Name in English."


def test_a_change_that_is_only_proposed_is_written_down_as_a_step_and_not_as_a_change(client):
    exhibition = make_exhibition()
    signed_in(client, "Editor")
    assert send(client, f"/admin/initiatives/exhibition/{exhibition.pk}/propose/", summary_en="Another.").status_code == 302
    assert [action for action, _user, _name in lines()] == ["reviewed"]


def test_every_step_of_the_review_is_written_down_with_its_note():
    editor, draft = make_user("Editor"), make_exhibition(published_at=None)
    take_step(MOVES["send"], [draft.pk], editor, "Please look")
    entry = AuditEntry.objects.get()
    assert (entry.action, entry.user, entry.row) == ("reviewed", editor, draft.pk)
    assert detail_in_words(entry).endswith("Please look")


def test_signing_in_failing_and_signing_out_are_written_down_but_not_what_may_be_a_password():
    User.objects.create_user("li", password="a good long password", is_staff=True)
    client = Client(REMOTE_ADDR="192.0.2.7")
    client.post("/admin/login/", {"username": "LI", "password": "wrong"})
    client.post("/admin/login/", {"username": "a good long password", "password": "li"})
    client.post("/admin/login/", {"username": "li", "password": "a good long password", "next": "/admin/"})
    client.post("/admin/logout/")
    assert lines() == [("sign-in-failed", "li", "li"), ("sign-in-failed", "", ""), ("signed-in", "li", ""), ("signed-out", "li", "")]
    assert set(AuditEntry.objects.values_list("address", flat=True)) == {"192.0.2.7"}
    assert not AuditEntry.objects.filter(detail__contains="good long").exists()


def test_behind_a_proxy_the_address_is_what_the_proxy_itself_added(rf, settings):
    request = rf.get("/", headers={"x-forwarded-for": "10.1.1.1, 203.0.113.9"}, REMOTE_ADDR="127.0.0.1")
    assert network_address(request) == "127.0.0.1"
    settings.BEHIND_PROXY = True
    assert network_address(request) == "203.0.113.9"
    assert network_address(rf.get("/", headers={"x-forwarded-for": "nonsense"})) is None
    assert network_address(rf.get("/", headers={"x-forwarded-for": "203.0.113.9, fe80::1%eth0"})) == "fe80::1"
    assert network_address(rf.get("/", REMOTE_ADDR="")) is None


def test_publishers_and_superusers_read_the_log_and_nobody_rewrites_it(client):
    record_action(None, "added", make_exhibition())
    entry = AuditEntry.objects.get()
    for role, may_read in (("Viewer", False), ("Editor", False), ("Publisher", True), (ADMINISTRATOR, True)):
        client.force_login(make_user(role))
        assert client.get(LIST).status_code == (200 if may_read else 403), role
        assert client.post(EXPORT).status_code == (200 if may_read else 403), role
        for page in ("add/", f"{entry.pk}/delete/"):
            assert client.get(LIST + page).status_code == 403, (role, page)
            assert client.post(LIST + page, {"post": "yes"}).status_code == 403, (role, page)
        assert client.post(f"{LIST}{entry.pk}/change/", {"name": "other"}).status_code == 403, role
        client.post(LIST, {"action": "delete_selected", "_selected_action": [entry.pk], "post": "yes"})
    entry.refresh_from_db()
    assert entry.name != "other"
    assert client.get(EXPORT).status_code == 405


@pytest.mark.engine("sqlite", "postgresql")
def test_the_log_is_filtered_by_person_action_kind_and_day_and_searched_by_name(client):
    li, wang = User.objects.create_user("li", first_name="李明"), User.objects.create_user("wang")
    exhibition, measure = make_exhibition(name_en="Zephyr"), make_measure(name_en="Visitors")
    record_action(None, "added", exhibition, user=li)
    record_action(None, "changed", measure, user=wang)
    AuditEntry.objects.filter(action="changed").update(at=timezone.now() - timedelta(days=800))
    signed_in_as = make_user("Publisher")
    client.force_login(signed_in_as)
    for query, found in (
        ("", {"Zephyr", "Visitors"}),
        ("action__exact=added", {"Zephyr"}),
        (f"user__id__exact={wang.pk}", {"Visitors"}),
        ("model=portal.measure", {"Visitors"}),
        (f"at__year={timezone.localdate().year}", {"Zephyr"}),
        ("q=李明", {"Zephyr"}),
    ):
        page = client.get(f"{LIST}?{query}")
        shown = {entry.name for entry in page.context_data["cl"].result_list} & {"Zephyr", "Visitors"}
        assert shown == found, query
    assert "李明" in page.content.decode()


def test_what_is_listed_is_exported_for_spreadsheets_without_formulas_and_the_export_is_written_down(client):
    user = signed_in(client, "Publisher")
    for name in ("=1+1", "+1", "-1", "@x", "\tx", "\rx", "敦煌, 1"):
        record_action(None, "added", user=user, name=name)
    record_action(None, "changed", user=user, name="left out", detail=stored_detail("role", old="Editor", new="Viewer"))
    response = client.post(f"{EXPORT}?action__exact=added")
    content = b"".join(response.streaming_content)
    assert content.startswith(b"\xef\xbb\xbf")
    assert response["Content-Disposition"].endswith('.csv"')
    rows = list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline="")))
    assert rows[0][:2] == ["at", "person"]
    assert sorted(row[6] for row in rows[1:]) == sorted(["'=1+1", "'+1", "'-1", "'@x", "'\tx", "'\rx", "敦煌, 1"])
    exported = AuditEntry.objects.get(action="exported")
    assert (exported.user, detail_in_words(exported)) == (user, "lines of the audit log: 7; filter: action__exact=added")
    changed = b"".join(client.post(f"{EXPORT}?action__exact=changed", headers={"accept-language": "zh-hans"}).streaming_content)
    assert "left out" in changed.decode()


@pytest.mark.engine("sqlite", "postgresql")
def test_old_lines_are_counted_first_and_deleted_only_when_asked(capsys, settings):
    settings.AUDIT_LOG_DAYS = 30
    record_action(None, "added", name="old")
    AuditEntry.objects.update(at=timezone.now() - timedelta(days=31))
    record_action(None, "added", name="new")
    translation.activate("en")
    call_command("prune_audit")
    assert "Lines older than 30 days: 1. Add --remove" in capsys.readouterr().out
    assert AuditEntry.objects.count() == 2
    call_command("prune_audit", "--remove")
    assert [(each.action, each.name) for each in AuditEntry.objects.order_by("pk")] == [("added", "new"), ("deleted", "")]
    assert detail_in_words(AuditEntry.objects.first()) == "lines of the audit log older than 30 days: 1"


def test_what_is_no_detail_of_ours_is_shown_as_it_stands():
    for detail in ("", "typed by hand", "12", '{"did": "unheard of"}'):
        assert detail_in_words(AuditEntry(detail=detail)) == detail


def test_an_export_with_a_filter_that_cannot_be_read_goes_back_to_the_list_and_says_so(client):
    record_action(None, "added", user=signed_in(client, "Publisher"))
    for query in ("zz=1", "user__id__exact=abc", "at__year=abc"):
        refused = client.post(f"{EXPORT}?{query}", follow=True)
        assert refused.redirect_chain == [(LIST, 302)], query
        assert "cannot be read, so nothing was exported" in refused.content.decode()
    assert not AuditEntry.objects.filter(action="exported").exists()
