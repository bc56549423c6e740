"""The sum behind a deadline, in words: "20 May 2026 + 6 months = 20 November 2026; not moved; Trademark Law, article 44"."""

from django.utils.translation import gettext as _

from enterprises.models import LegalRule
from enterprises.renewals.sentences import approximately, in_months, in_one_line, in_units, rule_in_words, with_weekday
from portal.text.partial_dates import day_in_words


def how_moved(unmoved, day, rule):
    if rule is None or rule.unit == LegalRule.Unit.WORKING_DAYS:
        return ""
    if day != unmoved:
        said = {"unmoved": with_weekday(unmoved), "day": with_weekday(day), "source": rule.moved_source}
        if rule.moving_to_be_confirmed:
            return _("moved from %(unmoved)s to the next working day, %(day)s (to be confirmed: %(source)s)") % said
        return _("moved from %(unmoved)s to the next working day, %(day)s (%(source)s)") % said
    if rule.moved_by == LegalRule.Office.UNKNOWN and unmoved.weekday() > 4:
        return _("%(day)s: the office may take its next working day") % {"day": with_weekday(unmoved)}
    return _("not moved")


def how_counted(deadline):
    said = {"end": day_in_words(deadline.unmoved)}
    if deadline.counted_from is None or deadline.rule is None or deadline.rule.length is None:
        return _("ends on %(end)s, as entered") % said
    said |= {"start": day_in_words(deadline.counted_from), "length": in_units(deadline.rule)}
    if deadline.rule.ends_day_before:
        return _("%(start)s + %(length)s, to the day before = %(end)s") % said
    return _("%(start)s + %(length)s = %(end)s") % said


def grace_of(deadline):
    """The sum of the grace; empty without one."""
    if deadline.late_until is None:
        return ""
    counted = _("in grace: %(start)s + %(length)s = %(end)s") % {
        "start": day_in_words(deadline.unmoved),
        "length": in_months(deadline.rule.grace_months_after),
        "end": day_in_words(deadline.late_unmoved),
    }
    moved = how_moved(deadline.late_unmoved, deadline.late_until, deadline.rule)
    return in_one_line([counted, moved, approximately(deadline.late_unknown_years)])


def sum_of(deadline):
    """The whole sum of a Deadline, in the user's language."""
    before = deadline.file_by and _("file by %(day)s, the last working day before") % {"day": with_weekday(deadline.file_by)}
    return in_one_line(
        [
            how_counted(deadline),
            how_moved(deadline.unmoved, deadline.day, deadline.rule),
            approximately(deadline.unknown_years),
            before,
            grace_of(deadline),
            deadline.rule and rule_in_words(deadline.rule),
            *deadline.doubts,
        ]
    )
