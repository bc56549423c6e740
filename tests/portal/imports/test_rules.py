"""What forms refuse, an import does not do either; and what is rolled back, it writes again."""

import io
from datetime import date

import openpyxl
import pytest
from django.db import transaction
from django.utils import timezone
from django.utils.translation import override

from portal.exchange.backups.tables import Table
from portal.imports import options
from portal.imports.choosing import retype, settle
from portal.imports.marked import marked_workbook
from portal.imports.plans import ImportPlan, judged_anew
from portal.imports.running import ask_for
from portal.imports.written_rows import forget_written, write_rows
from portal.models import ImportedRow, Record, ReviewStep, SheetImport, Statement
from portal.review.steps import log_step
from portal.sheets.cells import CellSort, SheetCell
from portal.text.told import told_text
from tests.admin_pages import make_user
from tests.factories import make_exhibition, make_measure, make_organization, make_participation, make_project
from tests.portal.imports.engine_sheets import read_sheet, states

pytestmark = pytest.mark.django_db
Job, State = SheetImport.Job, SheetImport.State


@pytest.fixture(autouse=True)
def private_files(settings, tmp_path):
    settings.STORAGES = settings.STORAGES | {
        "private": {"BACKEND": "django.core.files.storage.FileSystemStorage", "OPTIONS": {"location": tmp_path}}
    }


@pytest.fixture
def editor():
    return make_user("Editor")


def test_a_part_of_what_is_public_is_not_moved_to_a_draft(editor):
    part = make_participation(initiative=make_exhibition(name_en="Shown", published_at=timezone.now()))
    draft = make_exhibition(name_en="Draft", published_at=None)
    kept = read_sheet(editor, "participations", {"key": part.pk, "initiative": f"[{draft.pk}]"})
    assert states(kept) == ["wrong"]
    assert [(each["place"], each["column"]) for each in kept.rows.get().problems] == [("B2", "initiative")]


def test_what_forms_ask_is_asked_once_for_all_rows_that_say_the_same(editor):
    rows = [{"name_en": name, "starts_on": day} for name, day in (("Show", "0205-04-21"), ("Fair", "0205-04-21"), ("Expo", "2205"))]
    kept = read_sheet(editor, "exhibitions", *rows)
    [asked], [others], [last] = (row.problems for row in kept.rows.all())
    assert asked["reason"].startswith("The year 205 was")
    assert asked["answer"] == others["answer"] != last["answer"]
    settle(kept.pk, editor, meant=[asked["answer"]])
    assert states(kept) == ["new", "new", "wrong"]
    ask_for(kept, Job.READ, editor)
    assert states(kept) == ["new", "new", "wrong"], "what was answered is not asked again"
    names = [
        {"record": f"[{make_project(name_en='Project').pk}]", "name": "丝路", "language": language} for language in ("English", "Chinese")
    ]
    [said], right = (row.problems for row in read_sheet(editor, "other-names", *names).rows.all())
    assert (said["place"], said["reason"], "answer" in said, right) == ("C2", "The name is Chinese: choose its language.", False, [])


def test_what_the_sheet_lacks_is_given_once_for_all_rows(editor):
    show = make_exhibition(name_en="Show", published_at=None)
    rows = [{"organization": f"[{make_organization(name_en=name).pk}]"} for name in ("A", "B")]
    kept = read_sheet(editor, "participations", *rows, **{options.SAME_IN_ALL: {"initiative": "Show", "role": "exhibitor"}})
    assert [row.record for row in kept.rows.all()] == [show.pk, show.pk]
    assert (states(kept), [change[::2] for change in kept.rows.first().changes]) == (
        ["new", "new"],
        [["organization", "A (cultural institution)"], ["initiative", "Show (exhibition)"], ["role", "exhibitor"]],
    )
    assert [note["reason"] for note in kept.notes] == [
        "“Initiative” is “Show” in all rows, as it was said for the sheet.",
        "“Role” is “exhibitor” in all rows, as it was said for the sheet.",
    ]
    retype(kept.rows.first(), "A2", "[nobody]", editor)
    assert (states(kept), kept.rows.first().values["initiative"]) == (["wrong", "new"], show.pk)


def test_a_marked_sheet_keeps_what_is_merged_and_months_that_are_no_days():
    month = SheetCell(CellSort.DATE, date(2025, 4, 1), "A3", "2025-04")
    title, below = (
        [SheetCell(CellSort.TEXT, text, f"{letter}{row}", merged=f"A{row}:B{row}") for letter in "AB"] for row, text in enumerate("甲乙", 1)
    )
    content = marked_workbook("Sheet", [(1, title), (2, below), (3, [month])], {"B2": "wrong"}, {})
    sheet = openpyxl.load_workbook(io.BytesIO(content)).active
    assert [str(area) for area in sheet.merged_cells.ranges] == ["A1:B1"], "what is wrong within an area would not be seen"
    assert [[cell.value for cell in row] for row in sheet.iter_rows()] == [["甲", None], ["乙", "乙"], ["2025-04", None]]


def test_what_became_of_an_import_reads_in_the_language_of_the_reader(editor):
    kept = read_sheet(editor, "exhibitions", {"name_en": "Show", "country": "新加坡", "starts_on": "2025.13"}, {"name_en": "丝路"})
    with override("zh-hans"):
        first, second = kept.rows.all()
        assert [first.problems[0]["reason"], second.problems[0]["reason"]] == ["日历中没有“2025.13”这一天。", "英文列中填写的是中文。"]
        assert first.changes[1] == ["country", "", "新加坡"]
        assert SheetImport.objects.create(by=editor, size=1, failure=told_text("Your account may not change records.")).failure
    assert kept.rows.first().changes[1] == ["country", "", "Singapore"]
    assert SheetImport.objects.exclude(failure="").get().failure == "Your account may not change records."
    ask_for(kept, Job.READ, editor)
    lines = [line.decode() for line in Table(ImportedRow).lines()]
    assert all(text in lines[0] for text in ("There is no day", "日历中没有")), "a backup has each language"


def test_chinese_for_english_and_a_key_that_is_none_are_refused(editor):
    kept = read_sheet(editor, "enterprises", {"key": "gone-since", "name_en": "甲一文化"}, {"key": "", "name_en": "Silk 丝路 Culture"})
    assert states(kept) == ["wrong", "new"]
    project = make_project(name_en="Project", published_at=None)
    assert states(read_sheet(editor, "exhibitions", {"key": project.pk, "name_en": "Project again"})) == ["wrong"]
    assert [(each["place"], each["column"]) for each in kept.rows.first().problems] == [("A2", "key"), ("B2", "name_en")]


def test_a_span_in_the_column_of_the_start_fills_the_end_where_the_sheet_has_no_column_for_it(editor):
    rows = {"name_en": "Show", "starts_on": "2025.4.1-4.10"}, {"name_en": "Fair", "starts_on": "2025.4"}
    kept = read_sheet(editor, "exhibitions", *rows)
    assert [row.changes[1:] for row in kept.rows.all()] == [
        [["starts_on", "", "1 April 2025"], ["ends_on", "", "10 April 2025"]],
        [["starts_on", "", "April 2025"]],
    ]
    assert kept.notes[0]["reason"] == "The sheet has no column “Ends on”: cells that say from when to when fill it, too (B2)."
    kept = read_sheet(editor, "exhibitions", {**rows[0], "ends_on": ""})
    assert (states(kept), kept.rows.get().problems[0]["place"], kept.notes) == (["wrong"], "B2", [])


def test_what_was_public_is_not_deleted_where_an_import_is_taken_back(editor):
    kept = read_sheet(editor, "enterprises", {"name_zh": "甲一文化"}, {"name_zh": "乙二文化"})
    ask_for(kept, Job.WRITE, editor)
    shown = Record.objects.get(name_zh="甲一文化")
    for step in (ReviewStep.Step.PUBLISHED, ReviewStep.Step.WITHDRAWN):
        log_step(shown, step, editor)
    ask_for(kept, Job.UNDO, editor)
    assert (kept.state, [record.pk for record in Record.objects.all()]) == (State.UNDONE, [shown.pk])
    assert "It was public" in kept.rows.get(row=shown.pk).result


def test_what_was_rolled_back_is_written_again_as_it_was_judged(editor):
    show, measure = make_exhibition(name_en="Show", published_at=None), make_measure(name_en="visitors")
    row = {"record": f"[{show.pk}]", "measure": f"[{measure.pk}]", "value": "12", "qualifier": "exactly", "wording_en": "Twelve came."}
    kept = read_sheet(editor, "figures", row, **{options.AS_SOURCE: True, options.ONLY_RIGHT: True})
    rows, judged = judged_anew(kept)
    plan = ImportPlan(kept, editor, judged)
    for is_last in (False, True):
        with transaction.atomic():
            write_rows(kept, plan, timezone.now())
            transaction.set_rollback(not is_last)
        if not is_last:
            forget_written(plan)
            assert [(each.row, each.passage, each.result) for each in rows] == [("", "", "")]
    passage = Statement.objects.get().passage
    assert (passage.source_id, passage.text) == (kept.source_id, f"[{show.pk}]\n[{measure.pk}]\n12\nexactly\nTwelve came."), "its own words"
