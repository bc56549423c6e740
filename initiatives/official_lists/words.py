"""Words by which the rows of an official list are told apart: places, heads of tables, titles, and what the names of bodies end with."""

import re
import unicodedata

from portal.text.numbers import Unreadable, read_number

SHORT_PROVINCES = (
    "北京 天津 河北 山西 内蒙古 辽宁 吉林 黑龙江 上海 江苏 浙江 安徽 福建 江西 山东 河南 湖北 湖南 广东 广西 海南 重庆 四川 贵州 云南 "
    "西藏 陕西 甘肃 青海 宁夏 新疆 香港 澳门 台湾"
)
LONG_PROVINCES = "广西壮族自治区 宁夏回族自治区 新疆维吾尔自治区 新疆生产建设兵团 中央企业 中央单位 中央 计划单列市"
ENGLISH_PROVINCES = (
    "Beijing,Tianjin,Hebei,Shanxi,Inner Mongolia,Liaoning,Jilin,Heilongjiang,Shanghai,Jiangsu,Zhejiang,Anhui,Fujian,Jiangxi,Shandong,"
    "Henan,Hubei,Hunan,Guangdong,Guangxi,Hainan,Chongqing,Sichuan,Guizhou,Yunnan,Tibet,Xizang,Shaanxi,Gansu,Qinghai,Ningxia,Xinjiang"
)
PLACE = re.compile(
    rf"(?:(?:{'|'.join(SHORT_PROVINCES.split())})(?:省|市|自治区|特别行政区)?|{'|'.join(LONG_PROVINCES.split())}"
    r"|[\u4e00-\u9fff]{2,6}(?:省|市|自治区|自治州|州|地区|盟|县|兵团)"
    rf"|(?:{'|'.join(ENGLISH_PROVINCES.split(','))})(?: Province| Municipality| Autonomous Region| City)?)"
    r"(?:[\u4e00-\u9fff]{2,4}[市州县区])?",
    re.IGNORECASE,
)

OF_A_NUMBER = "序号|编号|序列|No|Number|#"
OF_AN_ENTERPRISE = (
    "企业名称|单位名称|公司名称|机构名称|名称|企业|单位|申报单位|申报企业|实施单位|实施企业|承担单位|承办单位|企业名|单位名|公司"
    "|Enterprise|Enterprises|Company|Name|Name of enterprise|Name of the enterprise|Enterprise name|Company name|Applicant|Organization"
)
OF_A_PROJECT = "项目名称|项目|项目名|Project|Project name|Name of project|Name of the project"
OF_NEITHER = (
    "所在地|所在地区|所在省|所在省市|地区|省份|省市|省区市|省\\(区、市\\)|区域|属地|推荐单位|推荐地区|报送单位|主管部门|备注|类别|类型|领域|行业|"
    "所属地|所属地区|所属省|所属省份|所属省市|所在省份|省别|推荐部门|认定类别|申报类别|企业类别|企业性质|统一社会信用代码|信用代码|"
    "Province|Place|Location|Region|Area|Category|Type|Remarks|Remark|Note|Recommended by"
)
HEAD_OF_TABLE = re.compile(rf"(?:{OF_A_NUMBER}|{OF_AN_ENTERPRISE}|{OF_A_PROJECT}|{OF_NEITHER})\.?", re.IGNORECASE)
HEADS_OF_A_TABLE = re.compile(rf"(?:{HEAD_OF_TABLE.pattern}\s+)*{HEAD_OF_TABLE.pattern}", re.IGNORECASE)
HEAD_BY_ITS_FIRST = re.compile(r"(?:序号|编号|序列)\s+[^\d]{1,60}")
HEADS_TOGETHER = re.compile(rf"(?:{OF_A_NUMBER})(?:{OF_AN_ENTERPRISE}|{OF_A_PROJECT}|{OF_NEITHER})+", re.IGNORECASE)

TITLE_OF_LIST = re.compile(
    r".*(?:名单|目录|一览表|汇总表|公示|公告|通知|清单)(?:\(.*\))?(?:的公示|的公告|的通知)?:?|附[件录表]\s*[\d一二三四五六七八九十]*\s*[:.、]?.*"
    r"|(?:annex|appendix|attachment|list of|announcement|notice)\b.*",
    re.IGNORECASE,
)
PAGE = re.compile(
    r"[-–—―─_~·.\s]+\d{1,4}[-–—―─_~·.\s]*|第?\s*\d{1,4}\s*页.*|page\s*\d+.*|\d{1,4}\s*/\s*\d{1,4}|p\.?\s*\d{1,4}",
    re.IGNORECASE,
)
RULE = re.compile(r"[-–—―─_=*~·.\s]+")
REMARK_ROW = re.compile(
    r"(?:注|备注|说明|note|remark|source|来源)\s*[:.].*|\(?(?:以下|以上|排名不分先后|排名|按|共\d+页).*|in no particular order.*"
    r"|\d{4}年\d{1,2}月(?:\d{1,2}日)?",
    re.IGNORECASE,
)
SECTION = re.compile(
    r"(?:第?[一二三四五六七八九十]+[、.部分]|\([一二三四五六七八九十]+\))?"
    r"(?:国家文化出口)?(?:重点|示范|入选|认定|拟认定|公示)?(?:企业|项目|单位|[\u4e00-\u9fff和与、及]{2,16}(?:类|类别|部分|领域|板块))(?:名单)?:?"
    r"|(?:enterprises?|projects?|companies|[a-z ]{3,40} (?:category|section|enterprises|projects|companies)):?",
    re.IGNORECASE,
)

LEGAL_FORM_ALONE = re.compile(
    r"(?:(?:集团)?(?:股份)?(?:有限)?(?:责任)?公司|限责任公司|限公司|责任公司|任公司|公司|司|有限合伙\)?|\(?集团\)?(?:股份)?有限(?:责任)?公司"
    r"|co\.?,?\s*ltd\.?|ltd\.?|limited|inc\.?|llc|corporation|company)",
    re.IGNORECASE,
)
ENDS_A_BODY = re.compile(
    r"(?:公司|集团|厂|出版社|杂志社|报社|通讯社|旅行社|合作社|社|研究院|学院|剧院|影院|博物院|院|博物馆|图书馆|美术馆|馆|中心|剧团|歌舞团|乐团"
    r"|艺术团|杂技团|团|局|台|大学|学校|协会|商会|学会|联合会|基金会|工作室|影视城|研究所|事务所|所|基地|园区|产业园|公园|工坊|画廊|商行|合伙\))"
    r"(?:\([^()]{1,12}\))?$"
    r"|\b(?:ltd|limited|inc|llc|corp|corporation|company|group|press|studio|museum|theatre|theater|academy|institute|cent(?:er|re)|university)\.?$",
    re.IGNORECASE,
)
BEGINS_A_REST = re.compile(
    r"(?:文化|传播|传媒|科技|旅游|影视|发展|投资|实业|有限|股份|责任|集团|贸易|艺术|数字|网络|信息|产业|出版|动漫|游戏|教育|国际|技术|控股|创意|服务|广告"
    r"|工艺|印刷|演艺|设计|管理|展览|进出口|公司|限公司|任公司|司$|\))"
    r"|(?:co\b|ltd\b|limited\b|inc\b|group\b|culture\b|media\b|technology\b|and\b|&|communication|development\b|company\b|corporation\b)",
    re.IGNORECASE,
)
BRANCH = re.compile(r"(?:分公司|子公司|分社|分院|分馆|办事处)$")

COUNT = re.compile(
    r"(?P<of>.*?)\s*[(\[【:,]?\s*(?:共计?|合计|总计|计|小计|total)?\s*[:：]?\s*(?P<count>\d{1,5}|[一二三四五六七八九十百两]{1,7})\s*"
    r"(?:家|个|项|件|户|enterprises?|projects?|companies|items?)\s*(?:企业|单位|项目|公司)?\s*[)\]】]?[。.]?",
    re.IGNORECASE,
)
COUNT_IN_BRACKETS = re.compile(
    r"(?P<of>[\u4e00-\u9fff、()]{2,24}?)\s*[(\[【]\s*共?计?\s*(?P<count>\d{1,4}|[一二三四五六七八九十百两]{1,5})\s*[家个项件户]\s*[)\]】]:?"
)
COUNT_BEHIND_A_PLACE = re.compile(r"(?P<of>\S.*?)\s+(?P<count>\d{1,4})")
BARE_COUNT = re.compile(r"(?P<of>.*?)\s*\(\s*(?P<count>\d{1,4})\s*\)")
TOTAL = re.compile(r"(?:共计?|合计|总计|总数|全国|全部|total|in total|all)?\s*:?", re.IGNORECASE)
SUBTOTAL = re.compile(r"小计|subtotal", re.IGNORECASE)

LINE_NUMBER = re.compile(
    r"(?:no\.?\s*)?(?P<arabic>\d{1,5})(?![\d年月日届世度])\s*(?:[.、,:)）]|(?=[\s\u4e00-\u9fff\"“《]))\s*|\(\s*(?P<in_brackets>\d{1,5})\s*\)\s*[.、]?\s*"
    r"|\((?P<chinese_in_brackets>[一二三四五六七八九十百〇零]{1,6})\)\s*[.、]?\s*|(?P<chinese>[一二三四五六七八九十百]{1,6})[、.]\s*"
    r"|第(?P<ordinal>\d{1,5})[号、.]\s*",
    re.IGNORECASE,
)
NUMBER_ALONE = re.compile(r"(?:no\.?\s*)?\(?\d{1,5}\)?[.、]?|\([一二三四五六七八九十百]{1,6}\)", re.IGNORECASE)
HAN_CHARACTER = re.compile(r"[\u4e00-\u9fff]")


def half_width(text):
    """`text` with full-width digits, letters and brackets in ASCII, without marks that nobody sees: "（１２）" → "(12)"."""
    folded = unicodedata.normalize("NFKC", text)
    return "".join(c for c in folded if unicodedata.category(c) not in ("Cf", "Cc") or c in "\t\n").replace("〔", "(").replace("〕", ")")


def in_digits(text):
    """A number in either writing as an int, "十二" → 12; None where it is none."""
    if text.isdecimal():
        return int(text)
    try:
        found = read_number(text)
    except Unreadable:
        return None
    return int(found.value) if found and not found.rest else None


def is_place(text):
    return bool(PLACE.fullmatch(text.strip(" ():[]【】")))


def is_body(text):
    """Whether a text ends as the names of bodies do."""
    return bool(ENDS_A_BODY.search(text.strip()))
