"""What looks like a figure and is none, or may have another size than its number: each with the reason why it is refused."""

import re

from django.utils.translation import gettext as _

from portal.text.numbers import NUMBER_WORDS, TENS

NUMBERS = {*NUMBER_WORDS, *TENS}
ORDINALS = (
    "first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|eleventh|twelfth|thirteenth|fourteenth|fifteenth|sixteenth|"
    "seventeenth|eighteenth|nineteenth|twentieth|thirtieth|fortieth|fiftieth|sixtieth|seventieth|eightieth|ninetieth|hundredth|thousandth"
)
FRACTIONS = rf"half|halves|thirds?|quarters?|(?:{ORDINALS.removeprefix('first|second|third|')})s?|millionths?"
MONTH_NAMES = "jan|feb|mar|apr|may|jun|jul|aug|sept?|oct|nov|dec"
MONTH = rf"(?:{MONTH_NAMES})\b|january|february|march|april|june|july|august|september|october|november|december"  # "may" is both
SIZES = {
    *("hundred", "hundreds", "thousand", "thousands", "million", "millions", "billion", "billions", "trillion", "trillions", "tens"),
    *("dozen", "dozens", "score", "scores", "gross", "grand", "myriad", "myriads", "milliard", "milliards", "zillion"),
    *("lakh", "lakhs", "lac", "lacs", "crore", "crores", "wan", "yi", "mio", "mrd", "mill", "mil", "mln", "mn", "bn", "tn", "bln"),
    *("k", "m", "mm", "b", "w", "pair", "pairs", "couple", "couples", "fold", "twofold", "threefold", "double", "twice", "thrice"),
    *("more", "fewer", "less", "extra", "each", "apiece", "point"),
}
HAN = "一二两三四五六七八九十百千"
A_NUMBER = rf"(?:\d|[{HAN}]|(?:{'|'.join(sorted(NUMBERS))})\b)"
SPAN = re.compile(rf"\s*(?:-|–|—|~|至|到|、|或|和|to\b|or\b|and\b|through\b)\s*{A_NUMBER}")
NUMERAL = rf"(?:\d[\d.,]*|[{HAN}]+|an?|{'|'.join(sorted(NUMBERS))})"


def a_part():
    return _("A part of a whole is read as per cent only: leave the figure out, or fill in the fields yourself.")


def a_span():
    return _("This is a span of numbers: a figure has one.")


def an_ordinal():
    return _("This tells which one, not how many: an ordinal is no figure.")


def a_date():
    return _("A date or a time is no figure.")


def an_identifier():
    return _("A number that only identifies something is no figure.")


def no_number():
    return _("No number is named: leave the figure out.")


def two_readings():
    return _("“上百” and the like may mean about or over: fill in the fields yourself.")


def several_numbers():
    return _("There is more than one number: a statement has one figure.")


BEGINNINGS = [  # where a text begins so, behind its qualifier
    (rf"第|(?:the )?(?:{ORDINALS}|\d+(?:st|nd|rd|th))\b", an_ordinal),
    (rf"(?:{NUMERAL}[ -])?(?:{FRACTIONS})\b(?! an? (?:dozen|million|billion|trillion)\b)|\S*分之|一?半|[大多]半", a_part),
    (r"between\b|from\b|介于|从", a_span),
    (r"(?:no|nos|nr|number|class|classes|item|article|section|room|hall|booth|page|chapter|version)\b\.? ?#?\d|#|编号", an_identifier),
    (rf"(?:{MONTH})\.? \d", a_date),
    (r"上[十百千万亿]|成[百千]上", two_readings),
    (r"(?:好?几|数|若干|多)[十百千万亿家个名位项件种场次]|一(?:大?批|些|系列|众|部分)|several\b|a few\b|few\b|many\b", no_number),
    (r"(?:tens|dozens|scores|hundreds|thousands|millions|billions|a couple|a pair)\b", no_number),
]
REFUSED_BEHIND = [  # where what follows the number begins so
    (SPAN.pattern, a_span),
    (rf"[\s-]*(?:st|nd|rd|th)\b|[\s-]*(?:{ORDINALS})\b", an_ordinal),
    (r"\s*(?:[%‰]|(?:per ?cent|pct)(?![a-z]))\s*(?!points?$)\S", a_part),
    (r"[\s-]*(?:out )?(?:of|in)\b|分之|成(?!员|果|品|都|套)|折(?!叠)", a_part),
    (rf"\s*(?:{MONTH})(?![a-z])|\s*(?:am|pm|a\.m|p\.m|o'clock)(?![a-z])|[月日号]|时(?!尚|代|装|段)|点(?!位|播)|世纪|年代", a_date),
    (r"强|版|后|甲|星级|级|等(?!级)|年级", an_identifier),
]
NO_UNIT = re.compile(
    r"几|来|打(?![印击包])|番(?!号|禺)|兆|[-/–—~,.:×*'’&·⁄]|(?:x|and|or|to|by|plus|minus|odd|something)\b|times\s+\S"
    r"|.*(?:\bper (?!cent|mille)|\ban? (?:day|week|month|year)\b|每)"
)
CHINESE_HALF = re.compile(r".{0,2}半(?!导体|成品|自动|岛|球|程)|.*半$")
ANOTHER_NUMBER = re.compile(  # at the end in 一米八, which is 1.8 metres
    rf"\d|[万亿]|.[{HAN}]+(?:[个家项件名人位份种场届年天次秒]|分(?![点之]))|^[一二两三四五六七八九十零〇]|[{HAN}零]$"
)
MEASURE_WORD = re.compile(
    "[个家项件名人次位份种场届年天周岁倍元吨米座所间处部套台幅张条支队轮类门首本册卷集篇章国省市县区户亩斤升度秒对双组批只头匹棵株辆艘架笔款宗例员"
    "颗枚块片段节]|公里|公顷|公斤|平方|立方|千克|小时|分钟|连续"
)


def reason_at_beginning(rest):
    """Why a text that begins like `rest`, behind its qualifier, is no figure; None where it may be one."""
    return next((reason() for pattern, reason in BEGINNINGS if re.match(pattern, rest)), None)


def reason_behind(rest, written):
    """Why the number `written`, with `rest` behind it, is no figure or may have another size; None where `rest` is a unit."""
    if rest == "%":
        return None
    for pattern, reason in REFUSED_BEHIND:
        if re.match(pattern, rest):
            return reason()
    if re.fullmatch(r"(?:19|20)\d\d", written) and re.match(r"[年届]", rest):
        return a_date()
    words = re.findall(r"[a-z]+", rest)
    if any(re.fullmatch(FRACTIONS, word) for word in words) or CHINESE_HALF.match(rest):
        return a_part()
    if ANOTHER_NUMBER.search(rest) or NUMBERS & set(words) or (re.search("[a-z]$", written) and re.match("[百千余多]", rest)):
        return several_numbers()
    if (changed := next((word for word in words if word in SIZES), None)) or NO_UNIT.match(rest.strip()):
        return _("“%(text)s” may change the size of the number: write the number in full.") % {"text": changed or rest.strip()}
    if re.search(rf"[{HAN}]$", written) and rest and not MEASURE_WORD.match(rest):
        return _("No measure word follows the number, as in “三家” or “十二个”: write the number in digits.")
    return an_ordinal() if written == "二" and rest else None  # two of something are 两
