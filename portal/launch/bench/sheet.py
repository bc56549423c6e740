"""The sheet that is imported while that is measured: made-up enterprises that nobody has, named of the same towns and trades as others."""

CREDIT_CODE_ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"  # of GB 32100-2015, which says how the last character checks the others
MARKS = (
    "安邦昌诚达鼎东方飞富高冠国海翰豪谊弘鸿吉佳嘉建江捷锦经久巨聚君康科坤蓝乐力立利联亮隆迈茂名铭宁鹏品普"
    "启千前强勤青庆全群荣融舒润尚胜世仕双顺思松苏太天同旺维伟文武先显兴雅阳业永优友宇远跃越运振正志智中洲"
)
TOWNS = ("兰州", "敦煌", "天水", "酒泉", "张掖", "武威", "庆阳", "平凉")
TRADES = ("文化传播", "文化创意", "工艺美术", "会展服务", "数字科技", "影视", "动漫", "演艺", "刺绣", "皮影", "剪纸")
HEADINGS = ("企业名称", "统一社会信用代码", "国家或地区", "所在地", "地址", "网址", "所属行业", "企业简介")
ROWS_OF_SHEET = 10_000


def credit_code(number):
    code = f"91990000MB{number:07d}"  # of a province that does not exist
    weighted = sum(CREDIT_CODE_ALPHABET.index(character) * 3**place for place, character in enumerate(code))
    return code + CREDIT_CODE_ALPHABET[-weighted % 31]


def row_of_sheet(number):
    first, second = divmod(number, len(MARKS))
    town, trade = TOWNS[number % len(TOWNS)], TRADES[number % len(TRADES)]
    name = f"{town}{MARKS[first]}{MARKS[second]}{trade}有限公司"
    website = f"https://enterprise-of-a-sheet-{number}.example/"
    about = f"{name}在{town}从事{trade}，是为测量而虚构的企业。"
    return name, credit_code(number), "中国", f"甘肃省{town}市", f"{town}市第{number + 1}号", website, "文化创意；影视制作", about


def write_sheet(path):
    """Write the workbook with ROWS_OF_SHEET rows to `path`."""
    import xlsxwriter

    with xlsxwriter.Workbook(path, {"constant_memory": True}) as book:
        sheet = book.add_worksheet("企业名单")
        sheet.write_row(0, 0, HEADINGS)
        for number in range(ROWS_OF_SHEET):
            sheet.write_row(number + 1, 0, row_of_sheet(number))
