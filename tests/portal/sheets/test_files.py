"""Files of sheets as people send them, and as nobody should: opened, laid out, or refused in words."""

import csv
import zipfile
from datetime import date
from decimal import Decimal
from io import BytesIO, StringIO
from pathlib import Path

import openpyxl
import pytest

from portal.exchange.csv_lists import csv_lines
from portal.sheets.cells import CellSort
from portal.sheets.files import books
from portal.sheets.files.number_formats import cell_of_number
from portal.sheets.files.workbooks import FileRefused, open_workbook
from portal.sheets.layout import lay_out

OLD_WORKBOOK = Path(__file__).parent / "list.xls"  # one of Excel 97: nothing that is installed writes such
HEADINGS = ["序号", "市州", "企业\n名称", "展览时间", None, "金额（万元）", "备注"]
ROWS = [  # from row 5, below a header of two rows; B5:B7 is merged
    [1, "兰州", "甲公司", date(2025, 5, 21), "2025.5.25", 150, None],
    [2, None, "乙公司", 2025.1, None, "=A1*2", "#N/A"],
    [3, None, "=HYPERLINK(1)", None, None, None, "无"],
    ["合  计", None, None, None, None, 37, None],
    HEADINGS,
    [4, None, None, None, None, None, None],
    ["二、民营企业", None, None, None, None, None, None],  # merged over all columns
    ["示例", None, "甲公司", None, None, None, None],
    [5, "天水", "丁公司", date(2025, 5, 1), None, 0.5, None],
    ["备注：本表由市州填报。", None, None, None, None, None, None],
    ["填表人：张三", None, "审核人：李四", None, None, None, None],
]


def saved(book):
    file = BytesIO()
    book.save(file)
    return file


def bureaus_workbook():
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "名单"
    sheet["A1"], sheet["A2"], sheet["F2"] = "2025年参展企业统计表", "填报单位：兰州市文旅局", "填表日期：2025年5月6日"
    for number, row in enumerate([HEADINGS, [None, None, None, "开始", "结束"], *ROWS], start=3):
        for column, value in enumerate(row, start=1):
            if value is not None:
                sheet.cell(number, column, value)
    sheet["C7"].data_type = "s"  # typed as a text
    sheet["D13"].number_format, sheet["F13"].number_format = 'yyyy"年"m"月"', "0%"
    for merged in ("A1:G1", "D3:E3", "A3:A4", "B3:B4", "C3:C4", "F3:F4", "G3:G4", "B5:B7", "A11:G11"):
        sheet.merge_cells(merged)
    sheet["A1048570"].number_format = "0.00"  # formatted, and empty
    sheet.row_dimensions[6].hidden = sheet.column_dimensions["G"].hidden = True
    book.create_sheet("旧").sheet_state = "hidden"
    return book


def laid_out(file, known=()):
    book = open_workbook(file, "list")
    name = book.sheets[0].name
    layout = lay_out(book.rows(name), known, book.hidden(name))
    return layout, dict(layout.rows)


@pytest.mark.parametrize("known", [(), ["企业名称", "展览时间 开始"]], ids=["by its shape", "by its words"])
def test_a_sheet_of_a_bureau_is_laid_out(known):
    layout, rows = laid_out(saved(bureaus_workbook()), known)
    assert layout.header_rows == (3, 4)
    assert list(layout.headings.values()) == ["序号", "市州", "企业 名称", "展览时间 开始", "展览时间 结束", "金额（万元）", "备注"]
    assert list(rows) == [5, 6, 7, 13]
    assert [row["B"].value for row in rows.values()] == ["兰州", "兰州", "兰州", "天水"]
    left_out = {each.number: (each.reason, each.text) for each in layout.left_out}
    assert list(left_out) == [1, 2, 8, 9, 10, 11, 12, 14, 15]
    assert left_out[1] == ("It stands above the headings.", "2025年参展企业统计表")
    assert left_out[8] == ("It is a total, not a row of the list.", "合 计 · 37")
    assert left_out[9][0] == "It repeats the headings."
    assert left_out[10][0] == "It is numbered, and empty besides."
    assert left_out[11] == ("It is a line across the sheet, not a row of the list.", "二、民营企业")
    assert left_out[12][0] == "It is the example of the template."
    assert left_out[14][0] == left_out[15][0] == "It is a note, not a row of the list."
    assert list(layout.remarks) == ["Hidden columns were read, too: G.", "Hidden rows were read, too: 6."]


def test_units_of_headings_go_with_their_numbers_and_what_numbers_or_signs_a_list_is_left_out():
    lines = "附件1,,,单位：万元\n企业名称,金额（万元）,2024,备注（元）\n甲,1,2,3\n甲公司,150,7,5\n乙公司,近30,8,6\n丙公司,2亿元,—,x\n负责人：甲,,联系电话：1,\n,,,甘肃省文化和旅游厅\n"
    layout, rows = laid_out(BytesIO(lines.encode()), ["企业名称"])
    assert {number: row["B"].text for number, row in rows.items()} == {4: "150万元", 5: "近30万元", 6: "2亿元"}
    assert rows[4]["D"].text == "5"
    assert [(each.number, each.reason) for each in layout.left_out] == [
        (1, "It stands above the headings."),
        (3, "It numbers the columns."),
        (7, "It is a note, not a row of the list."),
        (8, "It is a note, not a row of the list."),
    ]
    assert [remark.partition("”")[0] for remark in layout.remarks] == ["“单位：万元"]


def test_cells_of_a_workbook_are_told_apart():
    file = saved(bureaus_workbook())
    assert [(sheet.name, sheet.is_hidden) for sheet in open_workbook(file).sheets] == [("名单", False), ("旧", True)]
    rows = laid_out(file)[1]
    assert (rows[5]["D"].sort, rows[5]["D"].value, rows[5]["D"].place) == (CellSort.DATE, date(2025, 5, 21), "D5")
    assert (rows[6]["D"].sort, rows[6]["D"].value) == (CellSort.NUMBER, Decimal("2025.1"))
    assert rows[5]["F"].value == "150万元"
    assert (rows[6]["F"].sort, rows[6]["F"].value) == (CellSort.FORMULA, "=A1*2")
    assert (rows[6]["G"].sort, rows[6]["G"].value) == (CellSort.ERROR, "#N/A")
    assert (rows[7]["C"].sort, rows[7]["C"].value) == (CellSort.TEXT, "=HYPERLINK(1)")
    assert "E" not in rows[7]
    assert (rows[13]["D"].shown, rows[13]["F"].shown) == ("2025-05", "50%")


def repacked(file, **parts):
    """A workbook with parts of it changed: {part of its name: function of its content}."""
    packed = BytesIO()
    with zipfile.ZipFile(file) as package, zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as changed:
        for name in package.namelist():
            content = package.read(name)
            for part, change in parts.items():
                content = change(content) if part in name else content
            changed.writestr(name, content)
    return packed


def test_what_only_excel_and_wps_write_is_read():
    """A stored result, an empty one, a Chinese format of dates that has a number alone, the other system of dates."""
    book = openpyxl.Workbook()
    book.epoch = openpyxl.utils.datetime.MAC_EPOCH
    book.active.append(["名称", "日期", "月份", "金额", "说明"])
    book.active.append(["甲_x000D_\n乙_x0041_", date(2025, 5, 21), 44316, "=A1*2", '=""'])
    book.active["C2"].number_format = "0.00"
    file = repacked(
        saved(book),
        styles=lambda content: content.replace(b'numFmtId="2"', b'numFmtId="57"'),
        sheet1=lambda content: content.replace(b"<f>A1*2</f><v />", b"<f>A1*2</f><v>30</v>").replace(
            b'<c r="E2"><f>""</f><v />', b'<c r="E2" t="str"><f>""</f><v></v>'
        ),
    )
    row = laid_out(file)[1][2]
    assert (row["B"].value, row["C"].value, row["C"].shown) == (date(2025, 5, 21), date(2025, 5, 1), "2025-05")
    assert (row["D"].sort, row["D"].value) == (CellSort.NUMBER, 30)
    assert row["A"].value == "甲\r\n乙_x0041_"
    assert "E" not in row


def test_an_old_workbook_is_read():
    with OLD_WORKBOOK.open("rb") as file:
        assert [sheet.is_hidden for sheet in open_workbook(file).sheets] == [False, True]
        layout, rows = laid_out(file)
    assert list(layout.headings.values()) == ["企业名称", "展览时间 开始", "展览时间 结束", "编号", "有无"]
    assert [(cell.value, cell.shown) for cell in rows[4].values()] == [
        ("甲公司", ""),
        (date(2025, 5, 21), ""),
        (date(2025, 5, 1), "2025-05"),
        (12345, "012345"),
        (True, "TRUE"),
    ]
    assert (rows[5]["C"].shown, rows[5]["D"].shown, rows[5]["E"].sort) == ("2025.10", "9.11E+17", CellSort.ERROR)
    assert len(list(layout.remarks)) == 2


CONTENT = """<office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"
 xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0" xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0"
 xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"
 xmlns:calcext="urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0"><office:automatic-styles>
<style:style style:name="out" style:family="table"><style:table-properties table:display="false"/></style:style></office:automatic-styles>
<office:body><office:spreadsheet><table:table table:name="名单"><table:table-column/><table:table-column table:visibility="collapse"/>
<table:table-row table:number-rows-repeated="3"><table:table-cell table:number-columns-repeated="16384"/></table:table-row>
<table:table-row><table:table-cell><text:p>名称</text:p></table:table-cell><table:table-cell><text:p>日期</text:p></table:table-cell>
<table:table-cell><text:p>金额</text:p></table:table-cell><table:table-cell><text:p>说明</text:p></table:table-cell></table:table-row>
<table:table-row><table:table-cell table:number-rows-spanned="2" office:value-type="string"><office:annotation><text:p>批注</text:p>
</office:annotation><text:p>甲<text:s/><text:span>公司</text:span></text:p><text:p>二</text:p></table:table-cell>
<table:table-cell office:value-type="date" office:date-value="2025-05-01"><text:p>2025年5月</text:p></table:table-cell>
<table:table-cell table:formula="of:=A1*2"/><table:table-cell table:formula="of:=NA()" office:value-type="string"
 calcext:value-type="error"><text:p>#N/A</text:p></table:table-cell></table:table-row>
<table:table-row><table:covered-table-cell/><table:table-cell office:value-type="float" office:value="2025.1"><text:p>2025.10</text:p>
</table:table-cell><table:table-cell office:value-type="percentage" office:value="0.5"><text:p>50%</text:p></table:table-cell>
<table:table-cell table:formula="of:=&quot;&quot;"><text:p/></table:table-cell></table:table-row>
<table:table-row table:number-rows-repeated="1048570"><table:table-cell table:number-columns-repeated="16384"/></table:table-row>
</table:table><table:table table:name="旧" table:style-name="out"/></office:spreadsheet></office:body></office:document-content>"""


def packed_parts(**parts):
    file = BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in parts.items():
            package.writestr(name.replace("__", "/").replace("_xml", ".xml"), content)
    return file


ODS = "application/vnd.oasis.opendocument.spreadsheet"


def test_an_open_document_is_read():
    file = packed_parts(mimetype=ODS, content_xml=CONTENT)
    assert [(sheet.name, sheet.is_hidden) for sheet in open_workbook(file).sheets] == [("名单", False), ("旧", True)]
    layout, rows = laid_out(file)
    assert (layout.header_rows, list(rows)) == ((4,), [5, 6])
    assert [row["A"].value for row in rows.values()] == ["甲 公司\n二"] * 2
    assert [rows[5][column].sort for column in "BCD"] == [CellSort.DATE, CellSort.FORMULA, CellSort.ERROR]
    assert (rows[5]["B"].shown, rows[6]["B"].shown, rows[6]["C"].shown) == ("2025-05", "2025.10", "50%")
    assert "D" not in rows[6]
    assert list(layout.remarks) == ["Hidden columns were read, too: B."]


LIST = (
    '序号{0}企业名称{0}展览时间{0}{0}备注\r\n{0}{0}开始{0}结束{0}\r\n1{0}甲公司{0}2025.5.1{0}2025.1{0}"=1\r\n二"\r\n合计{0}1{0}{0}{0}\r\n'
)


@pytest.mark.parametrize(
    ("number", "code", "shown"),
    [
        (1500000, "[$￥-804]#,##0.00", "1500000 CNY"),
        (1234.5, "[$$-409]#,##0.00;[RED]\\-[$$-409]#,##0.00", "1234.5 USD"),
        (99, "[$€-407]\\ #,##0", "€99"),
        (150, '[$-409]#,##0" 万元"', "150万元"),
        (1.234, 'General"亿元"', "1.2340亿元"),  # its point parts no thousands
        (1500000, '0!.0,"万"', ""),  # the sheet shows 150.0万: the number is what it is
        (1500000, '#,##0,"万元"', ""),
        (9, '"第"0"类"', ""),
        (5, "_ ¥* #,##0.00_ ;_ ¥* -#,##0.00_ ", "¥5"),
        (0.5, "[$-409]0.00%", "50%"),
        (-3, "#,##0.00", ""),
    ],
)
def test_what_a_format_says_of_money_is_seen_with_its_number(number, code, shown):
    assert cell_of_number(number, code, "A1").shown == shown


def test_errors_of_a_sheet_that_was_saved_as_text_are_errors():
    rows = dict(open_workbook(BytesIO("名称,日期,金额\n甲,########,#DIV/0!\n#甲,#1,#N/A".encode())).rows("CSV"))
    assert [cell.sort for number in (2, 3) for cell in rows[number]] == [
        *(CellSort.TEXT, CellSort.ERROR, CellSort.ERROR),
        *(CellSort.TEXT, CellSort.TEXT, CellSort.ERROR),
    ]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16", "utf-16-be"])
@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_a_text_is_read_in_its_encoding_and_parted_at_its_sign(encoding, separator):
    mark = b"\xfe\xff" if encoding == "utf-16-be" else b""
    layout, rows = laid_out(BytesIO(mark + LIST.format(separator).encode(encoding)))
    assert list(layout.headings.values()) == ["序号", "企业名称", "展览时间 开始", "展览时间 结束", "备注"]
    assert [cell.value for cell in rows[3].values()] == ["1", "甲公司", "2025.5.1", Decimal("2025.1"), "=1\r\n二"]
    assert [each.number for each in layout.left_out] == [4]


def test_our_own_text_comes_back_as_it_went_out():
    texts = ["=1", "+1", "-1", "@x", "\tx", "\rx", "'=1", "''=1", "'Tis", "'", "-", "012", 'a"b', "a\nb", "a,b;c"]
    written = "".join(csv_lines([["名称"] * len(texts), texts]))
    assert not [cell for cell in list(csv.reader(StringIO(written, newline="")))[1] if cell[:1] in ("=", "+", "-", "@", "\t", "\r")]
    assert [cell.value for cell in dict(open_workbook(BytesIO(written.encode())).rows("CSV"))[2]] == texts


def encoded(text, encoding):
    return BytesIO(text.encode(encoding))


@pytest.mark.parametrize(
    ("file", "said"),
    [
        (encoded("Name,City\nMüller,Köln\n", "latin-1"), "line 2, bytes FC 6C (from byte 12"),
        (encoded("名稱,年份\n蘭州文化科技有限公司,展覽\n", "big5"), "neither UTF-8, UTF-16 nor GB18030: line 1, bytes A6 57"),
        (BytesIO("名称,年份\n兰州,一\n".encode() + b"\xe5\x85,x\n"), "UTF-8 but for some bytes: line 3, bytes E5 85"),
        (BytesIO(b"\xef\xbb\xbf" + "名称\n".encode("gb18030")), "says that it is UTF-8, and is not: line 1"),
        (encoded("名称,年份\n兰州\ufffd\ufffd,1\n", "utf-8"), "were lost before the file was sent, first in line 2"),
        (BytesIO(b"a,b\x01\n"), "signs of control (U+0001 in line 1)"),
        (BytesIO('名称,年份\n"甲,1\n乙,2\n'.encode()), "quotation mark in line 3"),
    ],
    ids=["Latin", "Big5", "broken UTF-8", "wrong mark", "lost before", "binary", "quotation mark"],
)
def test_a_wrong_encoding_is_refused_with_its_bytes_and_never_read_as_something_else(file, said):
    reason, remedy = refusal_of(file)
    assert said in reason
    assert remedy.startswith(("Save the list as", "Send the list as", "Take the list"))


def refusal_of(file):
    """(reason, remedy) with which a file is refused."""
    with pytest.raises(FileRefused) as refused:
        laid_out(file)
    return refused.value.reason, refused.value.remedy


def small():
    book = openpyxl.Workbook()
    book.active.append(["名称", "年份"])
    return saved(book)


def wide():
    book = openpyxl.Workbook()
    book.active.append([f"列{number}" for number in range(201)])
    return saved(book)


ENTITY = b'<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>'
EMPTY_XML = b"<x/>"


def with_document_type(content):
    start = content.index(b"?>") + 2 if content.startswith(b"<?xml") else 0
    return content[:start] + ENTITY + content[start:]


HOSTILE = {
    "an empty file": (lambda: BytesIO(b"\xef\xbb\xbf\r\n"), "The file is empty."),
    "a PDF": (lambda: BytesIO(b"%PDF-1.7 ..."), "no sheet but a PDF"),
    "a picture": (lambda: BytesIO(b"\x89PNG\r\n\x1a\n..."), "no sheet but a picture"),
    "a web page": (lambda: BytesIO(b"\xef\xbb\xbf<html><table>"), "web page under the name of a sheet"),
    "XML": (lambda: BytesIO(b'<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?>'), "XML under the name of a sheet"),
    "a broken zip": (lambda: BytesIO(small().getvalue()[:-30]), "damaged"),
    "another zip": (lambda: packed_parts(readme="x"), "neither .xlsx, .xls, .ods nor .csv"),
    "a Word document": (
        lambda: repacked(
            small(), Content_Types=lambda content: content.replace(b"spreadsheetml.sheet.main", b"wordprocessingml.document.main")
        ),
        "no sheet but a document of Word",
    ),
    "macros": (
        lambda: repacked(
            small(),
            Content_Types=lambda content: content.replace(
                b"openxmlformats-officedocument.spreadsheetml.sheet.main", b"ms-excel.sheet.macroEnabled.main"
            ),
        ),
        "holds macros",
    ),
    "strict Open XML": (
        lambda: repacked(
            small(),
            **{
                "xl/workbook.xml": lambda content: content.replace(
                    b"schemas.openxmlformats.org/spreadsheetml/2006", b"purl.oclc.org/ooxml/spreadsheetml"
                )
            },
        ),
        "strict form of Open XML",
    ),
    "a binary workbook": (lambda: packed_parts(**{"xl/workbook.bin": "x"}), "binary workbook"),
    "entities in a sheet": (lambda: repacked(small(), sheet1=with_document_type), "document type"),
    "entities in an open document": (
        lambda: packed_parts(mimetype=ODS, content_xml=with_document_type(CONTENT.encode())),
        "document type",
    ),
    "macros in an open document": (lambda: packed_parts(mimetype=ODS, content_xml=CONTENT, Basic__script_xml=EMPTY_XML), "holds macros"),
    "a password of an open document": (
        lambda: packed_parts(**{"mimetype": ODS, "content_xml": "x", "META-INF/manifest.xml": "<encryption-data/>"}),
        "locked by a password",
    ),
    "a bomb": (lambda: packed_parts(bomb=b"\0" * 20 * 1024**2), "more tightly packed than any list"),
    "201 columns": (wide, "more than 200 columns"),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_what_is_no_list_is_refused_in_words(name):
    make, said = HOSTILE[name]
    reason, remedy = refusal_of(make())
    assert said in reason
    assert remedy


def test_a_locked_workbook_and_one_of_many_rows_are_refused(monkeypatch):
    entry = "EncryptedPackage\0".encode("utf-16-le")
    locked = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1".ljust(512, b"\0") + entry.ljust(64, b"\0") + len(entry).to_bytes(2, "little")
    assert "locked by a password" in refusal_of(BytesIO(locked))[0]
    monkeypatch.setattr(books, "MOST_SHEET_ROWS", 2)
    assert "has more than" in refusal_of(BytesIO(b"a,b\n1,2\n3,4\n"))[0]


def test_a_sheet_without_headings_is_refused():
    with pytest.raises(FileRefused, match="No row of headings"):
        laid_out(BytesIO(b"1,2\n3,4\n"))
