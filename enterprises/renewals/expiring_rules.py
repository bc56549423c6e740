"""Rules of renewal that run out, or have, without one that follows: told by `manage.py check` and on the desk."""

from collections import defaultdict

from django.core.checks import Warning as Told
from django.core.checks import register
from django.db import DatabaseError
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from enterprises.models import LegalRule, TrademarkRegistration
from enterprises.renewals.law import law
from enterprises.renewals.months import months_after
from portal.text.partial_dates import day_after

MONTHS_AHEAD = 12


def running_out(rules, today):
    """Those of `rules` that end within a year from `today`, or have ended, and that no other about the same follows at once."""
    of_matter = defaultdict(list)
    for rule in rules:
        of_matter[matter_of(rule)].append(rule)
    for rule in rules:
        same = of_matter[matter_of(rule)]
        is_near = rule.holds_until is not None and rule.holds_until <= months_after(today, MONTHS_AHEAD)
        if is_near and not any(other.holds_on(day_after(rule.holds_until) or rule.holds_until) for other in same):
            yield rule


def matter_of(rule):
    return rule.subject, rule.route, rule.territory


def name_of_rule(rule):
    if rule.subject == LegalRule.Subject.RECORDAL:
        return _("customs recordals")
    place = rule.territory.name or _("any territory")
    route = TrademarkRegistration.Route(rule.route).label if rule.route else ""
    subject = "" if rule.subject == LegalRule.Subject.REGISTRATION else rule.get_subject_display()
    return pgettext("between words", ", ").join(filter(None, map(str, (subject, place, route))))


def rules_on_record():
    """All rules; none where the database does not answer, or has not been migrated: `migrate` itself runs the checks before."""
    try:
        return law().rules
    except DatabaseError:
        return []


@register("law")
def rules_follow(app_configs, **options):
    for rule in running_out(rules_on_record(), timezone.localdate()):
        said = {"right": name_of_rule(rule), "day": rule.holds_until.isoformat()}
        yield Told(
            _("The rule of renewal for %(right)s runs out on %(day)s, and none that follows is entered.") % said,
            hint=_("Add a dated rule with its source, in the list of rules of law."),
            id="enterprises.W001",
        )
