"""Rows on the form of a record: those that are edited there, and lists of those that are edited elsewhere."""

from django.contrib import admin

from portal.admin.form.fields import FieldsAdmin, with_mixins
from portal.admin.form.lines import OnLine
from portal.admin.form.read_only import ReadOnly
from portal.admin.form.rows import FieldsOfRows, LoadedRowField, LoadedRowsField, RowForm, RowsFormSet
from portal.admin.form.submission import NOTHING_SENT


class PartInline(FieldsAdmin, admin.options.InlineModelAdmin):
    """Rows of a record, edited on the record's form; rights are those on the record."""

    formset = RowsFormSet
    extra = 0
    is_in_history = True  # on the page that shows the record's history
    line = (OnLine(str, ""),)  # what a row says before it is opened: see portal/admin/form/lines.py

    def __init__(self, *args, submission=NOTHING_SENT):
        super().__init__(*args)
        self.submission = submission
        self.form = with_mixins(self.form, RowForm)

    def get_queryset(self, request):
        """Rows with the objects that they refer to, which stand in the row's heading, and where a row is only read."""
        foreign_keys = [field.name for field in self.opts.fields if field.many_to_one]
        many_to_many = [field.name for field in self.opts.many_to_many]
        return super().get_queryset(request).select_related(*foreign_keys).prefetch_related(*many_to_many)

    def get_formset(self, request, obj=None, **kwargs):
        formset = super().get_formset(request, obj, **kwargs)
        formset.form.parts_of_line = self.line
        formset.form.base_fields = FieldsOfRows(formset.form.base_fields)
        return formset

    def formfield_for_foreignkey(self, db_field, request, **kwargs):
        return super().formfield_for_foreignkey(db_field, request, **{"form_class": LoadedRowField} | kwargs)

    def formfield_for_manytomany(self, db_field, request, **kwargs):
        return super().formfield_for_manytomany(db_field, request, **{"form_class": LoadedRowsField} | kwargs)

    def has_add_permission(self, request, obj=None):
        return self.submission.is_replay or (super().has_add_permission(request, obj) and self.submission.may_touch(request.user, obj))


class RowsInline(PartInline, admin.StackedInline):
    """Rows that stand as lines, of which each opens where it is touched; without scripts all are open."""

    template = "admin/rows.html"


class ListInline(PartInline, admin.TabularInline):
    """Rows that are records, or parts of other records, listed to be opened and edited at their own place."""

    is_in_history = False
    show_change_link = True
    can_delete = False
    has_add_permission = ReadOnly.has_add_permission
    has_change_permission = ReadOnly.has_change_permission
    has_delete_permission = ReadOnly.has_delete_permission
