"""What is on record of initiatives and of selections, field by field."""

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from initiatives.intentions_on_pages import intention_in_words
from portal.site.facts import Fact, Value, inward, labelled, localized, of_portion, rest, single, worth_telling
from portal.text.partial_dates import partial_date, span_in_words


def dates_in_words(initiative):
    """The dates of an initiative as far as they are known; empty where none is."""
    return span_in_words(initiative.starts_on, initiative.starts_precision, initiative.ends_on, initiative.ends_precision)


def when(initiative):
    """The same, and whether they are inferred."""
    said = dates_in_words(initiative)
    return gettext("%(said)s (our inference)") % {"said": said} if said and initiative.dates_inferred else said


def country(initiative):
    """Its country or region, and whether that is inferred; empty where none is on record."""
    name = initiative.country.name
    return gettext("%(said)s (our inference)") % {"said": name} if name and initiative.country_inferred else name


def where(initiative):
    """Venue, city and country as far as they are on record, in the order of the reader's language."""
    is_country = initiative.city == initiative.country.name and not initiative.country_inferred  # Singapore
    return inward(initiative.venue, "" if is_country else initiative.city, country(initiative))


def standing(initiative):
    """What a reader must know before its place and date are taken for facts; empty where it took place, or is said to."""
    return gettext("recommended; whether it was held is not stated") if initiative.is_only_put_forward else ""


def where_and_when(initiative):
    return " · ".join(filter(None, [where(initiative), when(initiative), standing(initiative)]))


def years(round_):
    """The years of a selection round; empty where none are on record."""
    first, last = round_.first_year, round_.last_year
    return f"{first}–{last}" if first != last else str(first or "")


def told(event, name):
    """The Value of what an event of a nomination says of whatever goes by `name`, with its date as far as it is known."""
    day = event.happened_on and partial_date(event.happened_on, event.happened_precision)
    if day and event.date_inferred:
        day = gettext("%(said)s (our inference)") % {"said": day}
    said = " · ".join(filter(None, [labelled(event.said, name), day]))
    return Value(said, "", event, event.correction)


def outcomes(nominations):
    """What became of nominations; no field at all where there is none."""
    values = [Value(one.outcome.get_verb_display() if one.outcome else gettext("not listed here yet")) for one in nominations]
    return [Fact("outcome", _("Outcome"), values)] if values else []


def intentions(page):
    """What is reported and itemized of cooperation intentions; no field at all where none is itemized."""
    if not page.tally:
        return []
    rows = of_portion("intentions", _("Cooperation intentions"), page.intentions, lambda row: Value(intention_in_words(row), "", row))
    return [rows._replace(values=[Value(page.tally.line()), *rows.values])]


def of_initiative(page):
    initiative, whole = page.object, page.whole()
    facts = [
        single("format", _("Type"), initiative.get_format_display()),
        single("country", _("Country or region"), country(initiative)),
        localized("city", _("City"), initiative, "city"),
        localized("venue", _("Venue"), initiative, "venue"),
        single("dates", _("Dates"), when(initiative)),
        *([single("standing", _("Standing"), standing(initiative))] if initiative.is_only_put_forward else []),
        Fact("whole", _("Part of"), [Value.of(whole)] if whole else []),
        of_portion("roles", _("Took part"), page.participations, lambda row: Value(
            labelled(row.get_role_display(), row.organization.title), "", row
        )),
        Fact("technologies", _("Technologies"), [Value.of(technology) for technology in initiative.technologies.all()]),
        Fact("selections", _("Selections"), [
            told(event, nomination.category.round.title)
            for nomination in page.nominations
            for event in nomination.told
        ] + rest(page.nominations.further)),
        *outcomes(page.nominations),
        *intentions(page),
    ]  # fmt: skip
    return worth_telling(facts, initiative.looked_for)


def of_selection(page):
    round_ = page.object
    return [
        single("dates", _("Dates"), years(round_)),
        Fact("categories", _("Categories"), [Value.of(category) for category in page.categories]),
        Fact("selections", _("Selections"), [
            told(event, event.nomination.nominee.title) for event in page.events
        ] + rest(page.nominees.not_shown)),
    ]  # fmt: skip
