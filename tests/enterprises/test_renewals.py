"""When rights end, may be renewed and stand where: by the law of their place, whose values are written out here.

Last days are moved where the law moves them: what 2027 moves is by its weekends only, until its notice is on record.
"""

from datetime import date, timedelta

import pytest
from django.core.management import call_command
from django.utils import timezone

from enterprises.models import CustomsRecordal, LegalRule, TrademarkRegistration
from enterprises.renewals import expiring_rules
from enterprises.renewals.clocks import clocks_of
from enterprises.renewals.law import law, rules_for
from enterprises.renewals.status import of_recordal, of_registration
from enterprises.renewals.terms import differs_from, term_of, usual_ends
from tests.admin_pages import add_row, filled_in, make_user, messages_of, send
from tests.factories import make_enterprise, make_recordal, make_registration, make_right_event, make_trademark
from tests.page import visit

pytestmark = [pytest.mark.django_db, pytest.mark.once]

CN, HK, MO, JP, US, GB, SG = ({"route": "national", "territory": code} for code in ("CN", "HK", "MO", "JP", "US", "GB", "SG"))
EU, MADRID = {"route": "regional", "territory": "EU"}, {"route": "madrid", "territory": "SG"}
CUSTOMS = {}  # a recordal


def day(text):
    return date.fromisoformat(text)


def right(place, **dates):
    """A registration of that place, or a recordal, which stands in no table."""
    model = TrademarkRegistration if place else CustomsRecordal
    return model(**place, **{name: text and day(text) for name, text in dates.items()})


def text(value):
    return value and value.isoformat()


@pytest.mark.parametrize(
    ("place", "dates", "ends"),
    [
        (CN, {"registered_on": "2014-05-21"}, ["2024-05-20"]),
        (CN, {"registered_on": "2016-02-29"}, ["2026-02-28", "2036-02-29"]),  # no 29 February 2026; the next begins on 1 March
        (CN, {"registered_on": "2014-03-01"}, ["2024-02-29", "2034-02-28"]),
        (CN, {"registered_on": "2017-01-01"}, ["2026-12-31"]),
        (CN, {"registered_on": "2016-05-21"}, ["2026-05-20", "2036-05-20", "2046-05-20"]),  # under both laws
        (HK, {"filed_on": "2016-04-25", "registered_on": "2016-09-01"}, ["2026-04-24"]),
        (MO, {"registered_on": "2019-11-28"}, ["2026-11-28"]),  # seven years
        (JP, {"registered_on": "2017-02-10"}, ["2027-02-10"]),
        (EU, {"filed_on": "2017-01-31"}, ["2027-01-31"]),
        (GB, {"filed_on": "2017-01-31", "registered_on": "2017-06-01"}, ["2027-01-31"]),
        (SG, {"filed_on": "2017-01-31"}, ["2027-01-31"]),
        (SG, {"registered_on": "2017-01-31"}, []),  # counted from a day that is not on record
        (US, {"registered_on": "2016-11-29"}, ["2026-11-29"]),  # a Sunday: the office takes 30 November
        (MADRID, {"registered_on": "2020-04-16"}, ["2030-04-16"]),  # the same day; a later designation ends with it
        (MADRID, {"registered_on": "2016-02-29"}, ["2026-02-28"]),
        (MADRID | {"territory": "US"}, {"registered_on": "2019-05-14", "international_registered_on": "2017-03-02"}, ["2027-03-02"]),
        (CUSTOMS, {"effective_on": "2020-06-15"}, ["2030-06-14"]),
        (CUSTOMS, {"effective_on": "2016-12-01"}, ["2026-11-30", "2036-11-30"]),
        (CUSTOMS, {"effective_on": "2014-03-01"}, ["2024-02-29", "2034-02-28"]),
    ],
)
def test_a_term_ends_and_the_renewed_one_ends_as_the_law_counts(place, dates, ends):
    row = right(place, **dates, expires_on=None)
    assert text(term_of(row).expires_on) == (ends[0] if ends else None)
    if ends:
        row.expires_on = day(ends[-1])
        assert [text(each) for each in usual_ends(row)] == ends
        assert differs_from(row) is None
        row.expires_on += timedelta(days=1)
        assert text(differs_from(row)) == ends[-1]


def test_a_recordal_ends_with_its_right_where_that_is_sooner():
    for end_of_right, ends in (("2035-01-31", "2030-06-14"), ("2028-01-31", "2028-01-31")):
        row = right(CUSTOMS, effective_on="2020-06-15")
        row.registration = right(CN, expires_on=end_of_right)
        assert text(term_of(row).expires_on) == ends
        row.expires_on = day(ends)
        assert differs_from(row) is None


@pytest.mark.parametrize(
    ("place", "expires_on", "opens_on", "grace_ends_on"),
    [
        (CN, "2026-05-20", "2025-05-20", "2026-11-20"),
        (CN, "2024-02-29", "2023-02-28", "2024-08-29"),  # no 29 February 2023
        (CN, "2026-08-31", "2025-08-31", "2027-03-01"),  # no 31 February; the 28th is a Sunday
        (CN, "2026-04-03", "2025-04-03", "2026-10-08"),  # 3 October is a holiday
        (CN, "2026-08-20", "2025-08-20", "2027-02-22"),  # the 20th is a Saturday; the law of the day of expiry
        (MO, "2026-11-28", "2026-05-28", "2027-05-28"),
        (JP, "2027-02-10", "2026-08-10", "2027-08-10"),
        (EU, "2027-01-31", "2026-07-31", "2027-07-31"),  # a Saturday: the office may take 2 August
        (US, "2026-11-29", "2025-11-29", "2027-06-01"),  # section 8 and 9; 29 May is a Saturday before Memorial Day
        (MADRID, "2030-04-16", "2029-10-16", "2030-10-16"),
        (CUSTOMS, "2026-08-31", "2026-02-28", "2026-08-31"),
    ],
)
def test_renewal_and_grace_are_counted_from_the_day_of_expiry(place, expires_on, opens_on, grace_ends_on):
    term = term_of(right(place, expires_on=expires_on))
    assert (text(term.opens_on), text(term.grace.day)) == (opens_on, grace_ends_on)


@pytest.mark.parametrize(
    ("place", "dates", "expected"),
    [
        (CN, "2026-05-20", {
            "2025-05-19": "in-force", "2025-05-20": "renewal", "2026-05-20": "renewal", "2026-05-21": "grace", "2026-11-20": "grace",
            "2026-11-21": "expired",
        }),
        (CN, "2026-12-01", {"2026-12-31": "grace", "2027-01-01": "grace", "2027-06-01": "grace", "2027-06-02": "expired"}),
        (CN, "2027-03-10", {"2026-03-09": "in-force", "2026-03-10": "renewal", "2027-03-10": "renewal", "2027-03-11": "grace"}),
        (CN, "2026-06-01", {"2025-07-01": "renewal"}),
        (CN, "2026-04-03", {"2026-10-03": "grace", "2026-10-05": "grace", "2026-10-08": "grace", "2026-10-09": "expired"}),  # a holiday week
        (MADRID, "2027-02-28", {"2026-08-27": "in-force", "2026-08-28": "renewal", "2027-08-28": "grace", "2027-08-29": "expired"}),
        (US, "2026-11-29", {"2026-11-29": "renewal", "2026-11-30": "renewal", "2026-12-01": "grace", "2027-06-01": "grace"}),  # a Sunday
        (US, "2026-08-01", {"2026-08-03": "renewal", "2026-08-04": "grace", "2027-02-01": "grace", "2027-02-02": "expired"}),
        ({"route": "national", "territory": "TH"}, "2026-08-01", {"2026-08-01": "in-force", "2026-08-02": "past", "2046-01-01": "past"}),
        (CUSTOMS, "2026-11-30", {"2026-05-29": "in-force", "2026-05-30": "renewal", "2026-11-30": "renewal", "2026-12-01": "expired"}),
        (CUSTOMS, "2026-10-03", {"2026-10-04": "expired"}),  # a holiday; nothing moves it
        (CN, "9999-12-31", {"2026-01-01": "in-force", "9999-12-31": "renewal"}),
        (CN, "0001-01-02", {"2026-01-01": "expired"}),
    ],
)  # fmt: skip
def test_where_a_right_stands_on_a_day_follows_from_its_day_of_expiry(place, dates, expected):
    stands = of_registration if place else of_recordal
    assert {today: stands(right(place, expires_on=dates), day(today)).key for today in expected} == expected


def test_without_a_day_of_expiry_the_first_term_is_derived_and_nobody_says_that_it_was_renewed():
    row = right(CN, registered_on="2016-02-29")
    expected = {"2016-02-28": "not-yet", "2025-02-27": "in-force", "2026-02-28": "renewal", "2026-03-01": "past", "2040-01-01": "past"}
    assert {today: of_registration(row, day(today)).key for today in expected} == expected
    assert of_registration(right({**CN, "territory": "TH"}, registered_on="1990-01-01"), day("2026-01-01")).key == "in-force"
    assert of_registration(right(CN, filed_on="2025-01-01"), day("2026-01-01")).key == "filed"
    assert of_recordal(right(CUSTOMS), day("2026-01-01")) is None
    assert of_recordal(right(CUSTOMS, effective_on="9999-12-31"), day("2026-01-01")).key == "not-yet"


@pytest.mark.parametrize(
    ("end_of_right", "today", "key", "label"),
    [
        ("2026-05-20", "2026-05-20", "in-force", "in force"),
        ("2026-05-20", "2026-05-21", "past", "in force only if its registration was renewed"),
        ("2026-05-20", "2026-11-20", "past", "in force only if its registration was renewed"),
        ("2026-05-20", "2026-11-21", "expired", "ended with its registration"),
        ("2036-05-20", "2026-10-16", "in-force", "in force"),
    ],
)
def test_a_recordal_is_not_in_force_once_its_registration_has_ended(end_of_right, today, key, label):
    row = right(CUSTOMS, effective_on="2020-06-15", expires_on="2030-06-14")
    row.registration = right(CN, expires_on=end_of_right)
    status = of_recordal(row, day(today))
    assert (status.key, str(status.label), status.notes) == (key, label, ())


def test_a_mark_that_was_renewed_in_grace_has_lost_a_recordal_that_ended_with_the_old_term():
    row = right(CUSTOMS, expires_on="2026-05-20")
    row.registration = right(CN, registered_on="2016-05-21", expires_on="2036-05-20")
    assert of_recordal(row, day("2026-10-16")).key == "expired"
    assert of_registration(row.registration, day("2026-10-16")).key == "in-force"


@pytest.mark.parametrize(
    ("place", "dates", "today", "clocks"),
    [
        (US, {"registered_on": "2019-05-14"}, "2024-06-01", [
            ("section 8", "2024-05-14", "2025-05-14", "2025-11-14"), ("section 15", "2024-05-14", None, None),
        ]),
        (US, {"registered_on": "2019-01-01"}, "2024-06-01", [  # New Year's Day is moved, the end of grace is not
            ("section 8", "2024-01-01", "2025-01-02", "2025-07-01"), ("section 15", "2024-01-01", None, None),
        ]),
        (US, {"registered_on": "2020-08-31"}, "2024-06-01", [
            ("section 8", "2025-08-31", "2026-08-31", "2027-03-01"), ("section 15", "2025-08-31", None, None),
        ]),
        (US, {"registered_on": "2009-05-14", "expires_on": "2029-05-14"}, "2026-01-01", [("section 15", "2014-05-14", None, None)]),
        (MADRID | {"territory": "US"}, {"registered_on": "2019-05-14", "international_registered_on": "2017-03-02"}, "2024-06-01", [
            ("section 71", "2024-05-14", "2025-05-14", "2025-11-14"), ("section 71", "2028-05-14", "2029-05-14", "2029-11-14"),
            ("section 15", "2024-05-14", None, None),
        ]),
        (MADRID | {"territory": "US"}, {"registered_on": "2009-05-14", "international_registered_on": "2009-03-02"}, "2038-06-01", [
            ("section 71", "2014-05-14", "2015-05-14", "2015-11-16"), ("section 71", "2038-05-14", "2039-05-16", "2039-11-14"),
            ("section 15", "2014-05-14", None, None),
        ]),
        (MADRID | {"territory": "US"}, {"registered_on": "2017-03-02"}, "2024-06-01", []),  # the day of the certificate is not on record
        (MADRID, {"registered_on": "2017-03-02"}, "2024-06-01", []),
    ],
)  # fmt: skip
def test_the_united_states_have_a_second_clock(place, dates, today, clocks):
    found = clocks_of(right(place, **dates), day(today))
    assert [clock.rule.name_en.split("(")[1].rstrip(")") for clock in found] == [name for name, *_ in clocks]
    assert [tuple(map(text, (clock.opens_on, clock.due_on, clock.grace_ends_on))) for clock in found] == [
        tuple(days) for _, *days in clocks
    ]


def test_a_status_says_which_declaration_it_depends_on():
    row = right(US, registered_on="2019-05-14")
    said = {
        "2024-05-13": (),
        "2024-05-14": ("declaration of use (section 8) due by 14 May 2025",),
        "2025-05-14": ("declaration of use (section 8) due by 14 May 2025",),
        "2025-05-15": ("declaration of use (section 8) due by 14 May 2025, with a fee until 14 November 2025",),
        "2025-11-14": ("declaration of use (section 8) due by 14 May 2025, with a fee until 14 November 2025",),
        "2025-11-15": ("provided that the declaration of use (section 8), due by 14 May 2025, was filed",),
    }
    assert {today: of_registration(row, day(today)).notes for today in said} == said


def test_every_rule_has_its_source_in_both_languages_and_none_runs_out_unfollowed():
    rules = law().rules
    assert all(rule.source_en and rule.source_zh and rule.confidence in "HML" for rule in rules)
    assert list(expiring_rules.running_out(rules, date(2026, 11, 29))) == []
    terms = [rule for rule in rules if rule.subject in (LegalRule.Subject.REGISTRATION, LegalRule.Subject.RECORDAL)]
    for rule in terms:
        for each in ("1990-01-01", "2026-12-31", "2027-01-01", "2090-01-01"):
            same = rules_for(rule.subject, rule.route, str(rule.territory))
            assert sum(other.holds_on(day(each)) for other in same) == 1


@pytest.mark.parametrize(("today", "is_told"), [("2025-12-30", False), ("2025-12-31", True), ("2027-06-01", True)])
def test_a_rule_that_runs_out_within_a_year_is_told_by_the_check_and_on_the_desk(today, is_told, monkeypatch, client, capsys):
    LegalRule.objects.filter(pk="registration-cn-2026").delete()
    monkeypatch.setattr(timezone, "localdate", lambda *_: day(today))
    told = "The rule of renewal for China, national office runs out on 2026-12-31, and none that follows is entered."
    call_command("check", tags=["law"])
    assert (f"(enterprises.W001) {told}" in capsys.readouterr().err) == is_told
    client.force_login(make_user("Editor"))
    assert (told in client.get("/admin/").content.decode()) == is_told


@pytest.fixture
def form(client, monkeypatch):
    """The form of a mark with these registrations, as a Publisher reads it on 29 November 2026; returns its address and its text."""
    monkeypatch.setattr(timezone, "localdate", lambda *_: date(2026, 11, 29))
    client.force_login(make_user("Publisher"))
    mark = make_trademark(slug="mark")
    address = f"/admin/enterprises/trademark/{mark.pk}/change/"

    def opened(**fields):
        make_registration(mark, **fields)
        return address, client.get(address).content.decode()

    return opened


def test_the_end_of_a_term_is_offered_on_the_form_and_one_that_differs_is_kept_and_told(client, form):
    address, page = form(number="1234567", registered_on=date(2017, 3, 1))
    row = TrademarkRegistration.objects.get()
    assert f'<datalist id="ends-{row.pk}"><option value="2027-02-28"></datalist>' in page
    assert f'list="ends-{row.pk}"' in page
    assert "By the law it expires on 28 February 2027" in page
    assert (
        "Renewal from 28 February 2026 to 28 February 2027 (file by 26 February 2027, the last working day before), in grace until 30 August 2027 (moved from Saturday 28 August 2027; approximate: the working days of 2027 are not entered)."
        in page
    )
    assert "articles 43 and 44" in page
    assert "to be confirmed: Trademark" not in page
    public = visit(client, "/en/trademarks/mark/").one("section", aria_labelledby="registrations")
    assert "28 Feb 2027 derived" in public.text
    assert "renewal window" in public.text
    response = send(client, address, **{"registrations-0-expires_on": "2027-03-01"})
    (said,) = messages_of(response, "warning")
    assert said == "Registration 1234567: the law has its term end on 28 February 2027, and another day was typed."
    row.refresh_from_db()
    assert row.expires_on == date(2027, 3, 1)
    public = visit(client, "/en/trademarks/mark/").one("section", aria_labelledby="registrations")
    assert "1 Mar 2027" in public.text
    assert "derived" not in public.one("tbody").text


def test_staff_are_told_where_a_rule_is_missing_or_to_be_confirmed(client, form):
    _address, page = form(territory="TH", number="1", expires_on=date(2026, 8, 1))
    assert "no rule of renewal is entered for Thailand, national office" in page
    _address, page = form(territory="HK", number="2", filed_on=date(2017, 1, 2), expires_on=date(2027, 1, 1))
    assert "Rule to be confirmed: Trade Marks Ordinance of Hong Kong" in page
    _address, page = form(territory="US", number="G1234567", route="madrid", registered_on=date(2021, 11, 28))
    assert "It depends on its basic mark until 28 November 2026" in page
    assert "Declarations of use count from the territory’s own certificate" in page
    public = visit(client, "/en/trademarks/mark/").one("section", aria_labelledby="registrations")
    assert "date of expiry has passed" in public.text
    assert "to be confirmed" not in public.text


def test_where_a_right_stands_is_told_on_every_page_that_names_it(client, form):
    address, _page = form(number="1234567", expires_on=date(2026, 5, 29))
    row = TrademarkRegistration.objects.get()
    works = make_enterprise(slug="works")
    make_recordal(row.trademark, number="T2020-1", registration=row, expires_on=date(2030, 1, 1), holder_id=works.pk)
    make_recordal(row.trademark, number="T2020-2", registration=row, expires_on=date(2026, 5, 29))
    page = visit(client, "/en/trademarks/mark/")
    assert "grace period until 30 Nov 2026" in page.one("section", aria_labelledby="registrations").text  # the 29th is a Sunday
    assert "stands moved to its next working day" in page.text
    assert "in force only if its registration was renewed" in page.one("section", aria_labelledby="recordals").text
    beside = visit(client, f"/en/compare/?r={row.trademark_id}&r={make_trademark().pk}").text
    assert "China 1234567, class 25 · grace period · until 30 November 2026" in beside
    assert "T2020-1 (trademark) · in force only if its registration was renewed" in beside
    assert "T2020-1 · in force only if" in visit(client, "/en/enterprises/works/").text
    assert "China 1234567, class 25 · grace period" in visit(client, "/en/places/cn/").text
    response = send(client, address, {f"recordals-{place}-effective_on": "2016-06-01" for place in (0, 1)})
    told = messages_of(response, "warning")
    assert "Recordal T2020-2 is not in force any more, and what has ended is not renewed: a new one is needed." in told
    assert not [text for text in told if "T2020-1 is not" in text]


def test_a_mark_of_the_european_union_is_entered_and_found_by_it(client, form):
    address, _page = form()
    data = filled_in(client.get(address))
    row = {"territory": "EU", "route": "regional", "number": "018000000", "nice_class": "25", "filed_on": "2017-01-31"}
    assert client.post(address, add_row(data, "registrations", **row, registered_on="2017-06-01")).status_code == 302
    page = visit(client, "/en/trademarks/mark/").one("section", aria_labelledby="registrations")
    assert "European Union" in page.text
    assert "31 Jan 2027 derived" in page.text
    make_registration(territory="SG")
    assert "European Union" in visit(client, "/en/trademarks/").text
    assert client.get("/en/places/eu/").status_code == 404


def test_when_a_mark_is_open_to_cancellation_for_non_use_is_told_on_its_form(form):
    _address, page = form(number="1", registered_on=date(2023, 11, 28))
    assert "Anybody may ask for its cancellation for non-use from 28 November 2026: keep evidence of use." in page


def test_the_form_counts_non_use_from_the_publication_of_the_registration(client, form):
    address, _page = form(number="1", registered_on=date(2023, 11, 28))
    make_right_event("registered", registration=TrademarkRegistration.objects.get(), happened_on=date(2024, 2, 29))
    assert "non-use from 28 February 2027" in client.get(address).content.decode()
