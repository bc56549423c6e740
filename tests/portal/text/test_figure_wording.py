"""Figures as people read them: with their qualifier, never rounded, in the way of each language."""

from decimal import Decimal

import pytest
from django.utils.translation import override

from portal.models import Measure, Statement
from portal.text.figure_wording import around_figure, is_said_in, read_statement

EXHIBITORS = {"name_en": "Exhibitors", "name_zh": "参展商", "unit_en": "exhibitors", "unit_one_en": "exhibitor", "unit_zh": "家参展商"}


def figure(value, language, qualifier="exactly", currency="", **measure):
    """The phrase for a figure as a reader of `language` gets it."""
    statement = Statement(
        measure=Measure(is_money=True, name_en="Revenue", name_zh="收入") if currency else Measure(**EXHIBITORS | measure),
        value=Decimal(value),
        qualifier=qualifier,
        currency=currency,
    )
    with override(language):
        return str(statement.figure)


@pytest.mark.parametrize(
    ("value", "english", "chinese"),
    [
        ("0", "0 exhibitors", "0家参展商"),
        ("0.5", "0.5 exhibitors", "0.5家参展商"),
        ("0.5000", "0.5 exhibitors", "0.5家参展商"),  # as the database gives it back
        ("1", "1 exhibitor", "1家参展商"),
        ("1.0000", "1 exhibitor", "1家参展商"),
        ("1.5", "1.5 exhibitors", "1.5家参展商"),
        ("2", "2 exhibitors", "2家参展商"),
        ("330.0000", "330 exhibitors", "330家参展商"),
        ("1000", "1,000 exhibitors", "1,000家参展商"),
        ("9999", "9,999 exhibitors", "9,999家参展商"),
        ("10000", "10,000 exhibitors", "1万家参展商"),
        ("15000", "15,000 exhibitors", "1.5万家参展商"),
        ("999999", "999,999 exhibitors", "99.9999万家参展商"),
        ("1000000", "1 million exhibitors", "100万家参展商"),
        ("1500000", "1.5 million exhibitors", "150万家参展商"),
        ("100000000", "100 million exhibitors", "1亿家参展商"),
        ("1000000000", "1 billion exhibitors", "10亿家参展商"),
        ("1250000000", "1.25 billion exhibitors", "12.5亿家参展商"),
    ],
)
def test_a_large_number_is_said_in_words_and_any_other_in_digits(value, english, chinese):
    assert figure(value, "en") == english
    assert figure(value, "zh-hans") == chinese


def test_a_share_has_its_sign_at_its_number():
    assert figure("30", "en", "about", unit_en="%") == "about 30%"
    assert figure("30", "zh-hans", "about", unit_zh="%") == "约30%"


@pytest.mark.parametrize(
    ("value", "english", "chinese"),
    [
        ("12345678", "12,345,678 exhibitors", "1234.5678万家参展商"),
        ("1000001", "1,000,001 exhibitors", "100.0001万家参展商"),
        ("123456789", "123,456,789 exhibitors", "123,456,789家参展商"),
        ("1000000.5", "1,000,000.5 exhibitors", "1,000,000.5家参展商"),
        ("9999999999999999", "9,999,999,999,999,999 exhibitors", "9,999,999,999,999,999家参展商"),
        ("0.1234", "0.1234 exhibitors", "0.1234家参展商"),
    ],
)
def test_a_number_is_never_rounded(value, english, chinese):
    assert figure(value, "en") == english
    assert figure(value, "zh-hans") == chinese


@pytest.mark.parametrize(
    ("qualifier", "english", "chinese"),
    [
        ("exactly", "200 exhibitors", "200家参展商"),
        ("about", "about 200 exhibitors", "约200家参展商"),
        ("nearly", "nearly 200 exhibitors", "近200家参展商"),
        ("over", "over 200 exhibitors", "超过200家参展商"),
        ("at-least", "at least 200 exhibitors", "至少200家参展商"),
        ("up-to", "up to 200 exhibitors", "至多200家参展商"),
    ],
)
def test_a_figure_keeps_its_qualifier(qualifier, english, chinese):
    assert figure("200", "en", qualifier) == english
    assert figure("200", "zh-hans", qualifier) == chinese


def test_every_qualifier_but_exactly_is_said():
    said = {figure("200", language, each) for language in ("en", "zh-hans") for each in Statement.Qualifier}
    assert len(said) == 2 * len(Statement.Qualifier)


@pytest.mark.parametrize(
    ("currency", "english", "chinese"),
    [
        ("CNY", "nearly 1.5 million yuan", "近150万元"),
        ("HKD", "nearly 1.5 million Hong Kong dollars", "近150万港元"),
        ("USD", "nearly 1.5 million US dollars", "近150万美元"),
        ("SGD", "nearly 1.5 million Singapore dollars", "近150万新加坡元"),
    ],
)
def test_an_amount_of_money_is_said_in_its_currency(currency, english, chinese):
    assert figure("1500000", "en", "nearly", currency) == english
    assert figure("1500000", "zh-hans", "nearly", currency) == chinese


@pytest.mark.parametrize("currency", Statement.Currency)
def test_every_currency_has_a_name_of_its_own_in_both_languages(currency):
    english, chinese = figure("5", "en", currency=currency), figure("5", "zh-hans", currency=currency)
    assert english.removeprefix("5 ").isascii()
    assert not chinese.removeprefix("5").isascii()


def test_a_unit_without_a_word_for_one_stands_as_it_is():
    assert figure("1", "en", unit_en="consecutive years", unit_one_en="") == "1 consecutive years"


def test_a_statement_without_a_measure_has_no_figure():
    assert Statement(wording_en="It is recurring.").figure is None


@pytest.mark.parametrize(
    ("name", "value", "rest"),
    [
        ("exhibitors at the whole show", "330", " at the whole show"),
        ("Exhibitors at the whole show", "1", " at the whole show"),  # after "1 exhibitor"
        ("exhibitors, not from Gansu alone", "330", ", not from Gansu alone"),
        ("exhibitors", "330", ""),
        ("exhibitorship agreements", "330", None),
        ("all exhibitors", "330", None),
    ],
)
def test_the_unit_is_said_once_where_the_measure_begins_with_it_as_a_whole_word(name, value, rest):
    measure = Measure(**EXHIBITORS | {"name_en": name})
    with override("en"):
        around = around_figure(Statement(measure=measure, value=Decimal(value), qualifier="exactly"))
        assert around == (None if rest is None else ("", rest))


@pytest.mark.parametrize(
    ("name", "unit", "around"),
    [
        ("参展商", "家参展商", None),
        ("家参展商", "家参展商", ("", "")),
        ("家参展商（境外）", "家参展商", ("", "（境外）")),
        ("家参展商数量", "家参展商", None),
        ("参展商", "家", ("参展商", "")),
        ("参展商（整个展会）", "家", ("参展商", "（整个展会）")),
        ("exhibitors", "家", None),
    ],
)
def test_a_measure_stands_before_its_figure_in_chinese_and_its_limit_after_it(name, unit, around):
    measure = Measure(**EXHIBITORS | {"name_zh": name, "unit_zh": unit})
    with override("zh-hans"):
        assert around_figure(Statement(measure=measure, value=Decimal(2), qualifier="about")) == around


@pytest.mark.parametrize(
    ("language", "value", "wording", "is_said"),
    [
        ("en", 600, "Over 600 brands were there.", True),
        ("en", 600, "Over 600,000 brands were there.", False),
        ("en", 600, "About 600 brands were there.", False),
        ("zh-hans", 600, "超过600个国际品牌参展。", True),
        ("zh-hans", 600, "超过600万个国际品牌参展。", False),
        ("zh-hans", 6_000_000, "超过600万个国际品牌参展。", True),
    ],
)
def test_a_wording_says_its_figure_where_it_has_the_whole_number_with_its_qualifier(language, value, wording, is_said):
    statement = Statement(measure=Measure(**EXHIBITORS), value=Decimal(value), qualifier="over")
    with override(language):
        assert is_said_in(wording, read_statement(statement)) is is_said


def test_a_number_within_a_word_is_another_number():
    one = Statement(measure=Measure(**EXHIBITORS), value=Decimal(1), qualifier="exactly")
    with override("en"):
        assert is_said_in("One exhibitor came.", read_statement(one))
        assert not is_said_in("Twenty-one exhibitors came.", read_statement(one))
