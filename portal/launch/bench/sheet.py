"""The sheet that is imported while that is measured: made-up enterprises that nobody has, named of the same towns and trades as others."""

CHARACTERS_OF_CODES = "0123456789ABCDEFGHJKLMNPQRTUWXY"  # of GB 32100-2015, which says how the last character checks the others
MARKS_OF_NAMES = (
    "安邦昌诚达鼎东方飞富高冠国海翰豪谊弘鸿吉佳嘉建江捷锦经久巨聚君康科坤蓝乐力立利联亮隆迈茂名铭宁鹏品普"
    "启千前强勤青庆全群荣融舒润尚胜世仕双顺思松苏太天同旺维伟文武先显兴雅阳业永优友宇远跃越运振正志智中洲"
)
TOWNS_OF_SHEET = ("兰州", "敦煌", "天水", "酒泉", "张掖", "武威", "庆阳", "平凉")
TRADES_OF_SHEET = ("文化传播", "文化创意", "工艺美术", "会展服务", "数字科技", "影视", "动漫", "演艺", "刺绣", "皮影", "剪纸")
HEADINGS_OF_SHEET = ("企业名称", "统一社会信用代码", "国家或地区", "所在地", "地址", "网址", "所属行业", "企业简介")
ROWS_OF_SHEET = 10_000


def code_of_row(number):
    code = f"91990000MB{number:07d}"  # of a province that does not exist
    weighted = sum(CHARACTERS_OF_CODES.index(character) * 3**place for place, character in enumerate(code))
    return code + CHARACTERS_OF_CODES[-weighted % 31]


def row_of_sheet(number):
    first, second = divmod(number, len(MARKS_OF_NAMES))
    town, trade = TOWNS_OF_SHEET[number % len(TOWNS_OF_SHEET)], TRADES_OF_SHEET[number % len(TRADES_OF_SHEET)]
    name = f"{town}{MARKS_OF_NAMES[first]}{MARKS_OF_NAMES[second]}{trade}有限公司"
    website = f"https://enterprise-of-a-sheet-{number}.example/"
    about = f"{name}在{town}从事{trade}，是为测量而虚构的企业。"
    return name, code_of_row(number), "中国", f"甘肃省{town}市", f"{town}市第{number + 1}号", website, "文化创意；影视制作", about


def write_sheet(path):
    """Write the workbook with ROWS_OF_SHEET rows to `path`."""
    import xlsxwriter

    with xlsxwriter.Workbook(path, {"constant_memory": True}) as book:
        sheet = book.add_worksheet("企业名单")
        sheet.write_row(0, 0, HEADINGS_OF_SHEET)
        for number in range(ROWS_OF_SHEET):
            sheet.write_row(number + 1, 0, row_of_sheet(number))
