"""The page of what may be licensed: first what is on offer for what was asked, then what one may ask about, with the rights behind each."""

from itertools import groupby

from django.db.models import Count, Exists, OuterRef, Prefetch, Q, Value
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.utils.functional import cached_property
from django.utils.http import urlencode
from django.utils.translation import gettext_lazy as _
from django.views.generic import ListView

from enterprises import kinds
from enterprises.licensing.asking import LicensingForm
from enterprises.licensing.covering import Unions, Wanted, choices_on_offer
from enterprises.models import Availability, CustomsRecordal, IntellectualProperty, TrademarkRegistration
from enterprises.nice_classes import stored_classes
from enterprises.renewals import status
from enterprises.views import merged, public_registrations, terms_of_offer
from portal.models.records import name_order
from portal.server.refusals import read_only
from portal.site.paging import NearestPage

MOST_OFFERS = MOST_RIGHTS = 8  # of one property; its own page has them all


def by_territory(registrations, today):
    """[(territory, [classes], Status)]: registrations of one territory that stand alike are one line."""
    for row in registrations:
        row.status = status.of_registration(row, today)
    rows = merged(registrations, lambda row: (row.territory.code, row.status), lambda row: row.nice_class, "classes")
    return [(row.territory, sorted(set(row.classes)), row.status) for row in rows]


@method_decorator(read_only, name="dispatch")
class Licensing(NearestPage, ListView):
    template_name = "enterprises/licensing.html"
    context_object_name = "properties"
    paginate_by = 24
    title = _("Licensing")
    lede = _("What may be licensed, for which goods and where, and whom to ask.")
    pigment = kinds.TRADEMARKS.pigment

    @cached_property
    def today(self):
        return timezone.localdate()

    @cached_property
    def unions(self):
        return Unions(self.today)

    @cached_property
    def form(self):
        told = ~Q(licensing_en="", licensing_zh="")
        counts = IntellectualProperty.objects.published().aggregate(all=Count("pk"), told=Count("pk", filter=told))
        by_class, by_territory, number_of_offers = choices_on_offer(self.unions)
        has_offers, has_many = bool(number_of_offers or counts["told"]), counts["all"] > self.paginate_by
        return LicensingForm(self.request.GET, (by_class, by_territory), has_offers=has_offers, has_many=has_many)

    @cached_property
    def wanted(self):
        return self.form.wanted

    def in_words_only(self):
        """The condition on properties of which is told in a sentence what may be licensed; it answers nothing more exact."""
        return ~Q(licensing_en="", licensing_zh="") if self.wanted == Wanted() else Q(pk=None)

    @cached_property
    def asked_for(self):
        """The properties that kind and words ask for, each with the truth `is_offered`."""
        asked, properties = self.form.asked, IntellectualProperty.objects.published()
        if "kind" in asked:
            properties = properties.filter(kind=asked["kind"])
        if "q" in asked:
            properties = properties.search(asked["q"])
        offers = self.wanted.offers(self.unions).filter(property=OuterRef("pk"))
        return properties.annotate(is_offered=Exists(offers.order_by()) | self.in_words_only())

    def is_registered(self):
        """Whether it is registered in the class and for the territory that are asked for."""
        if not self.wanted.nice_class and not self.wanted.territory:
            return Value(0)
        rows = TrademarkRegistration.objects.published().filter(trademark=OuterRef("pk"))
        if self.wanted.nice_class:
            rows = rows.filter(nice_class=self.wanted.nice_class)
        if self.wanted.territory:
            rows = rows.filter(territory__in=self.unions.covering(self.wanted.territory))
        return Exists(rows.order_by())

    def get_queryset(self):
        properties = self.asked_for.filter(is_offered=True) if "offered" in self.form.asked else self.asked_for
        recordals = CustomsRecordal.objects.published().with_public_events()
        return (
            properties.annotate(is_registered=self.is_registered())
            .order_by("-is_offered", "-is_registered", *name_order())
            .select_related("owner")
            .with_covers()
            .prefetch_related(
                Prefetch("availabilities", Availability.objects.published().select_related("passage__source"), to_attr="offers"),
                Prefetch("registrations", public_registrations(), to_attr="public_registrations"),
                Prefetch(
                    "recordals",
                    recordals.prefetch_related(Prefetch("registration", public_registrations())),
                    to_attr="public_recordals",
                ),
            )
        )

    def tell(self, properties):
        """Give each property what its row says: its offers that cover what is asked, where it is registered and recorded."""
        covering = set(self.wanted.offers(self.unions).filter(property__in=properties).order_by().values_list("pk", flat=True))
        for one in properties:
            one.offers_shown = merged(
                [offer for offer in one.offers if offer.pk in covering][:MOST_OFFERS],
                terms_of_offer,
                lambda row: row.place(),
                "places",
            )
            one.further_offers = len(one.offers) - sum(len(offer.places) for offer in one.offers_shown)
            for offer in one.offers_shown:
                offer.classes = stored_classes(offer.nice_classes)
            territories = by_territory(one.public_registrations, self.today)
            one.territories = territories[:MOST_RIGHTS]
            one.recordals_shown = one.public_recordals[:MOST_RIGHTS]
            for recordal in one.recordals_shown:
                recordal.status = status.of_recordal(recordal, self.today)
            one.has_further_rights = max(len(one.public_recordals), len(territories)) > MOST_RIGHTS
        return properties

    def asking(self):
        """What is asked for, as the query string of an enquiry takes it after the property."""
        words = self.form.in_words()
        carried = {"categories": words.get("goods"), "territories": words.get("territory")}
        return urlencode({"licence": 1} | {name: text for name, text in carried.items() if text})

    def get_context_data(self, **context):
        context = super().get_context_data(**context)
        page, paginator = context["page_obj"], context["paginator"]
        number_offered = self.asked_for.filter(is_offered=True).count()
        properties = self.tell(list(page))
        number = f"page={page.number}" if page.number > 1 else ""
        return context | {
            "here": "licensing",
            "form": self.form,
            "groups": [(is_offered, list(rows)) for is_offered, rows in groupby(properties, key=lambda one: bool(one.is_offered))],
            "number_offered": number_offered,
            "number_on_request": paginator.count - number_offered,
            "asking": self.asking(),
            "has_rights": any(one.territories or one.recordals_shown for one in properties),
            "canonical_query": number,
            "is_unlisted": bool(self.form.asked),
            "feed": f"{kinds.TRADEMARKS.segment}-feed",
            "pages": paginator.get_elided_page_range(page.number, on_each_side=1, on_ends=1),
        }
