"""Keeps what was read from a notice: by staff who confirm it, and of the years that come with the portal."""

import json
from datetime import date
from pathlib import Path

from enterprises.kept_for_a_request import forget
from enterprises.models import CalendarDay, HolidayNotice
from enterprises.shipped import bring, is_there
from enterprises.working_days.notices import read_notice

SHIPPED_NOTICES = json.loads(Path(__file__).with_name("shipped.json").read_text(encoding="utf-8"))


def days_of(reading):
    """The CalendarDays, not yet saved, that a NoticeRead comes to."""
    rows = (
        CalendarDay(day=each.day, notice_id=reading.year, is_working=each.is_working, holiday=each.holiday)
        for each in reading.days.values()
    )
    return sorted(rows, key=lambda row: row.day)


def bring_shipped_notices(using, apps=None, **kwargs):
    """Bring the years that come with the portal into the database; of a year that staff changed nothing is touched. Takes what
    `post_migrate` sends; after a `flush` that is without `apps`."""
    if not is_there(HolidayNotice, apps) or not is_there(CalendarDay, apps):
        return
    notices, days = [], {}
    for row in SHIPPED_NOTICES:
        text = "\n".join(row["text"])
        reading = read_notice(text)
        published_on = date.fromisoformat(row["published_on"])
        notices.append(HolidayNotice(year=reading.year, title=reading.title, address=row["address"], published_on=published_on, text=text))
        days[reading.year] = days_of(reading)
    for notice in bring(HolidayNotice, notices, using):
        bring(CalendarDay, days[notice.year], using)
    forget()
