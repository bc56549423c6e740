"""Which rows change what is listed, or the words of the search: their tables mark it in `StaleMark`, whoever writes, by triggers.

All is derived: from the Values that are declared, from the relations that `searched_texts` reads, and from the models. A mark names a
record whose words or values changed, one that was published, scheduled or withdrawn, or a row between: `records_marked` follows those.
"""

from collections import defaultdict
from functools import cache
from typing import NamedTuple

from django.db import connection

from portal.listing.values import declared_values
from portal.models import AlternativeName, Passage, Record, StaleMark, Statement
from portal.models.many_keys import among_keys, as_value
from portal.models.records import tables
from portal.models.triggers import PREFIX, Trigger, builder

ALL_WORDS, VALUES, PUBLISHED = "words", "values", "published"  # what of a record: the first holds the second
MARKING_COLUMNS = (
    "kind, name_en, name_zh, name_reading, summary_en, summary_zh, published_at, updated_at"  # but not those that the index writes
)
TRANSACTION = {"sqlite": "0", "postgresql": "txid_current()"}  # SQLite knows one writer at a time
MARKED = """INSERT INTO portal_stalemark (what, "key", "transaction", is_listed) SELECT '{what}', {key}, {transaction}, FALSE
  WHERE {key} IS NOT NULL AND NOT EXISTS (SELECT 1 FROM portal_stalemark
    WHERE what = '{what}' AND "key" = {key} AND "transaction" = {transaction} AND is_listed = FALSE)"""


class Rule(NamedTuple):
    """Whatever is marked as `what`: the rows of `model` whose `path` leads there belong to the record to which `to` leads."""

    what: str
    model: type
    path: str
    to: str
    changes: str  # ALL_WORDS or VALUES


class Ways:
    """The rules, and what the triggers of each table mark."""

    def __init__(self):
        self.rules = set()
        self.marked = defaultdict(set)  # {model: {(what, column)}} of rows that are written or deleted
        self.between = set()  # models of whose rows that are changed the own key is marked
        for values in declared_values.values():
            self.follow(values.source, values.to, VALUES)
            for path in (*values.needs, *values.besides, values.value if isinstance(values.value, str) else ""):
                self.depend(values.source, path, values.to, VALUES)
        for model in tables().values():
            for path in model.SEARCHED_WITH:
                self.depend(model, path, "", ALL_WORDS)
        for model in (AlternativeName, Statement):
            self.follow(model, "record", ALL_WORDS)
            self.rules.add(Rule(Passage._meta.db_table, model, "passage", "record", ALL_WORDS))

    def follow(self, model, path, changes):
        """Have rows of `model` mark the record to which `path` leads, and each row between lead on."""
        names = path.split("__") if path else []
        for place, name in enumerate(names):
            field = model._meta.get_field(name)
            rest = "__".join(names[place:])
            self.rules.add(Rule(model._meta.db_table, model, "pk", rest, changes))
            target = field.related_model
            if issubclass(target, Record):
                self.marked[model].add((changes, field.column))
                return
            self.marked[model].add((target._meta.db_table, field.column))
            self.between.add(target)
            model = target

    def depend(self, model, path, to, changes):
        """Have whatever stands on the way from rows of `model` along `path` lead back to the record at their `to`."""
        current, taken = model, []
        for name in path.split("__") if path else ():
            field, before = current._meta.get_field(name), current
            if not field.is_relation:
                return
            taken.append(name)
            current, prefix = field.related_model, "__".join(taken)
            if field.many_to_many:
                self.mark_list(field, before, changes)
            elif field.auto_created:  # from there to here
                what = changes if issubclass(before, Record) else before._meta.db_table
                self.marked[current].add((what, field.field.column))
            if issubclass(current, Record):
                if prefix != to and changes == VALUES:
                    self.rules.add(Rule(PUBLISHED, model, prefix, to, changes))
                return
            self.rules.add(Rule(current._meta.db_table, model, prefix, to, changes))
            self.between.add(current)

    def mark_list(self, field, model, changes):
        """The rows between two models, such as those of the sectors of an organization."""
        through = field.remote_field.through
        self.marked[through].add(
            (ALL_WORDS if issubclass(model, Record) else changes, through._meta.get_field(field.m2m_field_name()).column)
        )


@cache
def ways_to_records():
    return Ways()


def mark(what, key):
    return MARKED.format(what=what, key=key, transaction=TRANSACTION[connection.vendor])


@builder
def triggers_of_marks(apps):
    """A trigger for each kind of write of each table that changes what is listed or found."""
    apps.get_model("portal", "StaleMark")
    record = Record._meta.db_table
    yield Trigger(f"{PREFIX}mark_{record}_added", "AFTER INSERT", record, "TRUE", deed=mark(ALL_WORDS, "NEW.id"))
    yield Trigger(f"{PREFIX}mark_{record}_changed", f"AFTER UPDATE OF {MARKING_COLUMNS}", record, "TRUE", deed=mark(ALL_WORDS, "NEW.id"))
    is_moved = "OLD.published_at IS DISTINCT FROM NEW.published_at"
    moved = mark(PUBLISHED, "NEW.id")
    yield Trigger(f"{PREFIX}mark_{record}_published", "AFTER UPDATE OF published_at", record, is_moved, deed=moved)
    found = ways_to_records()
    own = {model: {(ALL_WORDS, model._meta.pk.column)} for model in tables().values()}
    for model in {**found.marked, **dict.fromkeys(found.between, ()), **own}:
        try:
            table = apps.get_model(model._meta.label)._meta.db_table
        except LookupError:  # a migration before that model
            continue
        columns = found.marked.get(model, set()) | own.get(model, set())
        columns = sorted(columns - {(VALUES, column) for what, column in columns if what == ALL_WORDS})
        itself = [(table, model._meta.pk.column)] if model in found.between else []
        sides = {"added": ("INSERT", ("NEW",)), "removed": ("DELETE", ("OLD",)), "changed": ("UPDATE", ("OLD", "NEW"))}
        for name, (write, rows) in sides.items():
            told = [(what, f"{row}.{column}") for row in rows for what, column in columns]
            told += [(what, f"NEW.{column}") for what, column in itself if name == "changed"]
            if told:
                deed = ";\n  ".join(mark(*each) for each in dict.fromkeys(told))
                yield Trigger(f"{PREFIX}mark_{table}_{name}", f"AFTER {write}", table, "TRUE", deed=deed)


def records_marked(stale):
    """({keys of records whose words changed}, {keys of others whose values did}), of the list `stale` of StaleMarks."""
    keys = defaultdict(set)
    for each in stale:
        keys[each.what].add(each.key)
    changed = {ALL_WORDS: set(keys.pop(ALL_WORDS, ())), VALUES: set(keys.pop(VALUES, ()))}
    for rule in ways_to_records().rules:
        if keys.get(rule.what):
            rows = rule.model._base_manager.filter(**{f"{rule.path}__in": keys[rule.what]}).order_by()
            changed[rule.changes].update(rows.values_list(rule.to or "pk", flat=True))
    return changed[ALL_WORDS], changed[VALUES] - changed[ALL_WORDS]


def marks_between():
    """The numbers of all other marks."""
    return list(StaleMark.objects.exclude(what__in=[ALL_WORDS, VALUES]).order_by().values_list("pk", flat=True))


def forget_marks_of(keys):
    """Delete the marks that say no more than that these records are to be written anew."""
    StaleMark.objects.filter(what__in=[ALL_WORDS, VALUES], key__in=among_keys(as_value(keys))).delete()
