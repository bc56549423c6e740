"""What is on record of organizations and of intellectual property, field by field."""

from django.utils.translation import gettext, pgettext
from django.utils.translation import gettext_lazy as _

from portal.facts import Fact, Value, localized, single
from portal.fields import reads_chinese


def place_of_organization(organization):
    """Its province and country as far as they are on record, in the order of the reader's language."""
    places = [organization.region, organization.country.name]
    return pgettext("within a place", ", ").join(str(one) for one in (reversed(places) if reads_chinese() else places) if one)


def of_organization(page):
    organization, parent = page.object, page.parent()
    mark = "：" if reads_chinese() else ": "

    def named(label, record, row=None):
        return Value(f"{label}{mark}{record.name}", "", row)

    return [
        single("country", _("Country or region"), organization.country.name),
        localized("region", _("Province or region"), organization, "region"),
        localized("address", _("Postal address"), organization, "address"),
        single("credit-code", _("Unified social credit code"), organization.credit_code),
        single("website", _("Website"), organization.website),
        Fact("sectors", _("Sectors"), [Value(sector.name) for sector in organization.sectors.all()]),
        Fact("parent", _("Parent organization"), [Value.of(parent)] if parent else []),
        Fact("roles", _("Roles on record"), [named(row.get_role_display(), row.initiative, row) for row in page.participations]),
        Fact("selections", _("Selections"), [
            named(event.get_verb_display(), nomination.category.round, event)
            for nomination in page.nominations
            for event in nomination.told
        ]),
        Fact("properties", _("Trademarks and other intellectual property"), [Value.of(one) for one in page.properties]),
    ]  # fmt: skip


def of_property(page):
    owner = page.owner()
    return [
        Fact("owner", _("Right holder"), [Value.of(owner)] if owner else []),
        Fact("registrations", _("Registrations"), [Value(registration(row), "", row) for row in page.registrations]),
        Fact("recordals", _("Customs recordals"), [Value(f"{row} ({row.get_right_display()})", "", row) for row in page.recordals]),
        Fact("offers", _("Available for licensing"), [Value(str(row), "", row) for row in page.offers]),
        localized("licensing", _("What may be licensed"), page.object, "licensing"),
    ]


def registration(row):
    """A registration with the day somebody last looked it up."""
    return gettext("%(registration)s, checked on %(day)s") % {"registration": row, "day": row.checked_on} if row.checked_on else str(row)
