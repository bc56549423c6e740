"""What staff are told of a right beside its dates: its term by the law, its windows, its clocks, and what is to be confirmed."""

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from enterprises.renewals.law import rules_of
from enterprises.renewals.months import months_after
from enterprises.renewals.status import clocks_of, differs_from, first_end, of_recordal, of_registration, term_of
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
        if is_registration and term.rule.declarations and not row.certified_on:
            yield _("Declarations of use count from the territory’s own certificate: give the day of it and that of the international one.")
        source = f"{term.rule.source} {term.rule.address}".strip()
        confirmed = _("Rule to be confirmed: %(source)s") if term.rule.to_be_confirmed else _("Rule: %(source)s")
        yield confirmed % {"source": source}
    elif not term.expires_on:
        yield _("Its end is not derived: the day from which its term counts is not on record.")


def offer(row):
    """The end of the term by the law, where nothing or something else was typed; None where they agree."""
    return differs_from(row) if row.expires_on else first_end(row) and term_of(row).expires_on


def window(term):
    days = {"first": day_in_words(term.opens_on), "last": day_in_words(term.expires_on), "late": day_in_words(term.grace_ends_on)}
    if not term.rule.grace_months_after:
        return _("Renewal from %(first)s to %(last)s, without a period of grace.") % days
    return (
        _("Renewal from %(first)s to %(last)s, in grace until %(late)s; if the office is closed that day, on its next working day.") % days
    )


def clock_in_words(clock):
    named = {"declaration": clock.declaration.name, "source": clock.declaration.source, "first": day_in_words(clock.opens_on)}
    if clock.due_on is None:
        return _("Optional, from %(first)s: %(declaration)s. %(source)s") % named
    named |= {"last": day_in_words(clock.due_on), "late": day_in_words(clock.grace_ends_on)}
    return _("From %(first)s to %(last)s, in grace until %(late)s: %(declaration)s. %(source)s") % named


def no_rule(row):
    named = {"number": row.number, "territory": row.territory.name, "route": row.get_route_display()}
    return _("Registration %(number)s: no rule of renewal is on record for %(territory)s, %(route)s; its term is not derived.") % named
