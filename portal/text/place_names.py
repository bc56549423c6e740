"""What countries and regions are called besides their labels, so that who types a code or another name comes to the place.

As whole queries only: "us" within a sentence is a word, 澳 a part of other names, and CAN in capitals is rarely Canada within a text.
"""

import unicodedata
from functools import cache

from django.utils.translation import override
from django_countries import countries

from portal.text.folding import runs_of
from portal.text.pinyin import is_syllable

LONGEST_NAMING = 60  # characters of the longest name, and more

# Codes of ISO 3166-1 that are English words when they are written small. Others are syllables of pinyin: "de", "mo".
CODES_THAT_ARE_WORDS = " ad ai am as at be by do id il im in io ir is it no pm pr sr so st tm to tv "

# By code of ISO 3166-1: what people say and write in place of the label.
OTHER_NAMES = {
    "AE": "UAE, Emirates, 阿联酋, 阿拉伯联合酋长国",
    "AU": "AUS, 澳, 澳洲",  # 中澳 is with Australia, 港澳 with Macao: 澳 alone is either
    "BA": "Bosnia, 波黑",
    "BN": "Brunei Darussalam",
    "BO": "Plurinational State of Bolivia",
    "CD": "DRC, Democratic Republic of the Congo, 刚果金",
    "CF": "CAR, 中非",
    "CG": "Republic of the Congo, Congo, 刚果布",
    "CH": "Swiss",
    "CI": "Ivory Coast, 象牙海岸",
    "CN": "PRC, People's Republic of China, Mainland China, Chinese Mainland, 中华人民共和国, 中国大陆, 中国内地",
    "CV": "Cape Verde",
    "CZ": "Czech Republic, 捷克共和国",
    "DE": "Federal Republic of Germany, Deutschland, 德意志",
    "DO": "Dominican Republic, 多米尼加共和国",
    "EG": "Arab Republic of Egypt",
    "ES": "España, Kingdom of Spain",
    "FR": "French Republic, 法兰西",
    "GB": "UK, U.K., Britain, Great Britain, England, 大不列颠, 联合王国, 英伦",  # England, as people say it of the whole
    "HK": "HK, Hong Kong, Hongkong, Hong Kong SAR, HKSAR, 香港, 港, 香港特区, 香港特别行政区, 中国香港",
    "ID": "Republic of Indonesia, 印尼",
    "IR": "Islamic Republic of Iran",
    "JP": "Nippon, Nihon, 日本国",
    "KP": "DPRK, Democratic People's Republic of Korea, 朝鲜",
    "KR": "Korea, ROK, Republic of Korea, 韩国, 南韩, 大韩民国",  # "Korea" alone is said of the Republic in trade
    "KZ": "哈萨克",
    "LA": "Lao, Lao People's Democratic Republic",
    "LK": "锡兰",
    "MK": "Macedonia",
    "MM": "Burma",
    "MO": "Macao, Macau, Macao SAR, Macau SAR, 澳门, 澳, 澳门特区, 澳门特别行政区, 中国澳门",
    "MY": "大马",
    "NL": "Holland, the Netherlands",
    "NZ": "纽西兰",
    "PG": "巴新",
    "PS": "State of Palestine, 巴勒斯坦",
    "RU": "Russian Federation, Russian, 俄国, 俄联邦",
    "SA": "KSA, Saudi, Kingdom of Saudi Arabia, 沙特",
    "SG": "Republic of Singapore, 狮城, 星加坡",
    "SY": "Syrian Arab Republic",
    "SZ": "Swaziland",
    "TL": "East Timor",
    "TR": "Turkey, Türkiye",
    "TW": "Taiwan, Chinese Taipei, Taiwan Province of China, 台湾, 台湾地区, 中国台湾, 中国台北, 中华台北",
    "TZ": "United Republic of Tanzania",
    "US": "US, U.S., USA, U.S.A., America, United States of America, 美国, 美利坚, 美利坚合众国",
    "UZ": "乌兹别克",
    "VA": "Holy See, Vatican City, 梵蒂冈",
    "VN": "Viet Nam, Socialist Republic of Vietnam, 越南",
    "ZA": "Republic of South Africa, RSA",
}


def in_one_word(text):
    """`text` as one word, whatever its capitals, points and spaces: "U.S.A." → "usa"."""
    return "".join(run or word for run, word in runs_of(text))


@cache
def labels_of_places():
    """{code: (its label in English, in Chinese)}"""
    with override("en"):
        english = {code: str(name) for code, name in countries}
    with override("zh-hans"):
        return {code: (english[code], str(name)) for code, name in countries}


@cache
def plain_names(code):
    """The names of a place in English and Chinese without the country that follows or precedes them: ("Macao", "澳门")."""
    english, chinese = labels_of_places()[code]
    return english.removesuffix(", China"), chinese.removeprefix("中国") or chinese


@cache
def names_of_place(code):
    """All names of a place but its codes, each once, as they are typed: those of its label first."""
    others = [name.strip() for name in OTHER_NAMES.get(code, "").split(",") if name]
    return tuple(dict.fromkeys([*labels_of_places()[code], *plain_names(code), *others]))


@cache
def codes_by_name():
    found = {}
    for code in labels_of_places():
        for name in names_of_place(code):
            found.setdefault(in_one_word(name), set()).add(code)
    return found


@cache
def codes_by_code():
    """{"US": "US", "USA": "US"}, of two letters and of three."""
    return {short: code for code in labels_of_places() for short in (code, countries.alpha3(code)) if short}


def named_places(text):
    """The codes of the countries and regions that `text` as a whole names: "U.S." → ["US"], "澳" → ["AU", "MO"]. Codes of three letters
    and those that are words count in capitals only."""
    if len(text) > LONGEST_NAMING or not (word := in_one_word(text)):
        return []
    codes = set(codes_by_name().get(word, ()))
    written = unicodedata.normalize("NFKC", text).strip()
    is_code = written.isupper() or (len(written) == 2 and f" {written} " not in CODES_THAT_ARE_WORDS and not is_syllable(written))
    if is_code and (code := codes_by_code().get(written.upper())):
        codes.add(code)
    return sorted(codes)
