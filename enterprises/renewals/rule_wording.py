"""What a rule of law says, in sentences: staff compare them with the official text."""

from django.utils.translation import gettext as _

from enterprises.models import LegalRule
from enterprises.renewals.sentences import in_months, in_units
from portal.text.partial_dates import day_in_words


def rule_counted(rule):
    said = {"start": rule.get_counts_from_display()}
    if rule.length is None:
        return _("Within the term of the licence.") if rule.subject == LegalRule.Subject.LICENCE else _("At any time, nobody has to.")
    said["length"] = in_units(rule)
    if rule.ends_with_year:
        return _("%(length)s, counted from: %(start)s; to the end of the last year.") % said
    if rule.ends_day_before:
        return _("%(length)s, counted from: %(start)s; to the day before the corresponding day.") % said
    return _("%(length)s, counted from: %(start)s; to the corresponding day.") % said


def moving_in_words(rule):
    """Whether a last day on which the office is closed moves, and where that stands."""
    if not rule.moved_by:
        return _("The last day is not moved.")
    said = {"office": rule.get_moved_by_display()}
    if rule.moved_by == LegalRule.Office.UNKNOWN:
        return _("Whether the office is closed on the last day is not entered: no day is moved, and a weekend is said.")
    if rule.moves_last_day:
        return _("A last day on which the office is closed moves to the next working day (%(office)s), the end of the grace too.") % said
    if rule.grace_months_after:
        return _("The last day is not moved; the end of the grace moves to the next working day (%(office)s).") % said
    return _("The last day is not moved: one files by the last working day before (%(office)s).") % said


def rule_in_sentences(rule):
    """Sentences, in the user's language."""
    if rule.holds_from or rule.holds_until:
        days = {"first": day_in_words(rule.holds_from), "last": day_in_words(rule.holds_until)}
        if not rule.holds_until:
            yield _("In force from %(first)s.") % days
        elif not rule.holds_from:
            yield _("In force until %(last)s.") % days
        else:
            yield _("In force from %(first)s to %(last)s.") % days
    yield rule_counted(rule)
    if rule.opens_months_after is not None:
        yield _("Open from %(length)s after that day.") % {"length": in_months(rule.opens_months_after)}
    elif rule.opens_months_before:
        yield _("Open from %(length)s before the last day.") % {"length": in_months(rule.opens_months_before)}
    if rule.grace_months_after:
        yield _("%(length)s of grace after the last day.") % {"length": in_months(rule.grace_months_after)}
    if rule.repeats_months:
        yield _("Again every %(length)s.") % {"length": in_months(rule.repeats_months)}
    if rule.depends_months:
        yield _("It depends on its basic mark for %(length)s.") % {"length": in_months(rule.depends_months)}
    if rule.length is not None and rule.unit != LegalRule.Unit.WORKING_DAYS:
        yield moving_in_words(rule)
    if rule.moved_source:
        yield _("By: %(source)s.") % {"source": rule.moved_source}
    if rule.is_optional:
        yield _("Optional: it is offered, never due.")
