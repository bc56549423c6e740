"""What the format of a number says of money: a person who sees “150 万元” has not written 150."""

import re
from decimal import Decimal
from functools import lru_cache

from portal.text.numbers import MAY_BE_THOUSANDS

# Currency formats that have a number alone: whose sign they show depends on the country of the program (ECMA-376 part 1, 18.8.30)
OF_ANY_COUNTRY = dict.fromkeys((5, 6, 7, 8, 41, 42, 43, 44), "#,##0.00")
CURRENCIES_OF_COUNTRIES = {  # by the number of the country in a format, [$￥-804]
    "804": "CNY",
    "409": "USD",
    "c04": "HKD",
    "1404": "MOP",
    "1004": "SGD",
    "411": "JPY",
    "809": "GBP",
}
PIECES = re.compile(
    r'"(?P<quoted>[^"]*)"|\\(?P<escaped>.)|\[\$(?P<sign>[^\]-]*)(?:-(?P<country>[^\]]*))?\]|\[[^\]]*\]|[_*].|(?P<digits>[#0?,.]+)|(?P<plain>.)',
    re.DOTALL,
)
DIGITS_OF_FORMAT = re.compile(r"[#0?][#0?,]*(?<!,)(?:\.[#0?]+)?")  # one that ends with a comma shows thousandths
GENERAL = re.compile(r"General|G/通用格式", re.IGNORECASE)
CURRENCY_CODES = (*CURRENCIES_OF_COUNTRIES.values(), "RMB", "EUR")
MONEY_SIGNS = re.compile(
    rf"(?:US|HK|S|MOP)?\$|[€£¥￥]|{'|'.join(CURRENCY_CODES)}|人民币|[十百千]?[万亿]?(?:元|美元|港元|澳门元|欧元|日元|英镑)|[十百千]?[万亿]"
)
SHOWN = re.compile(r"(?P<before>\D*?)\s*-?(?P<digits>\d[\d,]*(?:\.\d+)?)\s*(?P<after>\D*)")


@lru_cache(maxsize=500)
def money_around(code):
    """What a format writes before and behind its number, where that is money or a size: '0.00" 万元"' → ("", "万元"). Else None."""
    before, digits, after = [], "", []
    for piece in PIECES.finditer(GENERAL.sub("0", code.partition(";")[0])):
        if piece["digits"]:
            if digits:
                return None
            digits = piece["digits"]
            continue
        country = CURRENCIES_OF_COUNTRIES.get((piece["country"] or "").casefold()) if piece["sign"] else None
        said = country or piece["quoted"] or piece["escaped"] or piece["sign"] or piece["plain"] or ""
        (after if digits else before).append(said)
    return money_or_none("".join(before), "".join(after)) if DIGITS_OF_FORMAT.fullmatch(digits) else None


def money_or_none(before, after):
    """(before, after) without spaces, where one of them is money or a size and the other, too, or nothing; else None."""
    around = before.strip(), after.strip()
    return around if any(around) and all(MONEY_SIGNS.fullmatch(each) for each in around if each) else None


def money_in_text(text, number):
    """The same of what a cell shows; None where it shows another number than it holds."""
    found = SHOWN.fullmatch(text)
    if not found or Decimal(found["digits"].replace(",", "")) != abs(number):
        return None
    return money_or_none(found["before"], found["after"])


def with_money(number, around):
    """A number as a person reads it, with what stands around it: (150, ("", "万元")) → "150万元", (99, ("USD", "")) → "99 USD". A point
    parts no thousands."""
    text = f"{number:f}" if isinstance(number, Decimal) else str(number)
    text += "0" if MAY_BE_THOUSANDS.fullmatch(text) else ""
    before, after = around
    return f"{text} {before}{after}" if before in CURRENCY_CODES else f"{before}{text}{after}"
