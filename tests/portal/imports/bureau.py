"""A made-up list of forty enterprises as a city's bureau sends it: a title, headings of two rows, merged cells, a sum and a note below,
no English; five mistakes, three enterprises that the portal has under other spellings."""

import csv
import io

ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"  # of GB 32100-2015
TITLE = "天水市文化企业名录（2026年9月报送）"
GROUPS = ["序号", "基本情况", "", "", "所在地", "", "网址", "联系人"]
HEADINGS = ["", "企业名称", "统一社会信用代码", "所属行业", "省份", "详细地址", "", ""]
MERGED = ["A1:H1", "A2:A3", "B2:D2", "E2:F2", "G2:G3", "H2:H3"]
FIRST_ROW = 4
KNOWN = {  # the name in the list: the key of the record that it means
    "甘肃恒真數字文化科技有限公司": "gansu-hengzhen",
    "甘肃演艺集团有限责任公司": "gansu-performing-arts-group",
    "甘肃金味德拉面文化产业集团": "gansu-jinweide",
}
SECTORS = ["文化创意", "影视制作", "动漫游戏", "演艺娱乐"]
SORTS = ["文化传播", "雕漆工艺", "文创设计", "影视制作", "演艺", "动漫科技", "非遗工坊", "数字文化"]


def code_of(number):
    """A made-up credit code with the right check character."""
    body = f"91620502MA7{number:06d}"
    total = sum(ALPHABET.index(sign) * 3**place % 31 for place, sign in enumerate(body))
    return body + ALPHABET[-total % 31]


def right_rows():
    """The forty rows as they should be: [number, name, code, sector, province, address, website, contact]."""
    names = [f"天水示例{SORTS[place % 8]}{'甲乙丙丁戊'[place // 8]}有限公司" for place in range(37)]
    names[9:9], names[19:19], names[29:29] = ([name] for name in KNOWN)
    return [
        [
            place,
            name,
            code_of(place),
            SECTORS[place % 4],
            "甘肃省",
            f"天水市秦州区示例路{place}号",
            f"https://www.example.com/{place}",
            f"示例联系人{place}",
        ]
        for place, name in enumerate(names, start=1)
    ]


MISTAKES = {  # place: what stands there instead
    "C6": 9.16205e17,  # Excel has shortened it
    "C9": code_of(6)[:-1] + ("0" if code_of(6)[-1] != "0" else "1"),
    "D15": "雕漆制作",
    "G21": "见附件",
    "C36": code_of(33)[:-1],
}


def right_text(place):
    """What should stand in a cell."""
    return str(right_rows()[int(place[1:]) - FIRST_ROW]["ABCDEFGH".index(place[0])])


def sent_rows():
    """The forty rows as they are sent."""
    rows = right_rows()
    for place, wrong in MISTAKES.items():
        rows[int(place[1:]) - FIRST_ROW]["ABCDEFGH".index(place[0])] = wrong
    return rows


def as_xlsx(rows=None):
    """The bytes of the workbook."""
    import xlsxwriter

    file = io.BytesIO()
    with xlsxwriter.Workbook(file, {"in_memory": True}) as book:
        sheet = book.add_worksheet("企业名录")
        lines = [[TITLE], GROUPS, HEADINGS, *(sent_rows() if rows is None else rows)]
        for number, line in enumerate(lines):
            for place, value in enumerate(line):
                if value != "":
                    sheet.write(number, place, value)
        for area in MERGED:
            first = area.partition(":")[0]
            sheet.merge_range(area, lines[int(first[1:]) - 1]["ABCDEFGH".index(first[0])])
        sheet.write(len(lines), 0, "合计")
        sheet.write(len(lines), 1, "40家")
        sheet.write(len(lines) + 1, 0, "注：以上数据由各县区文旅局报送。")
    return file.getvalue()


def as_gb18030():
    """The bytes of the same list as an older program saves it: GB18030, with commas."""
    file = io.StringIO()
    writer = csv.writer(file)
    writer.writerows([[TITLE], GROUPS, HEADINGS, *sent_rows(), ["合计", "40家"], ["注：以上数据由各县区文旅局报送。"]])
    return file.getvalue().replace("9.16205e+17", "9.16205E+17").encode("gb18030")
