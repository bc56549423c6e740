"""SQL that is written once: Django builds the text of a query anew each time it is asked, which takes longer than the answer.

A page asks the same two dozen questions of whatever record it shows. What they have in common is their shape: tables, joins,
conditions, order (portal/models/sql_shapes.py). For each shape the text is kept as Django wrote it first, with places for the values;
of the next question of that shape only the values are prepared, by Django's own lookups. Whatever has no known shape, Django writes
anew. `checked` compares each kept text with a new one.
"""

from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache

from django.core.exceptions import EmptyResultSet, FullResultSet
from django.db import models
from django.db.models import sql

from portal.models.sql_shapes import OWN_VALUE, Shape, Unknown, finds_nothing

MOST_SHAPES = 1000  # some 15 KB each; a full store begins anew

_kept = {}  # {shape: KeptText, or None where the text depends on the values}
_marks = ContextVar("marks", default=None)
_is_checked = False


class Differs(Exception):
    """A text that is kept is not what Django writes."""


class ValuePlace:
    """The place of a value in the text: which of `Shape.values`, and which of its parameters."""

    def __init__(self, number, place):
        self.number, self.place = number, place


class KeptText:
    """The text of a shape, what a compiler knows once it has written it, and the parameters, a ValuePlace where a value goes."""

    KNOWN = ("select", "klass_info", "annotation_col_map", "col_count", "has_extra_select", "_meta_ordering")

    def __init__(self, compiler, text, marked, fields):
        self.text, self.marked, self.fields = text, marked, fields
        self.known = {name: getattr(compiler, name) for name in self.KNOWN}
        self.converters = {}  # of what the database gives, as its compiler says it, by the number of columns

    def parameters(self, given):
        return tuple([given[part.number][part.place] if type(part) is ValuePlace else part for part in self.marked])


class KeptCompiler:
    """What the compiler of any engine does beside: `of_engine` gives its class."""

    def as_sql(self, with_limits=True, with_col_aliases=False):
        query = self.query
        if query.subquery or not with_limits or with_col_aliases or _marks.get() is not None:
            return super().as_sql(with_limits, with_col_aliases)
        shape = Shape(KeptQuery)
        try:
            shape.of_query(query)
            given = [self.given(value) for value in shape.values]
        except (Unknown, TypeError, EmptyResultSet, FullResultSet):
            return super().as_sql()
        key = (self.using, self.elide_empty, *shape.parts)
        kept = _kept.get(key, self)
        if kept is None:
            return super().as_sql()
        if kept is self:
            return self.first(key, shape, given)
        if _is_checked:
            self.compare(kept, given)
        self.__dict__.update(kept.known)
        self.kept = kept
        return kept.text, kept.parameters(given)

    def given(self, value):
        """The parameters of what holds a value."""
        return self.compile(value)[1] if type(value) in OWN_VALUE else value.process_rhs(self, self.connection)[1]

    def first(self, key, shape, given):
        """Let Django write the text, and before that once with marks for the values; keep it where they change nothing else. Writing
        replaces parts of subqueries by copies, which have the marks only where these were there before."""
        again = self.query.clone()
        marks = [[ValuePlace(number, place) for place in range(len(values))] for number, values in enumerate(given)]
        for number, value in enumerate(shape.values):
            value.place = marks, number  # copies that Django makes while it writes have it, too
        token = _marks.set(marks)
        try:
            marked_text, marked = type(self)(again, self.connection, self.using, self.elide_empty).as_sql()
        finally:
            _marks.reset(token)
            for value in shape.values:
                value.__dict__.pop("place", None)
        text, parameters = super().as_sql()
        kept = KeptText(self, text, marked, shape.fields)
        if len(_kept) >= MOST_SHAPES:
            _kept.clear()
        # What is neither marked nor named by the shape is a value that was written without its mark.
        is_whole = all(type(part) in (ValuePlace, bool) or part in shape.constants for part in marked)
        _kept[key] = kept if is_whole and marked_text == text and kept.parameters(given) == tuple(parameters) else None
        return text, parameters

    def compile(self, node):
        text, parameters = super().compile(node)
        marks = _marks.get()
        if marks is not None:
            of_marks, number = getattr(node, "place", (None, 0))
            if of_marks is marks:
                parameters = [*parameters[: len(parameters) - len(marks[number])], *marks[number]]
        return text, parameters

    def get_converters(self, expressions):
        kept = self.__dict__.get("kept")
        if kept is None:
            return super().get_converters(expressions)
        if len(expressions) not in kept.converters:
            kept.converters[len(expressions)] = super().get_converters(expressions)
        return kept.converters[len(expressions)]

    def compare(self, kept, given):
        new = self.of_django(self.query.clone(), self.connection, self.using, self.elide_empty)
        text, parameters = new.as_sql()
        known = (kept.text, kept.parameters(given), kept.known["annotation_col_map"], kept.known["col_count"])
        if known != (text, tuple(parameters), new.annotation_col_map, new.col_count):
            raise Differs(f"{text}\nis kept as\n{kept.text}")


@cache
def of_engine(compiler):
    """The class of Django's compiler for an engine that keeps what it writes."""
    return type("KeptCompiler", (KeptCompiler, compiler), {"of_django": compiler})


class KeptQuery(sql.Query):
    """A query whose text is kept."""

    def get_compiler(self, using=None, connection=None, elide_empty=True):
        compiler = super().get_compiler(using, connection, elide_empty)
        if self.compiler == "SQLCompiler":
            compiler.__class__ = of_engine(type(compiler))
        return compiler


class QuerySet(models.QuerySet):
    """Django's, with a KeptQuery: what all querysets of the portal are."""

    def __init__(self, model=None, query=None, using=None, hints=None):
        super().__init__(model, query or KeptQuery(model), using, hints)

    def _fetch_all(self):
        if self._result_cache is None and finds_nothing(self.query.where):
            self._result_cache = []  # Django would find that out only at the end of what it writes
        super()._fetch_all()


@contextmanager
def checked():
    """Within the block each kept text is compared with what Django writes; where it is another, Differs is raised."""
    global _is_checked
    before, _is_checked = _is_checked, True
    try:
        yield
    finally:
        _is_checked = before
