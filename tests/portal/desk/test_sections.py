"""The desk: each person finds what waits for them, and every line leads to where it is done; records are handed over."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from initiatives.models import Exhibition
from portal.desk import added_sections
from portal.desk.changed_lately import newest_rows
from portal.models import AuditEntry, Picture, ProposedChange, Record, ReviewStep
from portal.review.steps import MOVES, take_step
from tests.admin_pages import filled_in
from tests.factories import make_exhibition, make_participation, make_project, make_statement
from tests.page import visit

pytestmark = [pytest.mark.django_db, pytest.mark.once]

RECORDS = "/admin/portal/record/"


@pytest.fixture
def desk(client, people):
    """`desk(who)` is {key of a section: it} of somebody's desk."""

    def desk(who):
        client.force_login(people[who])
        page = visit(client, "/admin/")
        found = {section["id"].removeprefix("desk-"): section for section in page.all("section", cls="desk-section")}
        desk.page = page
        return found

    return desk


def names(section):
    return [link.text for link in section.all("a", cls="desk-name")]


def acts(section):
    return [link["href"] for link in section.all("a", cls="act")]


def make_draft(**fields):
    return make_exhibition(published_at=None, **fields)


def test_who_may_do_what_has_the_sections_for_it(desk):
    assert list(desk("viewer")) == ["scheduled", "changed"]
    assert list(desk("editor")) == ["deadlines", "returned", "proposed", "drafts", "incomplete", "scheduled", "rights", "changed"]
    to_do = ["waiting", "deadlines", "returned", "proposed", "drafts", "incomplete"]
    assert list(desk("publisher")) == [*to_do, "scheduled", "rights", "changed"]


def test_an_app_adds_sections_in_the_order_of_their_places(desk, monkeypatch):
    monkeypatch.setattr(added_sections, "of_apps_in_order", [])
    added_sections.register_section(20, lambda user: added_sections.Section("later", "Later", "Nothing.", []))
    added_sections.register_section(10, lambda user: added_sections.Section("sooner", "Sooner", "Nothing.", []))
    added_sections.register_section(15, lambda user: None)
    assert list(desk("editor"))[:2] == ["sooner", "later"]


def test_every_page_of_the_admin_tells_how_much_waits(client, people):
    take_step(MOVES["send"], [make_draft().pk, make_draft().pk], people["editor"])
    take_step(MOVES["send"], [make_draft().pk], people["publisher"])
    returned = make_draft()
    take_step(MOVES["send"], [returned.pk], people["editor"])
    take_step(MOVES["return"], [returned.pk], people["second"], "Why?")
    make_proposal(make_exhibition(), people["editor"])
    for who, number in (("publisher", 3), ("second", 4), ("editor", 1), ("viewer", 0)):
        client.force_login(people[who])
        for page in ("/admin/portal/source/", "/admin/"):
            told = visit(client, page).one("a", cls="to-desk").text
            assert told.split()[1:2] == ([str(number)] if number else []), (who, page)


def test_an_empty_desk_says_so_section_by_section(desk):
    for key, section in desk("publisher").items():
        assert section.one("p", cls="unknown").text, key
        assert not section.all("a"), key
    counted = {link["href"]: [number.text for number in link.all("b")] for link in desk.page.one("nav", cls="desk-nav").all("a")}
    assert counted.pop("#desk-changed") == []  # how many others changed is no task
    assert set(map(tuple, counted.values())) == {("0",)}


def test_what_waits_for_review_is_shown_to_those_who_may_judge_it(desk, people, settings):
    mine, theirs = make_draft(name_en="Mine"), make_draft(name_en="Theirs")
    take_step(MOVES["send"], [mine.pk], people["publisher"])
    take_step(MOVES["send"], [theirs.pk], people["editor"], "Please look at the hall.")
    waiting = desk("publisher")["waiting"]
    assert names(waiting) == ["Theirs"]
    assert "sent by editor" in waiting.text
    assert "Please look at the hall." in waiting.text
    assert "incomplete: no statement; no Chinese name; no picture" in waiting.text
    assert acts(waiting) == [f"/admin/initiatives/exhibition/{theirs.pk}/step/{step}/" for step in ("publish", "return")]
    settings.REVIEW_BY_ANOTHER = False
    assert names(desk("publisher")["waiting"]) == ["Mine", "Theirs"]


def test_what_was_returned_comes_to_who_sent_it_and_to_those_in_charge(desk, people):
    sent, charged, other = make_draft(name_en="Sent"), make_draft(name_en="Charged", deputy=people["editor"]), make_draft(name_en="Other")
    take_step(MOVES["send"], [sent.pk], people["editor"])
    take_step(MOVES["send"], [charged.pk, other.pk], people["publisher"])
    take_step(MOVES["return"], [sent.pk, charged.pk, other.pk], people["second"], "Which hall?")
    returned = desk("editor")["returned"]
    assert sorted(names(returned)) == ["Charged", "Sent"]
    assert "Which hall?" in returned.text
    assert f"/admin/initiatives/exhibition/{sent.pk}/step/send/" in acts(returned)


def make_proposal(record, user, **fields):
    given = {"form": "initiatives.exhibition", "row": record.pk, "sent": {}, "opened": {}}
    return ProposedChange.objects.create(record_id=record.pk, proposed_by=user, **given | fields)


def test_proposed_changes_are_decided_by_publishers_and_followed_by_who_proposed(desk, people):
    show = make_exhibition(name_en="Public Show")
    decided = {"state": "declined", "decided_by": people["second"]}
    opened = make_proposal(show, people["editor"], note="The hall moved.")
    make_proposal(show, people["editor"], comment="The source says otherwise.", decided_at=timezone.now(), **decided)
    make_proposal(show, people["editor"], comment="Long ago.", decided_at=timezone.now() - timedelta(days=40), **decided)
    proposed = desk("publisher")["proposed"]
    assert [link.text for link in proposed.all("a", cls="act")] == ["Decide – Public Show"]
    assert acts(proposed) == [f"/admin/portal/proposedchange/{opened.pk}/change/"]
    assert "The hall moved." in proposed.text
    assert "otherwise" not in proposed.text
    own = desk("editor")["proposed"]
    assert [link.text for link in own.all("a", cls="act")] == ["Open – Public Show"] * 2
    assert "The source says otherwise." in own.text
    assert "Long ago." not in own.text


@pytest.mark.engine("sqlite", "postgresql")
def test_what_is_due_this_week_and_pictures_whose_rights_run_out(desk, client):
    now, today = timezone.now(), timezone.localdate()
    make_exhibition(name_en="Next month", published_at=now + timedelta(days=30))
    soon = make_exhibition(name_en="Tomorrow", published_at=now + timedelta(days=1))
    for days, name in ((-1, "Lapsed"), (0, "Today"), (60, "Soon"), (61, "Later")):
        show = make_exhibition(name_en=name)
        Picture.objects.create(record_id=show.pk, digest="0" * 64, width=9, height=9, rights_until=today + timedelta(days=days))
    found = desk("publisher")
    assert names(found["scheduled"]) == ["Tomorrow"]
    assert acts(found["scheduled"]) == [f"/admin/initiatives/exhibition/{soon.pk}/step/publish/"]
    assert names(found["rights"]) == ["Lapsed", "Today", "Soon"]
    assert found["rights"].text.count("not shown any more") == 1, "a right lasts until the end of its last day"
    assert [record.name_en for record in client.get("/admin/portal/record/?rights=ended").context_data["cl"].result_list] == ["Lapsed"]
    assert all(address.endswith("#pictures-heading") for address in acts(found["rights"]))
    assert acts(desk("editor")["scheduled"]) == []


def test_my_drafts_are_those_in_my_charge(desk, people):
    own = make_draft(name_en="Own", responsible=people["editor"])
    make_draft(name_en="As deputy", deputy=people["editor"])
    make_draft(name_en="Of others", responsible=people["publisher"])
    sent = make_draft(name_en="Sent", responsible=people["editor"])
    take_step(MOVES["send"], [sent.pk], people["editor"])
    make_exhibition(name_en="Public", responsible=people["editor"])
    drafts = desk("editor")["drafts"]
    assert sorted(names(drafts)) == ["As deputy", "Own", "Sent"]
    assert f"/admin/initiatives/exhibition/{own.pk}/step/send/" in acts(drafts)
    assert f"/admin/initiatives/exhibition/{sent.pk}/step/send/" not in acts(drafts)
    assert "waits for review, changed" in drafts.text


@pytest.mark.engine("sqlite", "postgresql")
def test_incomplete_records_are_counted_by_gap_with_mine_first(desk, people):
    for number in range(9):
        make_participation(make_exhibition(name_en=f"Theirs {number}", name_zh="展"))
    mine = make_exhibition(name_en="Mine", responsible=people["editor"])
    make_statement(mine)
    incomplete = desk("editor")["incomplete"]
    rows = incomplete.one("tbody").all("tr")
    assert len(rows) == 8
    assert rows[0].one("th").one("a").text == "Mine"
    marks = [cell.all("span")[0]["class"] for cell in rows[0].all("td")]
    assert marks == ["has", "has", "has", "hasnot", "has", "hasnot"]
    assert f"/admin/initiatives/exhibition/{mine.pk}/change/#id_name_zh" in rows[0].links()
    other = next(row for row in rows if "Theirs" in row.text)
    assert [cell.all("span")[0]["class"] for cell in other.all("td")] == ["hasnot", "hasnot", "has", "doubt", "has", "hasnot"]
    told = {line.all("a")[0].text: line.text for line in incomplete.one("ul", cls="gap-counts").all("li")}
    assert told["Role without a source"] == "Role without a source 9"
    assert told["No Chinese name"].startswith("No Chinese name 11 1 of mine")


@pytest.mark.engine("sqlite", "postgresql")
def test_what_others_changed_lately_is_shown_and_what_i_changed_is_not(client, desk, people):
    mine, theirs, part, old = (make_exhibition(name_en=name) for name in ("Mine", "Theirs", "By its part", "Old"))
    statement = make_statement(part)
    for row, who in ((mine, "publisher"), (theirs, "editor"), (old, "editor"), (statement, "editor")):
        row._history_user, before = people[who], newest_rows()
        row.save()
        assert newest_rows() != before  # or the desk would say what it said before
    Exhibition.history.filter(id=old.pk).update(history_date=timezone.now() - timedelta(days=15))
    changed = desk("publisher")["changed"]
    assert names(changed) == ["By its part", "Theirs"]
    assert "editor, " in changed.text
    assert f"/admin/initiatives/exhibition/{theirs.pk}/history/" in acts(changed)


def test_a_section_shows_eight_lines_and_leads_to_the_list_of_all(client, desk, people):
    for number in range(11):
        make_draft(name_en=f"Draft {number}", responsible=people["editor"])
    make_draft(name_en="Of others", responsible=people["publisher"])
    section = desk("editor")["drafts"]
    assert len(names(section)) == 8
    more = section.one("p", cls="desk-more").one("a")
    assert more.text.startswith("3 more")
    assert len(client.get(more["href"]).context_data["cl"].result_list) == 11


@pytest.fixture
def full(people):
    """Something for each section of the desk."""
    take_step(MOVES["send"], [make_draft().pk], people["publisher"])
    returned = make_draft()
    take_step(MOVES["send"], [make_draft().pk, returned.pk], people["editor"])
    take_step(MOVES["return"], [returned.pk], people["second"], "Why?")
    make_draft(responsible=people["editor"])
    picture = {"digest": "0" * 64, "width": 9, "height": 9, "rights_until": timezone.localdate()}
    Picture.objects.create(record_id=make_exhibition().pk, **picture)
    make_proposal(make_exhibition(), people["editor"])


def test_whatever_the_desk_leads_to_opens(client, desk, full):
    opened = set()
    for who in ("editor", "publisher"):
        for section in desk(who).values():
            for address in set(section.links()) - opened:
                assert client.get(address, follow=True).status_code == 200, address
                opened.add(address)
    assert len(opened) > 5


@pytest.mark.engine("sqlite", "postgresql")
def test_the_lists_behind_the_desk_hold_what_its_sections_count(client, desk, full):
    held = 0
    for who in ("editor", "publisher"):
        for key, section in desk(who).items():
            for more in section.all("p", cls="desk-more"):
                counted = int(desk.page.one("nav", cls="desk-nav").one("a", href=f"#desk-{key}").one("b").text)
                assert len(client.get(more.one("a")["href"]).context_data["cl"].result_list) == counted, (who, key)
                held += 1
    assert held > 5


def test_the_desk_asks_as_many_queries_for_many_records_as_for_few(client, people):
    counted = []
    for _turn in range(2):
        for number in range(6):
            show = make_draft(responsible=people["editor"], name_en=f"Draft {number}")
            make_participation(show)
            take_step(MOVES["send"], [make_draft().pk], people["editor"], "Look.")
            returned = make_project(published_at=None)
            take_step(MOVES["send"], [returned.pk], people["publisher"])
            take_step(MOVES["return"], [returned.pk], people["second"], "Why?")
            public = make_exhibition()
            make_proposal(public, people["editor"])
            Picture.objects.create(record_id=public.pk, digest="0" * 64, width=9, height=9, rights_until=timezone.localdate())
            make_exhibition(published_at=timezone.now() + timedelta(days=1))
        client.force_login(people["publisher"])
        client.get("/admin/")
        with CaptureQueriesContext(connection) as queries:
            client.get("/admin/")
        counted.append(len(queries))
    assert counted[0] == counted[1]


def test_the_desk_speaks_chinese_and_finds_records(client, people):
    client.force_login(people["publisher"])
    page = visit(client, "/admin/")
    find = page.one("form", cls="desk-find")
    assert (find["action"], find.one("input")["name"]) == (RECORDS, "q")
    chinese = client.get("/admin/", headers={"accept-language": "zh-hans"}).content.decode()
    assert '<html lang="zh-Hans">' in chinese
    assert "待我审核" in chinese
    assert "Waits for" not in chinese


# ---- handing over


def hand_over(client, url, data, **chosen):
    """Choose, look at what would happen, confirm."""
    page = client.post(url, data | {"chosen": "yes"} | chosen)
    return page, client.post(url, filled_in(page) | chosen | {"confirmed": "yes"})


@pytest.mark.engine("sqlite", "postgresql")
def test_a_selection_of_records_is_handed_over_after_a_list_of_what_would_happen(client, people):
    client.force_login(people["publisher"])
    shows = [make_exhibition(responsible=people["editor"], deputy=people["second"]), make_exhibition(deputy=people["editor"])]
    untouched = make_exhibition(responsible=people["editor"])
    data = {"action": "hand_over", "_selected_action": [show.pk for show in shows]}
    asked = client.post(RECORDS, data)
    assert [plan.record.pk for plan in asked.context_data["plans"]] == [show.pk for show in shows]
    page, done = hand_over(client, RECORDS, data, to=people["second"].pk, role="responsible")
    assert [(str(plan.responsible), plan.deputy and str(plan.deputy)) for plan in page.context_data["plans"]] == [
        ("second", None),
        ("second", "editor"),
    ]
    assert done.status_code == 302
    found = Record.objects.in_bulk()
    assert [(found[show.pk].responsible, found[show.pk].deputy) for show in shows] == [
        (people["second"], None),
        (people["second"], people["editor"]),
    ]
    assert found[untouched.pk].responsible == people["editor"]
    for show in shows:
        last = Exhibition.history.filter(id=show.pk).first()
        assert (last.history_user, last.history_change_reason, last.responsible) == (people["publisher"], "handed over", people["second"])
    entries = AuditEntry.objects.filter(action="changed", user=people["publisher"], row__in=[show.pk for show in shows])
    assert entries.count() == 3  # one for each person who changed
    assert not ReviewStep.objects.exists()


@pytest.mark.engine("sqlite", "postgresql")
def test_all_records_of_somebody_who_leaves_are_handed_over_in_each_part_they_had(client, people):
    client.force_login(people["publisher"])
    editor, second, publisher = people["editor"], people["second"], people["publisher"]
    charged = make_exhibition(responsible=editor, deputy=publisher)
    helped = make_exhibition(responsible=publisher, deputy=editor)
    both = make_exhibition(responsible=editor, deputy=second)
    other = make_exhibition(responsible=publisher)
    url = f"{RECORDS}hand-over/?from={editor.pk}"
    assert url in visit(client, f"/admin/portal/account/{editor.pk}/change/").links()
    _page, done = hand_over(client, url, {}, to=second.pk, role="both")
    assert done.status_code == 302
    found = Record.objects.in_bulk()
    assert [(found[show.pk].responsible, found[show.pk].deputy) for show in (charged, helped, both, other)] == [
        (second, publisher),
        (publisher, second),
        (second, None),
        (publisher, None),
    ]
    assert "No record is in this person’s charge." in visit(client, url).text


def test_nothing_is_handed_over_before_its_outcome_was_shown(client, people):
    client.force_login(people["publisher"])
    show = make_exhibition(responsible=people["editor"])
    url = f"{RECORDS}hand-over/?from={people['editor'].pk}"
    sent = {"chosen": "yes", "confirmed": "yes", "to": people["second"].pk, "role": "both"}
    assert client.post(url, sent).status_code == 200
    assert client.post(url, sent | {"seen": f"{people['publisher'].pk} both"}).status_code == 200
    for wrong in ({"to": people["viewer"].pk}, {"to": people["editor"].pk}, {"to": ""}, {"role": "king"}):
        assert client.post(url, sent | wrong).context_data["form"].errors
    show.refresh_from_db()
    assert show.responsible == people["editor"]


def test_editors_hand_over_their_own_and_nothing_else(client, people):
    own, other = make_exhibition(responsible=people["editor"]), make_exhibition(responsible=people["second"])
    client.force_login(people["editor"])
    data = {"action": "hand_over", "_selected_action": [own.pk, other.pk]}
    page, _done = hand_over(client, RECORDS, data, to=people["publisher"].pk, role="responsible")
    assert "It is in the charge of others: a Publisher hands it over." in page.content.decode()
    found = Record.objects.in_bulk()
    assert (found[own.pk].responsible, found[other.pk].responsible) == (people["publisher"], people["second"])
    assert client.get(f"{RECORDS}hand-over/?from={people['editor'].pk}").status_code == 200
    assert client.get(f"{RECORDS}hand-over/?from={people['second'].pk}").status_code == 403
    client.force_login(people["viewer"])
    assert client.get(f"{RECORDS}hand-over/?from={people['viewer'].pk}").status_code == 403
    client.force_login(people["publisher"])
    for nobody in ("", "0", "x"):
        assert client.get(f"{RECORDS}hand-over/?from={nobody}").status_code == 404


@pytest.mark.engine("sqlite", "postgresql")
def test_lists_show_and_narrow_by_who_is_in_charge(client, people):
    client.force_login(people["editor"])
    mine = make_exhibition(name_en="Mine", responsible=people["editor"])
    make_exhibition(name_en="Nobody’s")
    rows = visit(client, RECORDS).one("tbody").all("tr")
    assert {row.one("th").text: row.one("td", cls="field-in_charge").text for row in rows} == {"Mine": "editor", "Nobody’s": "—"}
    for query, expected in (
        ("whose=mine", ["Mine"]),
        ("whose=nobody", ["Nobody’s"]),
        (f"responsible__id__exact={mine.responsible_id}", ["Mine"]),
    ):
        assert [record.name_en for record in client.get(f"{RECORDS}?{query}").context_data["cl"].result_list] == expected
