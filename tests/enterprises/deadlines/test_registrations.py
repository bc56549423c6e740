"""Deadlines of registrations and applications: the right days, each with its sum; what is not known for certain is said."""

from datetime import date

import pytest
from django.utils.translation import override

from enterprises.deadlines.deadline import Standing
from enterprises.deadlines.deriving import deadline_of, open_deadlines
from enterprises.renewals.law import law, rule_in_force, rules_for
from enterprises.renewals.status import of_registration
from enterprises.renewals.terms import term_of
from tests.factories import make_enterprise, make_organization, make_registration, make_right_event, make_trademark

pytestmark = [pytest.mark.django_db, pytest.mark.once]

CN, HK, MO, JP, US = ({"route": "national", "territory": code} for code in ("CN", "HK", "MO", "JP", "US"))
EU, MADRID, MADRID_US = ({"route": "regional", "territory": "EU"}, *({"route": "madrid", "territory": code} for code in ("SG", "US")))


def day(text):
    return text and date.fromisoformat(text)


def registered(place, **dates):
    return make_registration(**place, **{name: day(text) for name, text in dates.items()})


def due(row, what, today, until=None):
    """The deadlines of one sort that a registration has."""
    return [each for each in open_deadlines(day(today), day(until)) if each.what == what and each.registration_id == row.pk]


@pytest.mark.parametrize(
    ("place", "dates", "today", "opens_on", "last", "late_until", "is_approximate", "to_be_confirmed"),
    [
        (CN, {"expires_on": "2026-05-20"}, "2026-11-28", "2025-05-20", "2026-05-20", "2026-11-20", False, False),
        (CN, {"expires_on": "2026-08-31"}, "2026-11-28", "2025-08-31", "2026-08-31", "2027-03-01", True, True),  # no 31 February
        (CN, {"expires_on": "2026-04-03"}, "2026-11-28", "2025-04-03", "2026-04-03", "2026-10-08", False, True),  # National Day week
        (CN, {"expires_on": "2026-08-20"}, "2026-11-28", "2025-08-20", "2026-08-20", "2027-02-22", True, True),  # a Saturday
        (CN, {"expires_on": "2024-02-29"}, "2024-01-01", "2023-02-28", "2024-02-29", "2024-08-29", True, False),  # 2024 is not on record
        (CN, {"registered_on": "2017-01-01"}, "2026-11-28", "2025-12-31", "2026-12-31", "2027-06-30", True, False),
        (CN, {"registered_on": "2017-03-01"}, "2026-11-28", "2026-02-28", "2027-02-28", "2027-08-30", True, True),  # the new law
        (MADRID, {"registered_on": "2020-04-16"}, "2029-11-28", "2029-10-16", "2030-04-16", "2030-10-16", False, False),
        (MADRID, {"registered_on": "2016-02-29"}, "2025-11-28", "2025-08-28", "2026-02-28", "2026-08-28", False, False),
        (MADRID, {"international_registered_on": "2020-04-16", "registered_on": "2024-06-01"}, "2030-01-01",
         "2029-10-16", "2030-04-16", "2030-10-16", False, False),  # a later designation ends with the registration
        (HK, {"filed_on": "2016-04-25"}, "2026-01-01", "2025-10-24", "2026-04-24", "2026-10-24", False, True),
        (MO, {"registered_on": "2019-11-28"}, "2026-06-01", "2026-05-28", "2026-11-28", "2027-05-28", False, True),  # seven years
        (JP, {"registered_on": "2017-02-10"}, "2026-09-01", "2026-08-10", "2027-02-10", "2027-08-10", False, True),
        (EU, {"filed_on": "2017-01-31"}, "2026-09-01", "2026-07-31", "2027-01-31", "2027-07-31", False, True),
        (US, {"registered_on": "2016-11-29"}, "2026-11-28", "2025-11-29", "2026-11-30", "2027-06-01", False, True),  # both days move
        (MADRID_US, {"registered_on": "2019-05-14", "international_registered_on": "2017-03-02"}, "2026-11-28",
         "2026-09-02", "2027-03-02", "2027-09-02", False, False),
    ],
)  # fmt: skip
def test_a_renewal_is_due_as_the_law_counts(place, dates, today, opens_on, last, late_until, is_approximate, to_be_confirmed):
    row = registered(place, **dates)
    (renewal,) = due(row, "renewal", today)
    assert (renewal.opens_on, renewal.day, renewal.late_until) == (day(opens_on), day(last), day(late_until))
    assert (renewal.is_approximate, renewal.is_late_approximate) == (False, is_approximate)
    assert renewal.to_be_confirmed == to_be_confirmed
    assert ("to be confirmed" in renewal.in_sum()) == to_be_confirmed
    assert ("approximate: the working days of " in renewal.in_sum()) == is_approximate
    assert deadline_of(renewal.key, day(today)) == renewal


def test_the_sum_is_told_in_both_languages():
    row = registered(CN, registered_on="2016-05-21", expires_on="2026-05-20")
    (renewal,) = due(row, "renewal", "2026-11-28")
    assert renewal.in_sum() == (
        "21 May 2016 + 10 years, to the day before = 20 May 2026; not moved; "
        "in grace: 20 May 2026 + 6 months = 20 November 2026; not moved; "
        "Rule: Trademark Law of the People’s Republic of China, articles 39 and 40, in force until 31 December 2026"
    )
    with override("zh-hans"):
        assert "宽展期：2026年5月20日＋6个月＝2026年11月20日；不顺延" in renewal.in_sum()
    row = registered(CN, expires_on="2026-08-20")
    (renewal,) = due(row, "renewal", "2026-11-28")
    assert "moved from Saturday 20 February 2027 to the next working day, Monday 22 February 2027 (to be confirmed: " in renewal.in_sum()
    with override("zh-hans"):
        assert "由2027年2月20日星期六顺延至下一工作日2027年2月22日星期一" in renewal.in_sum()
        assert "大致日期：2027年工作日安排尚未录入" in renewal.in_sum()


@pytest.mark.parametrize(
    ("today", "standing"),
    [("2026-05-19", None), ("2027-01-01", Standing.OPEN), ("2027-05-20", Standing.OPEN), ("2027-05-21", Standing.LATE),
     ("2027-11-22", Standing.LATE), ("2027-11-23", Standing.OVERDUE), ("2046-01-01", Standing.OVERDUE)],
)  # fmt: skip
def test_what_is_overdue_when_it_is_entered_is_there_like_everything_else(today, standing):
    row = registered(CN, expires_on="2027-05-20")
    assert [each.standing(day(today)) for each in due(row, "renewal", today)] == ([standing] if standing else [])


def test_a_day_beyond_the_horizon_is_there_once_it_is_asked_for():
    row = registered(HK, expires_on="2028-05-20")
    assert due(row, "renewal", "2026-11-28") == []
    assert due(row, "renewal", "2026-11-28", until="2028-05-19") == []
    (renewal,) = due(row, "renewal", "2026-11-28", until="2028-05-20")
    assert renewal.standing(day("2026-11-28")) == Standing.AHEAD


@pytest.mark.parametrize(
    ("events", "ends", "is_due"),
    [
        ({"renewed": ("2026-09-15", None)}, "2036-05-20", False),  # in grace
        ({"renewed": ("2026-03-01", "2036-05-21")}, "2036-05-21", False),  # the certificate's own day wins
        ({"renewed": ("2016-03-01", None)}, "2026-05-20", True),  # of the term before
        ({"invalidated": ("2026-09-30", None)}, None, False),
        ({"cancelled": ("2026-09-30", None)}, None, False),
        ({"lapsed": ("2026-11-21", None)}, None, False),
        ({"holder-renamed": ("2026-09-30", None)}, "2026-05-20", True),
        ({"invalidated": ("2026-12-30", None)}, "2026-05-20", True),  # not yet
    ],
)
def test_events_renew_a_right_or_end_it(events, ends, is_due):
    row = registered(CN, expires_on="2026-05-20")
    for verb, (happened_on, expires_on) in events.items():
        make_right_event(verb, registration=row, happened_on=day(happened_on), expires_on=day(expires_on))
    assert bool(due(row, "renewal", "2026-11-28")) == is_due
    if ends:
        assert term_of(row).expires_on == day(ends)
    else:
        assert of_registration(row, day("2026-11-28")).key == "expired"


def test_a_wrong_event_counts_no_more_once_another_replaces_it():
    row = registered(CN, expires_on="2026-05-20")
    wrong = make_right_event("invalidated", registration=row)
    assert due(row, "renewal", "2026-11-28") == []
    make_right_event("other-change", registration=row, replaces=wrong, reason="Another mark.")
    assert due(row, "renewal", "2026-11-28")


def test_a_renewed_term_follows_the_day_after_the_old_one():
    for expires_on, renewed_on, following in (
        ("2026-02-28", "2026-01-10", "2036-02-29"),
        ("2024-02-29", "2024-01-10", "2034-02-28"),
        ("2026-05-20", "2026-05-20", "2036-05-20"),
    ):
        row = registered(CN, expires_on=expires_on)
        make_right_event("renewed", registration=row, happened_on=day(renewed_on))
        assert term_of(row).expires_on == day(following)


def test_whose_right_it_is_follows_the_assignment():
    old, new, partner = make_enterprise(), make_enterprise(), make_organization(kind="partner")
    for owner, is_due in ((new, True), (partner, False), (None, False)):
        row = make_registration(make_trademark(owner=old), expires_on=date(2027, 1, 5))
        assert [each.holder_id for each in due(row, "renewal", "2026-11-28")] == [old.pk]
        make_right_event("assigned", registration=row, happened_on=date(2026, 10, 1), new_owner_id=owner and owner.pk)
        assert [each.holder_id for each in due(row, "renewal", "2026-11-28")] == ([owner.pk] if is_due else [])


def test_a_group_of_marks_has_no_date_of_its_own():
    group = make_trademark(kind="trademark-group")
    assert [each for each in open_deadlines(day("2026-11-28")) if each.property_id == group.pk] == []
    row = make_registration(group, registered_on=date(2016, 12, 1))
    assert due(row, "renewal", "2026-11-28") == []
    row = make_registration(group, expires_on=date(2026, 12, 1))
    (renewal,) = due(row, "renewal", "2026-11-28")
    assert "Which mark of the group is registered is not known." in renewal.in_sum()
    assert renewal.to_be_confirmed


def test_where_no_rule_is_on_record_the_typed_day_is_due_and_that_is_said():
    row = registered({"route": "national", "territory": "TH"}, expires_on="2027-01-31")
    (renewal,) = due(row, "renewal", "2026-11-28")
    assert (renewal.day, renewal.opens_on, renewal.late_until, renewal.rule) == (day("2027-01-31"), None, None, None)
    assert "No rule of renewal is entered" in renewal.in_sum()


@pytest.mark.parametrize(
    ("place", "dates", "today", "expected"),
    [
        (US, {"registered_on": "2019-05-14"}, "2025-01-01", [("2024-05-14", "2025-05-14", "2025-11-14")]),
        (US, {"registered_on": "2019-01-01"}, "2025-01-01", [("2024-01-01", "2025-01-02", "2025-07-01")]),  # New Year's Day
        (US, {"registered_on": "2020-08-31"}, "2026-11-28", [("2025-08-31", "2026-08-31", "2027-03-01")]),  # 28 February is a Sunday
        (US, {"registered_on": "2020-11-29"}, "2026-11-28", [("2025-11-29", "2026-11-30", "2027-06-01")]),  # Memorial Day
        (US, {"registered_on": "2021-07-04"}, "2027-07-01", [("2026-07-04", "2027-07-06", "2028-01-04")]),  # observed on the Monday
        (MADRID_US, {"registered_on": "2019-05-14", "international_registered_on": "2017-03-02"}, "2025-01-01",
         [("2024-05-14", "2025-05-14", "2025-11-14")]),
        (MADRID_US, {"registered_on": "2017-03-02"}, "2025-01-01", []),  # the territory's own certificate is not on record
        (US, {"registered_on": "2009-05-14", "expires_on": "2029-05-14"}, "2026-11-28", []),  # renewals take their place
    ],
)  # fmt: skip
def test_a_declaration_is_due_beside_the_renewal(place, dates, today, expected):
    row = registered(place, **dates)
    found = due(row, "declaration", today)
    assert [(each.opens_on, each.day, each.late_until) for each in found] == [tuple(map(day, days)) for days in expected]
    for each in found:
        make_right_event("declared", registration=row, happened_on=each.opens_on)
    assert due(row, "declaration", today) == []


@pytest.mark.parametrize(
    ("published_on", "last", "article", "is_approximate", "has_both_laws"),
    [
        ("2026-09-13", "2026-12-14", "article 33", False, False),  # 13 December is a Sunday
        ("2027-01-13", "2027-03-15", "article 36", True, False),  # two months; 13 March is a Saturday
        ("2026-11-13", "2027-01-13", "article 36", True, True),  # by the old law 13 February: the earlier day
        ("2026-12-31", "2027-03-01", "article 36", True, True),  # no 31 February, and the 28th is a Sunday
        ("2026-09-30", "2026-12-30", "article 33", True, False),  # a late December: the next notice may reach into it
        ("2027-01-01", "2027-03-01", "article 36", True, False),
    ],
)
def test_others_may_oppose_by_the_law_of_the_publication(published_on, last, article, is_approximate, has_both_laws):
    row = registered(CN, filed_on="2026-03-01")
    make_right_event("published", registration=row, happened_on=day(published_on))
    (opposition,) = due(row, "opposition", published_on)
    assert (opposition.day, opposition.is_approximate) == (day(last), is_approximate)
    assert article in opposition.in_sum()
    assert ("The law changes within the period" in opposition.in_sum()) == opposition.to_be_confirmed == has_both_laws
    assert due(row, "opposition", "2028-01-01") == []  # over: nothing is due
    make_right_event("registered", registration=row, happened_on=opposition.day)
    assert due(row, "opposition", published_on) == []


@pytest.mark.parametrize(
    ("refused_on", "last", "article", "is_approximate"),
    [
        ("2026-11-10", "2026-11-25", "article 34", False),
        ("2026-09-20", "2026-10-08", "article 34", False),  # 5 October is in National Day week
        ("2026-12-25", "2027-01-11", "article 34", True),  # 9 January is a Saturday; both laws give fifteen days
        ("2027-01-04", "2027-01-19", "article 37", True),
    ],
)
def test_a_refusal_is_reviewed_within_fifteen_days(refused_on, last, article, is_approximate):
    row = registered(CN, filed_on="2026-03-01")
    refusal = make_right_event("refused", registration=row, happened_on=day(refused_on))
    (review,) = due(row, "review", "2027-06-01")
    assert (review.key, review.day, review.is_approximate) == (f"review:{row.pk}:{refusal.pk}", day(last), is_approximate)
    assert article in review.in_sum()
    assert due(row, "renewal", "2046-01-01") == []
    make_right_event("published", registration=row, happened_on=review.day)
    assert due(row, "review", "2027-06-01") == []


@pytest.mark.parametrize(
    ("subject", "start", "last", "article"),
    [
        ("copyright-body", "1976-05-10", "2026-12-31", "paragraphs 2 and 3"),
        ("copyright-person", "1990-12-31", "2040-12-31", "paragraph 1"),  # the last of two authors, the other died in 1970
        ("copyright-person", "1970-01-01", "2020-12-31", "paragraph 1"),
    ],
)
def test_copyright_lasts_to_the_end_of_a_year(subject, start, last, article):
    rule = rule_in_force(rules_for(subject, territory="CN"), day(start))
    assert rule.first_end(day(start)) == day(last)
    assert article in rule.source_en


def test_every_rule_of_china_has_one_that_follows_it_in_2027():
    for rule in law().rules:
        if rule.holds_until:
            others = rules_for(rule.subject, rule.route, str(rule.territory))
            assert rule_in_force(others, day("2027-01-01")).holds_from == day("2027-01-01")
