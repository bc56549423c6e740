"""What one registration is worth at a destination: today, on the days of the show, and as far as anybody has looked it up."""

from typing import Any, NamedTuple

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from enterprises.models import RightEvent
from enterprises.protection.cells import CellState
from enterprises.renewals.months import months_after
from enterprises.renewals.status import of_registration
from enterprises.renewals.terms import GIVES_TERM, term_of
from portal.text.partial_dates import day_in_words

CHECK_HOLDS_MONTHS = 12  # for so long a look at the office's register is relied on: within it a mark can be opposed, assigned or cancelled
LIVE = ("in-force", "renewal")
NOT_ENDED = ("filed", "not-yet", "past", "grace", *LIVE)
OF_BASIC_MARKS = (RightEvent.Verb.OPPOSED, *RightEvent.ENDS_RIGHT)


class Judged(NamedTuple):
    """`state` is None where the right has ended, so that nothing of it is left but what the notes say."""

    row: Any
    state: Any
    words: str = ""
    notes: tuple = ()


def key_of(status):
    return status.key if status else ""


def route_in_words(row):
    """How it was registered: "Madrid", "national office", "European Union"."""
    if row.route == row.Route.MADRID:
        return pgettext("route", "Madrid")
    return str(row.territory.name) if row.route == row.Route.REGIONAL else pgettext("route", "national office")


def known_on(row):
    """The last day of which the office itself, looked up or by its certificate, told that it is registered."""
    told = [event.happened_on for event in row.standing_events if event.verb in GIVES_TERM]
    return max(filter(None, (row.checked_on, row.registered_on, row.international_registered_on, *told)), default=None)


def is_fresh(row, today):
    known = known_on(row)
    return known is not None and today <= months_after(known, CHECK_HOLDS_MONTHS)


def dependence_ends(row):
    """Until when an international registration falls with its basic mark; None where the law or a day of it is not on record."""
    rule = term_of(row).rule
    start = rule.starts_on(row) if rule and rule.depends_months else None
    return months_after(start, rule.depends_months) if start else None


def troubles(basic_rows, today):
    """What happened to the basic mark: (sentences, whether it has ended)."""
    sentences, ended = [], False
    for row in basic_rows:
        status = of_registration(row, today)
        ended = ended or (status is not None and status.key not in NOT_ENDED)
        for event in row.standing_events:
            if event.verb in OF_BASIC_MARKS and event.happened_on <= today:
                said = {"registration": row, "verb": event.get_verb_display(), "day": day_in_words(event.happened_on)}
                sentences.append(_("basic mark %(registration)s: %(verb)s on %(day)s") % said)
                ended = ended or event.verb in RightEvent.ENDS_RIGHT
    return sentences, ended


def judge_registration(row, destination, today, basic_rows=()):
    """The Judged of a registration that covers the territory of the destination."""
    now, via = of_registration(row, today), {"via": route_in_words(row), "classes": "{classes}"}
    if now is None:
        return Judged(row, CellState.NOT_CHECKED, _("entered without its dates (%(via)s, %(classes)s): check whether it is in force") % via)
    said = via | {"status": now.label}
    if now.key == "filed":
        return Judged(row, CellState.APPLIED, _("applied for, not protected (%(via)s, %(classes)s)") % via, old_check(row, today))
    if now.key == "past":
        return Judged(row, CellState.NOT_CHECKED, _("%(status)s (%(via)s, %(classes)s): check whether it is protected") % said)
    if now.key not in NOT_ENDED:
        named = {"registration": row, "status": now.label}
        return Judged(row, None, notes=(_("%(registration)s is entered, but: %(status)s") % named,))
    opening, closing = (of_registration(row, day) for day in (destination.first, destination.last))
    if key_of(opening) not in LIVE or key_of(closing) not in LIVE:
        reason, notes = risk(row, destination, today, opening)
        words = _("at risk: %(reason)s (%(via)s, %(classes)s)") % (via | {"reason": reason})
        return Judged(row, CellState.AT_RISK, words, (*notes, *old_check(row, today)))
    return in_force(row, destination, today, basic_rows, opening)


def in_force(row, destination, today, basic_rows, opening):
    """The Judged of one that is in force on all days of the show."""
    via = {"via": route_in_words(row), "classes": "{classes}"}
    notes = tuple(map(str, opening.notes))
    if opening.key == "renewal":
        notes += (_("renewal is due by %(day)s") % {"day": day_in_words(term_of(row).expires_on)},)
    until = dependence_ends(row)
    depends = until is not None and until >= destination.first
    if depends:
        happened, ended = troubles(basic_rows, today)
        notes += tuple(happened)
        via["day"] = day_in_words(until)
        if ended:
            words = _("at risk: its basic mark has ended, on which it depends until %(day)s (%(via)s, %(classes)s)")
            return Judged(row, CellState.AT_RISK, words % via, notes)
    if not is_fresh(row, today):
        if depends:
            notes += (_("depends on the basic mark until %(day)s") % via,)
        if row.checked_on is None:
            return Judged(
                row, CellState.NOT_CHECKED, _("protected (%(via)s, %(classes)s); never looked up at the office: check") % via, notes
            )
        words = _("protected as of %(day)s; check again (%(via)s, %(classes)s)")
        return Judged(row, CellState.NOT_CHECKED, words % (via | {"day": day_in_words(known_on(row))}), notes)
    if depends:
        words = _("protected, depends on the basic mark until %(day)s (%(via)s, %(classes)s)")
        return Judged(row, CellState.PROTECTED, words % via, notes)
    return Judged(row, CellState.PROTECTED, _("protected (%(via)s, %(classes)s)") % via, notes)


def old_check(row, today):
    """What is said beside another reason where nobody has looked lately."""
    if is_fresh(row, today):
        return ()
    if row.checked_on is None:
        return (_("never looked up at the office"),)
    return (_("checked on %(day)s; check again") % {"day": day_in_words(row.checked_on)},)


def risk(row, destination, today, opening):
    """(why it is not in force on all days of the show, notes)"""
    if opening.key == "not-yet":
        return _("not yet in force when the show opens"), ()
    term = term_of(row)
    if term.expires_on is None:  # an event ends it
        return _("%(status)s when the show opens") % {"status": opening.label}, ()
    day = {"day": day_in_words(term.expires_on)}
    if term.expires_on >= destination.first:
        reason = _("ends before the show closes, on %(day)s") % day
    elif term.expires_on >= today:
        reason = _("ends before the show opens, on %(day)s") % day
    else:
        reason = _("its term ended before the show opens, on %(day)s") % day
    notes = [_("no renewal is entered")] if term.is_derived else []
    if term.grace_ends_on and term.rule.grace_months_after:
        late = {"late": day_in_words(term.grace_ends_on)}
        if destination.first <= term.grace_ends_on and term.expires_on < destination.last:
            notes.append(_("in grace on the show’s days, until %(late)s: renew it before") % late)
        else:
            notes.append(_("in grace until %(late)s, which is before the show opens: renew it by then") % late)
    elif not term.rule:
        notes.append(_("no rule of renewal is entered for it"))
    return reason, tuple(notes)
