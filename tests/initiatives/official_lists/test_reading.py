"""An official list is read as it is pasted: what is a name and what a heading, and that no row is lost."""

import pytest

from initiatives.official_lists.reading import read, rows_left_out

A, B, C = "甘肃演艺集团有限责任公司", "兰州示例文化传播有限公司", "敦煌示例旅游有限公司"


def named(text, **options):
    """[(number, names)] of the names in a text; nothing of it is left out."""
    entries = read(text, **options)
    assert rows_left_out(text, entries) == []
    return [(entry.number, entry.names) for entry in entries if entry.is_name]


@pytest.mark.parametrize(
    "row",
    [
        f"12\t{A}",
        f"12．{A}",
        f"12、{A}",
        f"１２、{A}",
        f"（十二）{A}",
        f"（12）{A}",
        f"(12) {A}",
        f"12 {A}",
        f"12{A}",
        f"12) {A}",
        f"十二、{A}",
        f"No. 12  {A}",
        f"12    {A}    甘肃省",
        f"12\t{A}\t甘肃省兰州市",
        f"12\t甘肃\t{A}",
        f"12　{A}　甘肃",
        f"12\n{A}",
        f'12\t"{A}"',
        f"12\u200b\t{A}",
    ],
)
def test_the_number_is_kept_and_the_place_is_no_name(row):
    assert named(row) == [("12", [A])]


@pytest.mark.parametrize(
    ("text", "sort", "count"),
    [
        ("序号 企业名称 所在地", "head", None),
        ("序号\t企业名称\t所在地", "head", None),
        ("序号企业名称所在地", "head", None),
        ("序号\t企业名称\t所属省份", "head", None),
        ("序号\t企业名称\t推荐处室", "head", None),
        ("序号　项目名称　申报单位", "head", None),
        ("No. Name of enterprise Province", "head", None),
        ("甘肃省（2家）", "place", 2),
        ("甘肃省（两家）", "place", 2),
        ("甘肃省(共12家)", "place", 12),
        ("甘肃省：2家", "place", 2),
        ("一、甘肃省（2家）", "place", 2),
        ("甘 肃 省（2家）", "place", 2),
        ("甘肃省 2", "place", 2),
        ("【甘肃】", "place", None),
        ("• 甘肃省（2家）", "place", 2),
        ("省直单位（3家）", "place", 3),
        ("甘肃省商务厅推荐（2家）", "place", 2),
        ("甘肃省", "place", None),
        ("北京市：", "place", None),
        ("新疆生产建设兵团", "place", None),
        ("Gansu Province (2)", "place", 2),
        ("共2家", "total", 2),
        ("合计：367家", "total", 367),
        ("总计 115 项", "total", 115),
        ("小计：3家", "subtotal", 3),
        ("Total: 10 enterprises", "total", 10),
        ("附件1", "title", None),
        ("附件1：2025—2026年度国家文化出口重点企业名单", "title", None),
        ("2025—2026年度国家文化出口重点企业名单", "title", None),
        ("名　单", "title", None),
        ("Annex 2", "title", None),
        ("一、新闻出版类（3家）", "section", 3),
        ("（二）广播影视类", "section", None),
        ("重点项目", "section", None),
        ("— 3 —", "page", None),
        ("- 3 -", "page", None),
        ("第3页 共10页", "page", None),
        ("Page 3 of 10", "page", None),
        ("3", "page", None),
        ("----------", "page", None),
        ("注：排名不分先后", "remark", None),
        ("（排名不分先后）", "remark", None),
        ("2025年5月26日", "remark", None),
    ],
)
def test_what_is_no_name_is_a_heading(text, sort, count):
    (entry,) = read(text)
    assert (entry.sort, entry.count) == (sort, count)


@pytest.mark.parametrize(
    "text",
    [
        f"{B}、{C}",
        f"{B}/{C}",
        f"{B}　{C}",
        f"{B}    {C}",
        f"{B}和{C}",
        f"{B}；{C}",
        f"{B}，{C}",
        f"{B} {C}",
        f"{B}{C}",
        f"{B}\t{C}",
    ],
)
def test_two_names_in_one_line_are_two(text):
    assert named(text) == [("", [B]), ("", [C])]
    assert named(f"7、{text}") == [("7", [B]), ("7", [C])]


@pytest.mark.parametrize(
    "name",
    [
        "敦煌和美文化有限公司",
        "甘肃演艺集团有限责任公司敦煌分公司",
        "丝路、河西走廊数字展",
        "中国国际贸易促进委员会与共建一带一路合作社",
        "读者（甘肃）传媒有限公司",
    ],
)
def test_a_name_that_holds_such_a_sign_is_one(name):
    assert [names for _number, names in named(name)] == [[name.replace("（", "(").replace("）", ")")]]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("兰州示例文化\n传播有限公司", B),
        ("5\t兰州示例文化\n传播有限公司\t甘肃省", B),
        ("5\t兰州示例文化\t甘肃省\n传播有限公司", B),
        ("5、兰州示例文化传播有限\n公司", B),
        ("5 兰州示例文化传播\n有限公司", B),
        ("5 兰州示\n例文化传播有限公司", B),
        ("5 兰州示例\n文化传播有限\n公司", B),
        ("5 读者（甘\n肃）传媒有限公司", "读者(甘肃)传媒有限公司"),
        ("5 甘肃演艺集团\n有限责任公司", A),
        ('5\t"兰州示例文化\n传播有限公司"\t甘肃省', B),
        ("5. Lanzhou Example Culture\nCommunication Co., Ltd.", "Lanzhou Example Culture Communication Co., Ltd."),
        ("5. Lanzhou Example Culture Communication\nCo., Ltd.", "Lanzhou Example Culture Communication Co., Ltd."),
        ("5 兰州示例文化\n— 3 —\n传播有限公司", B),
    ],
)
def test_a_name_that_is_broken_at_the_end_of_a_line_is_one(text, name):
    assert [names for _number, names in named(text)] == [[name]]


def test_what_is_on_record_says_whether_two_rows_are_one_name():
    assert named("敦煌数字\n藏经洞", is_known=lambda name: name == "敦煌数字藏经洞") == [("", ["敦煌数字藏经洞"])]
    assert named("1 兰州示例文化\n传播有限公司", is_known=lambda name: name == "兰州示例文化")[0] == ("1", ["兰州示例文化"])
    assert named("360文化有限公司", is_known=lambda name: name == "360文化有限公司") == [("", ["360文化有限公司"])]


def test_two_names_below_each_other_stay_two():
    assert [names for _number, names in named(f"{A}\n{B}\n{C}")] == [[A], [B], [C]]
    assert [names for _number, names in named(f"1 {A}\n2 {B}")] == [[A], [B]]
    assert [names for _number, names in named("1 丝路花雨\n2 大梦敦煌")] == [["丝路花雨"], ["大梦敦煌"]]


def test_a_project_and_its_body_are_one_line():
    head = "序号\t项目名称\t申报单位\n"
    assert named(f"{head}1\t丝路花雨海外巡演\t{A}") == [("1", ["丝路花雨海外巡演", A])]
    assert named(f"{head}1\t丝路花雨海外巡演\n{A}\t甘肃省") == [("1", ["丝路花雨海外巡演", A])]
    assert named(f"1 《读者》海外版  {A}") == [("1", ["《读者》海外版", A])]


@pytest.mark.parametrize(
    ("row", "names"),
    [
        (f"• {B}", [B]),
        (f"●{B}", [B]),
        (f"- {B}", [B]),
        (f"o {B}", [B]),
        (f"12 | {B} | 甘肃", [B]),
        (f"12,{B},甘肃", [B]),
        (f'"12","{B}","甘肃"', [B]),
        (f"甘肃省：{B}、{C}。", [B, C]),
        (f"{B}；{C}；", [B, C]),
        ("1 敦 煌 研 究 院", ["敦煌研究院"]),
        ("兰州示例文化传播 有限公司", [B]),
        ("1. Lanzhou Example Culture Co., Ltd. Gansu", ["Lanzhou Example Culture Co., Ltd."]),
    ],
)
def test_what_stands_around_a_name_is_no_part_of_it(row, names):
    assert [names for _number, names in named(row)] == [[name] for name in names]


@pytest.mark.parametrize("page", ["— 3 —\n", "\n3\n\n", "\n- 3 -\n\n"])
def test_a_name_goes_on_behind_the_foot_of_a_page(page):
    assert named(f"5 兰州示例文化传播\n{page}有限公司\n6 {C}") == [("5", [B]), ("6", [C])]


def test_the_rest_of_a_project_stands_before_its_body():
    head = "附件2\n国家文化出口重点项目名单\n序号\t项目名称\t申报单位\n"
    assert named(f"{head}1\t“丝路”主题图书海外\n推广工程\t{A}") == [("1", ["“丝路”主题图书海外推广工程", A])]
    assert named(f"{head}1\t丝路花雨海外巡演\t甘肃演艺集团有限责\n任公司") == [("1", ["丝路花雨海外巡演", A])]


def test_a_remark_in_brackets_is_no_part_of_the_name():
    for text in (f"{A}（新增）", f"（两家重名）{A}", f"{A}*", f"※{A}"):
        (entry,) = read(text)
        assert A in entry.variants(), text


@pytest.mark.parametrize(
    ("text", "counted"),
    [
        (f"甘肃省（2家）\n{A}\n{B}", [2]),
        (f"甘肃省（2家）\n{A}\n{B}\n{C}", [3]),
        (f"甘肃省（2家）\n{A}\n陕西省（1家）\n{B}", [1, 1]),
        (f"一、演艺类（2家）\n甘肃省\n{A}\n陕西省\n{B}\n二、旅游类（1家）\n{C}", [2, 1]),
        (f"甘肃省（2家）\n序号 企业名称\n1 {A}\n— 1 —\n2 {B}", [2]),
        (f"{A}\n{B}\n合计：2家", [2]),
        (f"共2家\n{A}\n{B}\n{C}", [3]),
        (f"甘肃省\n{A}\n小计：1家\n陕西省\n{B}\n{C}\n小计：2家\n总计：3家", [1, 2, 3]),
        (f"甘肃省（2家）\n{B}、{C}", [2]),
        ("甘肃省（1家）\n1 兰州示例文化\n传播有限公司", [1]),
        (f"省直单位（2家）\n{A}\n{B}\n兰州市（2家）\n{C}", [2, 1]),
    ],
)
def test_the_count_of_a_heading_is_held_against_the_names_beneath_it(text, counted):
    assert [entry.counted for entry in read(text) if entry.count is not None] == counted


def test_no_row_is_lost_whatever_it_says():
    text = "附件\n\n a\tb \n3\n\n?\n（）\n1、\n序号\n、\n" + "行" * 400
    assert rows_left_out(text, read(text)) == []
