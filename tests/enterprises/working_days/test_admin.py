"""Staff paste a notice, see what was read, and confirm it; a changed year is shown before it is saved."""

from datetime import date

import pytest
from django.utils import timezone

from enterprises.models import CalendarDay, HolidayNotice
from enterprises.working_days import changes
from enterprises.working_days.arithmetic import working_calendar
from tests.admin_pages import filled_in, make_user, messages_of, send
from tests.enterprises.working_days.pasted import ADDRESS, OF_2024

pytestmark = [pytest.mark.django_db, pytest.mark.once]

LIST, ADD, OF_2026 = (f"/admin/enterprises/holidaynotice/{page}" for page in ("", "add/", "2026/change/"))


@pytest.fixture
def publisher(client):
    client.force_login(make_user("Publisher"))
    return client


def text_of(response):
    return response.content.decode()


def test_a_pasted_notice_is_read_shown_and_saved_once_it_is_confirmed(publisher):
    shown = send(publisher, ADD, text=OF_2024, address=ADDRESS)
    page = text_of(shown)
    assert shown.status_code == 200
    assert "Is this what the notice says?" in page
    assert "10 February 2024 to 17 February 2024" in page
    assert "4 February 2024 (Sunday)<br>18 February 2024 (Sunday)" in page
    assert "8 · as the notice says" in page
    assert "To be looked at" not in page
    assert not HolidayNotice.objects.filter(year=2024).exists()

    saved = publisher.post(ADD, filled_in(shown))
    assert saved.status_code == 302
    notice = HolidayNotice.objects.get(year=2024)
    assert (notice.title, notice.published_on) == ("国务院办公厅关于2024年部分节假日安排的通知", date(2023, 10, 25))
    assert notice.days.filter(is_working=False).count() == 1 + 8 + 3 + 5 + 1 + 3 + 7
    assert list(notice.days.filter(is_working=True).values_list("day", flat=True)) == [
        date(2024, *each) for each in [(2, 4), (2, 18), (4, 7), (4, 28), (5, 11), (9, 14), (9, 29), (10, 12)]
    ]
    assert working_calendar().add(date(2024, 2, 29), 30).day == date(2024, 4, 12)
    assert "by publisher on" in text_of(publisher.get(LIST))


def test_a_text_that_was_changed_after_it_was_looked_at_is_shown_again(publisher):
    shown = send(publisher, ADD, text=OF_2024, address=ADDRESS)
    again = publisher.post(ADD, filled_in(shown) | {"text": OF_2024.replace("、5月11日（星期六）", "")})
    assert "Is this what the notice says?" in text_of(again)
    assert not HolidayNotice.objects.filter(year=2024).exists()


def test_doubts_are_shown_and_do_not_keep_staff_from_saving(publisher):
    text = OF_2024.replace("共8天", "共9天").replace("4月7日（星期日）", "4月7日（星期六）")
    shown = send(publisher, ADD, text=text, address=ADDRESS)
    assert "To be looked at" in text_of(shown)
    assert "Spring Festival: the notice counts 9 days off, 8 were read" in text_of(shown)
    assert "7 April 2024 is a Sunday; the notice says Saturday" in text_of(shown)
    assert "<strong>the notice says 9</strong>" in text_of(shown)
    assert publisher.post(ADD, filled_in(shown)).status_code == 302


def test_what_is_no_notice_is_refused_at_its_field_in_the_readers_language(publisher):
    english = text_of(send(publisher, ADD, text="Holidays of 2024: New Year, January 1", address=ADDRESS, year="2024"))
    assert "No day off and no working day was read." in english
    assert "for which year it is" in text_of(send(publisher, ADD, text=OF_2024.replace("2024", ""), address=ADDRESS))
    publisher.cookies["django_language"] = "zh-hans"
    assert "未读出任何放假或上班日期" in text_of(send(publisher, ADD, text="hello", address=ADDRESS, year="2024"))
    assert "通知网址须以https://开头。" in text_of(send(publisher, ADD, text=OF_2024, address="http://www.gov.cn/"))


def test_a_year_that_is_on_record_is_not_added_twice(publisher):
    page = text_of(send(publisher, ADD, text=HolidayNotice.objects.get(year=2026).text, address=ADDRESS))
    assert f'The working days of 2026 are entered already. <a href="{OF_2026}">Change them there</a>.' in page
    assert "already exists" not in page


@pytest.mark.engine("sqlite", "postgresql")
def test_a_corrected_year_shows_the_difference_is_saved_with_history_and_moves_what_depends_on_it(publisher, monkeypatch):
    monkeypatch.setattr(changes, "on_change", [lambda person: [f"Moved for {person}: {working_calendar().add(date(2026, 9, 1), 30).day}"]])
    assert working_calendar().add(date(2026, 9, 1), 30).day == date(2026, 10, 19)
    text = HolidayNotice.objects.get(year=2026).text.replace("、10月10日（周六）", "") + "\n国庆节：10月10日放假。"
    shown = send(publisher, OF_2026, text=text)
    assert "<b>10 October 2026</b>: people work → a day off" in text_of(shown)
    assert "the notice says 7" in text_of(shown)
    assert CalendarDay.objects.get(day="2026-10-10").is_working
    saved = publisher.post(OF_2026, filled_in(shown))
    assert saved.status_code == 302
    assert messages_of(saved, "info") == ["Moved for publisher: 2026-10-20"]
    assert working_calendar().add(date(2026, 9, 1), 30) == (date(2026, 10, 20), ())
    assert [(each.is_working, each.history_change_reason) for each in CalendarDay.history.filter(day="2026-10-10")] == [
        (False, None),
        (True, "shipped"),
    ]
    assert CalendarDay.history.filter(day="2026-10-10").first().history_user.username == "publisher"


def test_an_address_is_corrected_without_another_look_at_the_days(publisher):
    assert send(publisher, OF_2026, address=ADDRESS).status_code == 302
    assert HolidayNotice.objects.get(year=2026).address == ADDRESS
    assert CalendarDay.objects.filter(notice=2026).count() == 39


@pytest.mark.engine("sqlite", "postgresql")
def test_a_deleted_year_is_no_longer_counted_by(publisher, monkeypatch):
    monkeypatch.setattr(changes, "on_change", [lambda person: ["Looked again."]])
    answer = publisher.post("/admin/enterprises/holidaynotice/2026/delete/", {"post": "yes"})
    assert messages_of(answer, "info") == ["Looked again."]
    assert working_calendar().is_working(date(2026, 3, 3)) is None


@pytest.mark.parametrize("role", ["Viewer", "Editor"])
def test_others_read_the_days_and_change_none(client, role):
    client.force_login(make_user(role))
    page = text_of(client.get(OF_2026))
    assert "15 February 2026 to 23 February 2026" in page
    assert page.index("Mid-Autumn Festival") < page.index("National Day")
    assert 'name="text"' not in page
    assert client.get(ADD).status_code == 403
    assert client.post(OF_2026, {"text": OF_2024}).status_code == 403
    assert "comes with the portal" in text_of(client.get(LIST))


@pytest.mark.parametrize(
    ("today", "years", "told"),
    [
        ("2026-10-31", [], None),
        ("2026-11-01", [], "The notice of the working days of 2027 is due: until it is entered"),
        ("2026-12-31", [2027], None),
        ("2027-01-01", [], "The working days of 2027 are not entered, and the year has begun"),
        ("2027-11-01", [2027], "The notice of the working days of 2028 is due"),
    ],
)
def test_from_november_the_desk_says_that_the_next_notice_is_due(client, monkeypatch, today, years, told):
    for year in years:
        HolidayNotice.objects.create(year=year, address=ADDRESS, text="…")
    monkeypatch.setattr(timezone, "localdate", lambda *_: date.fromisoformat(today))
    client.force_login(make_user("Editor"))
    page = text_of(client.get("/admin/"))
    assert ("of the working days of" in page or "are not entered" in page) == (told is not None)
    assert told is None or told in page


@pytest.mark.engine("sqlite", "postgresql")
def test_a_day_of_december_that_two_notices_name_is_of_the_one_that_was_saved_last(publisher):
    earlier = HolidayNotice.objects.create(year=2023, address=ADDRESS, text="…")
    CalendarDay.objects.create(day=date(2023, 12, 30), notice=earlier, is_working=True)
    text = OF_2024.replace("1月1日放假，与周末连休", "2023年12月30日至2024年1月1日放假调休，共3天")
    assert publisher.post(ADD, filled_in(send(publisher, ADD, text=text, address=ADDRESS))).status_code == 302
    day = CalendarDay.objects.get(day=date(2023, 12, 30))
    assert (day.notice_id, day.is_working) == (2024, False)
