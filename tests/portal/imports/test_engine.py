"""Imports of sheets: what is previewed is written, all or nothing, and can be taken back."""

import pytest
from django.utils import timezone

from enterprises.models import Enterprise, Organization
from initiatives.models import NominationEvent
from portal.imports import options
from portal.imports.choosing import choose_row, retype
from portal.imports.outlook import consequences_of_import, what_would_happen
from portal.imports.running import ask_for
from portal.imports.way_back import what_would_come_back
from portal.models import AlternativeName, AuditEntry, Correction, ProposedChange, Record, SheetImport, Source, Statement
from portal.search.index import index
from tests.admin_pages import make_user
from tests.factories import (
    make_category,
    make_enterprise,
    make_exhibition,
    make_figure,
    make_measure,
    make_nomination,
    make_nomination_event,
    make_participation,
    make_passage,
    make_selection_round,
    make_source,
    make_trademark,
)
from tests.portal.imports.engine_sheets import read_sheet, states

pytestmark = pytest.mark.django_db
CODE, OTHER_CODE = "911000001000013428", "914403001922038216"
Job, State = SheetImport.Job, SheetImport.State


@pytest.fixture(autouse=True)
def private_files(settings, tmp_path):
    settings.STORAGES = settings.STORAGES | {
        "private": {"BACKEND": "django.core.files.storage.FileSystemStorage", "OPTIONS": {"location": tmp_path}}
    }


@pytest.fixture
def editor():
    return make_user("Editor")


def test_a_list_of_enterprises_becomes_drafts_is_written_once_and_taken_back(editor):
    known = make_enterprise(name_zh="甘肃丝路文化有限公司", credit_code=CODE, website="", published_at=None)
    rows = [
        {"name_zh": "甘肃丝路文化股份有限公司", "credit_code": CODE, "website": "https://www.example.com/"},
        {"name_zh": "兰州飞天科技有限公司", "credit_code": OTHER_CODE, "region_zh": "甘肃省"},
    ]
    kept = read_sheet(editor, "enterprises", *rows)
    assert (kept.state, states(kept)) == (State.PREVIEW, ["changed", "new"])
    assert kept.rows.first().changes == [
        ["name_zh", "甘肃丝路文化有限公司", "甘肃丝路文化股份有限公司"],
        ["website", "", "https://www.example.com/"],
    ]
    ask_for(kept, Job.WRITE, editor)
    assert (kept.state, kept.failure, kept.outcome["new"], kept.outcome["changed"]) == (State.WRITTEN, "", 1, 1)
    made = Enterprise.objects.get(credit_code=OTHER_CODE)
    assert (made.published_at, made.responsible_id, made.slug) == (None, editor.pk, "lan-zhou-fei-tian-ke-ji-you-xian-gong-si")
    assert [(row.history_type, row.history_change_reason, row.history_user_id) for row in made.history.all()] == [
        ("+", f"import:{kept.pk}", editor.pk)
    ]
    assert AuditEntry.objects.filter(row=made.pk, action="added").exists()
    again = read_sheet(editor, "enterprises", *rows)
    assert states(again) == ["same", "same"]
    ask_for(kept, Job.UNDO, editor)
    assert (kept.state, kept.outcome["gone"], kept.outcome["restored"]) == (State.UNDONE, 1, 1)
    assert not Record.objects.filter(pk=made.pk).exists()
    known.refresh_from_db()
    assert (known.name_zh, known.website) == ("甘肃丝路文化有限公司", "")


def test_a_name_only_proposes_a_code_decides_and_what_a_person_says_is_remembered(editor):
    same = make_enterprise(name_zh="自贡灯彩集团", name_en="")
    make_enterprise(name_zh="", name_en="Tencent", id="tencent")
    AlternativeName.objects.create(record_id="tencent", name="腾讯", language="zh-Hans")
    coded = make_enterprise(name_zh="名称甲", name_en="", credit_code=CODE)
    make_exhibition(name_zh="", name_en="Digital Cave of Manuscripts")
    rows = [
        {"name_zh": "自贡灯彩文化产业集团有限公司"},
        {"name_zh": "腾讯"},
        {"name_zh": "名称乙", "credit_code": CODE},
        {"name_zh": "名称甲", "credit_code": OTHER_CODE},
    ]
    kept = read_sheet(editor, "enterprises", *rows)
    assert states(kept) == ["like", "like", "changed", "new"]
    first, second, third, _fourth = kept.rows.all()
    assert ([key for key, _why in first.candidates], second.candidates[0][0], third.row) == ([same.pk], "tencent", coded.pk)
    assert choose_row(first, options.AS_NEW, editor).state == "new"
    assert choose_row(second, "tencent", editor).state == "changed"
    with pytest.raises(ValueError, match="no candidate"):
        choose_row(second, "else", editor)
    again = read_sheet(editor, "enterprises", *rows)
    assert states(again) == ["new", "like", "changed", "new"], "“not the same” is remembered"
    projects = read_sheet(editor, "projects", {"name_en": "Digital Cave of Manuscripts"})
    assert states(projects) == ["new"], "a project and an exhibition of one name are two"


def test_all_mistakes_are_said_at_once_with_their_cells_and_nothing_is_stored_while_one_is_left(editor):
    make_enterprise(name_zh="已有", name_en="", credit_code=OTHER_CODE)
    kept = read_sheet(
        editor,
        "enterprises",
        {"name_zh": "甲一文化", "credit_code": "911000001000013429", "website": "no address"},
        {"name_zh": "", "name_en": "", "region_zh": "甘肃省"},
        {"name_zh": "乙二文化", "credit_code": CODE},
        {"name_zh": "丙三文化", "credit_code": CODE},
        {"name_zh": "丁四文化", "name_reading": "ding"},
        {"name_zh": "戊五文化"},
        {"name_zh": "戊五文化"},
        {"name_zh": "己六文化", "sectors": "没有这个行业"},
        {"name_zh": "庚七文化"},
    )
    said = {(each["place"], each["column"]) for row in kept.rows.all() for each in row.problems}
    assert {("B2", "credit_code"), ("C2", "website"), ("B4", "credit_code"), ("B5", "credit_code")} <= said
    assert {("A7", "name_zh"), ("A8", "name_zh")} <= said
    assert all(each["reason"] and each["remedy"] for row in kept.rows.all() for each in row.problems)
    assert kept.counts == {"wrong": 8, "new": 1}
    ask_for(kept, Job.WRITE, editor)
    assert (kept.state, Record.objects.count()) == (State.PREVIEW, 1)
    assert "2 · 甲一文化" in kept.failure
    row = retype(kept.rows.get(number=5), "B5", "", editor)
    assert (row.state, kept.rows.get(number=4).state) == ("new", "new")
    kept.refresh_from_db()
    kept.options |= {options.ONLY_RIGHT: True}
    kept.save()
    ask_for(kept, Job.WRITE, editor)
    assert (kept.state, kept.outcome["new"], kept.outcome["left"]) == (State.WRITTEN, 3, 6)


def test_what_was_changed_since_the_preview_is_refused_by_name(editor):
    known = make_enterprise(name_zh="甘肃丝路文化有限公司", credit_code=CODE, published_at=None)
    kept = read_sheet(editor, "enterprises", {"name_zh": "甘肃新丝路文化有限公司", "credit_code": CODE}, {"name_zh": "兰州飞天科技"})
    Organization.objects.filter(pk=known.pk).update(region_zh="甘肃省")
    ask_for(kept, Job.WRITE, editor)
    assert (kept.state, Organization.objects.count()) == (State.PREVIEW, 1)
    assert "2 · 甘肃新丝路文化有限公司" in kept.failure
    ask_for(kept, Job.WRITE, editor)
    assert kept.state == State.WRITTEN, "it was shown anew, and is the same since"
    Organization.objects.filter(pk=known.pk).update(region_zh="敦煌")
    made = Organization.objects.get(name_zh="兰州飞天科技")
    make_participation(organization=made)
    way = what_would_come_back(kept, editor)
    assert [row.number for row, _why in way.stays] == [2, 3]
    ask_for(kept, Job.UNDO, editor)
    assert (kept.state, kept.outcome["stays"], Organization.objects.count()) == (State.UNDONE, 2, 2)
    assert all(kept.rows.values_list("result", flat=True))


def test_an_empty_cell_changes_nothing_unless_that_is_asked_for(editor):
    known = make_enterprise(name_zh="丝路", credit_code=CODE, website="https://www.example.com/", region_zh="甘肃省", published_at=None)
    rows = {"credit_code": CODE, "website": ""}
    assert states(read_sheet(editor, "enterprises", rows)) == ["same"]
    kept = read_sheet(editor, "enterprises", rows, **{options.EMPTY_CLEARS: True})
    ask_for(kept, Job.WRITE, editor)
    known.refresh_from_db()
    assert (known.website, known.region_zh) == ("", "甘肃省")


def test_of_what_is_public_an_editor_proposes_and_a_publisher_writes(editor):
    publisher = make_user("Publisher")
    known = make_enterprise(name_zh="丝路文化", name_en="Silk", credit_code=CODE, published_at=timezone.now())
    index(Record.objects.all())
    row = {"credit_code": CODE, "website": "https://www.example.com/"}
    kept = read_sheet(editor, "enterprises", row)
    assert (what_would_happen(kept, editor).proposed, consequences_of_import(kept, editor)) == (1, None)
    ask_for(kept, Job.WRITE, editor)
    assert kept.failure == ""
    proposal = ProposedChange.objects.get()
    assert (kept.state, proposal.row, proposal.sent["website"]) == (State.WRITTEN, known.pk, ["https://www.example.com/"])
    known.refresh_from_db()
    assert known.website == ""
    ask_for(kept, Job.UNDO, editor)
    proposal.refresh_from_db()
    assert (kept.state, proposal.state) == (State.UNDONE, ProposedChange.State.DROPPED)
    kept = read_sheet(publisher, "enterprises", row)
    outlook = what_would_happen(kept, publisher)
    assert (outlook.public, consequences_of_import(kept, publisher) is not None) == (1, True)
    ask_for(kept, Job.WRITE, publisher, outlook.seal)
    known.refresh_from_db()
    assert (kept.state, known.website) == (State.WRITTEN, "https://www.example.com/")


def test_a_public_figure_changes_with_a_reason_and_comes_back_by_another(editor):
    publisher = make_user("Publisher")
    show = make_exhibition(name_en="Show", published_at=timezone.now())
    source = make_source(published_at=timezone.now())
    figure = make_figure(show, value=330, passage=make_passage(source=source))
    kept = read_sheet(publisher, "figures", {"key": figure.pk, "value": "331"})
    assert what_would_happen(kept, publisher).figures == 1
    ask_for(kept, Job.WRITE, publisher)
    assert (kept.state, "say why" in kept.failure) == (State.PREVIEW, True)
    kept.reason_en = "The bureau counted again."
    kept.save()
    ask_for(kept, Job.WRITE, publisher)
    figure.refresh_from_db()
    assert (figure.value, Correction.objects.get().reason_en) == (331, "The bureau counted again.")
    ask_for(kept, Job.UNDO, publisher)
    figure.refresh_from_db()
    assert (kept.state, figure.value, Correction.objects.count()) == (State.UNDONE, 330, 2)


def test_a_sheet_becomes_a_source_whose_passages_its_figures_cite(editor):
    show, measure = make_exhibition(name_en="Show", published_at=None), make_measure(name_en="visitors")
    row = {"record": f"[{show.pk}]", "measure": f"[{measure.pk}]", "value": "12", "qualifier": "exactly", "wording_en": "Twelve came."}
    without = read_sheet(editor, "figures", row)
    assert [each["remedy"] for each in without.rows.get().problems]
    kept = read_sheet(editor, "figures", row, **{options.AS_SOURCE: True})
    assert (kept.failure, states(kept)) == ("", ["new"]), kept.rows.get().problems
    ask_for(kept, Job.WRITE, editor)
    statement = Statement.objects.get()
    assert (statement.passage.source_id, statement.passage.label_zh) == (kept.source_id, "第2行")
    assert states(read_sheet(editor, "figures", row, **{options.AS_SOURCE: True})) == ["same"]
    ask_for(kept, Job.UNDO, editor)
    assert not Statement.objects.exists()
    assert not Source.objects.exists()


def test_an_outcome_of_a_public_nomination_is_replaced_and_taken_back_by_events(editor):
    publisher = make_user("Publisher")
    public = {"published_at": timezone.now()}
    category = make_category(round=make_selection_round(**public), name_en="Enterprises")
    nominee = make_enterprise(name_en="Nominee", **public)
    nomination = make_nomination(category=category, organization=nominee)
    passage = make_passage(source=make_source(**public))
    wrong = make_nomination_event(nomination, "recognized", passage=passage)
    kept = read_sheet(publisher, "outcomes", {"key": wrong.pk, "verb": "not recognized"})
    assert (states(kept), what_would_happen(kept, publisher).figures) == (["changed"], 1)
    kept.reason_en = "The list says otherwise."
    kept.save()
    ask_for(kept, Job.WRITE, publisher)
    assert (kept.state, wrong.replaced_by.verb, wrong.replaced_by.reason_en) == (
        State.WRITTEN,
        "not-recognized",
        "The list says otherwise.",
    )
    ask_for(kept, Job.UNDO, publisher)
    assert kept.state == State.UNDONE
    assert [event.verb for event in NominationEvent.objects.in_order()] == ["recognized", "not-recognized", "recognized"]


@pytest.fixture
def candidate():
    """A nomination that is public, with the cells by which a sheet names it."""
    public = {"published_at": timezone.now()}
    category = make_category(round=make_selection_round(name_en="Round", **public), name_en="Enterprises")
    nomination = make_nomination(category=category, organization_id=make_enterprise(name_en="Nominee", name_zh="", **public).pk)
    cells = {"round": f"[{category.round_id}]", "category": "Enterprises", "organization": "Nominee"}
    return nomination, make_passage(source=make_source(**public)), cells


def test_an_outcome_that_says_otherwise_than_one_that_stands_is_asked_about_and_never_added_beside_it(editor, candidate):
    nomination, passage, cells = candidate
    publisher, body = make_user("Publisher"), make_enterprise(name_en="Bureau", published_at=timezone.now())
    stands = make_nomination_event(nomination, "recognized", passage=passage)
    row = cells | {"verb": "not recognized", "actors": "Bureau", "source": f"[{passage.source_id}]"}
    kept = read_sheet(
        publisher, "outcomes", row, cells | {"verb": "recognized", "happened_on": "2025-05-01"}, cells | {"verb": "recommended"}
    )
    first, second, _third = kept.rows.all()
    assert states(kept) == ["wrong", "wrong", "new"], "two rows of the sheet say otherwise of each other"
    assert [key for key, _why in first.candidates] == [key for key, _why in second.candidates] == [stands.pk]
    choose_row(second, options.LEAVE, publisher)
    assert kept.rows.get(number=2).state == "like"
    kept.refresh_from_db()
    assert (what_would_happen(kept, publisher).public, what_would_happen(kept, publisher).left) == (1, 2)
    assert choose_row(kept.rows.get(number=2), stands.pk, publisher).state == "changed"
    kept = read_sheet(editor, "outcomes", row)
    assert choose_row(kept.rows.get(), stands.pk, editor).state == "changed"
    kept.reason_en = "The list says otherwise."
    kept.save()
    ask_for(kept, Job.WRITE, editor)
    assert kept.failure == ""
    sent = ProposedChange.objects.get().sent
    assert [sent[f"events-1-{name}"] for name in ("verb", "replaces", "actors")] == [["not-recognized"], [stands.pk], [body.pk]]


def test_an_editor_proposes_another_nomination_of_a_public_round(editor, candidate):
    nomination, _passage, cells = candidate
    kept = read_sheet(editor, "nominations", {"key": nomination.pk, "is_unnamed_project": "yes"})
    ask_for(kept, Job.WRITE, editor)
    assert (kept.failure, kept.state) == ("", State.WRITTEN)
    proposal = ProposedChange.objects.get()
    assert (proposal.form, proposal.record_id) == ("initiatives.selectioncategory", nomination.category.round_id)
    assert proposal.sent["nominations-0-is_unnamed_project"] == ["on"]
    other = make_enterprise(name_en="Another", published_at=timezone.now())
    kept = read_sheet(editor, "nominations", cells | {"organization": f"[{other.pk}]"})
    ask_for(kept, Job.WRITE, editor)
    assert (kept.failure, kept.outcome["proposed"]) == ("", 1)
    assert nomination.category.nominations.count() == 1


def test_a_new_record_of_several_kinds_says_which(editor):
    kept = read_sheet(editor, "organizations", {"name_zh": "甲一单位", "kind": "partner company"}, {"name_zh": "乙二单位", "kind": ""})
    assert states(kept) == ["new", "wrong"]
    assert [each["column"] for each in kept.rows.last().problems] == ["kind"]
    editor.groups.clear()
    ask_for(kept, Job.WRITE, editor)
    assert (kept.state, kept.failure) == (State.PREVIEW, "Your account may not change records.")


def test_registrations_of_several_classes_are_parts_of_their_mark(editor):
    mark = make_trademark(name_en="Mark", published_at=None)
    row = {"trademark": "Mark", "number": "12345678", "nice_class": "16; 25", "territory": "CN", "route": "national office"}
    kept = read_sheet(editor, "registrations", row)
    assert states(kept) == ["new", "new"], [each.problems for each in kept.rows.all()]
    ask_for(kept, Job.WRITE, editor)
    assert [each.nice_class for each in mark.registrations.all()] == [16, 25]
    assert states(read_sheet(editor, "registrations", row)) == ["same", "same"]
    ask_for(kept, Job.UNDO, editor)
    assert not mark.registrations.exists()
