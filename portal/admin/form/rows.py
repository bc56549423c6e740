"""The rows of a record on its form: whatever their number, what they have chosen is loaded at once."""

from copy import deepcopy

from django import forms
from django.contrib.admin.widgets import AutocompleteSelect, AutocompleteSelectMultiple
from django.core.exceptions import ValidationError
from django.db import transaction
from django.forms.formsets import DELETION_FIELD_NAME
from django.forms.models import BaseInlineFormSet, ModelChoiceField, ModelMultipleChoiceField
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from portal.admin.form.lines import parts_on_line
from portal.exchange.unique_values import put_aside, unique_sets
from portal.text.languages.pairs import UniqueText


class LoadedChoice:
    """A field with suggestions that takes what is chosen from `loaded`, {key: row}, where that is given, and else asks for it.

    The rows `offered` stand in its list, too, for whoever has no script that fetches the others.
    """

    loaded = None
    offered = ()

    def optgroups(self, name, value, attrs=None):
        groups = self.chosen_groups(name, value, attrs)
        labels = [(row.pk, self.choices.field.label_from_instance(row), False) for row in self.offered if str(row.pk) not in value]
        start = len(groups[0][1])
        groups[0][1].extend(self.create_option(name, *label, start + index) for index, label in enumerate(labels))
        return groups

    def chosen_groups(self, name, value, attrs):
        if self.loaded is None:
            return super().optgroups(name, value, attrs)
        chosen = [self.loaded[key] for key in value if key in self.loaded]
        labels = [(row.pk, self.choices.field.label_from_instance(row), True) for row in chosen]
        if not (self.is_required or self.allow_multiple_selected):
            labels.insert(0, ("", "", False))
        return [(None, [self.create_option(name, *label, index) for index, label in enumerate(labels)], 0)]


class Suggested(LoadedChoice, AutocompleteSelect):
    pass


class SuggestedMany(LoadedChoice, AutocompleteSelectMultiple):
    pass


def load_choices(rows, name):
    """Give all `rows`, forms of one kind, the choices of their field `name` by one query."""
    fields = [row.fields[name] for row in rows]
    widgets = [getattr(field.widget, "widget", field.widget) for field in fields]
    if isinstance(widgets[0], LoadedChoice):
        values = [row[name].value() for row in rows]
        keys = {key for value in values for key in (value if isinstance(value, list | tuple) else [value])}
        loaded = fields[0].queryset.in_bulk(keys - {None, ""})
        for field, widget in zip(fields, widgets, strict=True):
            field.loaded = widget.loaded = loaded
    elif isinstance(widgets[0], forms.Select):
        choices = list(fields[0].choices)
        loaded = {str(value): value.instance for value, _label in choices if value}
        for field in fields:
            field.choices, field.loaded = choices, loaded


class LoadedRowField(ModelChoiceField):
    """A choice of one row that is taken from `loaded`, {what is sent: row}, and asked for only where it is not there."""

    loaded = {}

    def to_python(self, value):
        return self.loaded[value] if isinstance(value, str) and value in self.loaded else super().to_python(value)


class LoadedRowsField(ModelMultipleChoiceField):
    """The same for a choice of several rows."""

    loaded = {}

    def _check_values(self, value):
        are_loaded = isinstance(value, list) and all(isinstance(key, str) and key in self.loaded for key in value)
        return [self.loaded[key] for key in dict.fromkeys(value)] if are_loaded else super()._check_values(value)


class FieldsOfRows(dict):
    """The fields of a form's class, {name: field}, of which each row gets copies: a list of choices, which is replaced where a row has
    others and never changed, is the same in all of them."""

    def __deepcopy__(self, memo):
        return {name: self.copied(field, memo) for name, field in self.items()}

    @staticmethod
    def copied(field, memo):
        shares_choices = type(field).__deepcopy__ is forms.ChoiceField.__deepcopy__
        return forms.Field.__deepcopy__(field, memo) if shares_choices else deepcopy(field, memo)


class CommonFields(dict):
    """The same for rows that are only read: nobody's field changes, and all rows have them in common."""

    def __deepcopy__(self, memo):
        return dict(self)


class RowForm(forms.ModelForm):
    """The form of one row. The database knows already that what nobody changed keeps its constraints; what it cannot know, since it
    is about rows of other tables too, is asked of each row."""

    parts_of_line = ()
    is_marked = False  # somebody else saved it meanwhile

    def __init__(self, *args, common_fields=None, **kwargs):
        if common_fields is not None:
            self.base_fields = common_fields
        super().__init__(*args, **kwargs)

    def line(self):
        return parts_on_line(self, self.parts_of_line)

    def is_open(self):
        """Whether it is shown whole at once: it is new, or it was sent and something of it is wrong or not saved yet."""
        if self.instance._state.adding or self.is_marked:
            return True
        return self.is_bound and (bool(self.errors) or self.has_changed())

    def _post_clean(self):
        if self.instance._state.adding or self.has_changed():
            return super()._post_clean()
        try:
            self.instance.clean()
        except ValidationError as refused:
            self._update_errors(refused)
        return None


class RowsFormSet(BaseInlineFormSet):
    is_only_read = False  # what is stored is asked of its rows, and nothing is drawn or checked

    def get_form_kwargs(self, index):
        given = super().get_form_kwargs(index)
        return given | {"common_fields": self.common_fields} if self.is_only_read and index is not None else given

    @cached_property
    def common_fields(self):
        return CommonFields(deepcopy(self.form.base_fields))

    @cached_property
    def forms(self):
        rows = super().forms
        for name, field in rows[0].fields.items() if rows else ():
            if isinstance(field, ModelChoiceField):
                load_choices(rows, name)
        return rows

    @cached_property
    def stored(self):
        """{key: row} of the rows that are in the database."""
        return {str(row.pk): row for row in self.get_queryset()}

    def add_fields(self, form, index):
        """With the key of a stored row, which Django would ask for one by one."""
        super().add_fields(form, index)
        name = self.model._meta.pk.name
        if index is not None and index < self.initial_form_count():
            asked = form.fields[name]
            field = LoadedRowField(asked.queryset, initial=asked.initial, required=False, widget=asked.widget)
            form.fields[name], field.loaded = field, self.stored

    def full_clean(self):
        """Compare each row with those that other forms hold: what the rows of this one give up is free to any of them."""
        if not (given_up := list(self.given_up())):
            return super().full_clean()
        with transaction.atomic():
            for row in given_up:
                put_aside(*row)
            super().full_clean()
            transaction.set_rollback(True)
        return None

    def save_existing_objects(self, commit=True):
        """Two rows may exchange what is unique in them: written one after the other, the first would meet the other's old value."""
        for row in self.given_up() if commit else ():
            put_aside(*row)
        return super().save_existing_objects(commit)

    def given_up(self):
        """What `put_aside` takes, for each stored row of which something unique is changed, or that is deleted."""
        changed = [row for row in self.initial_forms if row.has_changed() and not row.instance._state.adding] if self.is_bound else []
        for place, row in enumerate(changed):
            for holder, fields in unique_sets(self.model):
                own = [field for field in fields if field.name != self.fk.name]
                if {DELETION_FIELD_NAME, *(field.name for field in own)} & set(row.changed_data):
                    yield holder, row.instance.pk, own, place

    def validate_unique(self):
        """Refuse a row that stands twice, and name it: Django names its columns only, and takes two that have nothing in one
        of these."""
        deleted = self.deleted_forms  # asks all rows whether they are valid, each time
        rows = [row for row in self.forms if row.is_valid() and row not in deleted]
        unique, _dates = self.model()._get_unique_checks(include_meta_constraints=True)
        unique += [(self.model, each.fields) for each in self.model._meta.constraints if isinstance(each, UniqueText)]
        refusals = []
        for _model, columns in unique:
            seen = set()
            for row in rows:
                names = [name for name in columns if name in row.fields and name not in (self.fk.name, self.model._meta.pk.name)]
                values = tuple(row.cleaned_data.get(name) for name in names)
                if values in seen:
                    refusals.append(_("“%(row)s” stands here twice.") % {"row": row_in_words(row, names)})
                    row.add_error(None, _("The same as a row above."))
                if any(values):
                    seen.add(values)
        if refusals:
            raise ValidationError(refusals)


def row_in_words(row, names):
    """What the form `row` holds in the fields `names`, as people read it."""
    values = [(row.instance._meta.get_field(name), row.cleaned_data[name]) for name in names]
    known = [str(dict(field.flatchoices).get(value, value)) for field, value in values if value is not None]
    return pgettext("within a list", ", ").join(known)
