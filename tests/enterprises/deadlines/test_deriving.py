"""All that is due: licences, what narrows it, how many questions it asks, and what a changed rule changes."""

from datetime import date, timedelta

import pytest
from django.core.management import call_command
from django.db import connection
from django.db.models import Q
from django.test.utils import CaptureQueriesContext

from enterprises.deadlines.deriving import deadline_of, open_deadlines, with_rows
from enterprises.models import IntellectualProperty, LegalRule
from tests.admin_pages import make_user, messages_of, send
from tests.factories import (
    make_enterprise,
    make_legal_rule,
    make_licence,
    make_property,
    make_recordal,
    make_registration,
    make_right_event,
    make_trademark,
)

pytestmark = pytest.mark.django_db

TODAY = date(2026, 11, 28)


def test_a_licence_is_filed_within_its_term_and_not_within_three_months():
    licence = make_licence(make_trademark(), signed_on=date(2026, 3, 1), ends_on=date(2029, 2, 28))
    (filing,) = open_deadlines(TODAY)
    assert (filing.key, filing.day, filing.opens_on) == (f"licence-filing:{licence.pk}", date(2029, 2, 28), date(2026, 3, 1))
    assert "within the term of the licence" in filing.in_sum()
    assert "does not bind third parties in good faith" in filing.in_sum()
    make_right_event("filed-for-record", licence=licence, happened_on=date(2026, 10, 1))
    assert open_deadlines(TODAY) == []


def test_a_licence_of_a_product_or_for_elsewhere_is_not_filed_and_each_ends():
    make_licence(make_property(), ends_on=date(2027, 2, 28))
    make_licence(make_trademark(), territory="JP", ends_on=date(2027, 3, 31))
    make_licence(make_trademark(), territory="CN", ends_on=date(2026, 11, 27))  # over
    assert [(each.what, each.day) for each in open_deadlines(TODAY)] == [
        ("licence-end", date(2027, 2, 28)),
        ("licence-end", date(2027, 3, 31)),
    ]


def test_deadlines_are_narrowed_to_properties():
    mine, other = make_trademark(owner_id=make_enterprise().pk), make_trademark()
    rows = [make_registration(mark, expires_on=date(2027, 1, 1)) for mark in (mine, other)]
    for row in rows:
        make_recordal(row.trademark, registration=row, effective_on=date(2017, 1, 1))
        make_licence(row.trademark, ends_on=date(2027, 1, 1))
    all_due = open_deadlines(TODAY)
    for within in (Q(owner=mine.owner_id), IntellectualProperty.objects.filter(pk=mine.pk)):
        assert open_deadlines(TODAY, within=within) == [each for each in all_due if each.property_id == mine.pk]
    assert {each.property_id for each in all_due} == {mine.pk, other.pk}


def test_a_deadline_is_found_by_its_key_as_long_as_it_is_due():
    row = make_registration(expires_on=date(2028, 1, 1))
    key = f"renewal:{row.pk}:2028-01-01"
    assert deadline_of(key, TODAY).day == date(2028, 1, 1)  # ahead, as it may be for who was told early
    assert deadline_of(f"renewal:{row.pk}:2027-01-01", TODAY) is None
    for nothing in ("renewal:none:2028-01-01", "renewal", "", "made-up:1:2"):
        assert deadline_of(nothing, TODAY) is None


def fill(number):
    holder = make_enterprise()
    for place in range(number):
        mark = make_trademark(owner_id=holder.pk)
        row = make_registration(mark, expires_on=TODAY + timedelta(days=place), registered_on=date(2016, 1, 1))
        make_registration(mark, territory="US", registered_on=date(2020, 12, 1))
        make_right_event("renewed", registration=make_registration(mark, registered_on=date(2016, 12, 1)), happened_on=date(2026, 12, 1))
        make_recordal(mark, registration=row, holder_id=holder.pk, effective_on=date(2017, 1, 1))
        make_right_event("contact-changed", registration=row, happened_on=date(2026, 9, 1))
        make_licence(mark, signed_on=date(2026, 3, 1), ends_on=date(2027, 2, 28))
    make_right_event("holder-renamed", holder=holder, happened_on=date(2026, 9, 18))


def test_the_number_of_questions_does_not_grow():
    numbers = []
    for _time in range(2):
        fill(5)
        with CaptureQueriesContext(
            connection,
        ) as asked:
            shown = with_rows(open_deadlines(TODAY))
            assert all(each.property for each in shown)
            [each.deadline.in_sum() for each in shown]
        numbers.append(len(asked))
    assert numbers[0] == numbers[1] <= 15


def test_a_rule_for_a_place_that_had_none_dates_its_registrations():
    row = make_registration(territory="TH", filed_on=date(2017, 1, 31))
    assert open_deadlines(TODAY) == []
    make_legal_rule(opens_months_before=3, grace_months_after=6)
    (renewal,) = open_deadlines(TODAY)
    assert (renewal.registration_id, renewal.day, renewal.opens_on) == (row.pk, date(2027, 1, 31), date(2026, 10, 31))


def test_a_rule_that_a_publisher_changes_dates_anew_what_is_open(client):
    row = make_registration(expires_on=date(2027, 3, 10))
    recordal = make_recordal(make_trademark(), effective_on=date(2020, 6, 15))
    make_right_event("contact-changed", recordal=recordal, happened_on=date(2026, 9, 18))
    before = {each.key: each for each in open_deadlines(TODAY)}
    client.force_login(make_user("Publisher"))
    for rule, changes in (("registration-cn-2026", {"grace_months_after": "3"}), ("customs-change-cn", {"length": "20"})):
        page = f"/admin/enterprises/legalrule/{rule}/change/"
        assert messages_of(send(client, page, **changes), "success")
    after = {each.key: each for each in open_deadlines(TODAY)}
    assert after.keys() == before.keys()
    renewal, change = f"renewal:{row.pk}:2027-03-10", next(key for key in after if key.startswith("customs-change"))
    assert (before[renewal].late_unmoved, after[renewal].late_unmoved) == (date(2027, 9, 10), date(2027, 6, 10))
    assert (before[change].day, after[change].day) == (date(2026, 11, 5), date(2026, 10, 22))
    call_command("migrate", verbosity=0)  # brings what the portal ships, and leaves alone what staff changed
    assert {each.key: each for each in open_deadlines(TODAY)} == after


def test_the_list_of_rules_says_what_each_says_where_it_stands_and_whether_it_was_compared(client):
    client.force_login(make_user("Viewer"))
    page = client.get("/admin/enterprises/legalrule/?subject=opposition").content.decode()
    assert "2 months, counted from: preliminary publication; to the corresponding day." in page
    assert "A last day on which the office is closed moves to the next working day (working days of China)" in page
    assert "article 36" in page
    assert "to be compared" in page
    client.force_login(make_user("Publisher"))
    rule = "/admin/enterprises/legalrule/opposition-cn-2026/change/"
    assert "In force from 1 January 2027." in client.get(rule).content.decode()
    send(client, rule, ticked_on="2026-11-29")
    assert LegalRule.objects.get(pk="opposition-cn-2026").ticked_by.username == "publisher"
    assert "by publisher on 29 November 2026" in client.get("/admin/enterprises/legalrule/").content.decode()
    send(client, rule, ticked_on="")
    assert LegalRule.objects.get(pk="opposition-cn-2026").ticked_by is None


def test_a_rule_that_was_compared_with_the_official_page_is_confirmed():
    make_registration(territory="HK", filed_on=date(2017, 1, 31))
    (renewal,) = open_deadlines(TODAY)
    assert renewal.to_be_confirmed
    LegalRule.objects.filter(pk="registration-hk").update(ticked_on=TODAY, ticked_by=make_user("Publisher").pk)
    (renewal,) = open_deadlines(TODAY)
    assert not renewal.to_be_confirmed
