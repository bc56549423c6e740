"""Which values records have, by which lists are narrowed: each app declares those of its kinds, in its `listing.py`.

A declaration is a queryset of the rows that say so. From it follow the rows of ListedValue, for many records in one statement of the
database, and which rows change what is listed (portal/listing/marking.py).
"""

from dataclasses import dataclass
from typing import Any

from django.db.models import CharField, DateTimeField, F, Min, OuterRef, Q, Subquery, Value
from django.db.models.functions import Cast, Coalesce, Greatest

from portal.models import ListedValue, kinds
from portal.models.public import is_draft, names_no_draft, published_column

MISSING = "none"  # the value of records of which it is not listed
FLAG = Value("yes")
NEVER = Cast(Value(None), DateTimeField())

declared_values = {}  # {(model, facet): Values}


@dataclass(frozen=True, eq=False)
class Values:
    """The values of one facet of the records of `model`.

    Each of `rows`, a queryset of `source`, says that the record to which its path `to` leads (empty: itself) has the `value`, a path
    or an expression. It is public from when all records are to which `needs` lead, those of them that the row names: by default
    SHOWN_WITH of `source`. `since`, `until`: further expressions of a moment from which it is public too, and until which it is; by
    way of which other tables these look is said in `besides`, by the paths that lead there from `source`. `missing`: whether records
    without a value are found as such.
    """

    facet: str
    model: Any
    value: Any
    source: Any = None
    to: str = ""
    needs: tuple = ()
    missing: bool = False
    only: Any = None  # a condition on the rows
    since: Any = None
    until: Any = None
    besides: tuple = ()

    def path(self, name):
        return f"{self.to}__{name}" if self.to else name

    def rows(self, keys):
        """(record, kind, value, from, until) of the records with these `keys`, as a queryset."""
        rows = self.source._base_manager.filter(**{f"{self.to or 'pk'}__in": keys})
        # an expression, so that no database goes through all records of these kinds and looks for the few keys among them
        rows = rows.alias(of_kind=Coalesce(F(self.path("kind")), Value(""))).filter(of_kind__in=kinds_of(self.model))
        if self.only is not None:
            rows = rows.filter(self.only)
        rows = rows.filter(*(names_no_draft(self.source, path) for path in self.needs))
        own = F(self.path("published_at"))
        moments = [Coalesce(F(published_column(path)), own) for path in self.needs]
        if self.since is not None:
            rows = rows.annotate(since=self.since).exclude(since=None)
            moments.append(F("since"))
        value = F(self.value) if isinstance(self.value, str) else self.value
        rows = rows.annotate(
            listed_record=F(self.path("pk") if self.to else "pk"),
            listed_kind=F(self.path("kind")),
            listed_value=Cast(value, CharField(max_length=200)),
            listed_until=self.until if self.until is not None else NEVER,
        )
        rows = rows.exclude(listed_value=None).exclude(listed_value="").order_by()
        rows = rows.values_list("listed_record", "listed_kind", "listed_value", "listed_until")
        return rows.annotate(listed_from=Min(latest(moments)))

    def rows_without(self, keys):
        """The same of those that have no value, or not yet: run once those that have one are written."""
        first = ListedValue.objects.filter(record=OuterRef("pk"), facet=self.facet).exclude(value=MISSING).order_by("public_from")
        rows = self.model._base_manager.filter(pk__in=keys).exclude(is_draft())
        rows = rows.annotate(
            listed_record=F("pk"),
            listed_kind=F("kind"),
            listed_value=Value(MISSING, CharField(max_length=200)),
            listed_until=Subquery(first.values("public_from")[:1]),
            listed_from=F("published_at"),
        )
        rows = rows.filter(Q(listed_until=None) | Q(listed_until__gt=F("listed_from"))).order_by()
        return rows.values_list("listed_record", "listed_kind", "listed_value", "listed_until", "listed_from")


def kinds_of(model):
    return [str(kind) for kind in kinds.kept_in(model._meta.label)]


def latest(moments):
    return moments[0] if len(moments) == 1 else Greatest(*moments)


def lists_by(facet, model, value, *, of=None, to="", needs=None, **options):
    """Declare that records of `model` have the values of `facet` that the rows `of` another model say, or their own columns."""
    source = of or model
    needs = needs if needs is not None else (source.SHOWN_WITH if of else ("",))
    if to and to not in needs:
        raise ValueError(f"What is listed of “{to}” as {facet} is public only where that is: name it among its needs.")
    declared_values[model, facet] = Values(facet, model, value, source, to, tuple(needs), **options)


def repeating_facets():
    """The facets of which a record may have one value in several rows: until different moments."""
    return {facet for (_model, facet), values in declared_values.items() if values.until is not None}


def of_model(model):
    """The Values of records of `model`."""
    return [values for (each, _facet), values in declared_values.items() if each is model]
