"""Periods that begin with an event, and what holds where the law changes within one."""

from django.utils.translation import gettext_lazy as _

from enterprises.renewals import moving
from enterprises.renewals.law import rule_in_force, rules_for
from portal.text.partial_dates import day_after

BOTH_LAWS = _("The law changes within the period, and no rule for that was found: the earlier day is given (confidence low).")


def period_from(subject, day, route="", territory=""):
    """(rule, last day, Counted, doubts) of a period that begins with an event; None where no rule is on record.

    Where the law changes within it, the earlier of the two last days: which law governs it nobody has said.
    """
    rules = rules_for(subject, route, territory)
    rule = rule_in_force(rules, day)
    if rule is None or rule.length is None:
        return None
    unmoved, counted = moving.end_of_period(rule, day)
    if rule.holds_until and unmoved > rule.holds_until and (later := rule_in_force(rules, day_after(rule.holds_until))):
        other, counted_by_it = moving.end_of_period(later, day)
        if other < unmoved:
            return later, other, counted_by_it, (BOTH_LAWS,)
        if other > unmoved:
            return rule, unmoved, counted, (BOTH_LAWS,)
    return rule, unmoved, counted, ()
