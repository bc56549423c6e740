"""What is wrong in a sheet is mended on the page, or in the sheet with its mistakes marked."""

import io
import re

import openpyxl
import pytest

from portal.models import SheetImport
from tests.factories import make_exhibition
from tests.portal.imports import bureau
from tests.portal.imports.sent_sheets import Import

pytestmark = [pytest.mark.django_db, pytest.mark.once]


def test_a_mistake_of_a_row_is_marked_at_its_first_cell_and_a_long_text_is_mended_whole(client, people):
    show = make_exhibition(name_en="Show", published_at=None)
    client.force_login(people["editor"])
    wording = "观众很多。" * 60
    work = Import(client, f"key,wording (Chinese),as of,record\n,{wording},{wording},[{show.pk}]\n".encode(), kind="figures")
    if work.url.endswith("/columns/"):
        work.press("read", **{"column-B": "wording_zh", "column-C": "as_of", "column-D": "record"})
    assert wording in work.page.content.decode().partition("textarea")[2]
    assert not re.search(r'name="cell-\d+-\d+"', work.html), "what no cell says is not typed into one"
    sheet = openpyxl.load_workbook(io.BytesIO(b"".join(client.get(f"/admin/import/{work.stored.pk}/marked.xlsx")))).active
    assert {cell.coordinate for row in sheet.iter_rows() for cell in row if cell.comment} == {"A2", "C2"}
    SheetImport.objects.update(sheet="")
    assert client.get(f"/admin/import/{work.stored.pk}/marked.xlsx").status_code == 404


def test_what_was_chosen_for_one_sheet_does_not_hold_for_another(client, people):
    client.force_login(people["editor"])
    book = openpyxl.Workbook()
    for name, sheet in (("甲", book.active), ("乙", book.create_sheet("乙"))):
        sheet.title = name
        sheet.append(["企业名称", "统一社会信用代码"])
        sheet.append([f"{name}一文化", "no code"])
    content = io.BytesIO()
    book.save(content)
    work = Import(client, content.getvalue(), "two.xlsx")
    work.press("read", sheet="甲", kind="enterprises")
    work.press("go", "show=all", **{control: bureau.code_of(1) for control in work.controls().values()})
    assert work.counted() == {"new": 1, "all": 1}
    work.stored.rows.update(choice="leave")
    work.url = f"/admin/import/{work.stored.pk}/columns/"
    work.page = client.get(work.url)
    work.press("show", sheet="乙")
    work.press("read")
    assert work.counted()["wrong"] == 1
    assert (work.stored.options["typed"], work.stored.rows.get().choice) == ({}, "")
