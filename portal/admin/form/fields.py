"""How the forms of all models ask."""

from django import forms
from django.contrib import admin
from django.contrib.admin.widgets import AdminTextareaWidget, RelatedFieldWidgetWrapper
from django.db import models
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _
from django_countries.fields import CountryField

from portal.admin.form.rows import LoadedRowField, LoadedRowsField, RowForm, RowsFormSet, Suggested, SuggestedMany
from portal.admin.form.submission import NOTHING_SENT
from portal.admin.form.two_languages import InTwoLanguages
from portal.models import Record, SlugRedirect
from portal.text import pinyin
from portal.text.date_fields import AsksAboutFarYears, DayField
from portal.text.fields import ParagraphField, TextField
from portal.text.languages.pairs import stems
from portal.text.ordering import by_name

NONE_LEFT = _("None of the records that were selected is there any more.")


class PlainDecimalField(forms.DecimalField):
    """A number without the zeros that only its column adds: 330, not 330.0000."""

    def prepare_value(self, value):
        return value if value is None or isinstance(value, str) else f"{value.normalize():f}"


class Asking(admin.options.BaseModelAdmin):
    """What forms and inlines share: short text areas, the language of each field, what is asked about, and whose change is refused."""

    formfield_overrides = {
        ParagraphField: {"form_class": TextField, "widget": AdminTextareaWidget(attrs={"rows": 3})},
        models.DecimalField: {"form_class": PlainDecimalField},
        models.DateField: {"form_class": DayField},
        models.URLField: {"assume_scheme": "https"},
    }

    def __init__(self, *args):
        super().__init__(*args)
        asking = [*([InTwoLanguages] if stems(self.model) else []), AsksAboutFarYears]
        self.form = type(self.form.__name__, (*asking, self.form), {})

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if field and db_field.name.endswith("_zh"):
            field.widget.attrs["lang"] = "zh-Hans"
        elif field and db_field.name.endswith("_en"):
            field.widget.attrs["lang"] = "en"
        if field and isinstance(db_field, CountryField):
            (empty, *named) = field.choices
            field.choices = [empty, *by_name(named)] if empty[0] == "" else by_name(field.choices)
        if field and isinstance(field.widget, RelatedFieldWidgetWrapper):
            field.widget.can_delete_related = False  # another record is deleted at its own place
            field.widget.can_view_related &= not field.widget.can_change_related
        return field

    def formfield_for_foreignkey(self, db_field, request, **kwargs):
        """Labels a chosen row as the list of choices does."""
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


class PartInline(Asking, admin.options.InlineModelAdmin):
    """Rows of a record, edited on the record's form; rights are those on the record."""

    formset = RowsFormSet
    extra = 0
    is_in_history = True  # on the page that shows the record's history

    def __init__(self, *args, submission=NOTHING_SENT):
        super().__init__(*args)
        self.submission = submission
        self.form = type(self.form.__name__, (RowForm, self.form), {})

    def get_queryset(self, request):
        """With what each row refers to: it is named in the row's heading, and where a row is only read."""
        foreign = [field.name for field in self.opts.fields if field.many_to_one]
        lists = [field.name for field in self.opts.many_to_many]
        return super().get_queryset(request).select_related(*foreign).prefetch_related(*lists)

    def formfield_for_foreignkey(self, db_field, request, **kwargs):
        return super().formfield_for_foreignkey(db_field, request, **{"form_class": LoadedRowField} | kwargs)

    def formfield_for_manytomany(self, db_field, request, **kwargs):
        return super().formfield_for_manytomany(db_field, request, **{"form_class": LoadedRowsField} | kwargs)

    def has_add_permission(self, request, obj=None):
        return self.submission.is_replay or (super().has_add_permission(request, obj) and self.submission.may_touch(request.user, obj))


class ReadOnly:
    """Rows that nobody adds, changes or deletes here."""

    def has_add_permission(self, request, obj=None):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False


class ListInline(PartInline, admin.TabularInline):
    """Rows that are records, or parts of other records, listed to be opened and edited at their own place."""

    is_in_history = False
    show_change_link = True
    can_delete = False
    has_add_permission = ReadOnly.has_add_permission
    has_change_permission = ReadOnly.has_change_permission
    has_delete_permission = ReadOnly.has_delete_permission


def free_address(record):
    """An address that no record has or had, from the English name or else the pinyin of the Chinese one."""
    texts = (record.name_en, pinyin.in_letters(record.name_en), pinyin.in_letters(record.name_zh, record.name_reading))
    words = next((slug for text in texts if (slug := slugify(text.replace("_", " ")))), record.pk)
    stem = words if len(words) <= 80 else words[:80].rpartition("-")[0] or words[:80]
    taken = set(Record.objects.exclude(pk=record.pk).filter(slug__startswith=stem).values_list("slug", flat=True))
    taken |= set(SlugRedirect.objects.exclude(record=record.pk).filter(slug__startswith=stem).values_list("slug", flat=True))
    number = 1
    while (address := stem if number == 1 else f"{stem}-{number}") in taken:
        number += 1
    return address


class RecordForm(forms.ModelForm):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        kinds = self._meta.model.KINDS
        if "kind" in self.fields:
            self.fields["kind"].choices = [(kind, kind.label) for kind in kinds]
        elif len(kinds) == 1:
            self.instance.kind = kinds[0]
        if "slug" in self.fields:
            self.fields["slug"].required = False
        if "name_reading" in self.fields:
            self.fields["name_reading"].widget.attrs |= {"placeholder": pinyin.pronounced(self.instance.name_zh), "lang": "zh-Latn-pinyin"}

    def clean(self):
        cleaned = super().clean()
        names = {name: cleaned.get(name, "") for name in ("name_en", "name_zh", "name_reading")}
        if "slug" in self.fields and not cleaned.get("slug") and any(names.values()) and not {"slug", *names} & set(self.errors):
            cleaned["slug"] = free_address(Record(pk=self.instance.pk, **names))
        return cleaned
