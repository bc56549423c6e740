"""Columns made of the fields of a model: what the field says of itself is the column's label and help, and how its cells are read."""

from functools import partial

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.functional import lazy
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django_countries.fields import Country, CountryField

from portal.models.terms import Term
from portal.sheets import readers
from portal.sheets.columns import Column

SEVERAL_IN_A_CELL = _("Several are separated by semicolons.")
HELP_OF_PARTIAL_DATES = _("As far as it is known: 2025-04-21, 2025-04 or 2025.")


def of_field(model, name, **options):
    """The Column of a field of `model`. Of its options those of Column may be given, and stand in place of what the field says."""
    field = model._meta.get_field(name)
    given = {
        "key": name,
        "label": field.verbose_name,
        "fields": (name,),
        "read": reader_of(field),
        "write": writer_of(field),
        "help": field.help_text,
        "is_required": not field.blank and not field.has_default() and not field.many_to_many,
        "width": width_of(field),
    }
    if isinstance(field, (models.ForeignKey, models.ManyToManyField)):
        given["refers_to"] = field.related_model
    if field.many_to_many:
        given["help"] = SEVERAL_IN_A_CELL
    if isinstance(field, CountryField):
        given["allowed"] = lambda: [str(name) for _code, name in field.countries]
    elif field.choices:
        given["allowed"] = lambda: [str(label) for value, label in field.flatchoices if value]
    elif isinstance(field, models.BooleanField):
        given["allowed"] = lambda: [gettext("yes"), gettext("no")]
    elif field.related_model and issubclass(field.related_model, Term):
        given["allowed"] = lambda: [str(term) for term in field.related_model._default_manager.all()]
    return Column(**given | options)


def reader_of(field):
    """Reads a cell into {name of `field`: value}."""
    related, plain = field.related_model, plain_reader_of(field)

    def value(cell, known):
        if field.many_to_many:
            return known.find_several(related, readers.read_several(cell))
        if related:
            return known.find(related, readers.read_text(cell))
        if field.choices and not isinstance(field, CountryField):
            return readers.read_choice(cell, field.flatchoices)
        return plain(cell)

    return lambda cell, known: {field.name: value(cell, known)}


def plain_reader_of(field):
    """The function of portal.sheets.readers for the sort of a field."""
    for sort, reader in (
        (CountryField, readers.read_country),
        (models.DateField, readers.read_day),
        (models.DecimalField, readers.read_number),
        (models.BooleanField, readers.read_yes_no),
        (models.IntegerField, readers.read_whole),
        (models.TextField, readers.read_paragraphs),
        (models.URLField, partial(read_address, field)),
    ):
        if isinstance(field, sort):
            return reader
    return readers.read_text


def read_address(field, cell):
    """The address of a page as its form takes it: www.example.com has its scheme put before it. What is none is refused by its field."""
    text = readers.read_text(cell)
    try:
        return field.formfield(assume_scheme="https").to_python(text)
    except ValidationError:
        return text


def writer_of(field):
    """Gives what a row has in `field`, choices in words and a country by its name."""
    name = field.name
    if isinstance(field, CountryField):
        return lambda row: str(getattr(row, name).name)
    if field.many_to_many:
        return lambda row: list(getattr(row, name).all())
    if field.choices:
        labels = dict(field.flatchoices)
        return lambda row: str(labels.get(getattr(row, name), getattr(row, name)))
    return lambda row: getattr(row, name)


def width_of(field):
    """How many characters wide its column stands in a sheet."""
    if isinstance(field, models.TextField):
        return 50
    if isinstance(field, (models.DateField, models.BooleanField, models.IntegerField, models.DecimalField)):
        return 13
    return 36 if (field.max_length or 0) > 120 else 20


def code_column(model, name, **options):
    """The Column of a field by which rows are told from each other before any name."""

    def read(cell, _known):
        return {name: readers.read_code(cell)}

    return of_field(model, name, **{"read": read, "is_code": True} | options)


def year_column(model, name, **options):
    return of_field(model, name, read=lambda cell, _known: {name: readers.read_year(cell)}, **options)


def partial_date_column(model, name, precision, end=(), **options):
    """The Column of a date and of how far it is known; `end` has the names of the same of the date on which it ends."""

    def read(cell, _known):
        day, known_to = readers.read_partial(cell)
        return {name: day, precision: known_to}

    def write(row):
        return as_far_as_known(getattr(row, name), getattr(row, precision))

    given = {"fields": (name, precision), "read": read, "write": write, "help": HELP_OF_PARTIAL_DATES}
    if end:
        given |= {"end": end[0], "read_both": partial(read_both_dates, (name, precision), end)}
    return of_field(model, name, **given | options)


def read_both_dates(starts, ends, cell):
    """{field: value} of a cell that says from when to when. Raises RefusedCell."""
    first, last = readers.read_span(cell)
    return {**dict(zip(starts, first, strict=True)), **(dict(zip(ends, last, strict=True)) if last[0] else {})}


def span_column(key, label, starts, ends, **options):
    """A Column for one cell that says from when to when; `starts` and `ends` are each the names of a date and of its precision. It only
    comes in: each date goes out in a column of its own."""

    def read(cell, _known):
        first, last = readers.read_span(cell)
        return {**dict(zip(starts, first, strict=True)), **dict(zip(ends, last if last[0] else (None, ""), strict=True))}

    return Column(key, label, (*starts, *ends), read, None, **options)


def as_far_as_known(day, precision):
    """A date as a cell holds it: a date where its day is known, else "2025-04" or "2025"."""
    if day is None or precision not in ("month", "year"):
        return day
    return day.isoformat()[: {"month": 7, "year": 4}[precision]]


def out_only(key, label, write, **options):
    """A Column that is written for people and never read."""
    return Column(key, label, (), None, write, **options)


def country_in_words(code):
    """The name of a country or region, in the language of whoever reads it: for the example row of a template."""
    return lazy(lambda: str(Country(code).name), str)()
