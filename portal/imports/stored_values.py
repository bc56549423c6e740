"""What a row of a table has, as an import keeps it: as JSON, with a digest that tells whether it is still so."""

import hashlib
import json
from datetime import date
from decimal import Decimal
from functools import partial

from django.db.models import Model
from django.utils.translation import get_language, gettext, pgettext
from django_countries.fields import CountryField

from portal.exchange.backups.tables import as_text
from portal.models import Record
from portal.text.figure_wording import Figure, number_in_words, qualifier_in_words
from portal.text.partial_dates import day_in_words, partial_date
from portal.text.told import in_each, said_in

DERIVED_COLUMNS = frozenset({"name_sort_en", "name_sort_zh", "updated_at"})  # written by the index, or with a change of a part
LONGEST_WORDS = 500  # characters of a value that a preview shows


def lists_of_rows(model):
    """{name: field} of the lists of a model, such as the sectors of an organization."""
    return {field.name: field for field in model._meta.concrete_model._meta.many_to_many}


def as_json(value):
    """A value of a row as JSON has it."""
    if isinstance(value, Model):
        value = value.pk
    if isinstance(value, (list, tuple)):
        return [as_json(each) for each in value]
    if isinstance(value, Decimal):
        return f"{value.normalize():f}"  # without the zeros that only its column adds
    return value if value is None or isinstance(value, (str, int, float, bool)) else as_text(value)


def from_json(model, name, value):
    """The value of a field as the model has it, of what `as_json` gave: of a reference the key, of a list the keys."""
    field = model._meta.get_field(name)
    if field.many_to_many:
        return list(value or [])
    if field.remote_field:
        return value or None
    return field.to_python(value)


def column_value(row, field):
    """What a row has in the column of `field`, a country as its code."""
    value = getattr(row, field.attname)
    return str(value.code or "") if isinstance(field, CountryField) else value


def lists_by_row(model, keys):
    """{key of a row: {name of a list: its keys in order}} of rows of `model`: as many questions as there are lists."""
    found = {key: {name: [] for name in lists_of_rows(model)} for key in keys}
    for name, field in lists_of_rows(model).items():
        through = field.remote_field.through
        here, there = f"{field.m2m_field_name()}_id", f"{field.m2m_reverse_field_name()}_id"
        rows = through._base_manager.filter(**{f"{here}__in": list(found)}).order_by(here, there)
        for key, other in rows.values_list(here, there):
            found[key][name].append(other)
    return found


def taken_down_row(row, lists):
    """{field: value as JSON} of all that a row has, but for what is derived."""
    columns = {field.name: as_json(column_value(row, field)) for field in row._meta.concrete_fields if field.name not in DERIVED_COLUMNS}
    return columns | {name: sorted(keys) for name, keys in lists.items()}


def digest_of_row(row, lists):
    """The digest of what is stored of a row: another one after each change of it."""
    text = json.dumps(taken_down_row(row, lists), sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()[:32]


def name_of_row(row):
    return row.label if isinstance(row, Record) else str(row)


class Wording:
    """Says values in the reader's language; the names of other rows are looked up before, for many at once."""

    def __init__(self):
        self.names = {}  # {(model, key): name}
        self.said = {}  # {(model, values as text): Told}: many rows say the same
        self.labels = {}  # {(field, language): {value: label}}, for a field makes its choices anew whenever it is asked

    def look_up(self, wanted):
        """`wanted` is a set of (model, key)."""
        keys = {}
        for model, key in wanted - self.names.keys():
            keys.setdefault(model, []).append(key)
        for model, some in keys.items():
            for start in range(0, len(some), 1000):
                rows = model._base_manager.filter(pk__in=some[start : start + 1000])
                self.names.update({(model, row.pk): in_each(partial(name_of_row, row)) for row in rows})

    def references(self, model, values):
        """The set of (model, key) that `values`, {name of a field: value}, name."""
        found = set()
        for name, value in values.items():
            field = model._meta.get_field(name)
            if field.remote_field and value:
                keys = value if field.many_to_many else [value]
                found |= {(field.related_model, key) for key in keys}
        return found

    def of_field(self, model, name, value):
        field = model._meta.get_field(name)
        if value in (None, "", []):
            return ""
        if field.many_to_many:
            return pgettext("within a list", ", ").join(self.name_of(field, key) for key in value)
        if field.remote_field:
            return self.name_of(field, value)
        if labels := self.labels_of(field):
            return str(labels.get(value, value))
        if isinstance(value, bool):
            return gettext("yes") if value else gettext("no")
        if isinstance(value, date):
            return day_in_words(value)
        if isinstance(value, Decimal):
            return as_json(value)
        return str(value)[:LONGEST_WORDS]

    def name_of(self, field, key):
        """The name of the row of that key that `field` leads to, in the language of this moment."""
        return said_in(self.names.get((field.related_model, key), str(key)), get_language())

    def labels_of(self, field):
        """{value: label} of a field of which there are some to choose from."""
        if (field, get_language()) not in self.labels:
            self.labels[field, get_language()] = dict(field.choices if isinstance(field, CountryField) else field.flatchoices)
        return self.labels[field, get_language()]

    def in_each(self, model, values):
        """What `of_fields` says, in each language; of text alone it is the text."""
        fields = {name: model._meta.get_field(name) for name in values}
        if all(isinstance(values[name], str) and not (field.remote_field or field.choices) for name, field in fields.items()):
            return self.of_fields(model, values)
        known = model, str(values)
        if known not in self.said:
            self.said[known] = in_each(lambda: self.of_fields(model, values))
        return self.said[known]

    def of_fields(self, model, values):
        """What several fields that fill one column say together: a date as far as it is known, a figure with its qualifier."""
        said, values = [], dict(values)
        for name in list(values):
            precision = values.get(f"{name.removesuffix('_on')}_precision")
            if name.endswith("_on") and precision and isinstance(values[name], date):
                said.append(partial_date(values[name], precision))
                values[name] = values[f"{name.removesuffix('_on')}_precision"] = None
        if isinstance(values.get("value"), Decimal) and "qualifier" in values:
            currency = self.of_field(model, "currency", values.pop("currency", ""))
            said.append(str(Figure(qualifier_in_words(values.pop("qualifier")), number_in_words(values.pop("value")), currency)))
        said += [self.of_field(model, name, value) for name, value in values.items()]
        return " · ".join(filter(None, said))
