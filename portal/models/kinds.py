"""What a kind of record is. Each kind is one row, declared by the app that owns it in its `kinds.py`, which its models import;
whatever else tells kinds apart is derived from these rows."""

import re
from dataclasses import dataclass
from typing import Any

from django.utils.translation import ngettext_lazy

from portal.text.figure_wording import with_separators

CODE = re.compile(r"[a-z]+(-[a-z]+)*")
LONGEST_CODE = 20  # characters: the width of its column
RESULTS = ngettext_lazy("%(shown)s result", "%(shown)s results", "number")


class DeclarationError(Exception):
    """A kind is declared twice or with a part missing: the message says which kind and what."""


@dataclass(frozen=True, eq=False)
class Collection:
    """What one public list holds: the records of one kind or several, kept in one table.

    Titles and texts are lazy translations; `search` and `menu` are places in an order, in tens so that another fits between.
    """

    segment: str  # what names it in addresses: "exhibitions"
    title: Any
    lede: Any  # what its list says of itself
    model: str  # whose table holds what these records alone have: "initiatives.Initiative"
    pigment: str  # the colours of its cards and covers: a key of portal.media.covers.pigments.PIGMENTS
    line: str  # the template of one line of a card: where and when, or whose. Takes: record, as an object of its own table
    search: int  # its place among the results of a search
    menu: int = 0  # its place in the main navigation; one without is found `beside` another
    beside: Any = None  # the Collection of the navigation that it belongs to, as programmes belong to projects
    counted: Any = RESULTS  # so many of its records: "7 exhibitions"
    short_title: Any = ""  # in the main navigation, where there is little room
    title_beside: Any = ""  # where it stands next to the one it belongs to: "All organizations"
    is_proof: bool = False  # whether it stands among "Rights and proof" at the foot of a page, rather than "The record"
    home_cards: int = 0  # how many of its records stand on the home page where staff chose none
    home_aside: str = ""  # the template beneath its number on the home page; one without has no column there
    summary_in_rows: bool = False  # whether a row of its list tells the summary, for nothing else there says what it does
    takes_enquiries: bool = False  # whether staff pass enquiries on to its records

    @property
    def kinds(self):
        return tuple(kind for kind in declared if kind.collection is self)

    def count(self, number):
        """7 → "7 exhibitions"."""
        return self.counted % {"number": number, "shown": with_separators(number)}

    @property
    def address(self):
        """The name of the address of its list."""
        return f"{self.segment}-list"

    @property
    def accessor(self):
        """The name of its own table as a relation of the table that all records share: "initiative"."""
        return self.model.rpartition(".")[2].lower()


class Kind(str):
    """The code of a kind, such as "exhibition", as records keep it, with what is declared of it."""

    label: Any  # in lower case, for one: "exhibition"
    collection: Collection
    schema_type: str  # of schema.org: "ExhibitionEvent"
    looked_for: dict  # {key of a fact that visitors look for: its name within a sentence}: where nothing is known of it, that is said

    def __new__(cls, code, label, collection, schema_type, looked_for=None):
        kind = super().__new__(cls, code)
        kind.label, kind.collection, kind.schema_type, kind.looked_for = label, collection, schema_type, dict(looked_for or {})
        return kind

    def __reduce__(self):
        return of, (str(self),)


declared = {}  # Kind → the same, in the order of declaration


def declare(code, label, collection, *, schema_type, looked_for=None):
    """Declare a kind, and with its first kind the Collection; returns the Kind. Raises DeclarationError."""
    kind = Kind(code, label, collection, schema_type, looked_for)
    parts = {"label": label, "schema_type": schema_type} | {
        f"collection.{name}": getattr(collection, name) for name in ("segment", "title", "lede", "model", "pigment", "line", "search")
    }
    missing = [name for name, part in parts.items() if not part]
    if not (collection.menu or collection.beside):
        missing.append("collection.menu or collection.beside")
    if missing:
        raise DeclarationError(f"The kind “{code}” is declared without {', '.join(missing)}.")
    if not CODE.fullmatch(code) or len(code) > LONGEST_CODE:
        raise DeclarationError(f"The kind “{code}”: a code is of at most {LONGEST_CODE} lower-case letters and hyphens.")
    if code in declared:
        raise DeclarationError(f"The kind “{code}” is declared twice.")
    if any(other.segment == collection.segment for other in collections() if other is not collection):
        raise DeclarationError(f"The kind “{code}”: another collection has the segment “{collection.segment}”.")
    declared[kind] = kind
    return kind


def of(code):
    """The Kind that has this code; raises LookupError for one that nobody declared."""
    try:
        return declared[code]
    except KeyError:
        raise LookupError(f"No app declares the kind “{code}”.") from None


def collections():
    """Every Collection, in the order of declaration."""
    return list(dict.fromkeys(kind.collection for kind in declared))


def kept_in(model):
    """The kinds of which the table of `model` ("initiatives.Initiative") holds the records."""
    return tuple(kind for kind in declared if kind.collection.model == model)


def choices():
    """[(code, label)] for a form. A function, so that a new kind asks for no migration of the portal."""
    return [(str(kind), kind.label) for kind in declared]


class OfAKind:
    """What a record has by the declaration of its kind, and what the model of its own table says beside it."""

    KINDS = declared.keys()  # those that a row of this model may be of; here all, also what is declared later
    SEARCHED_WITH = ()  # the relations that `searched_texts` reads
    JOINED_ON_CARDS = ()  # the relations to other records that its card reads, such as an owner
    PLACE = ""  # the column of its country or region; empty where it has none
    YEAR = ""  # the column of the date or the year by which it is found
    CITY_EN = CITY_ZH = ""  # the columns of its city

    @property
    def collection(self):
        return of(self.kind).collection

    @property
    def segment(self):
        """The part of the address that names its collection, such as "exhibitions"."""
        return self.collection.segment

    @property
    def pigment(self):
        """The colours of its card and cover, such as "exhibition"."""
        return self.collection.pigment

    @property
    def schema_type(self):
        return of(self.kind).schema_type

    @property
    def looked_for(self):
        """{key: name within a sentence} of the facts that visitors look for: where nothing is known of one, its page says so."""
        return of(self.kind).looked_for

    @property
    def specific(self):
        """This record as an object of its kind's own table; itself where it already is one."""
        accessor = self.collection.accessor
        return self if self._meta.concrete_model._meta.model_name == accessor else getattr(self, accessor)

    @property
    def country_or_region(self):
        """Where it is, as far as a country or region is on record; None for a kind that is nowhere."""
        own = self.specific
        return getattr(own, own.PLACE) if own.PLACE else None

    @classmethod
    def card_parts(cls):
        """The prefetches of what only cards of this model show."""
        return []

    def roles_on_card(self):
        """[(role in words, [Record])]: who did what in it, or it in what, beneath the figures of its card; of what `card_parts` loads."""
        return []

    @classmethod
    def searched_texts(cls, keys):
        """(key of a record, search.Text) of what the search finds of those of this table with these `keys`, given as they stand after
        `__in`, beside names, summaries and statements."""
        return ()

    @classmethod
    def rows_along(cls, relation, keys, *columns):
        """(key of a record, *values of the columns) of the rows to which `relation` leads from those with these `keys`, in their order."""
        rows = cls._base_manager.filter(pk__in=keys, **{f"{relation}__isnull": False}).order_by(relation)
        return rows.values_list("pk", *(f"{relation}__{column}" for column in columns))
