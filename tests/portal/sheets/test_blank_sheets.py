"""Templates that people fill in."""

import io

import pytest
from openpyxl import load_workbook

from portal.models import Sector
from portal.sheets.cells import CellSort, SheetCell
from portal.sheets.columns import sheet_kinds
from portal.sheets.known import Known
from tests.admin_pages import make_user

pytestmark = [pytest.mark.django_db, pytest.mark.once]


def template(client, code, language="en"):
    client.cookies["django_language"] = language
    response = client.get(f"/admin/sheet-templates/{code}.xlsx")
    assert response.status_code == 200, code
    return load_workbook(io.BytesIO(b"".join(response.streaming_content)))


def test_a_template_has_headings_with_help_an_example_and_the_words_that_are_allowed(client):
    client.force_login(make_user("Editor"))
    Sector.objects.create(name_en="Film", name_zh="电影")
    book = template(client, "enterprises")
    sheet, words = book.worksheets
    heads = {cell.value: cell for cell in sheet[1]}
    assert sheet["A2"].value == "Example"
    assert "18 characters" in heads["Unified social credit code"].comment.text
    listed = {column[0].value: [cell.value for cell in column[1:] if cell.value] for column in words.iter_cols()}
    assert listed["Sectors"] == ["Film"]
    assert "Hong Kong, China" in listed["Country or region"]
    assert sheet[f"{heads['Unified social credit code'].column_letter}5"].number_format in ("@", "General")
    offered = {rule.formula1.partition("!")[0] for rule in sheet.data_validations.dataValidation}
    assert offered == {"'Words that are allowed'"}


@pytest.mark.parametrize("language", ["en", "zh-hans"])
def test_the_words_of_every_template_are_read_as_they_stand(client, language):
    client.force_login(make_user("Editor"))
    for kind in sheet_kinds.values():
        sheet = template(client, kind.code, language).worksheets[0]
        assert sheet["A2"].value in ("Example", "示例")
        assert len({cell.value for cell in sheet[1]}) == len(sheet[1]), f"{kind.code}: two columns have one heading"
        for column in kind.columns:
            if column.allowed and not column.refers_to:
                for word in column.allowed():
                    assert column.read(SheetCell(CellSort.TEXT, word), Known()), word


def test_only_who_writes_records_gets_a_template(client):
    client.force_login(make_user("Viewer"))
    assert client.get("/admin/sheet-templates/enterprises.xlsx").status_code == 403
    assert client.get("/admin/sheet-templates/nothing.xlsx").status_code == 404
