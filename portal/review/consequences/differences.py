"""Tells what changes between two faces of the portal, record by record, in words."""

import hashlib
import json
from dataclasses import dataclass, field, replace
from typing import Any, NamedTuple

from django.db.models import Q
from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from portal.access.admin_addresses import admin_page_of
from portal.models import Record
from portal.review.consequences.snapshot import models_of_parts, pairs_by, seen_of, ties
from portal.review.consequences.told import ToldChanges
from portal.review.steps import state_in_words

FEW = 3  # so many rows of a record stand open; more are folded
MOST_OPEN = 6  # so many records stand with their rows open; of more all are folded


class Why(NamedTuple):
    """Why something is hidden: in words, and the record that hides it, where it is one."""

    text: str
    record: Any = None

    @property
    def staff_page(self):
        return admin_page_of(self.record)


class RowLine(NamedTuple):
    """One row that appears, stays hidden or goes."""

    key: Any
    label: str  # what sort of row it is
    text: str
    page: str = ""  # its own public address, where it has one
    whys: tuple = ()


@dataclass
class Group:
    """What changes on the page of one record."""

    record: Any
    is_whole: bool = False  # the page itself appears or goes
    lines: list = field(default_factory=list)

    @property
    def staff_page(self):
        return admin_page_of(self.record)

    @property
    def page(self):
        return self.record.get_absolute_url()

    @property
    def is_long(self):
        return len(self.lines) > FEW


class Groups:
    """What is told, gathered by record."""

    def __init__(self):
        self.records, self.whole, self.lines = {}, set(), {}

    def add_whole(self, record):
        self.records.setdefault(record.pk, record)
        self.whole.add(record.pk)

    def add(self, record, line):
        self.records.setdefault(record.pk, record)
        self.lines.setdefault(record.pk, {})[line] = None  # each once

    def explain(self, others):
        """Take from the Groups `others` the lines that stand here, too, with why they are hidden."""
        for key, lines in self.lines.items():
            others_lines = others.lines.get(key, {})
            same = {line._replace(whys=()): line for line in others_lines}
            self.lines[key] = {same.get(line, line): None for line in lines}
            for line in self.lines[key]:
                others_lines.pop(line, None)

    def told(self):
        """[Group] in the order in which they are read: whole pages first."""
        found = [
            Group(record, key in self.whole, sorted(self.lines.get(key, ()), key=lambda line: (line.label, line.text, str(line.key))))
            for key, record in self.records.items()
            if key in self.whole or self.lines.get(key)
        ]
        return sorted(found, key=lambda group: (not group.is_whole, group.record.name_sort, group.record.pk))


def record_at_end(row, path):
    """The record to which a path leads from `row`; None where the row names none."""
    for name in path.split("__"):
        row = row and getattr(row, name)
    return row


def records_of(row):
    """The records on whose pages the row is shown, each once."""
    found = [record_at_end(row, path) for path in row.SHOWN_WITH]
    return list({record.pk: record for record in found if record}.values())


def rows_of(model, condition):
    """The rows of a sort of parts, with all that is said of them."""
    forward = [tie.name for tie in ties() if tie.model is model and not tie.field.many_to_many]
    return model.objects.filter(condition).select_related(*model.SHOWN_WITH, *forward)


def line_of(row, whys=()):
    if isinstance(row, Record):
        return RowLine(row.pk, str(capfirst(row.get_kind_display())), row.name, "", whys)
    page = row.get_absolute_url() if hasattr(row, "get_absolute_url") else ""
    return RowLine(row.pk, str(capfirst(row._meta.verbose_name)), str(row), page, whys)


def difference(before, after):
    """The Groups of what `after` has beyond `before`, on the pages on which it is new; all of it still stands in the database."""
    found = Groups()
    new = {model: rows.keys() - before.rows[model].keys() for model, rows in after.rows.items()}
    for record in Record.objects.filter(pk__in=new[Record]):
        found.add_whole(record)
    for model in models_of_parts():
        was = before.rows[model]
        places = {key: there - was.get(key, set()) for key, there in after.rows[model].items() if there != was.get(key)}
        for row in rows_of(model, Q(pk__in=places)) if places else ():
            for record in records_of(row):
                if record.pk in places[row.pk]:
                    found.add(record, line_of(row))
    for tie, pairs in after.ties.items():
        if pairs := pairs - before.ties[tie]:
            tell_ties(found, tie, pairs, new)
    return found


def tell_ties(found, tie, pairs, new):
    """Add to the Groups that rows show others now: on the page of the other, and on their own unless they are new themselves.
    A part shows the others that it names on the page where it stands in full, that of the first of its SHOWN_WITH."""
    is_record = issubclass(tie.model, Record)
    own = Q(pk__in={key for key, _other in pairs})
    rows = {row.pk: row for row in (tie.model.objects.filter(own) if is_record else rows_of(tie.model, own))}
    others = tie.other.objects.in_bulk({other for _key, other in pairs})
    for key, other_key in sorted(pairs):
        row, other = rows[key], others[other_key]
        if isinstance(other, Record):
            found.add(other, line_of(row))
        if key not in new[Record if is_record else tie.model]:
            text = str(other) if is_record else f"{row} · {other}"
            found.add(row if is_record else records_of(row)[0], RowLine((key, other_key), str(capfirst(tie.label)), text))


def why_not_public(label, record, withdrawn):
    """Why what needs `record` is hidden, in the words of its state: "its source is a draft"."""
    what = {"what": label, "when": record.published_at and date_format(localtime(record.published_at), "SHORT_DATETIME_FORMAT")}
    if record.published_at:
        text = _("its %(what)s is scheduled for %(when)s:")
    elif record.submitted_at:
        text = _("its %(what)s waits for review:")
    elif record.pk in withdrawn:
        text = _("its %(what)s was withdrawn:")
    else:
        text = _("its %(what)s is a draft:")
    return Why(text % what, record)


def label_of(model, path):
    """What the record at the end of a path is to the row: "source"."""
    options = model._meta
    for name in path.split("__"):
        step = options.get_field(name)
        options = step.related_model._meta
    return step.verbose_name


def whys_of(row, public, withdrawn):
    """Why the public does not see a row; `public` are the keys of the records that it sees."""
    ends = [(label_of(type(row), path), record_at_end(row, path)) for path in row.SHOWN_WITH]
    whys = {end.pk: why_not_public(label, end, withdrawn) for label, end in ends if end and end.pk not in public}
    own = row.why_hidden() if not whys and hasattr(row, "why_hidden") else ""
    return tuple(whys.values()) or ((Why(str(own)),) if own else ())


def parts_around(model, keys):
    """The keys of the rows of a sort of parts that need one of the records with these keys."""
    return model.objects.all().keys_by(model.SHOWN_WITH, keys)


def hidden_keys(keys, face):
    """{model: keys} of the parts of the records with these keys that the public does not see, whose Face it is, around them at least."""
    return {model: parts_around(model, keys) - face.keys(model) for model in models_of_parts()}


def hidden(keys, known, face, withdrawn):
    """The Groups of what the public does not see of the records with these keys, and why, but for the rows `known`, {model: keys}."""
    found = Groups()
    for model, rows in hidden_keys(keys, face).items():
        if rows := rows - known.get(model, set()):
            shown = list(rows_of(model, Q(pk__in=rows)))
            public = seen_of(Record, {record.pk for row in shown for record in records_of(row)})
            for row in shown:
                line = line_of(row, whys_of(row, public, withdrawn))
                for record in records_of(row):
                    if record.pk in keys:
                        found.add(record, line)
    for tie in ties():
        if issubclass(tie.other, Record):
            tell_hidden_ties(found, tie, keys)
    return found


def tell_hidden_ties(found, tie, keys):
    """Add to the Groups that public rows of these records do not show others that they name, and why."""
    is_record = issubclass(tie.model, Record)
    pairs = pairs_by(tie, "pk", keys if is_record else parts_around(tie.model, keys))
    ends, public = seen_of(tie.model, {key for key, _other in pairs}), seen_of(Record, {other for _key, other in pairs})
    pairs = {pair for pair in pairs if pair[0] in ends and pair[1] not in public}
    if not pairs:
        return
    own = Q(pk__in={key for key, _other in pairs})
    rows = {row.pk: row for row in (tie.model.objects.filter(own) if is_record else rows_of(tie.model, own))}
    others = tie.other.objects.in_bulk({other for _key, other in pairs})
    for key, other_key in sorted(pairs):
        row, other = rows[key], others[other_key]
        line = RowLine((key, other_key), str(capfirst(tie.label)), str(other), "", (Why(state_in_words(other), other),))
        record = row if is_record else records_of(row)[0]
        if record.pk in keys:
            found.add(record, line)


@dataclass
class Consequences:
    """What a step changes: [Group] of what appears, stays hidden and goes."""

    appearing: list
    staying_hidden: list
    going: list
    moment: Any = None  # from when it is so; None for at once
    most_open: int = MOST_OPEN

    @property
    def blocking(self):
        """{key: record} of the records that hide something."""
        lines = [line for group in (*self.staying_hidden, *self.going) for line in group.lines]
        return {why.record.pk: why.record for line in lines for why in line.whys if why.record}

    @property
    def records(self):
        """{key: record} of all that is told of, as it was when it was asked."""
        groups = (*self.appearing, *self.staying_hidden, *self.going)
        return {group.record.pk: group.record for group in groups} | self.blocking

    @property
    def told(self):
        """What a page lists of each, {name: ToldChanges}."""
        return {name: ToldChanges.of(getattr(self, name)) for name in ("appearing", "staying_hidden", "going")}

    def only_hidden(self):
        """These without what appears and goes: nothing does yet."""
        return replace(self, appearing=[], going=[])

    @property
    def is_empty(self):
        return not (self.appearing or self.staying_hidden or self.going)

    @property
    def seal(self):
        """A text that stands for all that changes, listed or only counted: who sends it back was told of this and nothing else."""
        told = [
            [
                [group.record.pk, group.is_whole, [[line.label, line.text, [why.text for why in line.whys]] for line in group.lines]]
                for group in groups
            ]
            for groups in (self.appearing, self.staying_hidden, self.going)
        ]
        text = json.dumps([told, str(self.moment)], ensure_ascii=False)
        return hashlib.sha256(text.encode()).hexdigest()[:32]
