"""What is on record of one record, field by field: what a comparison sets side by side and a dossier prints."""

from functools import partial
from typing import NamedTuple

from django.urls import resolve
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext, pgettext
from django.utils.translation import gettext_lazy as _

from portal.site.portions import first_of, stated_of
from portal.text.fields import reads_chinese
from portal.text.figure_wording import with_separators


class Value(NamedTuple):
    """One thing on record, in the reader's language as far as it can be."""

    text: str
    language: str = ""  # of `text`; empty where it is that of the page
    row: object = None  # what cites a passage for it
    correction: object = None  # the row that replaces `row`, with its reason; None where that one stands

    @classmethod
    def of(cls, record, row=None):
        return cls(*type(record).name.pick(record), row)


class Fact(NamedTuple):
    """A field with what is on record for it: nothing in `values` means that it is not stated."""

    key: str
    label: str
    values: list


def single(key, label, text, language=""):
    """A field that holds one text, or none."""
    return Fact(key, label, [Value(str(text), language)] if text else [])


def rest(number):
    """[Value] that says how many more there are, of which its page tells; none for none."""
    return [Value(gettext("%(count)s more, on its page") % {"count": with_separators(number)})] if number else []


def of_portion(key, label, portion, value):
    """A field with the `value` of each row of a Portion, and how many it leaves out."""
    return Fact(key, label, [value(row) for row in portion] + rest(portion.further))


def localized(key, label, row, stem):
    """A field of two columns, read as the page's reader gets it."""
    return single(key, label, *getattr(type(row), stem).pick(row))


def worth_telling(facts, looked_for):
    """The facts that say something, and of the empty ones those in `looked_for`: a ministry lacks nothing where an enterprise
    lacks its website."""
    return [fact for fact in facts if fact.values or fact.key in looked_for]


def public_page(record, request):
    """The view of a public record's page, with the record in it."""
    page = resolve(record.get_absolute_url()).func.view_class()
    page.setup(request, slug=record.slug)
    page.object = page.get_queryset().get(pk=record.pk)
    return page


class Sheet:
    """A public record as its page knows it. Facts are read anew in each language; what they cite is the same rows."""

    def __init__(self, record, request):
        self.page = public_page(record, request)
        self.record = self.page.object
        stated = stated_of(record, partial(first_of, ("facts", record.pk)))  # none of them is counted elsewhere
        self.statements = stated.statements
        self.figures, self.further_figures = [one for one in self.statements if one.figure], stated.figures.further
        self.further = stated.figures.further + stated.facts.further

    def cited(self):
        """(row, Saying) of whatever beside the statements cites a passage."""
        return list(self.page.cited())

    def facts(self):
        """[Fact], the fields of the record's kind between those that all have."""
        record = self.record
        to_confirm = [Value(gettext("to be confirmed"))] if record.name_zh and not record.name_zh_confirmed else []
        chinese = single("name-zh", _("Chinese name"), record.name_zh, "zh-Hans")
        return [
            single("kind", _("Kind"), record.get_kind_display()),
            single("name-en", _("English name"), record.name_en, "en"),
            chinese._replace(values=chinese.values + to_confirm),
            *self.page.facts(),
            Fact("figures", _("Figures"), [figure_value(statement) for statement in self.figures] + rest(self.further_figures)),
            Fact("statements", _("Facts"), [Value(*type(one).wording.pick(one), one) for one in self.statements] + rest(self.further)),
            single("updated", _("Updated on"), date_format(timezone.localtime(record.updated_at), "DATE_FORMAT")),
        ]


def figure_value(statement):
    """A figure with its qualifier, its unit and what it measures."""
    return Value(labelled(statement.measure.name, statement.figure), "", statement)


def labelled(label, said):
    return gettext("%(label)s: %(said)s") % {"label": label, "said": said}


def inward(*places):
    """Places, the smallest first, as the reader's language writes them; those that are empty are left out."""
    return pgettext("within a place", ", ").join(str(one) for one in (reversed(places) if reads_chinese() else places) if one)


def side_by_side(sheets):
    """([(label, [values of each sheet, or None where its kind has no such field])], [what visitors look for and
    none of them has, as it is named within a sentence]): the fields of all of them in one order.
    """
    columns = [{fact.key: fact for fact in sheet.facts()} for sheet in sheets]
    keys = []
    for column in columns:
        after = 0  # a field of one kind only stands where that kind has it
        for key in column:
            if key in keys:
                after = keys.index(key) + 1
            else:
                keys.insert(after, key)
                after += 1
    labels = {key: column[key].label for column in columns for key in column}
    stated = [key for key in keys if any(key in column and column[key].values for column in columns)]
    rows = [(labels[key], [column[key].values if key in column else None for column in columns]) for key in stated]
    looked_for = {key: name for sheet in sheets for key, name in sheet.record.looked_for.items()}
    return rows, [looked_for[key] for key in keys if key not in stated and key in looked_for]
