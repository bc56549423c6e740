import re
from datetime import UTC, date, datetime, timedelta

import pytest
from django.contrib import admin
from django.contrib.admin.utils import quote
from django.contrib.auth.models import Group
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from initiatives.models import Exhibition
from portal.models import AlternativeName, Record, ReviewStep, SearchEntry, Sector, Statement
from portal.review.steps import MOVES, take_step
from portal.search.index import index
from tests.admin_pages import ADMINISTRATOR, add_row, filled_in, make_user, seen, send
from tests.factories import (
    make_enterprise,
    make_exhibition,
    make_figure,
    make_measure,
    make_nomination,
    make_nomination_event,
    make_organization,
    make_participation,
    make_passage,
    make_statement,
)

pytestmark = [pytest.mark.django_db, pytest.mark.once]

EXHIBITIONS = "/admin/initiatives/exhibition/"
CHINESE = {"HTTP_ACCEPT_LANGUAGE": "zh-hans"}
MODELS = sorted(admin.site._registry, key=lambda model: model._meta.label)


def page_of(record, page="change"):
    return reverse(f"admin:{record._meta.app_label}_{record._meta.model_name}_{page}", args=[quote(record.pk)])


def text_of(response):
    return response.content.decode()


@pytest.fixture
def publisher(client):
    user = make_user("Publisher")
    client.force_login(user)
    return user


@pytest.mark.parametrize("path", ["login/", "password_change/", ""])
def test_pages_around_the_lists_open_in_both_languages(client, path):
    if path != "login/":
        client.force_login(make_user("Viewer"))
    for language, tag in [("en", "en"), ("zh-hans", "zh-Hans")]:
        page = text_of(client.get(f"/admin/{path}", HTTP_ACCEPT_LANGUAGE=language))
        assert f'<html lang="{tag}">' in page
        assert "<h1>" in page
        assert page.count('class="theme-toggle"') == 1


def test_the_language_is_switched_on_the_page_itself(client, publisher):
    assert 'name="next" value="/admin/initiatives/exhibition/?q=x"' in text_of(client.get(f"{EXHIBITIONS}?q=x"))
    response = client.post("/language/setlang/", {"language": "zh-hans", "next": EXHIBITIONS})
    assert response.headers["Location"] == EXHIBITIONS
    assert '<html lang="zh-Hans">' in text_of(client.get(EXHIBITIONS))


def test_a_refusal_is_a_page_of_the_admin_in_the_users_language(client):
    client.force_login(make_user("Viewer"))
    response = client.get(f"{EXHIBITIONS}add/", **CHINESE)
    assert response.status_code == 403
    assert '<html lang="zh-Hans">' in text_of(response)
    assert 'href="/admin/"' in text_of(response)


def test_an_exhibition_with_participants_and_a_figure_is_found_once_published_and_not_before(client, publisher):
    host, exhibitor = make_organization(name_en="Lanzhou Library"), make_enterprise(name_en="Loess Studio")
    measure, passage = make_measure(), make_passage()
    data = filled_in(client.get(f"{EXHIBITIONS}add/")) | {"name_en": "Painted Caves in Lisbon", "starts": "2025-04", "country": "PT"}
    data = add_row(data, "participations", organization=host.pk, role="host", passage=passage.pk)
    data = add_row(data, "participations", organization=exhibitor.pk, role="exhibitor")
    figure = {"measure": measure.pk, "value": "330", "qualifier": "nearly"}
    data = add_row(data, "statements", passage=passage.pk, wording_en="It drew visitors.", wording_zh="观众到场。", **figure)
    response = client.post(f"{EXHIBITIONS}add/", data)
    assert response.status_code == 302, response.context_data["errors"]

    exhibition = Exhibition.objects.get()
    assert (exhibition.kind, exhibition.slug) == ("exhibition", "painted-caves-in-lisbon")
    assert (exhibition.starts_on, exhibition.starts_precision) == (date(2025, 4, 1), "month")
    assert {(p.organization_id, p.role) for p in exhibition.participations.all()} == {(host.pk, "host"), (exhibitor.pk, "exhibitor")}
    assert not Exhibition.objects.published().search("lisbon").exists()
    take_step(MOVES["send"], [exhibition.pk], make_user("Editor"))
    page = client.post(EXHIBITIONS, {"action": "step_publish", "_selected_action": [exhibition.pk]})
    client.post(EXHIBITIONS, filled_in(page))
    assert list(Exhibition.objects.published().search("lisbon")) == [exhibition]
    assert list(Exhibition.objects.published().search("观众")) == [exhibition]


def test_a_changed_address_leads_on(client, publisher):
    exhibition = make_exhibition(slug="before")
    assert send(client, page_of(exhibition), slug="after").status_code == 302
    exhibition.refresh_from_db()
    assert exhibition.slug == "after"
    assert [redirect.slug for redirect in exhibition.slug_redirects.all()] == ["before"]
    assert "before" in text_of(client.get(page_of(exhibition)))


@pytest.mark.parametrize(
    ("name_en", "name_zh", "address"),
    [
        ("Desert Light", "", "desert-light"),
        ("Taken", "", "taken-3"),
        ("", "敦煌之光", "dun-huang-zhi-guang"),
        ("——", "敦煌", "dun-huang"),
    ],
)
def test_an_empty_address_is_made_from_the_name(client, publisher, name_en, name_zh, address):
    make_exhibition(slug="taken")
    make_exhibition(slug="elsewhere").keep_address("taken-2")
    url = f"{EXHIBITIONS}add/"
    assert send(client, url, name_en=name_en, name_zh=name_zh).status_code == 302
    assert Exhibition.objects.filter(name_en=name_en).get().slug == address


@pytest.mark.engine("sqlite", "postgresql")
def test_an_address_that_leads_to_another_record_is_refused(client, publisher):
    make_exhibition(slug="now").keep_address("once")
    response = send(client, f"{EXHIBITIONS}add/", name_en="New", slug="once")
    assert "This address leads visitors to a record that had it before." in text_of(response)


def test_the_kind_is_a_choice_only_where_there_is_one(client, publisher):
    assert 'name="kind"' not in text_of(client.get(f"{EXHIBITIONS}add/"))
    page = text_of(client.get("/admin/enterprises/organization/add/"))
    assert '<option value="institution" selected>' in page
    assert '<option value="exhibition"' not in page


def test_saving_writes_the_index_and_the_moment(client, publisher):
    before = timezone.now() - timedelta(days=9)
    exhibition = make_exhibition(updated_at=before)
    assert not SearchEntry.objects.filter(record=exhibition.pk).exists()
    data = add_row(filled_in(client.get(page_of(exhibition))), "alternative_names", name="Old Hands", language="en")
    assert client.post(page_of(exhibition), data).status_code == 302
    exhibition.refresh_from_db()
    assert exhibition.updated_at > before
    assert list(Exhibition.objects.search("old hands")) == [exhibition]


def test_a_figure_is_shown_without_the_zeros_of_its_column(client, publisher):
    exhibition = make_exhibition()
    make_figure(exhibition, value=330)
    assert filled_in(client.get(page_of(exhibition)))["statements-0-value"] == ["330"]


@pytest.mark.engine("sqlite", "postgresql")
def test_deleting_what_others_refer_to_is_refused_and_names_them(client, publisher):
    organization = make_organization(name_en="Lanzhou Library", published_at=None)
    actor = make_organization(name_en="Lanzhou Museum", published_at=None)
    sector = Sector.objects.create(name_en="Film", name_zh="电影")
    organization.sectors.add(sector)
    make_participation(make_exhibition(name_en="Painted Caves"), organization, "host")
    make_nomination_event(make_nomination(organization_id=organization.pk)).actors.add(actor)
    for row, named in (
        (organization, "Lanzhou Library, host: Painted Caves"),
        (sector, "Organization: Lanzhou Library"),
        (actor, "Nomination event: Lanzhou Library: submitted"),
    ):
        assert named in text_of(client.get(page_of(row, "delete")))
        client.post(page_of(row, "delete"), {"post": "yes"})
        bulk = {"action": "delete_selected", "post": "yes", "_selected_action": [row.pk]}
        assert named in text_of(client.post(reverse(f"admin:{row._meta.app_label}_{row._meta.model_name}_changelist"), bulk))
        assert type(row).objects.filter(pk=row.pk).exists()


@pytest.mark.engine("sqlite", "postgresql")
def test_deleting_a_record_takes_its_parts_along(client, publisher):
    exhibition = make_exhibition(published_at=None)
    make_statement(exhibition, wording_en="It was small.")
    index(Record.objects.all())
    client.get(page_of(exhibition))
    sent, refused = take_step(MOVES["send"], [exhibition.pk], publisher)
    assert (len(sent), refused) == (1, [])
    page = text_of(client.get(page_of(exhibition, "delete")))
    assert "It was small." in page
    for trace in ("search entr", "opened form", "steps? of the review", "proposed change"):
        assert not re.search(trace, page[page.index("<main") :].lower())
    assert client.post(page_of(exhibition, "delete"), {"post": "yes"}).status_code == 302
    assert not Record.objects.filter(pk=exhibition.pk).exists()
    assert not Statement.objects.exists()


@pytest.mark.engine("sqlite", "postgresql")
def test_nobody_deletes_what_was_ever_public_and_is_told_to_withdraw_it(client, publisher):
    """By the fixtures, by a step, at a set time that came, or on the form of a former release."""
    fixtures, stepped, scheduled, former, now = (make_exhibition(published_at=None) for _ in range(5))
    Record.objects.filter(pk=fixtures.pk).update(published_at=timezone.now())
    take_step(MOVES["send"], [stepped.pk, scheduled.pk], make_user("Editor"))
    take_step(MOVES["publish"], [stepped.pk], publisher, seen=seen(stepped))
    take_step(MOVES["publish"], [scheduled.pk], publisher, public_from=timezone.now() + timedelta(hours=1), seen=seen(scheduled))
    ReviewStep.objects.filter(step="scheduled").update(public_from=timezone.now())  # the hour has passed
    take_step(MOVES["withdraw"], [fixtures.pk, stepped.pk, scheduled.pk], publisher, "A mistake.")
    for published_at in (timezone.now(), None):
        former.published_at = published_at
        former.save()
    Record.objects.filter(pk=now.pk).update(published_at=timezone.now())
    client.force_login(make_user(ADMINISTRATOR))
    draft = make_exhibition(published_at=None)
    for record, words in (
        (fixtures, "It was public"),
        (stepped, "It was public"),
        (scheduled, "It was public"),
        (former, "It was public"),
        (now, "withdraw it instead"),
    ):
        assert page_of(record, "delete") not in text_of(client.get(page_of(record)))
        refused = client.post(page_of(record, "delete"), {"post": "yes"})
        assert (refused.status_code, words in text_of(refused)) == (403, True), record
        bulk = {"action": "delete_selected", "post": "yes", "_selected_action": [draft.pk, record.pk]}
        refused = client.post(EXHIBITIONS, bulk)
        assert (refused.status_code, words in text_of(refused)) == (403, True), record
    assert Record.objects.count() == 6


@pytest.mark.engine("sqlite", "postgresql")
def test_a_schedule_that_never_came_about_is_withdrawn_and_then_deleted(client, publisher):
    exhibition = make_exhibition(published_at=None)
    take_step(MOVES["send"], [exhibition.pk], make_user("Editor"))
    take_step(MOVES["publish"], [exhibition.pk], publisher, public_from=timezone.now() + timedelta(hours=1), seen=seen(exhibition))
    assert "withdraw it first" in text_of(client.post(page_of(exhibition, "delete"), {"post": "yes"}))
    take_step(MOVES["withdraw"], [exhibition.pk], publisher, "Too early.")
    assert page_of(exhibition, "delete") in text_of(client.get(page_of(exhibition)))
    assert client.post(page_of(exhibition, "delete"), {"post": "yes"}).status_code == 302
    assert not Record.objects.exists()


@pytest.mark.engine("sqlite", "postgresql")
def test_lists_are_searched_by_both_names_and_by_alias(client, publisher):
    found = make_exhibition(name_en="Painted Caves", name_zh="彩绘洞窟")
    AlternativeName.objects.create(record_id=found.pk, name="Grutas Pintadas", language="und")
    make_exhibition(name_en="Other")
    for query in ("caves", "洞窟", "grutas"):
        assert list(client.get(EXHIBITIONS, {"q": query}).context_data["cl"].queryset) == [found]


@pytest.mark.engine("sqlite", "postgresql")
def test_lists_are_narrowed(client, publisher):
    make_exhibition(name_en="Draft", published_at=None, starts_on=date(2025, 1, 1), starts_precision="year")
    make_exhibition(name_en="Scheduled", published_at=timezone.now() + timedelta(days=1), country="PT")
    make_statement(make_exhibition(name_en="Public", name_zh="名"))
    for query, names in [
        ("state=draft", ["Draft"]),
        ("state=scheduled", ["Scheduled"]),
        ("state=public", ["Public"]),
        ("gap=chinese", ["Draft", "Scheduled"]),
        ("gap=unconfirmed", ["Public"]),
        ("statements=with", ["Public"]),
        ("statements=without", ["Draft", "Scheduled"]),
        ("statements=figures", []),
        ("country=PT", ["Scheduled"]),
        ("country=none", ["Draft", "Public"]),
        ("year=2025", ["Draft"]),
        ("year=99999", ["Draft", "Public", "Scheduled"]),
        ("year=x", ["Draft", "Public", "Scheduled"]),
    ]:
        shown = client.get(f"{EXHIBITIONS}?{query}").context_data["cl"].queryset
        assert [row.name_en for row in shown] == names, query


def test_a_form_leads_to_the_public_page_or_to_its_preview(client, publisher):
    public, draft = make_exhibition(), make_exhibition(published_at=None)
    for record, name in ((public, "View on site"), (draft, "Preview")):
        page = text_of(client.get(page_of(record)))
        assert re.findall(f'href="{record.get_absolute_url()}"[^>]*>([^<]+)', page) == [name]


class HistoryTests:
    def entries(self, client, record, **headers):
        return client.get(page_of(record, "history"), **headers).context_data["page"].object_list

    def test_tells_who_changed_which_value_of_the_record_and_of_its_parts(self, client, publisher):
        exhibition = make_exhibition(name_en="Before")
        statement = make_statement(exhibition, wording_en="It was small.")
        send(client, page_of(exhibition), {"name_en": "After", "statements-0-wording_en": "It was large."})
        entries = self.entries(client, exhibition)
        assert {(e.part, e.row.history_user, *e.changes) for e in entries[:2]} == {
            ("", publisher, ("Name in English", "Before", "After")),
            ("Statement", publisher, ("Wording in English", "It was small.", "It was large.")),
        }
        page = text_of(client.get(page_of(exhibition, "history")))
        assert "publisher" in page
        assert str(statement.passage) in page

    def test_shows_a_deleted_part_with_what_it_said(self, client, publisher):
        exhibition = make_exhibition()
        make_statement(exhibition, wording_en="It was small.")
        send(client, page_of(exhibition), {"statements-0-DELETE": "on"})
        newest = self.entries(client, exhibition)[0]
        assert (newest.row.history_type, newest.part, newest.label) == ("-", "Statement", "It was small.")

    def test_names_seeded_rows_as_such_in_the_readers_language(self, client, publisher):
        exhibition = make_exhibition()
        exhibition.history.update(history_change_reason="seed")
        assert "seeded from the article" in text_of(client.get(page_of(exhibition, "history")))

    def test_shows_values_as_people_read_them(self, client, publisher):
        organization = make_organization(name_en="Lanzhou Library")
        exhibition = make_exhibition(country="PT")
        part = make_participation(exhibition, organization, "host")
        part.role = "co-organizer"
        part.save()
        changed, added = self.entries(client, exhibition)[:2]
        assert changed.changes == [("Role", "host", "co-organizer")]
        assert ("Organization", "", "Lanzhou Library") in added.changes
        assert ("Country or region", "", "Portugal") in self.entries(client, exhibition)[2].changes

    def test_what_was_deleted_since_is_told_by_its_key(self, client, publisher):
        organization = make_organization()
        part = make_participation(exhibition := make_exhibition(), organization, "host")
        part.delete()
        key = organization.pk
        organization.delete()
        assert ("Organization", f"deleted ({key})", "") in self.entries(client, exhibition)[0].changes

    @pytest.mark.engine("sqlite", "postgresql")
    def test_lists_of_terms_are_compared(self, client, publisher):
        from portal.models import Technology

        exhibition = make_exhibition()
        exhibition.technologies.add(Technology.objects.create(name_en="Scanning", name_zh="扫描"))
        assert self.entries(client, exhibition)[0].changes == [("Technologies", "", "Scanning")]

    def test_a_change_between_namesakes_is_told(self, client, publisher):
        part = make_participation(make_exhibition(), make_organization(name_en="Lanzhou Library"), "host")
        part.organization_id = make_organization(name_en="Lanzhou Library").pk
        part.save()
        newest = self.entries(client, part.initiative)[0]
        assert newest.changes == [("Organization", "Lanzhou Library", "Lanzhou Library")]

    @pytest.mark.engine("sqlite", "postgresql")
    def test_is_paginated_newest_first(self, client, publisher):
        exhibition = make_exhibition()
        for number in range(60):
            exhibition.name_en = f"Name {number}"
            exhibition.save()
        assert self.entries(client, exhibition)[0].changes == [("Name in English", "Name 58", "Name 59")]
        second = client.get(page_of(exhibition, "history"), {"p": 2}).context_data["page"].object_list
        assert len(second) == 11
        assert second[-1].row.history_type == "+"

    def test_asks_as_many_questions_for_40_changes_as_for_4(self, client, publisher):
        exhibition, counts = make_exhibition(), []
        for changes in (4, 36):
            for number in range(changes):
                make_participation(exhibition, role="host")
                exhibition.name_en = f"Name {number}"
                exhibition.save()
            with CaptureQueriesContext(connection) as queries:
                client.get(page_of(exhibition, "history"))
            counts.append(len(queries))
        assert counts[0] == counts[1]

    @pytest.mark.engine("sqlite", "postgresql")
    def test_moments_are_those_of_the_change(self, client, publisher):
        exhibition = make_exhibition()
        exhibition.history.update(history_date=datetime(2025, 5, 21, 4, 30, tzinfo=UTC))
        assert "2025-05-21T12:30:00+08:00" in text_of(client.get(page_of(exhibition, "history")))


def test_a_published_record_given_an_impossible_address_keeps_the_form_and_says_so(client, publisher):
    exhibition = make_exhibition()
    response = send(client, page_of(exhibition), slug="a b")
    assert response.status_code == 200
    assert "slug" in response.context_data["adminform"].form.errors


@pytest.mark.engine("sqlite", "postgresql")
def test_nothing_is_a_part_of_itself_by_way_of_others(client, publisher):
    whole = make_exhibition()
    part = make_exhibition(part_of_id=whole.pk)
    for above in (whole, part):
        response = send(client, page_of(whole), part_of=above.pk)
        assert response.context_data["adminform"].form.errors["part_of"] == ["An initiative is not a part of itself."]


def test_an_empty_list_says_so_and_leads_on(client, publisher):
    assert "Nothing is here yet." in text_of(client.get(EXHIBITIONS))
    for query in ("q=x", "state=draft"):
        page = text_of(client.get(f"{EXHIBITIONS}?{query}"))
        assert "Nothing here goes by this." in page
        assert '<a href="?">Show all</a>' in page
    assert client.get("/admin/initiatives/").headers["Location"] == "/admin/"


def test_an_account_gets_its_rights_from_its_groups_only(client):
    client.force_login(make_user(ADMINISTRATOR))
    account = make_user("somebody")
    page = text_of(client.get(page_of(account)))
    assert "user_permissions" not in page
    assert send(client, page_of(account), groups=[Group.objects.get(name="Editor").pk]).status_code == 302
    assert [group.name for group in account.groups.all()] == ["Editor"]
    assert "<h1>Users</h1>" in text_of(client.get("/admin/auth/user/"))
