"""What changed in a record and its parts: by whom, when, from what to what."""

from collections import defaultdict
from typing import NamedTuple

from django.contrib.admin.utils import display_for_value
from django.contrib.admin.views.main import PAGE_VAR
from django.core.exceptions import ObjectDoesNotExist
from django.core.paginator import Paginator
from django.db import models
from django.forms.models import _get_foreign_key
from django.utils.text import capfirst
from django.utils.translation import gettext, pgettext
from django.utils.translation import gettext_lazy as _
from django_countries.fields import CountryField

from portal.access.roles import may_work
from portal.admin.handing_over import HANDED_OVER
from portal.exchange.seeding import SEED
from portal.models import ImportedRow, Paper, Record, ReviewStep, SheetImport
from portal.models.history import IMPORTED
from portal.review.steps import STEP_REASON
from portal.text.figure_wording import with_separators
from portal.text.partial_dates import partial_date

PER_PAGE = 50
REASONS = {SEED: _("seeded from the article’s fixtures"), HANDED_OVER: _("handed over")}
ADDED, CHANGED, DELETED = "+", "~", "-"


class Scope(NamedTuple):
    """The rows of one history table that belong to a record."""

    model: type
    rows: models.QuerySet
    parent: str  # the column that leads to the record: the reader knows it; empty for the record itself


class Change(NamedTuple):
    field: str
    old: str
    new: str


class HistoryEntry(NamedTuple):
    row: models.Model  # of a history table: its date, its user, its type
    part: str  # what sort of part this is; empty for the record itself
    label: str
    changes: list[Change]
    reason: str


def scopes(model_admin, key, request):
    """The history of a row, of everything that is edited inline with it and may be seen, and inline with that."""
    model = model_admin.model._meta.concrete_model
    yield Scope(model, model.history.model.objects.filter(**{model._meta.pk.attname: key}), "")
    yield from scopes_of_parts(model_admin, [key], request)


def scopes_of_parts(model_admin, keys, request):
    for inline in model_admin.inlines:
        if inline.is_in_history and inline(model_admin.model, model_admin.admin_site).has_view_permission(request):
            parent = _get_foreign_key(model_admin.model, inline.model, fk_name=inline.fk_name).attname
            rows = inline.model.history.model.objects.filter(**{f"{parent}__in": keys})
            yield Scope(inline.model, rows, parent)
            own_admin = model_admin.admin_site._registry.get(inline.model)
            if own_admin and own_admin.inlines:
                yield from scopes_of_parts(own_admin, list(rows.order_by().values_list("id", flat=True).distinct()), request)


def with_names(model):
    """All rows of a model, with the rows after which they may be named."""
    return model._base_manager.select_related(*(field.name for field in model._meta.fields if field.many_to_one))


class HistoryReader:
    """Turns history rows of one scope into entries, asking a fixed number of questions however many rows there are."""

    def __init__(self, scope, keys, unseen=()):
        """`unseen` are models whose rows the reader may not see, so that nothing that leads to one is told."""
        self.scope, self.opts = scope, scope.model._meta
        names = {field.name for field in scope.model.history.model.tracked_fields}
        precisions = {name: f"{name.removesuffix('_on')}_precision" for name in names if name.endswith("_on")}
        self.precisions = {name: precision for name, precision in precisions.items() if precision in names}
        self.fields = [
            field
            for field in scope.model.history.model.tracked_fields
            if field.editable
            and field.name not in self.precisions.values()
            and field.attname != scope.parent
            and not getattr(field.remote_field, "parent_link", False)
            and field.related_model not in unseen
        ]
        self.lists = [field.name for field in scope.model.history.model._history_m2m_fields]
        self.key = self.opts.pk.attname
        wanted = scope.rows.filter(history_id__in=keys).order_by().values(self.key)
        rows = scope.model.history.model.objects.filter(**{f"{self.key}__in": wanted}).select_related("history_user")
        self.rows, self.before, last = {}, {}, {}
        for row in rows.order_by("history_date", "history_id"):
            self.rows[row.pk], self.before[row.pk] = row, last.get(getattr(row, self.key))
            last[getattr(row, self.key)] = row
        self.listed = {name: self.listed_keys(name) for name in self.lists}
        self.related = self.related_rows()

    def listed_keys(self, name):
        """{history row: the keys in a list such as an organization's sectors, as of that row}."""
        column = f"{self.opts.get_field(name).m2m_reverse_field_name()}_id"
        found = defaultdict(list)
        through = getattr(self.scope.model.history.model, name).model
        for row, key in through.objects.filter(history__in=self.rows).values_list("history", column):
            found[row].append(key)
        return found

    def related_rows(self):
        """{field: {key: row}} of everything that the rows' foreign keys and lists lead to and that still exists."""
        keys = defaultdict(set)
        foreign = [field for field in self.scope.model.history.model.tracked_fields if field.is_relation]
        for row in self.rows.values():
            for field in foreign:
                keys[field.name].add(getattr(row, field.attname))
            for name in self.lists:
                keys[name].update(self.listed[name][row.pk])
        return {name: with_names(self.opts.get_field(name).related_model).in_bulk(found - {None}) for name, found in keys.items()}

    def name_of(self, field_name, key):
        found = self.related[field_name].get(key)
        return str(found) if found else gettext("deleted (%(key)s)") % {"key": key}

    def shown(self, field, row):
        """The value of a field as people read it; empty for none."""
        value = getattr(row, field.attname)
        if value is None or value == "":
            return ""
        if precision := getattr(row, self.precisions.get(field.name, ""), ""):
            return partial_date(value, precision)
        if field.is_relation:
            return self.name_of(field.name, value)
        if isinstance(field, CountryField):
            return value.name
        if isinstance(value, bool):
            return gettext("yes") if value else gettext("no")
        if isinstance(field, models.DecimalField):
            return with_separators(value.normalize())
        if isinstance(field, models.IntegerField):
            return str(value)
        if field.flatchoices:
            return str(dict(field.flatchoices).get(value, value))
        return str(display_for_value(value, ""))

    def shown_list(self, name, row):
        return pgettext("within a list", ", ").join(sorted(self.name_of(name, key) for key in self.listed[name][row.pk]))

    def changes(self, row):
        """What differs from the row before; every value of a row that was added, or that was deleted."""
        old = self.before[row.pk] if row.history_type == CHANGED else None
        found = []
        for field in self.fields:
            was, now = self.shown(field, old) if old else "", self.shown(field, row)
            namesakes = old and field.is_relation and getattr(old, field.attname) != getattr(row, field.attname)
            if was != now or namesakes:
                found.append((field.verbose_name, was, now))
        for name in self.lists:
            was, now = self.shown_list(name, old) if old else "", self.shown_list(name, row)
            if was != now:
                found.append((self.opts.get_field(name).verbose_name, was, now))
        if row.history_type == DELETED:
            found = [(name, now, was) for name, was, now in found]
        return [Change(capfirst(name), was, now) for name, was, now in found]

    def label(self, row):
        instance = row.instance
        for field in row.tracked_fields:
            if field.is_relation and (found := self.related[field.name].get(getattr(row, field.attname))):
                setattr(instance, field.name, found)
        try:
            return str(instance)
        except ObjectDoesNotExist:  # what it was named after is deleted
            return getattr(row, self.key)

    def entry(self, key):
        row = self.rows[key]
        part = capfirst(self.opts.verbose_name) if self.scope.parent else ""
        reason = row.history_change_reason or ""
        return HistoryEntry(row, part, self.label(row), self.changes(row), why_written(reason))


def why_written(reason):
    """Why a row of history was written; of an import of a sheet that it was one, for the page names which."""
    return _("import of a sheet") if reason.startswith(IMPORTED) else REASONS.get(reason, reason)


class StepReader:
    """Shows the steps of the review among the entries."""

    def __init__(self, keys):
        self.steps = ReviewStep.objects.select_related("user").in_bulk(keys)

    def entry(self, key):
        return self.steps[key]


def imports_of(record_key, user):
    """The imports of sheets that wrote something of a record, the newest first, for those who may open them."""
    if not may_work(user):
        return SheetImport.objects.none()
    written = SheetImport.objects.filter(state__in=[SheetImport.State.WRITTEN, SheetImport.State.UNDONE])
    rows = ImportedRow.objects.filter(record=record_key).exclude(after="", proposal="")
    return written.filter(pk__in=rows.values("sheet_import")).select_related("by")


PLACE_OF_STEPS = -1  # their place among the scopes


def page_of_entries(model_admin, key, request):
    """One page of the history of a row and its parts, newest first: a Page whose objects are Entries and ReviewSteps."""
    found = list(scopes(model_admin, key, request))
    moments = [
        (date, history_id, place)
        for place, scope in enumerate(found)
        for date, history_id in scope.rows.exclude(history_change_reason=STEP_REASON).order_by().values_list("history_date", "history_id")
    ]
    if issubclass(model_admin.model, Record):
        moments += [(at, step, PLACE_OF_STEPS) for at, step in ReviewStep.objects.filter(record=key).order_by().values_list("at", "pk")]
    page = Paginator(sorted(moments, reverse=True), PER_PAGE).get_page(request.GET.get(PAGE_VAR))
    keys = defaultdict(list)
    for _date, history_id, place in page.object_list:
        keys[place].append(history_id)
    unseen = () if request.user.has_perm("portal.view_paper") else (Paper,)
    readers = {
        place: StepReader(ids) if place == PLACE_OF_STEPS else HistoryReader(found[place], ids, unseen) for place, ids in keys.items()
    }
    page.object_list = [readers[place].entry(history_id) for _date, history_id, place in page.object_list]
    return page
