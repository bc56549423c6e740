"""Rows on their way out: which columns they have for whom, and what stands in each cell."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from django.db.models import QuerySet
from django.utils.text import capfirst
from django.utils.translation import get_language, gettext, override

from portal.sheets.columns import Column, sheet_kinds
from portal.sheets.naming import Naming, names_of_several

LOADED_AT_ONCE = 1000  # rows in memory, with what is loaded beside them


@dataclass(frozen=True, eq=False)
class Outgoing:
    """A list as a file holds it: `rows` is a queryset, in order and with what `columns` read loaded beside it."""

    title: str
    columns: tuple[Column, ...]
    rows: QuerySet
    naming: Naming

    def headings(self):
        return [capfirst(str(column.label)) for column in self.columns]

    def lines(self):
        """[cell] of each row as it comes: str, int, Decimal, date or None."""
        for row in self.rows.iterator(chunk_size=LOADED_AT_ONCE):
            yield [self.naming(column.write(row)) for column in self.columns]

    def texts(self):
        """The headings and all lines as texts, in the language in which this is asked, whichever is active when a line is read."""
        language = get_language()
        rows = self.lines()
        line = self.headings()
        while line is not None:
            yield line
            with override(language):
                line = next(rows, None)
                line = line and [in_text(value) for value in line]


def columns_for(kind, user):
    """The columns of a SheetKind that go out to `user`."""
    return tuple(column for column in kind.columns if column.write and (not column.right or user.has_perm(column.right)))


def public_columns(kind):
    return tuple(column for column in kind.columns if column.write and column.is_public)


def outgoing_for(kind, rows, user):
    """`rows`, a queryset of the model of a SheetKind, as they go out to `user`."""
    columns = columns_for(kind, user)
    refers = any(column.refers_to for column in columns)
    return Outgoing(capfirst(str(kind.label)), columns, kind.loaded(rows), Naming(names_of_several() if refers else frozenset()))


def kind_of_list(model):
    """The SheetKind of which a list of `model` has the rows; None where there is none."""
    return next((kind for kind in sheet_kinds.values() if kind.model is model), None)


def parts_of_list(model):
    """[(SheetKind, path)] of the parts of which a list of the records of `model` offers a row each: a participation is found by its
    initiative and by its organization."""
    found = []
    for kind in sheet_kinds.values():
        for path in kind.found_by or filter(None, [kind.carrier]):
            related = kind.model
            for step in path.split("__"):
                related = related._meta.get_field(step).related_model
            if issubclass(model, related._meta.concrete_model):
                found.append((kind, path))
                break
    return found


def parts_in_order(kind, path, records):
    """The rows of a SheetKind of parts whose record at `path` is among `records`, a queryset: by record, then in their own order."""
    return kind.all_rows().filter(**{f"{path}__in": records.order_by().values("pk")}).order_by(path, *kind.model._meta.ordering)


def in_text(value):
    """What stands in a cell, as text."""
    if value is None:
        return ""
    if isinstance(value, Decimal):
        return f"{shortest(value):f}"
    if isinstance(value, datetime):
        return value.isoformat(" ", "minutes")
    return value.isoformat() if isinstance(value, date) else str(value)


def shortest(value):
    """A Decimal without the zeros behind its point."""
    return value.quantize(Decimal(1)) if value == value.to_integral_value() else value.normalize()


def about(outgoing, filters, person, moment):
    """[[label, text]] that say of a file from which list it is, narrowed by what, when it was made and by whom."""
    return [
        [gettext("List"), outgoing.title],
        [gettext("Filters"), filters or gettext("none")],
        [gettext("Made at"), moment.strftime("%Y-%m-%d %H:%M")],
        [gettext("Made by"), person],
    ]
