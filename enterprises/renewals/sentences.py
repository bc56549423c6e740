"""What is said of a day that the law gives: whether it was moved, how sure it is, and where the rule stands."""

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from enterprises.models import LegalRule
from portal.text.partial_dates import day_in_words

MONTHS_OF_A_YEAR = 12


def in_one_line(parts):
    return pgettext("between parts of a sum", "; ").join(map(str, filter(None, parts)))


def with_weekday(day):
    return _("%(weekday)s %(day)s") % {"weekday": date_format(day, "l"), "day": day_in_words(day)}


def approximately(years):
    """What is said of a day that the notice of a year may still move; empty where none may."""
    if not years:
        return ""
    named = pgettext("within a list", ", ").join(map(str, years))
    return _("approximate: the working days of %(years)s are not entered") % {"years": named}


def last_day_in_words(unmoved, counted, rule):
    """A last day in words, and how it came about: "1 March 2027 (moved from Sunday 28 February 2027; approximate: …)"."""
    said = []
    if counted.day != unmoved:
        said.append(_("moved from %(day)s") % {"day": with_weekday(unmoved)})
    elif rule.moved_by == LegalRule.Office.UNKNOWN and unmoved.weekday() > 4:
        said.append(_("%(day)s: the office may take its next working day") % {"day": with_weekday(unmoved)})
    said.append(approximately(counted.unknown_years))
    if not any(said):
        return day_in_words(counted.day)
    return _("%(day)s (%(said)s)") % {"day": day_in_words(counted.day), "said": in_one_line(said)}


def rule_in_words(rule):
    """Where the rule stands, and whether that is to be confirmed."""
    source = f"{rule.source} {rule.address}".strip()
    return (_("Rule to be confirmed: %(source)s") if rule.to_be_confirmed else _("Rule: %(source)s")) % {"source": source}


def in_months(months):
    if months % MONTHS_OF_A_YEAR == 0:
        years = months // MONTHS_OF_A_YEAR
        return ngettext("%(number)d year", "%(number)d years", years) % {"number": years}
    return ngettext("%(number)d month", "%(number)d months", months) % {"number": months}


def in_units(rule):
    """The length of a rule: "10 years", "15 days", "30 working days"."""
    if rule.unit == LegalRule.Unit.MONTHS:
        return in_months(rule.length)
    if rule.unit == LegalRule.Unit.DAYS:
        return ngettext("%(number)d day", "%(number)d days", rule.length) % {"number": rule.length}
    return ngettext("%(number)d working day", "%(number)d working days", rule.length) % {"number": rule.length}
