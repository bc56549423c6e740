"""What is on record of organizations and of intellectual property, field by field."""

from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from enterprises.renewals.status import of_recordal, of_registration
from portal.site.facts import Fact, Value, inward, localized, of_portion, rest, single, worth_telling
from portal.text.partial_dates import day_in_words


def place_of_organization(organization):
    """Its province and country as far as they are on record, in the order of the reader's language."""
    return inward(organization.region, organization.country.name)


def of_organization(page):
    organization, parent = page.object, page.parent()
    facts = [
        single("country", _("Country or region"), organization.country.name),
        localized("region", _("Province or region"), organization, "region"),
        localized("address", _("Postal address"), organization, "address"),
        single("credit-code", _("Unified social credit code"), organization.credit_code),
        single("website", _("Website"), organization.website),
        Fact("sectors", _("Sectors"), [Value.of(sector) for sector in page.sectors]),
        Fact("parent", _("Parent organization"), [Value.of(parent)] if parent else []),
        *(fact for involvement in page.involvements for fact in involvement.facts()),
        of_portion("properties", _("Brands and intellectual property"), page.properties, Value.of),
    ]
    return worth_telling(facts, organization.looked_for)


def of_property(page):
    owner, today = page.owner(), timezone.localdate()
    facts = [
        Fact("owner", _("Right holder"), [Value.of(owner)] if owner else []),
        of_merged("registrations", _("Registrations"), page.registrations, lambda row: Value(registration(row, today), "", row)),
        of_portion(
            "recordals",
            _("Customs recordals"),
            page.recordals,
            lambda row: Value(stands(f"{row} ({row.get_right_display()})", of_recordal(row, today)), "", row),
        ),
        of_merged("offers", _("Available for licensing"), page.offers, lambda row: Value(str(row), "", row)),
        localized("licensing", _("What may be licensed"), page.object, "licensing"),
    ]
    return worth_telling(facts, page.object.looked_for)


def of_merged(key, label, portion, value):
    """A field with the `value` of each row of the groups in a Portion."""
    return Fact(key, label, [value(one) for row in portion for one in row.of_one] + rest(portion.further))


def registration(row, today):
    """A registration with where it stands and the day somebody last looked it up."""
    said = stands(row, of_registration(row, today))
    if not row.checked_on:
        return said
    return gettext("%(registration)s, checked on %(day)s") % {"registration": said, "day": day_in_words(row.checked_on)}


def stands(row, status):
    """A right with its status, derived as on its page; as it is where its dates do not tell."""
    if status is None:
        return str(row)
    parts = [gettext("until %(day)s") % {"day": day_in_words(status.until)}] if status.key == "grace" else []
    return " · ".join([str(row), *map(str, (status.label, *parts, *status.notes))])
