"""What staff are told of a right beside its dates: its term by the law, its windows, its clocks, and what is to be confirmed."""

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from enterprises.models import LegalRule
from enterprises.renewals.clocks import clocks_of
from enterprises.renewals.law import declarations_of, rules_for, rules_of
from enterprises.renewals.months import months_after
from enterprises.renewals.moving import file_by
from enterprises.renewals.sentences import last_day_in_words, rule_in_words
from enterprises.renewals.status import of_recordal, of_registration
from enterprises.renewals.terms import differs_from, first_end, term_of
from portal.text.partial_dates import day_in_words


def explain(row, today):
    """Sentences, in the user's language, about a trademark registration or a customs recordal."""
    is_registration, term = hasattr(row, "territory"), term_of(row)
    if not rules_of(row):
        yield no_rule(row)
        return
    status = (of_registration if is_registration else of_recordal)(row, today)
    if status:
        yield _("Status: %(status)s.") % {"status": pgettext("between words", ", ").join(map(str, (status.label, *status.notes)))}
    if offered := offer(row):
        yield _("By the law it expires on %(day)s; the certificate’s own date wins.") % {"day": day_in_words(offered)}
    if term.rule:
        yield window(term)
        yield from (clock_in_words(clock) for clock in (clocks_of(row, today) if is_registration else ()))
        if start := term.rule.depends_months and term.rule.starts_on(row):
            day = day_in_words(months_after(start, term.rule.depends_months))
            yield _("It depends on its basic mark until %(day)s; an action begun by then counts after it.") % {"day": day}
        if is_registration and declarations_of(row) and not row.certified_on:
            yield _("Declarations of use count from the territory’s own certificate: give the day of it and that of the international one.")
        if is_registration and (day := open_to_cancellation_from(row)):
            yield _("Anybody may ask for its cancellation for non-use from %(day)s: keep evidence of use.") % {"day": day_in_words(day)}
        yield rule_in_words(term.rule)
    elif not term.expires_on:
        yield _("Its end is not derived: the day from which its term counts is not entered.")


def offer(row):
    """The end of the term by the law, where nothing or something else was typed; None where they agree."""
    return differs_from(row) if row.expires_on else first_end(row) and term_of(row).expires_on


def window(term):
    days = {"first": day_in_words(term.opens_on), "last": last_day_in_words(term.expires_on, term.last_day, term.rule)}
    if before := file_by(term.rule, term.expires_on):
        days["last"] = _("%(last)s (file by %(before)s, the last working day before)") % (days | {"before": day_in_words(before)})
    if not term.rule.grace_months_after:
        return _("Renewal from %(first)s to %(last)s, without a period of grace.") % days
    days["late"] = last_day_in_words(term.rule.late_until(term.expires_on), term.grace, term.rule)
    return _("Renewal from %(first)s to %(last)s, in grace until %(late)s.") % days


def clock_in_words(clock):
    named = {"declaration": clock.rule.name, "source": clock.rule.source, "first": day_in_words(clock.opens_on)}
    if clock.due is None:
        return _("Optional, from %(first)s: %(declaration)s. %(source)s") % named
    named["last"] = last_day_in_words(clock.unmoved, clock.due, clock.rule)
    named["late"] = last_day_in_words(clock.rule.late_until(clock.unmoved), clock.late, clock.rule)
    return _("From %(first)s to %(last)s, in grace until %(late)s: %(declaration)s. %(source)s") % named


def open_to_cancellation_from(row):
    """From when anybody may ask for the cancellation of a registration because it was not used; None where no rule tells."""
    published = next((event.happened_on for event in row.standing_events if event.verb == "registered"), row.registered_on)
    rules = rules_for(LegalRule.Subject.NON_USE, row.route, str(row.territory)) if published else []
    days = (months_after(published, rule.length) for rule in rules)
    return next((day for rule, day in zip(rules, days, strict=True) if rule.holds_on(day)), None)


def no_rule(row):
    named = {"number": row.number, "territory": row.territory.name, "route": row.get_route_display()}
    return _("Registration %(number)s: no rule of renewal is entered for %(territory)s, %(route)s; its term is not derived.") % named
