"""What a form showed, what is stored now and what was sent, compared control by control and row by row.

All three are taken in the same shape, as the texts that a browser sends: see `shown_by_all`.
"""

import copy
import json
import re
from collections import defaultdict
from dataclasses import dataclass, field

from django.core.exceptions import ValidationError
from django.forms import CheckboxInput, FileInput, ModelChoiceField, MultiWidget
from django.forms.formsets import DELETION_FIELD_NAME
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

OPENED = "_opened"  # the control of a form that says what it showed
NOT_STORABLE = re.compile("[\x00\ud800-\udfff]")


def texts(bound):
    """{suffix of the control's name: the texts that a browser sends for an untouched field}."""
    widget, value = getattr(bound.field.widget, "widget", bound.field.widget), bound.value()
    if bound.field.disabled or isinstance(widget, FileInput):
        return {}
    if isinstance(widget, CheckboxInput):
        return {"": ["on"] if widget.check_test(value) else []}
    if isinstance(widget, MultiWidget):
        values = value if isinstance(value, list) else widget.decompress(value)
        pairs = zip(widget.widgets_names, widget.widgets, values, strict=False)
        return {suffix: [str(each.format_value(part) or "")] for suffix, each, part in pairs}
    shown = widget.format_value(value)
    if isinstance(shown, (list, tuple, set)):
        return {"": sorted(str(each) for each in shown) if widget.allow_multiple_selected else [str(each) for each in shown]}
    return {"": ["" if shown is None else str(shown)]}


def shown_by(form):
    """{name of the control without prefix: texts} of a form as it stands in the database."""
    return {f"{bound.name}{suffix}": found for bound in form for suffix, found in texts(bound).items()}


def shown_by_all(form, formsets):
    """What a page of forms shows: {"": its own controls, prefix of a formset: {key of a row: its controls}}."""
    return {"": shown_by(form)} | {
        formset.prefix: {str(each.instance.pk): shown_by(each) for each in formset.initial_forms} for formset in formsets
    }


def plain_texts(found):
    """Texts as they are compared: browsers send two characters for the end of a line, and lists in any order."""
    return sorted(text.replace("\r\n", "\n") for text in found)


def number(text):
    """The number that a browser sends; 0 for what is none, or is more than any form has rows."""
    return int(text) if re.fullmatch("[0-9]{1,6}", text) else 0


@dataclass
class Difference:
    """One control that somebody else changed, or one row that they added or deleted."""

    part: str
    label: str
    theirs: str
    mine: str
    is_mine: bool  # mine stands in the form now, and the next save writes it over theirs


@dataclass
class Comparison:
    """What a stale form is told: the data to show now, and what differs."""

    data: object
    differences: list = field(default_factory=list)
    rows: set = field(default_factory=set)  # the prefixes of the rows that differ, as they are shown now

    @property
    def conflicts(self):
        return [each for each in self.differences if each.is_mine]


def control_in_words(form, name, found):
    """The texts of a control as people read them: the labels of what was chosen."""
    chosen = form.fields.get(name)
    if hasattr(chosen, "in_words"):  # a field that is not shown, and yet says something
        return chosen.in_words(found)
    if isinstance(getattr(chosen, "widget", None), CheckboxInput):
        return _("yes") if found else _("no")
    known = [text for text in found if text]
    if isinstance(chosen, ModelChoiceField):
        try:
            rows = {str(row.pk): chosen.label_from_instance(row) for row in chosen.queryset.filter(pk__in=known)}
        except (ValueError, ValidationError):  # no key of such a row: the form says so itself
            rows = {}
        known = [str(rows.get(text, text)) for text in known]
    elif hasattr(chosen, "choices"):
        labels = {str(value): str(label) for value, label in chosen.choices}
        known = [labels.get(text, text) for text in known]
    return pgettext("within a list", ", ").join(known) or "—"


def rows_sent(sent, formset):
    """[(key, {name: texts})] of the rows of a formset in `sent`, a QueryDict; the key of a new row is empty."""
    total = number(sent.get(f"{formset.prefix}-TOTAL_FORMS", ""))
    control, rows = re.compile(rf"{re.escape(formset.prefix)}-([0-9]+)-(.+)"), defaultdict(dict)
    for name in sent:
        found = control.fullmatch(name)
        if found and number(found[1]) < min(total, formset.absolute_max):
            rows[number(found[1])][found[2]] = sent.getlist(name)
    key = formset.model._meta.pk.name
    return [((row.get(key) or [""])[0], row) for _place, row in sorted(rows.items())]


class Merge:
    """Compares what was opened, what is stored and what was sent, and builds the data to show (see `compare`)."""

    def __init__(self, sent, opened, form, formsets):
        self.sent, self.opened = sent, opened
        self.form, self.formsets = form, formsets
        self.stored = shown_by_all(form, formsets)
        self.result = Comparison(copy.copy(sent))
        for name, found in sent.lists():  # each value copied, as Django would, takes longer than to compare them
            self.result.data.setlist(name, [*found])

    def controls(self, form, part, opened, mine, stored_texts):
        """{name: texts} for one form or row: theirs where only they changed it, else mine. Differences are noted."""
        found = {}
        for name, stored in stored_texts.items():
            sent = mine.get(name, [])
            was = opened.get(name)
            found[name] = sent
            if (was is not None and plain_texts(was) == plain_texts(stored)) or plain_texts(sent) == plain_texts(stored):
                continue
            is_mine = was is None or plain_texts(sent) != plain_texts(was)
            found[name] = sent if is_mine else stored
            bound = form.fields.get(name)
            label = str(bound.label) if bound else name
            self.note(part, label, control_in_words(form, name, stored), control_in_words(form, name, sent), is_mine)
        return found

    def note(self, part, label, theirs, mine, is_mine):
        self.result.differences.append(Difference(part, label, theirs, mine, is_mine))

    def rows(self, formset):
        """Rewrite the rows of one formset: those in the database, then those that are new to it."""
        label = str(formset.model._meta.verbose_name).capitalize()
        key = formset.model._meta.pk.name
        opened = self.opened.get(formset.prefix, {})
        sent = rows_sent(self.sent, formset)
        mine = {pk: row for pk, row in sent if pk}
        kept, texts_of = [], self.stored[formset.prefix]
        for form in formset.initial_forms:
            pk, part = str(form.instance.pk), f"{label}: {form.instance}"
            known = len(self.result.differences)
            if pk in mine and not formset.is_fixed:
                kept.append(self.controls(form, part, opened.get(pk, {}), mine[pk], texts_of[pk]))
            else:
                kept.append(texts_of[pk])
                if pk not in mine and pk not in opened:  # what was on the page and was not sent was taken off it by hand
                    self.note(part, _("added"), str(form.instance), "", False)
            if len(self.result.differences) > known:
                self.result.rows.add(f"{formset.prefix}-{len(kept) - 1}")
        new = [row for pk, row in sent if not pk]
        for pk, row in mine.items():
            if pk not in texts_of:
                was = opened.get(pk, {})
                typed_in = {name: found for name, found in row.items() if name in was and name != DELETION_FIELD_NAME}
                changed = {name: found for name, found in typed_in.items() if plain_texts(found) != plain_texts(was[name])}
                typed = "; ".join(control_in_words(formset.empty_form, name, found) for name, found in changed.items())
                self.note(f"{label}: {self.name_of(formset, pk)}", _("deleted"), _("deleted"), typed, bool(changed))
                if changed and formset.max_num:  # what was typed comes back as a new row, where rows can be added
                    new.append({name: found for name, found in row.items() if name not in (key, DELETION_FIELD_NAME)})
        self.write(formset.prefix, [*kept, *new], len(kept))

    def name_of(self, formset, pk):
        last = formset.model.history.filter(**{formset.model._meta.pk.attname: pk}).first()
        return str(last.instance) if last else pk

    def put(self, name, found):
        """As a browser sends it: a control without a text is not sent at all."""
        self.result.data.setlist(name, found)
        if not found:
            del self.result.data[name]

    def write(self, prefix, rows, initial):
        data = self.result.data
        for name in [name for name in data if re.match(rf"{re.escape(prefix)}-\d+-", name)]:
            del data[name]
        data[f"{prefix}-TOTAL_FORMS"], data[f"{prefix}-INITIAL_FORMS"] = str(len(rows)), str(initial)
        for place, row in enumerate(rows):
            for name, found in row.items():
                self.put(f"{prefix}-{place}-{name}", found)

    def compare(self):
        own = self.controls(self.form, "", self.opened.get("", {}), dict(self.sent.lists()), self.stored[""])
        for name, found in own.items():
            self.put(name, found)
        for formset in self.formsets:
            self.rows(formset)
        return self.result


def is_storable(text):
    return isinstance(text, str) and not NOT_STORABLE.search(text)


def are_controls(found):
    return are_rows(found, lambda sent: isinstance(sent, list) and all(map(is_storable, sent)))


def are_rows(found, holds=are_controls):
    return isinstance(found, dict) and all(is_storable(key) and holds(part) for key, part in found.items())


def read_opened(text):
    """What a form says it showed, as in `shown_by_all`; nothing where that is missing or was tampered with, so that all counts
    as changed."""
    try:
        found = json.loads(text or "{}")
    except (ValueError, RecursionError):
        return {}
    is_whole = isinstance(found, dict) and are_controls(found.get("", {}))
    return found if is_whole and all(is_storable(part) and (not part or are_rows(rows)) for part, rows in found.items()) else {}
