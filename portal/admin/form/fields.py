"""Fields of forms and inlines: their widgets, their languages and their choices."""

from copy import deepcopy
from functools import cache

from django import forms
from django.contrib import admin
from django.contrib.admin.widgets import AdminTextareaWidget, RelatedFieldWidgetWrapper
from django.db import models
from django.utils.translation import get_language
from django_countries.fields import CountryField

from portal.admin.form.related_controls import RelatedControl
from portal.admin.form.rows import Suggested, SuggestedMany
from portal.admin.form.two_languages import InTwoLanguages
from portal.text.date_fields import AsksAboutFarYears, DayField
from portal.text.fields import ParagraphField, TextField
from portal.text.languages.pairs import stems
from portal.text.place_choices import PlaceChoices, PlaceSelect, in_order_of_reader

_made = {}  # {what decides: a field of a form}


@cache
def with_mixins(form, *mixins):
    """The class of a form with what `mixins` add to it: each admin, and each of its inlines for each request, asks for it."""
    return type(form.__name__, (*mixins, form), {})


class PlainDecimalField(forms.DecimalField):
    """A number without the zeros that only its column adds: 330, not 330.0000."""

    def prepare_value(self, value):
        return value if value is None or isinstance(value, str) else f"{value.normalize():f}"


class FieldsAdmin(admin.options.BaseModelAdmin):
    """Base of admins and inlines: their fields, with short text areas and `lang`, their questions about far years, and their rights of
    change and deletion, which the submission may narrow."""

    formfield_overrides = {
        ParagraphField: {"form_class": TextField, "widget": AdminTextareaWidget(attrs={"rows": 3})},
        models.DecimalField: {"form_class": PlainDecimalField},
        models.DateField: {"form_class": DayField},
        models.URLField: {"assume_scheme": "https"},
    }

    def __init__(self, *args):
        super().__init__(*args)
        mixins = [*([InTwoLanguages] if stems(self.model) else []), AsksAboutFarYears]
        self.form = with_mixins(self.form, *mixins)

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        """A copy of the field as it was made once, for readers of one language with the same rights on what it offers: nothing else of a
        request decides about it."""
        if kwargs:
            return self.make_field(db_field, request, **kwargs)
        key = (type(self), db_field, get_language(), *self.rights_on_choices(db_field, request))
        if key not in _made:
            _made[key] = self.make_field(db_field, request)
        return deepcopy(_made[key])

    def rights_on_choices(self, db_field, request):
        """Whether who asks may add, change and view what is chosen in the field, for the links beside it."""
        offered = self.admin_site._registry.get(db_field.remote_field.model) if db_field.remote_field else None
        rights = ("add", "change", "view") if offered else ()
        return [bool(getattr(offered, f"has_{right}_permission")(request)) for right in rights]

    def make_field(self, db_field, request, **kwargs):
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if field and db_field.name.endswith("_zh"):
            field.widget.attrs["lang"] = "zh-Hans"
        elif field and db_field.name.endswith("_en"):
            field.widget.attrs["lang"] = "en"
        if field and isinstance(db_field, CountryField):
            (empty, *countries) = field.choices
            field.choices = PlaceChoices(
                [empty, *in_order_of_reader(countries)] if empty[0] == "" else in_order_of_reader([empty, *countries])
            )
            if isinstance(field.widget, forms.Select) and not field.widget.allow_multiple_selected:
                field.widget = PlaceSelect(field.widget.attrs, field.widget.choices)
        if field and isinstance(field.widget, RelatedFieldWidgetWrapper):
            field.widget.__class__ = RelatedControl
            field.widget.can_delete_related = False  # another record is deleted at its own place
            field.widget.can_view_related &= not field.widget.can_change_related
        return field

    def formfield_for_foreignkey(self, db_field, request, **kwargs):
        """Field of a foreign key, in which the chosen row has the label of the list of choices."""
        if db_field.name in self.get_autocomplete_fields(request):
            kwargs.setdefault("widget", Suggested(db_field, self.admin_site, using=kwargs.get("using")))
        field = super().formfield_for_foreignkey(db_field, request, **kwargs)
        related = self.admin_site._registry.get(db_field.remote_field.model)
        if field and hasattr(related, "label"):
            field.label_from_instance = related.label
            if "queryset" not in kwargs:
                field.queryset = related.get_queryset(request)
        return field

    def formfield_for_manytomany(self, db_field, request, **kwargs):
        if db_field.name in self.get_autocomplete_fields(request):
            kwargs.setdefault("widget", SuggestedMany(db_field, self.admin_site, using=kwargs.get("using")))
        return super().formfield_for_manytomany(db_field, request, **kwargs)

    def has_change_permission(self, request, obj=None):
        return self.submission.is_replay or (super().has_change_permission(request, obj) and self.submission.may_touch(request.user, obj))

    def has_delete_permission(self, request, obj=None):
        return self.submission.is_replay or (super().has_delete_permission(request, obj) and self.submission.may_touch(request.user, obj))
