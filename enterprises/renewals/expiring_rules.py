"""Rules of renewal that run out, or have, without one that follows: told by `manage.py check` and on the desk."""

from django.core.checks import Warning as Told
from django.core.checks import register
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from enterprises.models import TrademarkRegistration
from enterprises.renewals.law import RULES
from enterprises.renewals.months import months_after
from portal.text.partial_dates import day_after

MONTHS_AHEAD = 12


def running_out(rules, today):
    """Those of `rules` that end within a year from `today`, or have ended, and that no other of the same right follows at once."""
    for rule in rules:
        same = [other for other in rules if other[:3] == rule[:3]]
        is_near = rule.last is not None and rule.last <= months_after(today, MONTHS_AHEAD)
        if is_near and not any(other.holds_on(day_after(rule.last) or rule.last) for other in same):
            yield rule


def name_of_rule(rule):
    if rule.protects == "recordal":
        return _("customs recordals")
    place = TrademarkRegistration._meta.get_field("territory").countries.name(rule.territory) or _("any territory")
    return pgettext("between words", ", ").join([str(place), str(TrademarkRegistration.Route(rule.route).label)])


@register("law")
def rules_follow(app_configs, **options):
    for rule in running_out(RULES, timezone.localdate()):
        said = {"right": name_of_rule(rule), "day": rule.last.isoformat()}
        yield Told(
            _("The rule of renewal for %(right)s runs out on %(day)s, and none that follows is on record.") % said,
            hint=_("Add a dated row with its source to enterprises/renewals/law.json."),
            id="enterprises.W001",
        )
