"""What goes out comes in again as it was: for every kind of rows, in both languages."""

from datetime import date
from decimal import Decimal

import pytest
from django.contrib.auth.models import User
from django.utils import timezone
from django.utils.translation import override

from initiatives.models import Exhibition, NominationEvent
from portal.exchange.csv_lists import harmless, without_harmlessness
from portal.imports.headings import known_headings, match_headings, names_of_columns, whole_heading
from portal.imports.looking import look_at_file, main_look
from portal.models import AlternativeName, Sector, Technology
from portal.sheets.blank_sheets import write_blank_sheet
from portal.sheets.cells import CellSort, RefusedCell, SheetCell
from portal.sheets.columns import sheet_kinds
from portal.sheets.files.workbooks import open_workbook
from portal.sheets.known import Known
from portal.sheets.layout import lay_out
from portal.sheets.outgoing import in_text, outgoing_for
from portal.sheets.readers import is_nothing
from portal.sheets.writing_xlsx import write_workbook
from tests.factories import (
    make_category,
    make_enterprise,
    make_exhibition,
    make_figure,
    make_intention,
    make_measure,
    make_nomination,
    make_nomination_event,
    make_organization,
    make_participation,
    make_passage,
    make_programme,
    make_project,
    make_property,
    make_recordal,
    make_registration,
    make_selection_round,
    make_source,
    make_stage,
    make_trademark,
)

pytestmark = [pytest.mark.django_db, pytest.mark.once]

FORMULA = '=HYPERLINK("http://x")'


def cell_of(value):
    """A cell as a workbook gives it back."""
    sorts = [(type(None), CellSort.EMPTY), (date, CellSort.DATE), (int, CellSort.NUMBER), (Decimal, CellSort.NUMBER)]
    return SheetCell(next((sort for python, sort in sorts if isinstance(value, python)), CellSort.TEXT), value)


def cell_of_text(value):
    """A cell as a text file gives it back."""
    return cell_of(without_harmlessness(harmless(in_text(value))) or None)


def read_back(kind, columns, line, known, make_cell):
    values = {}
    for column, value in zip(columns, line, strict=True):
        cell = make_cell(value)
        if column.read and not is_nothing(cell):
            values |= column.read(cell, known)
    (row,) = kind.rows_of(values, known)
    return row


def stored(row, name):
    field = row._meta.get_field(name)
    if field.many_to_many:
        return sorted(each.pk for each in getattr(row, name).all())
    value = getattr(row, field.attname)
    return value.code if hasattr(value, "code") else value


def make_all():
    """Rows of every kind: plain ones, and those whose names a sheet is apt to spoil."""
    sectors = [Sector.objects.create(name_en=name, name_zh=name_zh) for name, name_zh in (("Film; video", "影视"), ("Arts", "艺术"))]
    odd = make_enterprise(name_en=FORMULA, name_zh="'=1", credit_code="911000001000013428", country="HK", staff_note="-1\n=2")
    odd.sectors.set(sectors)
    doubles = [make_enterprise(name_en="Silk Road Co., Ltd", name_zh=zh) for zh in ("丝路甲、乙", "+丝路")]
    make_organization(name_en="Silk Road", parent_id=odd.pk, website="https://a.io/?a=1;b")
    make_organization(name_en="huge [gansu]", name_zh="@名", name_reading="", region_zh="甘肃", private_contact="Tel; 1")
    AlternativeName.objects.create(record_id=odd.pk, name="'Tis", language="und", passage=make_passage())
    programme = make_programme(starts_on=date(2025, 1, 1), starts_precision="year", dates_inferred=True)
    show = make_exhibition(part_of_id=programme.pk, ends_on=date(2025, 4, 1), ends_precision="month", format="digital")
    show.technologies.add(Technology.objects.create(name_en="Scanning", name_zh="扫描"))
    old = {"starts_on": date(868, 5, 11), "starts_precision": "day"}
    project = make_project(name_en="-", name_zh="项目", country="GB", country_inferred=True, is_only_put_forward=True, **old)
    for organization, role in ((doubles[0], "host"), (doubles[1], "guided-by"), (odd, "exhibitor")):
        make_participation(show, organization, role, passage=make_passage())
    money = make_measure(name_zh="成交额", is_money=True, unit_en="", unit_one_en="", unit_zh="")
    period = {"period_starts_on": date(2025, 5, 1), "period_ends_on": date(2025, 5, 3), "as_of": date(2025, 6, 1)}
    make_figure(show, Decimal("1500000"), "nearly", measure=money, currency="CNY", quoted="近150万元", **period)
    make_figure(odd, Decimal("99999999999.1234"), "over", is_example=True)
    make_figure(odd, Decimal("0.5"), "at-least", measure=money, currency="HKD")
    mark = make_trademark(name_en="=MARK", name_zh="标", owner_id=odd.pk)
    make_property(owner_id=doubles[0].pk, licensing_en="Prints;\nposters")
    in_union = make_registration(mark, territory="EU", route="regional", filed_on=date(2020, 1, 1), expires_on=date(2030, 1, 1))
    registration = make_registration(mark, number="012345", nice_class=9, passage=make_passage(), checked_on=date(2026, 1, 5))
    make_registration(mark, number="012345", nice_class=25)
    make_recordal(mark, registration_id=registration.pk, holder_id=doubles[1].pk, effective_on=date(2021, 2, 3))
    make_recordal(mark, right="copyright", registration_id=None, number=f"C-{in_union.number}")
    selection = make_selection_round(first_year=2025, last_year=2026)
    category = make_category(round=selection)
    nominations = [make_nomination(category=category, organization_id=odd.pk, initiative_id=key) for key in (show.pk, project.pk, None)]
    nominations += [make_nomination(organization_id=doubles[0].pk, is_unnamed_project=True)]
    month = {"happened_on": date(2025, 5, 1), "happened_precision": "month"}
    for nomination in nominations:
        make_nomination_event(nomination, "recommended", passage=make_passage(), recipient_id=odd.pk, **month)
    passed = make_nomination_event(nominations[0], "passed", stage=make_stage(round=selection), note_zh="说明")
    passed.actors.set(doubles)
    reason = {"reason_en": "Misread.", "passage": make_passage()}
    make_nomination_event(nominations[0], "not-passed", replaces=passed, stage=passed.stage, **reason)
    named = {"other_side_may_be_named": True, "other_name": "Partner; one", "country": "SG", **month}
    make_intention(show, "contract", our_side_id=doubles[0].pk, value=Decimal(20), qualifier="about", currency="USD", **named)
    make_source(kind="notice", url="https://a.io/", publisher_zh="日报")


@pytest.mark.parametrize("language", ["en", "zh-hans"])
def test_what_goes_out_of_every_kind_comes_in_as_it_was(language):
    make_all()
    reader = User.objects.create_superuser("reader")
    with override(language):
        for kind in sheet_kinds.values():
            out = outgoing_for(kind, kind.all_rows(), reader)
            filled = dict.fromkeys((column.key for column in out.columns), 0)
            for make_cell in (cell_of, cell_of_text):
                known = Known()
                for row, line in zip(out.rows, out.lines(), strict=True):
                    read = read_back(kind, out.columns, line, known, make_cell)
                    assert read["id"] == row.pk
                    same = {name: sorted(value) if isinstance(value, list) else value for name, value in read.items()}
                    assert same == {name: stored(row, name) for name in read}, f"{kind.code} {make_cell.__name__}"
                    for column, value in zip(out.columns, line, strict=True):
                        filled[column.key] += value is not None
            assert filled.pop("key"), f"{kind.code} has no row here"


def rows_of_file(path, kind):
    """[{key of a column: cell}] of the first sheet of a file, by its headings; and what was left out of it."""
    with path.open("rb") as file:
        book = open_workbook(file, path.name)
        layout = lay_out(book.rows(book.sheets[0].name), known_headings())
        names = names_of_columns(kind)
        keys = {letters: next(iter(names.get(whole_heading(text), [])), None) for letters, text in layout.headings.items()}
        rows = [{keys[letters]: cell for letters, cell in cells.items()} for _number, cells in layout.rows]
    return rows, layout.left_out


@pytest.mark.parametrize("language", ["en", "zh-hans"])
def test_the_files_themselves_come_in_as_they_went_out(tmp_path, language):
    make_all()
    with override(language):
        compare_files(tmp_path)


def compare_files(tmp_path):
    reader, moment, path = User.objects.create_superuser("reader"), timezone.localtime(), tmp_path / "list.xlsx"
    for kind in sheet_kinds.values():
        out = outgoing_for(kind, kind.all_rows(), reader)
        write_workbook(str(path), out, [["List", "all"], ["Filters", "none"]], moment)
        with path.open("rb") as file:
            look = main_look(look_at_file(file, path.name))
        assert match_headings(look.headings, kind).is_whole, f"of a list of {kind.code} nobody is asked anything"
        known, (rows, left_out) = Known(), rows_of_file(path, kind)
        assert not left_out, kind.code
        for row, cells in zip(out.rows, rows, strict=True):
            values = {}
            for key, cell in cells.items():
                if key and not is_nothing(cell):
                    values |= kind.column(key).read(cell, known)
            (read,) = kind.rows_of(values, known)
            same = {name: sorted(value) if isinstance(value, list) else value for name, value in read.items()}
            assert same == {name: stored(row, name) for name in read}, kind.code
            assert read["id"] == row.pk
        with path.open("wb") as file:
            write_blank_sheet(file, kind, moment)
        rows, left_out = rows_of_file(path, kind)
        assert (rows, len(left_out)) == ([], 1), f"the template of {kind.code} holds more than its example"


def test_a_whole_sheet_is_looked_up_in_few_questions(django_assert_max_num_queries):
    keys = {make_enterprise(name_en=f"Company {n}", name_zh=f"公司{n}").pk: f"公司{n}" for n in range(60)}
    known = Known()
    organizations = sheet_kinds["organizations"].model
    known.expect(organizations, keys.values())
    with django_assert_max_num_queries(8):
        assert {known.find(organizations, name): name for name in keys.values()} == keys


def test_a_record_is_found_by_key_code_name_in_either_language_and_other_name():
    company = make_enterprise(name_en="Silk Culture Co., Ltd", name_zh="丝绸文化有限公司", credit_code="911000001000013428")
    AlternativeName.objects.create(record_id=company.pk, name="SCC")
    known, organizations = Known(), sheet_kinds["organizations"].model
    texts = [company.pk, "911000001000013428", "silk culture", "丝绸文化", "SCC", f"丝绸文化有限公司 [{company.pk}]", f"[{company.pk}]"]
    assert {text: known.find(organizations, text) for text in texts} == dict.fromkeys(texts, company.pk)
    with pytest.raises(RefusedCell, match="is not among the organizations"):
        known.find(organizations, f"Another name [{company.pk}]")
    other = make_enterprise(name_en="Silk Culture", name_zh="")
    with pytest.raises(RefusedCell) as refused:
        Known().find(organizations, "Silk Culture")
    assert {text for text, _label in refused.value.choices} == {f"[{company.pk}]", f"[{other.pk}]"}


def test_cells_of_a_row_say_together_what_none_says_alone():
    """Classes in one cell are a registration each, hosts and organizers in columns a participation each, and a figure in words has parts."""
    mark, show = make_trademark(name_en="Mark"), make_exhibition(name_en="Show")
    one, two = make_enterprise(name_zh="甲公司", name_en=""), make_enterprise(name_zh="乙公司", name_en="")
    text = lambda value: SheetCell(CellSort.TEXT, value)  # noqa: E731

    def rows(code, known=None, **cells):
        kind, known = sheet_kinds[code], known or Known()
        values = {}
        for key, value in cells.items():
            values |= kind.column(key).read(text(value), known)
        return kind.rows_of(values, known)

    registrations = rows("registrations", trademark="Mark", number="12345678", nice_class="第16类、25类；35")
    assert [(row["trademark"], row["nice_class"]) for row in registrations] == [(mark.pk, 16), (mark.pk, 25), (mark.pk, 35)]
    taking_part = rows("participations", initiative="Show", host="甲公司；乙公司", organizer="甲公司")
    assert [(row["role"], row["organization"]) for row in taking_part] == [("host", one.pk), ("host", two.pk), ("organizer", one.pk)]
    assert {row["initiative"] for row in taking_part} == {show.pk}
    found = match_headings({"A": "展会名称", "B": "主办单位", "C": "承办单位"}, sheet_kinds["participations"])
    assert (found.is_whole, found.matched) == (True, {"A": "initiative", "B": "host", "C": "organizer"})
    with pytest.raises(RefusedCell, match=r"丙公司.*丁公司"):
        rows("participations", initiative="Show", host="甲公司；丙公司；丁公司")
    with pytest.raises(RefusedCell, match="names nobody"):
        rows("participations", initiative="Show")
    assert match_headings({"A": "名称", "B": "简称"}, sheet_kinds["other-names"]).matched == {"A": "record", "B": "name"}
    money = make_measure(name_zh="成交额", name_en="Sales", is_money=True, unit_en="", unit_one_en="", unit_zh="")
    passage = make_passage(source=make_source(name_en="Report"))
    told = {"record": "Show", "measure": "成交额", "source": "Report"}
    (figure,) = rows("figures", figure="近150万元", period="2025年", **told)
    assert figure == {
        "record": show.pk,
        "measure": money.pk,
        "passage": passage.pk,
        "value": 1500000,
        "qualifier": "nearly",
        "currency": "CNY",
        "period_starts_on": date(2025, 1, 1),
        "period_ends_on": date(2025, 12, 31),
    }
    with pytest.raises(RefusedCell) as refused:
        rows("figures", figure="近150万元", value="2000000", **told)
    assert refused.value.column == "figure"
    make_passage(source=passage.source)
    with pytest.raises(RefusedCell) as refused:
        rows("figures", figure="近150万元", **told)
    assert (refused.value.column, len(refused.value.choices)) == ("place", 2)


def test_one_cell_gives_both_dates_and_each_may_be_known_in_part():
    read = sheet_kinds["exhibitions"].column("dates").read(SheetCell(CellSort.TEXT, "2024.12.30-2025.1.3"), Known())
    assert read == {
        "starts_on": date(2024, 12, 30),
        "starts_precision": "day",
        "ends_on": date(2025, 1, 3),
        "ends_precision": "day",
    }
    assert Exhibition(**read).ends_on == date(2025, 1, 3)


def test_every_part_names_fields_of_its_model():
    for kind in sheet_kinds.values():
        names = {name for column in kind.columns for name in column.fields if not name.startswith("*")} | set(kind.identity)
        for name in names:
            kind.model._meta.get_field(name)
    assert NominationEvent in {kind.model for kind in sheet_kinds.values()}
