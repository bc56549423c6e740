"""What lists read: of each record one narrow row, and of each value by which a list is narrowed another."""

from django.db import models
from django.db.models import Q, Value
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from portal.models import kinds
from portal.models.bounds import LAST_MOMENT
from portal.models.kept_sql import QuerySet
from portal.models.public import now
from portal.models.records import Record
from portal.text.fields import reads_chinese


class ListedQuerySet(QuerySet):
    def public(self):
        """Those that the public may see now: nearly all. An expression, so that no database goes by an index over moments and then
        sorts all that it finds, where another index has the rows in the order that is asked for."""
        return self.alias(shown_from=Coalesce("public_from", Value(LAST_MOMENT))).filter(shown_from__lte=now())

    def of(self, model):
        """Those of a kind of record, such as Exhibition."""
        every = kinds.kept_in(model._meta.concrete_model._meta.label)
        rows = self.filter(accessor=every[0].collection.accessor)
        # an expression, for the same reason
        return (
            rows
            if set(every) == set(model.KINDS)
            else rows.alias(of_kind=Coalesce("kind", Value(""))).filter(of_kind__in=list(model.KINDS))
        )

    def by_name(self):
        return self.order_by("name_sort_zh" if reads_chinese() else "name_sort_en", "record_id")

    def having(self, facet, values):
        """Those with one of `values` of a facet, as far as the public may see it."""
        return self.filter(pk__in=ListedValue.objects.public().filter(facet=facet, value__in=values).values("record_id"))


class Listed(models.Model):
    """One record as lists sort and count it. Written only by `portal.listing.writing.write_listing`."""

    record = models.OneToOneField(Record, models.CASCADE, primary_key=True, related_name="+", verbose_name=_("record"))
    accessor = models.CharField(_("own table"), max_length=40)  # of its own Collection: "initiative"
    kind = models.CharField(_("kind"), max_length=kinds.LONGEST_CODE)
    public_from = models.DateTimeField(_("listed from"), null=True)  # empty: a draft
    updated_at = models.DateTimeField(_("updated at"))
    changed_at = models.DateTimeField(_("last changed"), null=True)  # the later of the two
    name_sort_en = models.CharField(_("order in English"), max_length=500)
    name_sort_zh = models.CharField(_("order in Chinese"), max_length=500)
    place = models.CharField(_("country or region"), max_length=2)  # by `PLACE` of its model; empty where none is listed
    city_en = models.CharField(_("city in English"), max_length=120)
    city_zh = models.CharField(_("city in Chinese"), max_length=120)
    dated = models.CharField(_("date"), max_length=10)  # by `YEAR` of its model: "2025-05-21", "2025"; empty where none is listed
    year = models.PositiveSmallIntegerField(_("year"), null=True)

    objects = ListedQuerySet.as_manager()

    IN_PUBLIC = True
    NOBODY_ASKS = True  # nobody has rights on rows that are derived

    class Meta:
        verbose_name = _("listed record")
        verbose_name_plural = _("listed records")
        ordering = ["name_sort_en", "record"]
        indexes = [  # each holds all that a list asks before it draws the records of one page
            models.Index("accessor", "name_sort_en", "record", "kind", "public_from", name="listed_by_name_en"),
            models.Index("accessor", "name_sort_zh", "record", "kind", "public_from", name="listed_by_name_zh"),
            models.Index("accessor", models.F("public_from").desc(), models.F("updated_at").desc(), "record", "kind", name="listed_newest"),
            models.Index("accessor", models.F("changed_at").desc(), "record", "kind", "public_from", name="listed_by_change"),
            models.Index("accessor", models.F("dated").desc(), "record", "kind", "public_from", name="listed_by_date"),
            models.Index("place", "kind", "public_from", "record", name="listed_by_place"),
            models.Index("kind", "public_from", "year", "record", name="listed_by_kind"),
        ]

    def __str__(self):
        return f"{self.kind}: {self.record_id}"


class ListedValueQuerySet(QuerySet):
    def public(self):
        """Those that the public may read now."""
        moment = now()
        return self.filter(Q(public_until=None) | Q(public_until__gt=moment), public_from__lte=moment)


class ListedValue(models.Model):
    """One value of one facet that a record has, from when all that says so is public. Written only by
    `portal.listing.writing.write_listing`; a draft has none. "none" is the value of what is not listed."""

    record = models.ForeignKey(Record, models.CASCADE, db_index=False, related_name="+", verbose_name=_("record"))
    kind = models.CharField(_("kind"), max_length=kinds.LONGEST_CODE)
    facet = models.CharField(_("facet"), max_length=20)  # its name in the query string
    value = models.CharField(_("value"), max_length=200)
    public_from = models.DateTimeField(_("listed from"))
    public_until = models.DateTimeField(_("listed until"), null=True)

    objects = ListedValueQuerySet.as_manager()

    IN_PUBLIC = False  # they are written with the row of Listed, which raises the generation once for all of them
    NOBODY_ASKS = True

    class Meta:
        verbose_name = _("listed value")
        verbose_name_plural = _("listed values")
        ordering = ["kind", "facet", "value", "id"]
        indexes = [
            models.Index("kind", "facet", "value", "public_from", "public_until", "record", name="listed_value_counted"),
            models.Index("record", "facet", "value", "public_from", "public_until", name="listed_value_of_record"),
        ]

    def __str__(self):
        return f"{self.record_id}: {self.facet} {self.value}"


class StaleMark(models.Model):
    """That a row changed after which what is listed may say something else: written by triggers (portal/listing/marking.py), taken
    away by whoever writes anew what follows from it."""

    what = models.CharField(_("what"), max_length=60)  # a table, or one of the words of portal.listing.marking
    key = models.CharField(_("key"), max_length=64)
    transaction = models.BigIntegerField(_("transaction"))  # that wrote it: one mark is enough for each
    is_listed = models.BooleanField(_("listed"), default=False)  # whether only the words of the search wait

    objects = QuerySet.as_manager()

    IN_PUBLIC = True
    NOBODY_ASKS = True

    class Meta:
        verbose_name = _("stale mark")
        verbose_name_plural = _("stale marks")
        ordering = ["id"]
        indexes = [models.Index("what", "key", "transaction", name="stale_mark_once")]

    def __str__(self):
        return f"{self.what} {self.key}"
