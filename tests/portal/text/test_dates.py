"""Dates as people type them: what has one reading is read the same by every form, what has two is refused with both."""

import re
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from django import forms
from django.conf import settings
from django.contrib import admin
from django.core.exceptions import ValidationError
from django.utils.formats import date_format
from django.utils.translation import override

from initiatives.admin.partial_dates import PartialDateField, YearField
from portal.text.date_fields import DayField, MomentField
from portal.text.partial_dates import partial_date
from tests.admin_pages import ADMINISTRATOR, make_user, send
from tests.factories import make_source

DAY = date(2025, 4, 21)


@pytest.fixture(autouse=True)
def english():
    with override("en"):
        yield


@pytest.mark.parametrize(
    "typed",
    [
        *("2025-04-21", "2025-4-21", "2025/4/21", "2025.04.21", "２０２５－０４－２１", "2025–04–21", " 2025 - 04 - 21 "),
        *("21/04/2025", "04/21/2025", "21.4.2025", "21-04-2025", "21．04．2025"),
        *("21 April 2025", "April 21, 2025", "21 Apr 2025", "Apr. 21, 2025", "21-Apr-2025", "21st of April 2025", "2025 April 21"),
        *(
            "2025年4月21日",
            "2025 年 04 月 21 日",
            "２０２５年４月２１日",
            "2025年4月21号",
            "二〇二五年四月二十一日",
            "二零二五年四月二十一日",
        ),
        *("二○二五年四月二十一日", "公元2025年4月21日"),
    ],
)
@pytest.mark.parametrize("language", ["en", "zh-hans"])
def test_a_day_with_one_reading_is_taken_in_both_languages(typed, language):
    with override(language):
        assert DayField().clean(typed) == DAY
        assert PartialDateField().clean(typed) == (DAY, "day")
        assert MomentField().clean(f"{typed} 09:30") == datetime(2025, 4, 21, 1, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    ("typed", "day"),
    [
        ("04/04/2025", date(2025, 4, 4)),  # exchanged it is the same day
        ("29.2.2024", date(2024, 2, 29)),
        ("2025年十二月三十日", date(2025, 12, 30)),
        ("二〇二五年十月十日", date(2025, 10, 10)),
        ("1 Sept 2025", date(2025, 9, 1)),
        ("0868-05-11", date(868, 5, 11)),
        ("868年5月11日", date(868, 5, 11)),
        ("11 May 868", date(868, 5, 11)),
    ],
)
def test_days_at_the_edges_are_taken(typed, day):
    assert DayField().clean(typed) == day


@pytest.mark.parametrize(
    ("typed", "precision"),
    [
        *((typed, "year") for typed in ("2025", "2025年", "２０２５", "二〇二五年")),
        *((typed, "month") for typed in ("2025-04", "2025/4", "2025.4", "04/2025", "2025年4月", "二〇二五年四月")),
        *((typed, "month") for typed in ("April 2025", "Apr 2025", "apr. 2025", "April, 2025", "2025 April")),
    ],
)
def test_a_month_or_a_year_is_taken_where_it_is_enough_and_refused_where_a_day_is_needed(typed, precision):
    assert PartialDateField().clean(typed) == (date(2025, 4 if precision == "month" else 1, 1), precision)
    with pytest.raises(ValidationError, match="gives no day"):
        DayField().clean(typed)


@pytest.mark.parametrize("name", ["DATE_FORMAT", "SHORT_DATE_FORMAT", "YEAR_MONTH_FORMAT"])
@pytest.mark.parametrize("language", ["en", "zh-hans"])
def test_what_a_page_prints_can_be_typed_back_in(name, language):
    day = date(2025, 4, 1)
    with override(language):
        assert PartialDateField().clean(date_format(day, name))[0] == day
        moment = datetime(2025, 4, 1, 21, 5, tzinfo=UTC)
        assert MomentField().clean(date_format(moment, "DATETIME_FORMAT")) == datetime(2025, 4, 1, 13, 5, tzinfo=UTC)


@pytest.mark.parametrize("language", ["en", "zh-hans"])
def test_a_date_of_any_age_can_be_typed_back_as_far_as_it_is_shown(language):
    with override(language):
        for typed in ("2025-04-21", "2025-04", "2025", "0868-05-11", "0868-05", "0868"):
            shown = PartialDateField().clean(typed)
            assert PartialDateField().clean(partial_date(*shown)) == shown


TWO_DIGITS = "Write the year with four digits, as in 2025-04-21."
NO_YEAR = "The year is missing, with its four digits: type it as in 2025-04-21."
NO_SUCH = "There is no day “{}” in the calendar."


@pytest.mark.parametrize(
    ("typed", "reason"),
    [
        ("03/04/2025", "“03/04/2025” may be 4 March 2025 or 3 April 2025. Type 2025-03-04 or 2025-04-03."),
        ("3.4.2025", "“3.4.2025” may be 4 March 2025 or 3 April 2025. Type 2025-03-04 or 2025-04-03."),
        *(
            (typed, TWO_DIGITS)
            for typed in ("03/04/25", "12/31/99", "25-04-21", "25年4月21日", "二五年四月", "21 April 25", "25", "20255-04-21")
        ),
        *((typed, NO_YEAR) for typed in ("21/4", "21 April", "April 21", "4月21日", "四月二十一日", "12月")),
        *((typed, NO_SUCH.format(typed)) for typed in ("31/02/2025", "2025-02-30", "2025-13", "2025年13月", "0000", "2025-00-01")),
        *(
            (typed, NO_SUCH.format(typed))
            for typed in ("2025-21-04", "31/04/2025", "30 February 2025", "二〇二五年四月三十一日", "45/2025")
        ),
        *((typed, "Type a year (2025), a month (2025-04) or a day") for typed in ("spring", "20250421", "2025-04-21 10:00", "1/2/3/2025")),
        *(
            (typed, "Type a year (2025), a month (2025-04) or a day")
            for typed in ("May June 2025", "2025年4月21日至25日", "-2025", "2025-04-21-3")
        ),
    ],
)
def test_what_is_no_date_or_has_two_readings_is_refused_and_says_why(typed, reason):
    for field in (PartialDateField(), DayField()):
        with pytest.raises(ValidationError) as refused:
            field.clean(typed)
        said = (
            reason
            if isinstance(field, PartialDateField)
            else reason.replace("Type a year (2025), a month (2025-04) or a day", "Type a day, such as 2025-04-21.")
        )
        assert said in refused.value.messages[0]


def test_both_readings_are_told_in_the_readers_language():
    with override("zh-hans"), pytest.raises(ValidationError) as refused:
        DayField().clean("03/04/2025")
    assert refused.value.messages == ["“03/04/2025”可能指2025年3月4日，也可能指2025年4月3日，请改填2025-03-04或2025-04-03。"]


@pytest.mark.parametrize(
    ("typed", "moment"),
    [
        ("2025-04-21T09:30", datetime(2025, 4, 21, 1, 30, tzinfo=UTC)),
        ("2025-04-21T09:30:15Z", datetime(2025, 4, 21, 9, 30, 15, tzinfo=UTC)),
        ("21/04/2025, 9:30", datetime(2025, 4, 21, 1, 30, tzinfo=UTC)),
        ("2025年4月21日9时30分", datetime(2025, 4, 21, 1, 30, tzinfo=UTC)),
        ("2025年4月21日９：３０", datetime(2025, 4, 21, 1, 30, tzinfo=UTC)),
    ],
)
def test_a_moment_is_a_day_with_its_time(typed, moment):
    assert MomentField().clean(typed) == moment


@pytest.mark.parametrize("typed", ["03/04/2025 09:30", "21/04/25 09:30", "2025-04-21", "09:30", "2025-04-21 25:00", "2025-02-30T09:30"])
def test_a_moment_without_its_time_or_with_two_readings_is_refused(typed):
    with pytest.raises(ValidationError):
        MomentField().clean(typed)


def test_a_year_alone_is_read_as_in_every_other_date():
    assert [YearField().clean(typed) for typed in ("2025", "2025年", "２０２５", "二〇二五年")] == [2025] * 4
    for typed in ("25", "2025-04", "20255", "soon"):
        with pytest.raises(ValidationError):
            YearField().clean(typed)


# ---- the forms


@pytest.mark.django_db
def test_a_form_takes_the_day_shows_it_the_same_way_in_both_languages_and_refuses_two_readings(client):
    client.force_login(make_user("Publisher"))
    source = make_source()
    url = f"/admin/portal/source/{source.pk}/change/"
    assert send(client, url, issued_on="1 April 2025").status_code == 302
    for language in ("en", "zh-hans"):
        client.cookies.load({settings.LANGUAGE_COOKIE_NAME: language})
        assert 'value="2025-04-01"' in client.get(url).content.decode()
        refused = send(client, url, issued_on="03/04/2025")
        assert "2025-04-03" in refused.context_data["adminform"].form.errors["issued_on"][0]
    source.refresh_from_db()
    assert source.issued_on == date(2025, 4, 1)


@pytest.mark.django_db
def test_every_date_field_of_every_form_is_read_by_the_one_reader(rf):
    request = rf.get("/")
    request.user = make_user(ADMINISTRATOR)
    shown = {}
    for model, model_admin in admin.site._registry.items():
        rows = [inline.get_formset(request).form for inline in model_admin.get_inline_instances(request)]
        for form in (model_admin.get_form(request, change=True), *rows):
            shown |= {f"{model.__name__}: {name}": field for name, field in form.base_fields.items()}
    days = {name: field for name, field in shown.items() if isinstance(field, forms.fields.BaseTemporalField | forms.SplitDateTimeField)}
    assert len(days) > 10
    assert {name: type(field) for name, field in days.items() if not isinstance(field, DayField | MomentField)} == {}


def test_no_form_or_filter_of_ours_asks_for_a_date_by_django_s_own_fields():
    files = [path for app in ("portal", "enterprises", "initiatives") for path in (settings.BASE_DIR / app).rglob("*.py")]
    own = Path("portal/text/date_fields.py")
    pattern = r"forms\.(Split)?Date(Time)?Field|forms\.TimeField|\bDate\w*Filter\(|IsoDateTime"
    found = [path for path in files if path.relative_to(settings.BASE_DIR) != own and re.search(pattern, path.read_text("utf-8"))]
    assert found == []
