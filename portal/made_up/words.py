"""Words of which made-up names and sentences are put together, in both languages; of each list the first are common, the last rare."""

from portal.made_up.dice import Dice

# name in English, name in Chinese
TOWNS = [
    *(("Lanzhou", "兰州"), ("Dunhuang", "敦煌"), ("Tianshui", "天水"), ("Jiuquan", "酒泉"), ("Zhangye", "张掖"), ("Wuwei", "武威")),
    *(("Qingyang", "庆阳"), ("Pingliang", "平凉"), ("Dingxi", "定西"), ("Longnan", "陇南"), ("Baiyin", "白银"), ("Jiayuguan", "嘉峪关")),
    *(("Linxia", "临夏"), ("Gannan", "甘南"), ("Jinchang", "金昌"), ("Minle", "民乐"), ("Kongtong", "崆峒"), ("Yongdeng", "永登")),
]
MARKS_OF_FIRMS = [  # two of them make what tells a firm from the others
    *(("hua", "华"), ("rui", "瑞"), ("xiang", "祥"), ("long", "陇"), ("yuan", "源"), ("cheng", "成"), ("tai", "泰"), ("xin", "鑫")),
    *(("jin", "金"), ("yu", "玉"), ("feng", "丰"), ("he", "和"), ("de", "德"), ("sheng", "盛"), ("hong", "宏"), ("tong", "通")),
    *(("guang", "光"), ("ming", "明"), ("lan", "岚"), ("yi", "艺"), ("mei", "美"), ("yun", "云"), ("han", "瀚"), ("ze", "泽")),
    *(("lin", "麟"), ("qi", "琦"), ("shuo", "朔"), ("heng", "恒"), ("jing", "晶"), ("bo", "博"), ("kai", "凯"), ("zhuo", "卓")),
    *(("xi", "曦"), ("yao", "曜"), ("hao", "灏"), ("ye", "烨"), ("miao", "淼"), ("sen", "森"), ("lei", "磊"), ("qian", "谦")),
]
TRADES = [
    *(("Cultural Communication", "文化传播"), ("Cultural Creativity", "文化创意"), ("Culture and Tourism", "文化旅游")),
    *(("Media", "传媒"), ("Arts and Crafts", "工艺美术"), ("Exhibition Services", "会展服务"), ("Printing", "印务")),
    *(("Machinery", "机械"), ("Digital Technology", "数字科技"), ("Film and Television", "影视"), ("Animation", "动漫")),
    *(
        ("Performing Arts", "演艺"),
        ("Ceramics", "陶瓷"),
        ("Embroidery", "刺绣"),
        ("Carpet Weaving", "地毯织造"),
        ("Bookbinding", "书籍装帧"),
    ),
    *(
        ("Shadow Puppetry", "皮影"),
        ("Paper-cutting", "剪纸"),
        ("Gourd Carving", "葫芦雕刻"),
        ("Inkstones", "洮砚"),
        ("Bamboo Zithers", "竹筝"),
    ),
]
LEGAL_FORMS = [("Co., Ltd.", "有限公司"), ("Co., Ltd.", "有限责任公司"), ("Group Co., Ltd.", "集团有限公司"), ("Studio", "工作室")]
SECTORS = [
    *(("cultural creativity", "文化创意"), ("film and television", "影视制作"), ("animation and gaming", "动漫游戏")),
    *(("performing arts", "演艺娱乐"), ("publishing", "出版发行"), ("printing", "印刷"), ("arts and crafts", "工艺美术")),
    *(("exhibitions", "会展"), ("tourism", "旅游"), ("digital culture", "数字文化"), ("design", "设计"), ("advertising", "广告")),
    *(("intangible heritage", "非物质文化遗产"), ("museums", "博物馆"), ("heritage protection", "文物保护"), ("music", "音乐")),
    *(("textiles", "纺织"), ("ceramics", "陶瓷"), ("musical instruments", "乐器"), ("toys", "玩具"), ("education", "教育培训")),
    *(("sports and leisure", "体育休闲"), ("folk crafts", "民间工艺"), ("equipment for stages", "舞台装备")),
]
TECHNOLOGIES = [
    *(("virtual reality", "虚拟现实"), ("projection mapping", "投影映射"), ("3D scanning", "三维扫描"), ("motion capture", "动作捕捉")),
    *(("sound in the round", "全景声"), ("multispectral imaging", "多光谱成像"), ("digital restoration", "数字修复")),
]
MEASURES = [  # name and unit in English, its singular, name and unit in Chinese
    ("visitors", "visitors", "visitor", "观众", "人次"),
    ("products shown", "products", "product", "展出产品", "种"),
    ("firms taking part", "firms", "firm", "参展企业", "家"),
    ("performances", "performances", "performance", "演出", "场"),
    ("staff", "people", "person", "从业人员", "人"),
    ("works licensed", "works", "work", "授权作品", "件"),
    ("visits to the pages online", "visits", "visit", "线上访问量", "次"),
]
AMOUNTS = [("turnover", "营业收入"), ("amount of the intentions", "意向金额"), ("export value", "出口额")]
GOODS = [
    *(("Flying Apsara", "飞天"), ("Nine-coloured Deer", "九色鹿"), ("Silk Road", "丝路"), ("Camel Bell", "驼铃"), ("Caisson", "藻井")),
    *(("Yellow River", "黄河"), ("Lotus", "莲花"), ("Yumen Pass", "玉门"), ("Galloping Horse", "奔马"), ("Painted Pottery", "彩陶")),
    *(("Sachet", "香包"), ("Red Cliff", "赤崖"), ("Snow Lotus", "雪莲"), ("Rain on Sand", "沙雨"), ("Quiet Well", "静井")),
]
THINGS = [
    *(("Series", "系列"), ("Collection", "集"), ("Tea", "茶"), ("Scarves", "丝巾"), ("Stationery", "文具"), ("Picture Book", "绘本")),
    *(("Puppets", "偶"), ("Lamps", "灯"), ("Incense", "香"), ("Kites", "风筝")),
]
THEMES = [
    *(("Charm of Dunhuang", "敦煌之韵"), ("Along the Silk Road", "丝路行"), ("Gansu Week", "甘肃文化周"), ("Colours of Mogao", "莫高色彩")),
    *(
        ("The Yellow River Tells", "黄河讲述"),
        ("Crafts of Longyou", "陇右工艺"),
        ("Digital Caves", "数字洞窟"),
        ("Music of the Passes", "关山乐舞"),
    ),
    *(("Threads and Knots", "经纬"), ("Sand and Light", "沙与光"), ("A Letter from Liangzhou", "凉州来信")),
]
SORTS_OF_SHOWS = [
    *(
        ("Exhibition", "展览"),
        ("Trade Show", "博览会"),
        ("Digital Exhibition", "数字展"),
        ("Performance Tour", "巡演"),
        ("Cultural Fair", "文化节"),
    ),
]
DEEDS = [  # what a source says of a record, without a figure
    ("It took its work abroad with partners at the place.", "与当地伙伴合作，将作品带往海外。"),
    ("It showed its products for the first time.", "首次展出相关产品。"),
    ("It signed a letter of intent on licensing, which is no contract.", "签署授权合作意向书（非合同）。"),
    ("Its workshop taught visitors the craft.", "现场向观众传授技艺。"),
    ("It opened a permanent stand with a dealer.", "与经销商合作设立常设展位。"),
    ("Its work stood beside that of masters of the province.", "作品与省内大师作品同场展出。"),
]
LONG_EN = (
    "and the Association of Workshops of the Hexi Corridor for the Making, Showing, Licensing and Keeping of Things of Everyday Beauty "
)
LONG_ZH = "河西走廊日用之美器物制作展示授权与保存工坊联合会暨丝绸之路沿线传统工艺传承发展研究与国际交流合作推广中心"


def stretched(name, filling, length=250):
    """`name`, drawn out with `filling` to so many characters, without a space at either end."""
    drawn_out = (name + filling * length)[: length - 1]
    return f"{drawn_out[:-1]}s." if drawn_out.endswith(" ") else drawn_out + name[-1]


def firm(dice):
    """(English name, Chinese name) of an enterprise."""
    town, trade, form = dice.early(TOWNS), dice.early(TRADES), dice.early(LEGAL_FORMS)
    first, second = dice.one(MARKS_OF_FIRMS), dice.one(MARKS_OF_FIRMS)
    own = (first[0] + second[0]).capitalize()
    return f"{town[0]} {own} {trade[0]} {form[0]}", f"{town[1]}{first[1]}{second[1]}{trade[1]}{form[1]}"


def said(dice):
    """(English, Chinese) of a sentence without a figure."""
    return dice.early(DEEDS)


def sentences(*of):
    """(English, Chinese) of a summary of one to three sentences."""
    dice = Dice("summary", *of)
    chosen = dice.sample(DEEDS, dice.randint(1, 3))
    return " ".join(english for english, _chinese in chosen), "".join(chinese for _english, chinese in chosen)
