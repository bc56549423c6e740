"""The rules of law that are on record: LegalRules, read once for a request. Those in law.json come with the portal."""

import json
from collections import defaultdict
from pathlib import Path

from enterprises.kept_for_a_request import forget, kept_for_a_request
from enterprises.models import LegalRule
from enterprises.shipped import bring
from portal.models.migrated import is_there

SHIPPED_RULES = json.loads(Path(__file__).with_name("law.json").read_text(encoding="utf-8"))


class Law:
    """LegalRules of all times, by what they are about and where they hold."""

    def __init__(self, rules):
        self.rules = list(rules)
        self._of_place, self._answers = defaultdict(list), {}
        for rule in self.rules:
            self._of_place[rule.subject, rule.route, str(rule.territory)].append(rule)

    def rules_for(self, subject, route="", territory=""):
        """The rules of all times about one thing: those of the territory itself, or else those that hold in any."""
        asked = subject, route, territory
        if asked not in self._answers:
            places = ((route, territory), (route, ""), ("", territory), ("", ""))
            self._answers[asked] = next(filter(None, (self._of_place.get((subject, *place)) for place in places)), [])
        return self._answers[asked]


@kept_for_a_request
def law():
    """The Law, in one query."""
    return Law(LegalRule.objects.all())


def rules_for(subject, route="", territory=""):
    return law().rules_for(subject, route, territory)


def rules_of(row):
    """The rules of the term of a trademark registration or a customs recordal, of all times."""
    if hasattr(row, "territory"):
        return rules_for(LegalRule.Subject.REGISTRATION, row.route, str(row.territory))
    return rules_for(LegalRule.Subject.RECORDAL, territory="CN")


def declarations_of(row):
    """The rules of all times of what an office wants to be told of a registration between two renewals."""
    return rules_for(LegalRule.Subject.DECLARATION, row.route, str(row.territory))


def rule_in_force(rules, day):
    """The one of `rules` that is in force on `day`; None where none is on record."""
    for rule in rules:
        if rule.holds_on(day):
            return rule
    return None


def rule_on(row, day):
    """The rule of the term of this right that is in force on `day`; None where none is on record."""
    return rule_in_force(rules_of(row), day)


def shipped_rule(row):
    """The LegalRule, not saved, of an object of law.json."""
    return LegalRule(**{name: LegalRule._meta.get_field(name).to_python(value) for name, value in row.items()})


def bring_shipped_rules(using, apps=None, **kwargs):
    """Bring the rules that come with the portal into the database; one that staff changed is left alone. Takes what `post_migrate`
    sends; after a `flush` that is without `apps`."""
    if is_there(LegalRule, apps):
        bring(LegalRule, [shipped_rule(row) for row in SHIPPED_RULES], using)
        forget()
