"""Keeps what was read from a notice: by staff who confirm it, and of the years that come with the portal."""

import json
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple

from django.db.models import Q

from enterprises.kept_for_a_request import forget
from enterprises.models import CalendarDay, HolidayNotice
from enterprises.shipped import bring
from enterprises.working_days.notices import read_notice
from portal.models.migrated import is_there

SHIPPED_NOTICES = json.loads(Path(__file__).with_name("shipped.json").read_text(encoding="utf-8"))


class DayChange(NamedTuple):
    """A day of which another notice says something else; None where a notice does not name it."""

    day: date
    before: Any  # whether people worked
    after: Any


def days_of(read):
    """The CalendarDays, not yet saved, that a NoticeRead comes to."""
    days = sorted(read.days.values(), key=lambda each: each.day)
    return [CalendarDay(day=each.day, notice_id=read.year, is_working=each.is_working, holiday=each.holiday) for each in days]


def stored_days(read):
    """The CalendarDays entered of the year of a NoticeRead, and those of the December before that it names, whoever named them."""
    return CalendarDay.objects.filter(Q(notice=read.year) | Q(day__in=list(read.days)))


def changes_by(read):
    """[DayChange] of what a NoticeRead says otherwise than what is on record of its year."""
    before = dict(stored_days(read).values_list("day", "is_working"))
    after = {each.day: each.is_working for each in read.days.values()}
    found = (DayChange(day, before.get(day), after.get(day)) for day in sorted({*before, *after}))
    return [change for change in found if change.before is not change.after]


def write_days(read):
    """Bring the days of a year, whose notice is saved, to what was read, each with its history; returns whether any day changed."""
    stored = {row.day: row for row in stored_days(read)}
    rows, changed = days_of(read), bool(changes_by(read))
    for row in rows:
        old = stored.pop(row.day, None)
        if old is None or (old.is_working, old.holiday, old.notice_id) != (row.is_working, row.holiday, row.notice_id):
            row.save(force_insert=old is None, force_update=old is not None)
    for gone in stored.values():
        gone.delete()
    forget()
    return changed


def bring_shipped_notices(using, apps=None, **kwargs):
    """Bring the years that come with the portal into the database; of a year that staff changed nothing is touched. Takes what
    `post_migrate` sends; after a `flush` that is without `apps`."""
    if not is_there(HolidayNotice, apps) or not is_there(CalendarDay, apps):
        return
    notices, days = [], {}
    for row in SHIPPED_NOTICES:
        text = "\n".join(row["text"])
        read = read_notice(text)
        published_on = date.fromisoformat(row["published_on"])
        notices.append(HolidayNotice(year=read.year, title=read.title, address=row["address"], published_on=published_on, text=text))
        days[read.year] = days_of(read)
    for notice in bring(HolidayNotice, notices, using):
        bring(CalendarDay, days[notice.year], using)
    forget()
