"""A sheet from the file to the records and back again, on the pages on which staff do it."""

import io
import re
from datetime import timedelta

import openpyxl
import pytest
from django.utils import timezone

from enterprises.models import Enterprise, Organization
from initiatives.models import Participation
from portal.imports import outlook
from portal.models import (
    AuditEntry,
    Correction,
    MatchedHeadings,
    NotTheSame,
    ProposedChange,
    Record,
    Sector,
    SheetImport,
    Statement,
)
from tests.admin_pages import filled_in, messages_of
from tests.factories import (
    make_category,
    make_enterprise,
    make_exhibition,
    make_measure,
    make_nomination,
    make_nomination_event,
    make_organization,
    make_passage,
    make_selection_round,
    make_source,
    make_statement,
)
from tests.page import visit
from tests.portal.imports import bureau
from tests.portal.imports.sent_sheets import Import

pytestmark = [pytest.mark.django_db, pytest.mark.once]


@pytest.fixture
def vocabulary():
    for name_zh in bureau.SECTORS:
        Sector.objects.create(name_en=name_zh, name_zh=name_zh)


@pytest.fixture
def known(vocabulary):
    """The three enterprises that the list has under other spellings: one is public, two are drafts."""
    names = {"甘肃恒真数字文化科技有限公司": timezone.now(), "甘肃演艺集团": None, "甘肃金味德拉面文化产业集团有限公司": None}
    keys = bureau.KNOWN.values()
    return [
        make_enterprise(id=key, slug=key, name_en="", name_zh=name, published_at=published)
        for key, (name, published) in zip(keys, names.items(), strict=True)
    ]


def test_a_list_from_a_bureau_comes_in_and_goes_again(client, people, known):
    client.force_login(people["editor"])
    work = Import(client, bureau.as_gb18030(), "天水市文化企业名录.csv")
    assert work.counted() == {"attention": 8, "wrong": 5, "like": 3, "new": 32, "all": 40}
    assert set(work.controls()) == set(bureau.MISTAKES)
    assert "40家" in work.text, "what was left out of the sheet is told"

    refused = work.press()
    assert "Some rows are wrong" in refused.text
    assert Enterprise.objects.count() == 3

    typed = {control: bureau.right_text(place) for place, control in work.controls().items()}
    work.press(**typed)
    assert work.counted() == {"attention": 3, "like": 3, "new": 37, "all": 40}
    for name, key in bureau.KNOWN.items():
        [(_row, control)] = work.radios(name).items()
        work.press("go", "show=like", **{control: key})
    assert work.counted() == {"like": 0, "new": 37, "changed": 3, "all": 40}, "what is chosen is kept, whichever way the page is left"

    work.press()
    assert re.search(r"37 new: made as drafts.* 2 changed: drafts.* 1 proposed", work.text)
    assert "Import 37 drafts, 2 changes of drafts, 1 proposed change" in work.html
    assert Enterprise.objects.count() == 3
    work.press("")
    assert "Imported" in work.text
    made = Enterprise.objects.exclude(pk__in=bureau.KNOWN.values())
    assert made.drafts().filter(responsible=people["editor"].pk).count() == made.count() == 37
    [proposal] = ProposedChange.objects.all()
    assert proposal.record_id == known[0].pk
    assert Enterprise.objects.get(pk=known[1].pk).address_zh
    for record in (made.first(), known[1]):
        history = visit(client, f"/admin/enterprises/enterprise/{record.pk}/history/")
        assert history.one("p", cls="history-imports").links() == {work.url: "天水市文化企业名录.csv"}

    again = Import(client, bureau.as_gb18030(), "天水市文化企业名录.csv")
    assert "This very file was imported before" in " ".join(messages_of(again.page)) + again.text
    kept = made.first()
    Record.objects.filter(pk=kept.pk).update(staff_note="Seen.", updated_at=timezone.now())
    back = Import.__new__(Import)
    back.client, back.url = client, f"{work.url}undo/"
    back.page = client.get(back.url)
    assert re.search(rf"36 made by the import: they go.* 2 changed by it.* 1 proposed.* 1 stay as they are.* {kept.name_zh}", back.text)
    back.press("")
    assert set(Enterprise.objects.values_list("pk", flat=True)) == {kept.pk, *bureau.KNOWN.values()}
    assert not Enterprise.objects.get(pk=known[1].pk).address_zh
    assert ProposedChange.objects.get().state == ProposedChange.State.DROPPED
    assert back.stored.undone_by_id == people["editor"].pk


def test_a_heading_that_nobody_knows_is_asked_for_once(client, people, vocabulary):
    client.force_login(people["editor"])
    content = f"企业名称,纳税识别号,得分\n天水示例甲有限公司,{bureau.code_of(1)},9\n".encode()
    work = Import(client, content)
    assert work.url.endswith("/columns/")
    line = visit(client, work.url).one("table", cls="import-columns")
    assert "not known yet" in line.text
    assert bureau.code_of(1) in line.text
    twice = work.press("read", **{"column-B": "credit_code", "column-C": "credit_code"})
    assert "Column C is taken for the same" in twice.text
    work.press("read", **{"column-B": "credit_code", "column-C": ""})
    assert work.counted() == {"new": 1, "all": 1}
    assert Import(client, content).counted() == {"new": 1, "all": 1}
    assert MatchedHeadings.objects.get().by_id == people["editor"].pk


def test_what_several_rows_say_wrongly_is_mended_once_and_what_several_columns_say_is_put_together(client, people, known):
    client.force_login(people["editor"])
    rows = "".join(f"天水示例{name}文化有限公司,数字文化,张{name},130{name},www.example.com\n" for name in "甲乙丙")
    content = (
        f"企业名称,所属行业,联系人,联系电话,网址\n{rows}甘肃演艺集团,,,,\n甘肃恒真数字文化科技有限公司,,,,\n,没有这一行业,,,\n".encode()
    )
    work = Import(client, content)
    assert work.counted() == {"attention": 6, "wrong": 4, "like": 2, "all": 6}
    [control] = re.findall(r'name="(all-B-\w+)"', work.html)
    assert "3 rows say the same" in work.text
    work.press("next", **{control: bureau.SECTORS[0]})
    assert work.counted() == {"attention": 3, "wrong": 1, "like": 2, "new": 3, "all": 6}
    work.press("same-names")
    assert work.counted() == {"attention": 1, "wrong": 1, "new": 3, "same": 2, "all": 6}
    work.press("next", **{"leave-7": "on"}).press("")
    made = Enterprise.objects.get(name_zh="天水示例甲文化有限公司")
    assert (made.private_contact, made.website, made.sectors.get().name_zh) == ("张甲\n130甲", "https://www.example.com", bureau.SECTORS[0])


def test_of_one_file_the_shows_come_in_first_and_then_who_took_part(client, people, known):
    client.force_login(people["editor"])
    work = Import(client, f"展会名称,主办单位,城市\n示例文化展,{known[1].name_zh},首尔\n".encode())
    assert "Has its place among “Participations”" in work.text
    work.press("read").press().press("")
    work.press("once-more")
    assert re.search(r'value="participations" selected', work.html)
    work.press("read").press().press("")
    assert (Participation.objects.get().organization_id, Participation.objects.get().role) == (known[1].pk, "host")


def test_why_nothing_was_written_is_said_where_the_rows_are(client, people, known):
    client.force_login(people["editor"])
    work = Import(client, f"key,网址\n{known[1].pk},https://www.example.com/\n".encode(), kind="enterprises").press()
    Organization.objects.filter(pk=known[1].pk).update(region_zh="甘肃省")
    work.press("")
    assert "were changed since they were previewed: 2" in work.text


def test_what_the_sheet_lacks_is_asked_once_for_all_rows(client, people):
    client.force_login(people["editor"])
    show, firm = make_exhibition(name_zh="示例展", published_at=None), make_organization(name_zh="甲示例公司")
    work = Import(client, f"企业名称,参与方式\n{firm.name_zh},exhibitor\n".encode(), kind="participations")
    assert "Say which column is" not in work.text
    work.press("read", **{"same-initiative": "别的展"})
    assert "“别的展” is not among the" in work.text
    work.press("read", **{"same-initiative": "示例展"})
    assert work.stored.rows.get().record == show.pk


def test_the_sheet_comes_back_with_its_mistakes_marked(client, people, known):
    client.force_login(people["editor"])
    work = Import(client, bureau.as_gb18030(), "list.csv")
    response = client.get(f"/admin/import/{work.stored.pk}/marked.xlsx")
    book = openpyxl.load_workbook(io.BytesIO(b"".join(response)))
    sheet = book.active
    assert sheet["A1"].value == bureau.TITLE
    assert sheet["B4"].value == bureau.right_rows()[0][1]
    assert {cell.coordinate for row in sheet.iter_rows() for cell in row if cell.comment} == set(bureau.MISTAKES)
    assert sheet["D15"].value == "雕漆制作"
    assert "雕漆制作" in sheet["D15"].comment.text
    opened = AuditEntry.objects.filter(action=AuditEntry.Action.OPENED_PAPER, row=work.stored.pk)
    assert opened.get().user_id == people["editor"].pk
    for place in bureau.MISTAKES:
        sheet[place] = bureau.right_text(place)
    mended = io.BytesIO()
    book.save(mended)
    assert Import(client, mended.getvalue(), "list-marked.xlsx").counted() == {"attention": 3, "like": 3, "new": 37, "all": 40}


def test_what_is_another_one_is_remembered_and_a_row_is_left_out(client, people, known):
    client.force_login(people["editor"])
    name = "甘肃演艺集团有限责任公司"
    content = f"企业名称\n{name}\n天水示例甲有限公司\n".encode()
    work = Import(client, content)
    [(_row, control)] = work.radios(name).items()
    work.press("go", "show=all", **{control: "new"})
    box = re.search(r'name="(take-\d+)"[^>]*aria-label="Import row 3"', work.html)[1]
    work.page = client.post(work.url, {key: value for key, value in filled_in(work.page).items() if key != box} | {"next": "on"})
    work.follow()
    assert re.search(r"1 new: made as drafts.* 1 not imported", work.text)
    assert NotTheSame.objects.get().record_id == "gansu-performing-arts-group"
    work.press("")
    assert not Record.objects.filter(name_zh="天水示例甲有限公司").exists()


def test_who_sees_and_who_goes_on(client, people, known):
    client.force_login(people["editor"])
    work = Import(client, "企业名称\n天水示例甲有限公司\n".encode())
    key = work.stored.pk
    pages = ["", "new/", f"{key}/", f"{key}/columns/", f"{key}/confirm/", f"{key}/undo/", f"{key}/file/", f"{key}/marked.xlsx"]
    client.force_login(people["viewer"])
    assert {page: client.get(f"/admin/import/{page}").status_code for page in pages} == dict.fromkeys(pages, 403)
    assert "/admin/import/" not in visit(client, "/admin/").links()
    assert "Import a sheet" not in visit(client, "/admin/enterprises/enterprise/").text

    client.force_login(people["publisher"])
    assert visit(client, "/admin/enterprises/enterprise/").links()["/admin/import/new/?kind=enterprises"] == "Import a sheet"
    page = visit(client, f"/admin/import/{key}/")
    assert "goes on with it" in page.text
    assert not page.all("button", name="next")
    assert client.post(f"/admin/import/{key}/", {"next": "on"}).status_code == 403
    assert client.get(f"/admin/import/{key}/confirm/").status_code == 403
    listed = visit(client, "/admin/import/?whose=mine")
    assert f"/admin/import/{key}/" not in listed.links()
    assert visit(client, "/admin/import/").links()[f"/admin/import/{key}/"] == "list.csv"

    client.force_login(people["editor"])
    assert visit(client, "/admin/").one("section", id="desk-imports").links()[f"/admin/import/{key}/"] == "Go on – list.csv"
    work.press().press("")
    assert not visit(client, "/admin/").all("section", id="desk-imports")
    client.force_login(people["publisher"])
    back = f"/admin/import/{key}/undo/"
    client.post(back, filled_in(client.get(back)))
    assert SheetImport.objects.get(pk=key).undone_by_id == people["publisher"].pk


def test_what_is_no_sheet_is_refused_at_its_field(client, people):
    client.force_login(people["editor"])
    work = Import(client, b"%PDF-1.7 nothing", "list.pdf")
    assert 'class="errorlist"' in work.html
    assert not SheetImport.objects.exists()


def test_without_a_worker_the_page_says_so(client, people):
    client.force_login(people["editor"])
    asked = timezone.now() - timedelta(minutes=2)
    SheetImport.objects.create(
        id="long-list", by_id=people["editor"].pk, file_name="list.xlsx", size=1, job="read", asked_at=asked, done=300, total=9000
    )
    response = client.get("/admin/import/long-list/")
    assert response["Refresh"] == "3"
    assert "manage.py work" in response.content.decode()
    assert 'value="300" max="9000"' in response.content.decode()


def test_a_publisher_sees_first_what_the_public_reads_otherwise_and_says_why(client, people):
    statement = make_statement(make_exhibition(), value=40, qualifier="exactly", measure=make_measure())
    client.force_login(people["publisher"])
    work = Import(client, f"key,value\n{statement.pk},41\n".encode(), kind="figures")
    assert work.counted() == {"changed": 1, "all": 1}
    work.press()
    assert "What changes in records that are public" in work.text
    assert "1 figure that is public" in work.text
    work.press("")
    assert "Say why the public figures change" in work.text
    assert not Correction.objects.exists()
    work.press("", reason_en="Miscounted.")
    assert (Statement.objects.get().value, Correction.objects.get().reason_en) == (41, "Miscounted.")
    back = Import.__new__(Import)
    back.client, back.url = client, f"{work.url}undo/"
    back.page = client.get(back.url)
    back.press("", reason_en="Counted again.")
    assert {each.reason_en for each in Correction.objects.all()} == {"Miscounted.", "Counted again."}
    assert Statement.objects.get().value == 40


def test_an_outcome_beside_one_that_stands_is_asked_about(client, people):
    public = {"published_at": timezone.now()}
    category = make_category(round=make_selection_round(name_en="Round", **public), name_en="Enterprises")
    nomination = make_nomination(category=category, organization_id=make_enterprise(name_en="Nominee", **public).pk)
    passage = make_passage(source=make_source(**public))
    stands = make_nomination_event(nomination, "recognized", passage=passage)
    client.force_login(people["publisher"])
    rows = f"Selection round,Category,Organization,Outcome,Source\nRound,Enterprises,Nominee,not recognized,[{passage.source_id}]\n"
    work = Import(client, rows.encode(), kind="outcomes")
    assert "It takes the place of Nominee: recognized" in work.text
    assert "Both hold: add it beside that" in work.text
    [control] = [name for name in filled_in(work.page) if name.startswith("row-")] or [f"row-{work.stored.rows.get().pk}"]
    work.press(**{control: stands.pk})
    assert "1 figure that is public, or outcome" in work.text
    work.press("", reason_en="The list says otherwise.")
    stands.refresh_from_db()
    assert (stands.replaced_by.verb, stands.replaced_by.passage_id) == ("not-recognized", passage.pk)


def test_of_more_rows_than_a_page_can_rehearse_it_says_what_is_not_listed(client, people, monkeypatch):
    monkeypatch.setattr(outlook, "MOST_REHEARSED", 0)
    make_enterprise(name_zh="丙三文化", id="known", published_at=timezone.now())
    client.force_login(people["publisher"])
    work = Import(client, b"key,website\nknown,https://www.example.com/\n", kind="enterprises").press()
    assert "1 changed in public, at once" in work.text
    assert "is not listed here what appears or disappears on other pages" in work.text
    assert "What changes in public" not in work.text
    work.press("")
    assert Enterprise.objects.get().website == "https://www.example.com/"
