"""What "published" means, of records and of the rows that belong to them, at the moment that is asked about.

Only here the database is asked for it, by one column of records: where that is empty it is a draft, in the future scheduled, else public.
"""

from contextlib import contextmanager
from contextvars import ContextVar
from copy import copy
from datetime import UTC, datetime
from functools import cache

from django.db.models import Q
from django.db.models.sql.where import WhereNode
from django.utils import timezone

from portal.models.kept_sql import KeptQuery, QuerySet
from portal.models.many_keys import rows_by

SOME_MOMENT = datetime(1, 1, 2, tzinfo=UTC)

_asked_about = ContextVar("asked_about", default=None)


def now():
    """The moment for which the verbs named `published` answer: the present one, but within `at`."""
    return _asked_about.get() or timezone.now()


def is_asked_about_another_moment():
    return _asked_about.get() is not None


def today():
    return timezone.localdate(now())


@contextmanager
def at(moment):
    """Within the block the verbs answer for `moment`: what will be public then, as far as it is known now."""
    token = _asked_about.set(moment)
    try:
        yield
    finally:
        _asked_about.reset(token)


def published_column(path):
    return f"{path}__published_at" if path else "published_at"


def is_public(path="", moment=None):
    """The condition that the record to which `path` leads ("passage__source"), or without one the row itself, is public: now, or at
    `moment`, which may be a column of the row."""
    return Q(**{f"{published_column(path)}__lte": moment or now()})


def is_scheduled(path="", before=None):
    """The condition that it becomes public later, but `before` a moment where one is given."""
    return Q(**{f"{published_column(path)}__gt": now()} | ({f"{published_column(path)}__lt": before} if before else {}))


def is_draft(path=""):
    return Q(**{published_column(path): None})


def public_in_sql(row):
    """Whether `row` of the table of records is public, in the SQL of triggers (portal/models/triggers)."""
    return f"COALESCE({row}.published_at <= [now], FALSE)"


# When the latest of those records became public that are so at a moment, which this SQL takes.
LATEST_PUBLICATION = "SELECT MAX(published_at) FROM portal_record WHERE published_at <= %s"


def names_none(model, path):
    """The condition that rows of `model` name no record by `path`, for one of its relations is empty."""
    condition, options, taken = Q(), model._meta, []
    for name in path.split("__") if path else ():
        field = options.get_field(name)
        taken.append(name)
        if field.null:
            condition |= Q(**{"__".join(taken): None})
        options = field.related_model._meta
    return condition


def names_nothing_hidden(model, path):
    """The condition on rows of `model` that the record to which `path` leads ("passage__source") is public, where they name one."""
    return is_public(path) | names_none(model, path)


def names_no_draft(model, path):
    """The same that it is public or to become so."""
    return ~is_draft(path) | names_none(model, path)


class PartQuerySet(QuerySet):
    """Rows that belong to records. `SHOWN_WITH` of their model names the records that must be public before they are, by the
    relations that lead there: ("initiative", "organization", "passage__source"). A model whose verb asks for more says in
    `why_hidden()` of a row, in words, why it is hidden although they all are public."""

    def published(self):
        """What the public may see: each of those records is public, where the row names one."""
        if self.query.__dict__ == KeptQuery(self.model).__dict__:  # nothing else is asked yet: as it was written before, but now
            chained = self.all()
            chained.query = asked_at(now(), all_published(self.model).clone())
            return chained
        return self.filter(*(names_nothing_hidden(self.model, path) for path in self.model.SHOWN_WITH))

    def keys_around(self, records):
        """The keys of all rows of which `published` asks about one of the records with these keys. A model whose verb asks about more
        records than SHOWN_WITH names has the ways to them as ASKED_OF, or its queryset says here which rows these are."""
        return self.keys_by((*self.model.SHOWN_WITH, *getattr(self.model, "ASKED_OF", ())), records)

    def keys_by(self, paths, records):
        """The keys of all rows from which one of `paths` leads to one of the records with these keys."""
        return {key for (key,) in rows_by(self.model, tuple(paths), records, "pk")}


@cache
def all_published(model):
    """The query of all that is public of `model` at SOME_MOMENT. Django takes longer to write its conditions than to answer them."""
    with at(SOME_MOMENT):
        return QuerySet(model).filter(*(names_nothing_hidden(model, path) for path in model.SHOWN_WITH)).query


def asked_at(moment, query):
    """`query`, a clone, with `moment` in place of SOME_MOMENT."""
    nodes = [query.where]
    for node in nodes:
        for place, child in enumerate(node.children):
            if isinstance(child, WhereNode):
                nodes.append(child)
            elif child.rhs is SOME_MOMENT:
                node.children[place] = asked = copy(child)
                asked.rhs = moment
    return query
