"""Public lists and pages of organizations and of intellectual property."""

from itertools import groupby
from operator import attrgetter

from django.db.models import Prefetch
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from enterprises import facts, kinds, linked_data
from enterprises.filters import IntellectualPropertyFilter, OrganizationFilter
from enterprises.involvement import involvements
from enterprises.models import Enterprise, IntellectualProperty, Organization, TrademarkRegistration
from enterprises.nice_classes import stored_classes
from enterprises.renewals import status
from portal.models.records import name_order
from portal.site.footnotes import Saying
from portal.site.record_details import RecordDetail
from portal.site.record_pages import PublicRecordList


class OrganizationList(PublicRecordList):
    model = Organization
    filterset_class = OrganizationFilter
    collection = kinds.ORGANIZATIONS


class EnterpriseList(OrganizationList):
    model = Enterprise
    collection = kinds.ENTERPRISES


def public_registrations():
    """Those that the recordals of a public page may name, with what their status needs."""
    return TrademarkRegistration.objects.published().with_public_events()


class OrganizationDetail(RecordDetail):
    template_name = "enterprises/organization_detail.html"
    collection = kinds.ORGANIZATIONS

    @property
    def long_parts(self):
        return "properties", "recordals", "group", *(key for involvement in involvements for key in involvement.long_parts)

    def get_queryset(self):
        return Organization.objects.select_related("parent")

    @cached_property
    def involvements(self):
        return [involvement(self.object, self.portion) for involvement in involvements]

    @cached_property
    def properties(self):
        return self.portion_of("properties", "properties", lambda: self.object.properties.published().by_name())

    @cached_property
    def recordals(self):
        """Customs recordals of which the organization is the holder, each with its `status` of today."""
        recordals = self.portion_of("recordals", "recordals", self.ask_recordals)
        for recordal in recordals:
            recordal.status = status.of_recordal(recordal, timezone.localdate())
        return recordals

    def ask_recordals(self):
        public = self.object.recordals.published().with_public_events().prefetch_related(Prefetch("registration", public_registrations()))
        return public.select_related("property", "passage__source").order_by(*name_order("property__"), "id")

    @cached_property
    def sectors(self):
        return list(self.object.sectors.all()) if "sectors" in self.object.held else []

    @cached_property
    def subsidiaries(self):
        return self.portion_of("subsidiaries", "group", lambda: self.object.subsidiaries.published().by_name())

    def portions(self):
        own = [self.properties, self.recordals, self.subsidiaries]
        return own + [portion for involvement in self.involvements for portion in involvement.portions()]

    def parent(self):
        parent = self.object.parent
        return parent if parent and parent.is_published else None

    def cited(self):
        for involvement in self.involvements:
            yield from involvement.cited()
        yield from ((recordal, Saying(_("customs recordal"), str(recordal))) for recordal in self.recordals)

    def facts(self):
        return facts.of_organization(self)

    def caption(self):
        return facts.place_of_organization(self.object)

    def linked_data(self):
        return linked_data.of_organization(self)

    def linked(self):
        parent = self.parent()
        return [
            *([parent.pk] if parent else ()),
            *self.subsidiaries.all_values("pk"),
            *self.properties.all_values("pk"),
            *(key for involvement in self.involvements for key in involvement.linked()),
            *self.recordals.all_values("property_id"),
        ]

    def known(self):
        organization = self.object
        return super().known() | {
            "country": organization.country,
            "address": organization.address,
            "website": organization.website,
            "sectors": self.sectors,
            "credit-code": organization.credit_code,
            "properties": self.properties,
        }

    def get_context_data(self, **context):
        return super().get_context_data(**context) | {
            "involvements": self.involvements,
            "properties": self.properties,
            "recordals": self.recordals,
            "subsidiaries": self.subsidiaries,
            "parent": self.parent() if self.asked_part in ("", "group") else None,
            "sectors": self.sectors,
        }


class EnterpriseDetail(OrganizationDetail):
    collection = kinds.ENTERPRISES


class IntellectualPropertyList(PublicRecordList):
    model = IntellectualProperty
    filterset_class = IntellectualPropertyFilter
    collection = kinds.TRADEMARKS


def itself(row):
    return row


def merged(rows, key, **gathered):
    """First rows of the groups that have the same `key(row)`, each with what `gathered` reads of the rows of its group, in lists:
    registrations alike but for their Nice classes 3, 9 and 16 → the first of them, with [3, 9, 16] in `classes`."""
    first_rows = {}
    for row in rows:
        first = first_rows.setdefault(key(row), row)
        for attribute, value in gathered.items():
            vars(first).setdefault(attribute, []).append(value(row))
    return list(first_rows.values())


def of_each(rows):
    """All rows of groups that were `merged`."""
    return [one for row in rows for one in row.of_one]


def same_registration(row):
    """What registrations have in common that are one but for their Nice classes."""
    names = ("number", "route", "nice_edition", "passage_id", "filed_on", "international_registered_on", "registered_on", "expires_on")
    return row.territory.code, row.checked_on, *(getattr(row, name) for name in names)


def terms_of_offer(offer):
    """What offers have in common that are one but for their territories."""
    names = ("category_en", "category_zh", "nice_classes", "exclusivity", "term_en", "term_zh", "checked_on", "passage_id")
    return *(getattr(offer, name) for name in names), bool(offer.place())


def told_columns(rows, *names, **read):
    """The columns that are not empty in all of the rows: attributes by their `names`, others as `read` says of a row."""
    readers = {name: attrgetter(name) for name in names} | read
    return {name for name, reader in readers.items() if any(reader(row) for row in rows)}


class IntellectualPropertyDetail(RecordDetail):
    template_name = "enterprises/intellectualproperty_detail.html"
    collection = kinds.TRADEMARKS
    long_parts = ("registrations", "recordals", "licensing")

    def get_queryset(self):
        return IntellectualProperty.objects.select_related("owner")

    @cached_property
    def registrations(self):
        """Those of one number with the same dates are one, which has all `of_one`, their Nice classes in `classes`."""
        if "registrations" not in self.object.held:
            return self.portion("registrations", [])
        rows = list(self.object.registrations.published().with_public_events().select_related("passage__source"))
        for row in rows:
            row.began = row.registered_on or row.international_registered_on
        return self.portion("registrations", merged(rows, same_registration, classes=attrgetter("nice_class"), of_one=itself))

    @cached_property
    def recordals(self):
        return self.portion_of("recordals", "recordals", self.ask_recordals)

    def ask_recordals(self):
        rows = self.object.recordals.published().with_public_events().select_related("passage__source")
        rows = rows.prefetch_related(Prefetch("registration", public_registrations()))
        return rows.prefetch_related(Prefetch("holder", Organization.objects.published()))

    @cached_property
    def offers(self):
        """Those that are one but for their territories are one, which has all `of_one`, the territories in `places`."""
        if "availabilities" not in self.object.held:
            return self.portion("licensing", [])
        rows = list(self.object.availabilities.published().select_related("passage__source"))
        return self.portion("licensing", merged(rows, terms_of_offer, places=lambda row: row.place(), of_one=itself))

    def portions(self):
        return [self.registrations, self.recordals, self.offers]

    def cited(self):
        yield from ((registration, Saying(_("trademark registration"), str(registration))) for registration in of_each(self.registrations))
        yield from ((recordal, Saying(_("customs recordal"), str(recordal))) for recordal in self.recordals)
        yield from ((offer, Saying(_("available for licensing"), str(offer))) for offer in of_each(self.offers))

    def facts(self):
        return facts.of_property(self)

    def caption(self):
        owner = self.owner()
        return owner.title if owner else ""

    def linked_data(self):
        return linked_data.of_property(self)

    def owner(self):
        owner = self.object.owner
        return owner if owner and owner.is_published else None

    def linked(self):
        return [self.object.owner_id, *self.recordals.all_values("holder_id")]

    def relatives(self):
        owner = self.owner()
        return owner.properties.published().by_name() if owner else super().relatives()

    def territories(self, today):
        """[(territory, [registration])]."""
        for registration in self.registrations:
            registration.status, registration.term = status.of_registration(registration, today), status.term_of(registration)
        return [(territory, list(rows)) for territory, rows in groupby(self.registrations, key=lambda row: row.territory)]

    def laws(self, rows):
        """Sources of the rules of renewal by which `rows`, registrations and recordals with a `status`, end; each source once."""
        return list(dict.fromkeys(row.status.rule.source for row in rows if row.status and row.status.rule))

    def known(self):
        return super().known() | {
            "owner": self.owner(),
            "story": self.object.summary or self.object.statements.published().exists(),
            "registrations": self.registrations,
            "recordals": self.recordals,
            "licensing": self.offers or self.object.licensing,
        }

    def get_context_data(self, **context):
        context = super().get_context_data(**context)
        today = timezone.localdate()
        for recordal in self.recordals:
            recordal.status, recordal.term = status.of_recordal(recordal, today), status.term_of(recordal)
        for offer in self.offers:
            offer.is_placed, offer.classes = any(offer.places), stored_classes(offer.nice_classes)
        for statement in self.stated.facts:
            statement.is_told = True
        return context | {
            "territories": self.territories(today),
            "registrations": self.registrations,
            "told_of_registrations": told_columns(
                self.registrations, "filed_on", "status", "checked_on", began=lambda row: row.began, ends=lambda row: row.term.expires_on
            ),
            "told_of_recordals": told_columns(self.recordals, "holder", "effective_on", "status", ends=lambda row: row.term.expires_on),
            "told_of_offers": told_columns(self.offers, "exclusivity", "term", "checked_on", placed=lambda row: row.is_placed),
            "recordals": self.recordals,
            "offers": self.offers,
            "laws": self.laws([*self.registrations, *self.recordals]),
            "today": today,
            "has_last_days": any(registration.status and registration.status.until for registration in self.registrations),
            "owner": self.owner(),
        }
