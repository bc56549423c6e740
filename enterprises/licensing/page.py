"""The page of what may be licensed: first what is on offer for what was asked, then what one may ask about, with the rights behind each."""

from itertools import groupby

from django.db.models import Count, Prefetch, Q
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
from portal.listing.kept import kept
from portal.models import Listed
from portal.models.first_rows import first_of_each, numbers_of_rows
from portal.search.refreshing import index_what_changed
from portal.server.refusals import read_only
from portal.site.kept_pages.addresses import reads
from portal.site.paging import NearestPage
from portal.text.fields import reads_chinese

MOST_OFFERS = MOST_RIGHTS = 8  # of one property; its own page has them all


def is_told_in_words(path=""):
    """The condition that a sentence tells what may be licensed of the property to which `path` leads, or of the row itself."""
    return ~Q(**{f"{path}licensing_en": "", f"{path}licensing_zh": ""})


def by_territory(registrations, today):
    """[(territory, [classes], Status)]: registrations of one territory that stand alike are one line."""
    for row in registrations:
        row.status = status.of_registration(row, today)
    rows = merged(registrations, lambda row: (row.territory.code, row.status), classes=lambda row: row.nice_class)
    return [(row.territory, sorted(set(row.classes)), row.status) for row in rows]


def count_properties():
    """(how many properties are public, of how many is told in a sentence what may be licensed)."""
    counts = IntellectualProperty.objects.published().aggregate(all=Count("pk"), told=Count("pk", filter=is_told_in_words()))
    return counts["all"], counts["told"]


class Licensables:
    """Groups of properties, one after the other, as a page of them asks: of all of them only how many they are, and the rows of a page.
    Those on offer come first; `wholes` are the querysets of these and of what is not on offer, of each pair."""

    def __init__(self, groups, wholes, properties, keep):
        self.groups, self.wholes, self.properties, self.keep = groups, wholes, properties, keep

    @cached_property
    def counts(self):
        return self.keep("licensable, counted", self.count_groups)

    def count_groups(self):
        """[how many each group has]: what is not on offer is what is left."""
        on_offer = [rows for is_offered, rows in self.groups if is_offered]
        numbers = numbers_of_rows([*on_offer, *self.wholes] if len(on_offer) < len(self.groups) else on_offer)
        offered, wholes = numbers[: len(on_offer)], numbers[len(on_offer) :]
        return offered + [whole - number for whole, number in zip(wholes, offered, strict=bool(wholes))]

    def count(self):
        return sum(self.counts)

    __len__ = count

    @property
    def number_offered(self):
        return sum(number for (is_offered, _rows), number in zip(self.groups, self.counts, strict=True) if is_offered)

    def keys(self, first, last):
        """[[key]] of each group, of those from `first` to `last` of all."""
        pieces = []
        for (_is_offered, rows), number in zip(self.groups, self.counts, strict=True):
            pieces.append(rows.values_list("pk")[max(first, 0) : max(min(last, number), max(first, 0))])
            first, last = first - number, last - number
        return first_of_each(pieces, None)

    def __getitem__(self, piece):
        groups = self.keep("licensable", lambda: self.keys(piece.start, piece.stop), piece.start, piece.stop, reads_chinese())
        found, shown = self.properties.in_bulk([key for keys in groups for key in keys]), []
        for (is_offered, _rows), keys in zip(self.groups, groups, strict=True):
            for one in (found[key] for key in keys if key in found):
                one.is_offered = is_offered
                shown.append(one)
        return shown


@reads(*LicensingForm.base_fields, "page")
@method_decorator(read_only, name="dispatch")
class Licensing(NearestPage, ListView):
    template_name = "enterprises/licensing.html"
    context_object_name = "properties"
    paginate_by = 24
    title = _("Licensing")
    lede = _("What may be licensed, for which goods and where, and whom to ask.")
    pigment = kinds.TRADEMARKS.pigment

    def get(self, request, *arguments, **named):
        index_what_changed()
        return super().get(request, *arguments, **named)

    @cached_property
    def today(self):
        return timezone.localdate()

    @cached_property
    def unions(self):
        return Unions(self.today)

    @cached_property
    def numbers(self):
        return kept("properties, counted", count_properties)

    @cached_property
    def form(self):
        number, number_told = self.numbers
        by_class, by_territory, number_of_offers = kept("choices on offer", lambda: choices_on_offer(self.unions))
        has_offers, has_many = bool(number_of_offers or number_told), number > self.paginate_by
        return LicensingForm(self.request.GET, (by_class, by_territory), has_offers=has_offers, has_many=has_many)

    @cached_property
    def wanted(self):
        return self.form.wanted

    @cached_property
    def asked_for(self):
        """The properties that kind and words ask for, as they are listed: an index has them by name."""
        asked, properties = self.form.asked, Listed.objects.public().of(IntellectualProperty)
        if "kind" in asked:
            properties = properties.filter(kind=asked["kind"])
        if "q" in asked:
            properties = properties.filter(pk__in=IntellectualProperty.objects.search(asked["q"]).order_by().values("pk"))
        return properties

    def is_offered(self):
        """The condition on what is listed that what is asked for is on offer, or told in a sentence, which answers nothing more exact."""
        offered = Q(pk__in=self.wanted.offers(self.unions).order_by().values("property"))
        _number, number_told = self.numbers
        return offered | is_told_in_words("record__intellectualproperty__") if number_told and self.wanted == Wanted() else offered

    def is_registered(self):
        """The condition that it is registered in the class and for the territory that are asked for; None where neither is."""
        if not self.wanted.nice_class and not self.wanted.territory:
            return None
        rows = TrademarkRegistration.objects.published()
        if self.wanted.nice_class:
            rows = rows.filter(nice_class=self.wanted.nice_class)
        if self.wanted.territory:
            rows = rows.filter(territory__in=self.unions.covering(self.wanted.territory))
        return Q(pk__in=rows.order_by().values("trademark"))

    def wholes(self):
        """The querysets of Listed of what is registered there and of all else, or of all where nothing like that is asked."""
        registered = self.is_registered()
        return [self.asked_for.filter(condition) for condition in ([Q()] if registered is None else [registered, ~registered])]

    def groups(self):
        """[(whether they are on offer, queryset of Listed)] in the order of the page, by name: what is on offer
        before what one may ask about, and in either first what is registered there."""
        offered = self.is_offered()
        for is_offered, condition in ((True, offered), (False, ~offered)):
            if is_offered or "offered" not in self.form.asked:
                yield from ((is_offered, rows.filter(condition).by_name()) for rows in self.wholes())

    def get_queryset(self):
        recordals = CustomsRecordal.objects.published().with_public_events()
        properties = (
            IntellectualProperty.objects.published()
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
        return Licensables(list(self.groups()), self.wholes(), properties, self.kept_for_all)

    def kept_for_all(self, name, make, *key):
        """As `kept`, where at most one thing is asked for, and no words: of what everybody may type nothing is kept."""
        asked = self.form.asked
        return make() if len(asked) > 1 or "q" in asked else kept(name, make, *asked.items(), *key)

    def tell(self, properties):
        """Give each property what its row says: its offers that cover what is asked, where it is registered and recorded."""
        covering = set(self.wanted.offers(self.unions).filter(property__in=properties).order_by().values_list("pk", flat=True))
        for one in properties:
            offers = [offer for offer in one.offers if offer.pk in covering][:MOST_OFFERS]
            one.offers_shown = merged(offers, terms_of_offer, places=lambda row: row.place())
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
        number_offered = self.object_list.number_offered
        properties = self.tell(page.object_list)
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
