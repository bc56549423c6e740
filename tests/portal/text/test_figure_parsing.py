"""A figure as people write it: what is read, what is asked back, what is refused."""

from decimal import Decimal

import pytest
from django.utils.translation import override

from portal.models import Measure
from portal.text.figure_parsing import LONGEST_FIGURE, Unreadable, parse

MONEY = Measure(pk="revenue", name_en="revenue of the fair", name_zh="展会收入", is_money=True)
EXHIBITORS = Measure(
    pk="exhibitors",
    name_en="exhibitors at the fair",
    name_zh="参展商数量",
    unit_en="exhibitors",
    unit_one_en="exhibitor",
    unit_zh="家参展商",
)
BRANDS = Measure(
    pk="brands",
    name_en="brands shown",
    name_zh="展出品牌",
    unit_en="international brands",
    unit_one_en="international brand",
    unit_zh="个国际品牌",
)
AIMS = Measure(pk="aims", name_en="aims named", name_zh="所列目标", unit_en="aims", unit_one_en="aim", unit_zh="个目标")
SENT = Measure(pk="sent", name_en="firms sent", name_zh="派出企业", unit_en="firms", unit_one_en="firm", unit_zh="家企业")
MET = Measure(pk="met", name_en="firms met", name_zh="对接企业", unit_en="firms", unit_one_en="firm", unit_zh="家企业")
MEASURES = [MONEY, EXHIBITORS, BRANDS, AIMS, SENT, MET]


@pytest.fixture(autouse=True)
def english():
    with override("en"):
        yield


def read(text):
    return parse(text, MEASURES)


@pytest.mark.parametrize(
    ("text", "qualifier", "value"),
    [
        ("330", "exactly", 330),
        ("nearly 100", "nearly", 100),
        ("almost 100", "nearly", 100),
        ("over 600", "over", 600),
        ("More than 200", "over", 200),
        ("about 1,200", "about", 1200),
        ("at least 40", "at-least", 40),
        ("no fewer than 40", "at-least", 40),
        ("up to 40", "up-to", 40),
        ("40 or so", "about", 40),
        ("exactly 4", "exactly", 4),
        ("a total of 330", "exactly", 330),
        ("1.5 million", "exactly", 1_500_000),
        ("2 hundred thousand", "exactly", 200_000),
        ("half a million", "exactly", 500_000),
        ("three", "exactly", 3),
        ("twenty-five", "exactly", 25),
        ("over a hundred", "over", 100),
        ("three hundred and thirty", "exactly", 330),
        ("one million two hundred thousand", "exactly", 1_200_000),
        ("1 500 000", "exactly", 1_500_000),
        ("１，５００", "exactly", 1500),
        ("0.25", "exactly", Decimal("0.25")),
        ("近150万", "nearly", 1_500_000),
        ("超过600", "over", 600),
        ("超過600", "over", 600),
        ("逾1.5亿", "over", 150_000_000),
        ("约３００", "about", 300),
        ("不少于12", "at-least", 12),
        ("不超过12", "up-to", 12),
        ("共330", "exactly", 330),
        ("三百余", "over", 300),
        ("150余万", "over", 1_500_000),
        ("150万余", "over", 1_500_000),
        ("3千万", "exactly", 30_000_000),
        ("1.2万亿", "exactly", 1_200_000_000_000),
        ("1亿5000万", "exactly", 150_000_000),
        ("1万5000", "exactly", 15_000),
        ("十", "exactly", 10),
        ("二十三", "exactly", 23),
        ("一百零五", "exactly", 105),
        ("三百二十", "exactly", 320),
        ("两千万", "exactly", 20_000_000),
        ("一亿零三百万", "exactly", 103_000_000),
        ("壹佰万", "exactly", 1_000_000),
        ("“近150萬”", "nearly", 1_500_000),
    ],
)
def test_a_number_is_read_with_its_qualifier(text, qualifier, value):
    reading = read(text)
    assert (reading.qualifier, reading.value, reading.currencies, reading.unit) == (qualifier, value, (), "")


# every word that says how exact a figure is, written out: one that is taken out of the reader would be missed by nobody else
BEFORE = {
    "exactly": "exactly|precisely|恰好|正好",
    "about": "about|around|approximately|approx.|roughly|circa|ca.|some|~|大约|大概|约为|约有|约",
    "nearly": "nearly|almost|close to|just under|接近|将近|近|几乎",
    "over": "over|more than|above|upwards of|in excess of|exceeding|超过|超出|突破|多于|大于|高于|超|逾|过|不止",
    "at-least": "at least|no fewer than|no less than|not less than|至少|不少于|不低于|最少",
    "up-to": "up to|at most|no more than|not more than|最多|至多|不超过|不多于|不高于",
}
BEHIND = {"about": "or so|左右|上下", "at-least": "or more|及以上|以上", "up-to": "or less|or fewer|及以下|以下|以内", "over": "有余"}


def test_every_word_of_a_qualifier_is_read_before_the_number_or_behind_it():
    written = [(f"{word} 300", qualifier) for qualifier, words in BEFORE.items() for word in words.split("|")]
    written += [(f"300 {word}", qualifier) for qualifier, words in BEHIND.items() for word in words.split("|")]
    found = {text: (read(text).qualifier, read(text).value) for text, _qualifier in written}
    assert found == {text: (qualifier, 300) for text, qualifier in written}


@pytest.mark.parametrize("word", ["less than", "fewer than", "under", "below", "不到", "不足", "不满", "未满", "未达", "低于", "少于"])
def test_what_is_less_has_no_qualifier_and_is_refused(word):
    with pytest.raises(Unreadable, match=f"No qualifier says “{word}”"):
        read(f"{word} 300")


@pytest.mark.parametrize(
    ("text", "value", "currency"),
    [
        ("nearly 1.5 million yuan", 1_500_000, "CNY"),
        ("RMB 1.5 million", 1_500_000, "CNY"),
        ("近150万元", 1_500_000, "CNY"),
        ("1.5亿元人民币", 150_000_000, "CNY"),
        ("人民币1.5亿元", 150_000_000, "CNY"),
        ("150多元", 150, "CNY"),
        ("US$ 20,000", 20_000, "USD"),
        ("三亿美元", 300_000_000, "USD"),
        ("HK$3,000", 3000, "HKD"),
        ("3000港元左右", 3000, "HKD"),
        ("€5", 5, "EUR"),
        ("2 million Singapore dollars", 2_000_000, "SGD"),
    ],
)
def test_an_amount_of_money_is_read_with_its_currency_and_its_measure_is_asked_for(text, value, currency):
    reading = read(text)
    assert (reading.value, reading.currency, reading.measure, reading.measures) == (value, currency, None, (MONEY,))
    assert list(reading.asks()) == ["Choose the measure: revenue of the fair."]


@pytest.mark.parametrize(
    ("text", "measure", "qualifier"),
    [
        ("330 exhibitors", EXHIBITORS, "exactly"),
        ("1 exhibitor", EXHIBITORS, "exactly"),
        ("330 Exhibitors at the fair", EXHIBITORS, "exactly"),
        ("over 600 international brands", BRANDS, "over"),
        ("超过600个国际品牌", BRANDS, "over"),
        ("三百多家参展商", EXHIBITORS, "over"),
        ("330家参展商以上", EXHIBITORS, "at-least"),
        ("330 exhibitors or more", EXHIBITORS, "at-least"),
    ],
)
def test_a_count_finds_the_measure_whose_unit_it_names(text, measure, qualifier):
    reading = read(text)
    assert (reading.measure, reading.qualifier, list(reading.asks())) == (measure, qualifier, [])


@pytest.mark.parametrize(
    ("text", "candidates", "asked"),
    [
        ("超过600个", (BRANDS, AIMS), "Choose the measure: brands shown, aims named."),
        ("600 brands", (BRANDS,), "Choose the measure: brands shown."),
        ("10 firms", (SENT, MET), "Choose the measure: firms sent, firms met."),
        ("10家企业", (SENT, MET), "Choose the measure: firms sent, firms met."),
        ("10 horses", (), "No measure has the unit “horses”: choose one."),
        ("10%", (), "No measure has the unit “%”: choose one."),
        ("10", (), "Choose the measure: the text names no unit."),
        ("约三百余家", (EXHIBITORS, SENT, MET), "Choose the qualifier: about, over."),
        ("600+ international brands", (BRANDS,), "Choose the qualifier: over, at least."),
        ("nearly over 600", (), "Choose the qualifier: nearly, over."),
        ("$5 million", (MONEY,), "Choose the currency: Hong Kong dollars, US dollars, Singapore dollars."),
        ("5000 dollars", (MONEY,), "Choose the currency: Hong Kong dollars, US dollars, Singapore dollars."),
        ("¥5000", (MONEY,), "Choose the currency: yuan, yen."),
    ],
)
def test_what_has_several_readings_is_asked_and_not_guessed(text, candidates, asked):
    reading = read(text)
    assert set(reading.measures) == set(candidates)
    assert asked in list(reading.asks())
    assert not (reading.qualifier and reading.currency and reading.measure)


@pytest.mark.parametrize(
    "text",
    [
        *("", "   ", "“”", "abc", "yuan", "over", "近", "x5", "-5", "−5", "第3届", "3rd", "3-year", "5k", "1.5m yuan", "50m2", "1e6"),
        *("hundreds of brands", "dozens", "a few hundred", "hundred", "between 5 and 10", "100-200", "100 to 200", "100至200家", "5 or 6"),
        *("1,50", "1,50,000", "1.500.000", "1..5", "1 50", "2025 330", "1/3", "1.23456", "9" * 17, "99999亿亿"),
        *("twenty twenty", "two three", "two hundred five hundred", "thousand million", "two thousand thousand"),
        *(
            "几百家",
            "数百家",
            "十几家",
            "十来家",
            "上百家",
            "三五家",
            "两三百家",
            "三百二",
            "一万五",
            "三百零",
            "零",
            "〇",
            "千万元",
            "1.5个亿",
        ),
        *("二〇二五", "二〇二五年", "2025年", "2025年4月", "4月", "三成", "千分之三", "1.5亿3000万", "3百4千", "1万万"),
        *("不到100家", "不足100", "less than 100", "fewer than 100", "under 50"),
        *("330 exhibitors and over 600 brands", "近100家，超过200家", "USD 5 yuan", "5 yuan each", "5元/人", "3 million 500 thousand"),
    ],
)
def test_what_is_no_figure_or_has_no_single_reading_is_refused_with_a_reason(text):
    with pytest.raises(Unreadable) as refused:
        read(text)
    assert str(refused.value)


def test_a_unit_is_not_taken_for_a_number_or_a_number_for_a_unit():
    assert (read("3千克").value, read("3千克").unit) == (3, "千克")
    assert read("3千人").value == 3000
    assert (read("3多媒体作品").qualifier, read("3多媒体作品").unit) == ("exactly", "多媒体作品")


def test_a_text_that_is_too_long_is_refused():
    assert read(f"{'1' * 16}{' ' * (LONGEST_FIGURE - 16)}").value == int("1" * 16)
    with pytest.raises(Unreadable):
        read(f"1{' ' * LONGEST_FIGURE}")


def test_a_reading_gives_what_a_person_would_type_and_speaks_the_readers_language():
    assert read("近150万元").controls() == {"qualifier": "nearly", "value": "1500000", "currency": "CNY"}
    assert read("约三百余家").controls() == {"qualifier": "", "value": "300", "currency": ""}
    with override("zh-hans"):
        assert "展出品牌" in " ".join(read("600个").asks())


@pytest.mark.parametrize(
    ("text", "value", "qualifiers", "unit", "currencies"),
    [
        # English of the press
        ("nearly 1.5 million yuan", 1_500_000, "nearly", "", "CNY"),
        ("More than 2,300 visitors", 2300, "over", "visitors", ""),
        ("12 dealers", 12, "exactly", "dealers", ""),
        ("At least three agreements", 3, "at-least", "agreements", ""),
        ("Up to 500 items", 500, "up-to", "items", ""),
        ("84.18 million US dollars", 84_180_000, "exactly", "", "USD"),
        ("42%", 42, "exactly", "%", ""),
        ("nearly thirty per cent", 30, "nearly", "%", ""),
        ("12.5 percent", Decimal("12.5"), "exactly", "%", ""),
        ("1,000-plus deals", 1000, "over at-least", "deals", ""),
        ("HK$2.4bn", 2_400_000_000, "exactly", "", "HKD"),
        ("three consecutive years", 3, "exactly", "consecutive years", ""),
        ("Over ¥3 million", 3_000_000, "over", "", "CNY JPY"),
        ("60-odd countries and regions", 60, "over", "countries and regions", ""),
        ("one and a half million yuan", 1_500_000, "exactly", "", "CNY"),
        ("21 and a half thousand visitors", 21_500, "exactly", "visitors", ""),
        ("three point five million yuan", 3_500_000, "exactly", "", "CNY"),
        ("two dozen exhibitors", 24, "exactly", "exhibitors", ""),
        ("half a dozen", 6, "exactly", "", ""),
        ("150 k yuan", 150_000, "exactly", "", "CNY"),
        ("1.5 mn yuan", 1_500_000, "exactly", "", "CNY"),
        ("1.500 million", 1_500_000, "exactly", "", ""),
        ("5 percentage points", 5, "exactly", "percentage points", ""),
        ("120 m²", 120, "exactly", "㎡", ""),
        ("300‑plus stands", 300, "over at-least", "stands", ""),
        # Chinese of the press, of contracts, and of web pages that set a space beside digits
        ("600多个国际品牌", 600, "over", "个国际品牌", ""),
        ("200余家中外企业", 200, "over", "家中外企业", ""),
        ("近百项", 100, "nearly", "项", ""),
        ("约1.2亿元人民币", 120_000_000, "about", "", "CNY"),
        ("约百分之三十", 30, "about", "%", ""),
        ("百分之二", 2, "exactly", "%", ""),
        ("百分之百", 100, "exactly", "%", ""),
        ("百分之12.5以上", Decimal("12.5"), "at-least", "%", ""),
        ("8.5个百分点", Decimal("8.5"), "exactly", "个百分点", ""),
        ("超过3000万美元", 30_000_000, "over", "", "USD"),
        ("12份", 12, "exactly", "份", ""),
        ("达2.5亿元", 250_000_000, "exactly", "", "CNY"),
        ("连续三年", 3, "exactly", "连续年", ""),
        ("１２０平方米", 120, "exactly", "平方米", ""),
        ("1亿5000万元", 150_000_000, "exactly", "", "CNY"),
        ("两个", 2, "exactly", "个", ""),
        ("共10家企业", 10, "exactly", "家企业", ""),
        ("4倍", 4, "exactly", "倍", ""),
        ("3 千人", 3000, "exactly", "人", ""),
        ("300 余家", 300, "over", "家", ""),
        ("150 万元", 1_500_000, "exactly", "", "CNY"),
        ("1 亿 5000 万", 150_000_000, "exactly", "", ""),
        ("约 300 余 家", 300, "about over", "家", ""),
        ("百余家", 100, "over", "家", ""),
        ("万余人次", 10_000, "over", "人次", ""),
        ("近千万元", 10_000_000, "nearly", "", "CNY"),
        ("逾百", 100, "over", "", ""),
        ("百人左右", 100, "about", "人", ""),
        ("三年多", 3, "over", "年", ""),
        ("3个多月", 3, "over", "个月", ""),
        ("三点五亿元", 350_000_000, "exactly", "", "CNY"),
        ("人民币壹佰伍拾万元整", 1_500_000, "exactly", "", "CNY"),
        ("壹拾万元正", 100_000, "exactly", "", "CNY"),
        ("参佰万", 3_000_000, "exactly", "", ""),
        ("貳佰", 200, "exactly", "", ""),
        ("港币150万元", 1_500_000, "exactly", "", "HKD"),
        ("150万元港币", 1_500_000, "exactly", "", "HKD"),
        ("日元5000万元", 50_000_000, "exactly", "", "JPY"),
        ("￥150万元", 1_500_000, "exactly", "", "CNY"),
        ("$150万元", 1_500_000, "exactly", "", "HKD USD SGD"),
        ("12家半导体企业", 12, "exactly", "家半导体企业", ""),
        ("10个创新元素", 10, "exactly", "个创新元素", ""),
    ],
)
def test_a_figure_is_read_to_its_value_qualifier_unit_and_currency(text, value, qualifiers, unit, currencies):
    reading = parse(text)
    assert (reading.value, reading.qualifiers, reading.unit) == (value, tuple(qualifiers.split()), unit)
    assert reading.currencies == tuple(currencies.split())


PART, SPAN, ORDINAL, DATE = "A part of a whole", "a span of numbers", "an ordinal is no figure", "A date or a time"
SIZE, IDENTIFIES, NONE, SEVERAL = "may change the size", "only identifies something", "No number is named", "more than one number"


@pytest.mark.parametrize(
    ("texts", "reason"),
    [
        ("nearly one third|two thirds of exhibitors|a quarter|half the visitors|three-quarters|one of the enterprises|3 out of 5", PART),
        (
            "one in five visitors|42% of visitors|five and a quarter|三成|八折|一半|1亿半|三天半|两个半小时|三分之一|千分之三|百分之十五的企业|10%的企业|过半",
            PART,
        ),
        ("Between 200 and 300 firms|from 5 to 10|three or four firms|3、4家|三、四家|三到五家|3～5家|up to 5-10", SPAN),
        ("18th|third|the 18th fair|twenty-first|第三|第三届|第16类|二个", ORDINAL),
        ("2025年5月|2025届|10 May|10 may 2025|3 pm|5月1日|10时30分|3点|19世纪", DATE),
        ("No. 12345678|Class 16|#5|Hall 5|500强企业|五星级酒店|90后|3.0版本|三甲医院", IDENTIFIES),
        ("一批|多家|数十|一批企业|多家媒体|数十位嘉宾|几百家|dozens|hundreds of brands|several firms", NONE),
        (
            "5 lakh visitors|2 crore|3 score|5 grand|15 Mio. Euro|3 wan yuan|2.3兆日元|US$1.5m|10 m|150k|2.4bn|2 tn yen|两番|两打|12打啤酒",
            SIZE,
        ),
        (
            "2 million million|2 thousand million|10-fold|4 times as many|10 more firms|300 visitors a day|3 firms per stand|60 odd firms",
            SIZE,
        ),
        ("10家20个|10家企业三个品牌|three firms and two brands|5×10|1'500 visitors|10+5|一米八|三块五|two百家", SEVERAL),
        ("上千|上百家|成百上千", "“上百” and the like"),
        ("百万元|百强企业|万人次|百家", "may only mean “many”"),
        ("一带一路|四川省企业|十二生肖|一流企业|二期工程", "No measure word follows"),
        ("less than 100 seats|不满100家", "No qualifier says"),
        ("1½ million yuan|10² visitors|①12 visitors|Ⅳ", "is not read: write the number in plain digits"),
        ("1.500 visitors", "“1.500” may be 1,500 or 1.5: write one of these."),
        ("12.345 tonnes", "“12.345” may be 12,345 or 12.3450: write one of these."),
        ("300 Canadian dollars|5000万韩元", "stands between the number and its currency"),
        ("人民币150万美元|USD 5 yuan", "Two currencies are named."),
        (".5 million|翻两番|增长4倍|-5|≥100|二〇二五|三五|近百八十家|a million and a half", ""),
    ],
)
def test_what_may_have_another_size_or_is_no_figure_is_refused_with_its_reason(texts, reason):
    for text in texts.split("|"):
        with pytest.raises(Unreadable) as refused:
            parse(text)
        assert reason in str(refused.value), text


def test_a_unit_that_a_measure_has_is_a_unit_whatever_words_it_holds():
    daily = Measure(pk="daily", name_en="visitors a day", name_zh="日均观众", unit_en="visitors a day", unit_zh="人每天")
    assert parse("300 visitors a day", [daily]).measure == daily
    assert parse("300 人每天", [daily]).measure == daily
    share = Measure(pk="share", name_en="share", name_zh="占比", unit_en="per cent", unit_zh="%")
    assert {parse(text, [share]).measure for text in ("30%", "thirty per cent", "30 pct.", "百分之三十")} == {share}
    assert {parse(text, [share]).measures for text in ("30 per cent points", "30个百分点", "30百分点")} == {()}


def test_the_choices_are_named_as_figures_are_in_the_readers_language():
    with override("zh-hans"):
        assert parse("约三百余家").asks()[0] == "请选择限定语：约、超过。"
