"""PartAdmin, the admin of parts of records that also have a form of their own, such as statements."""

from django import forms
from django.utils import timezone

from portal.access.roles import PUBLISH, record_of
from portal.admin.deleting import only_where_possible
from portal.admin.form.fields import FieldsAdmin
from portal.admin.form.proposing import ProposingAdmin
from portal.admin.name_search import FindsByName
from portal.models import Record
from portal.models.locking.order import lock
from portal.models.public import is_draft
from portal.search.index import index_keys


def show_change(records):
    """Set `updated_at` of `records`, a queryset, to now, and index them: their pages show something else."""
    keys = [record.pk for record in lock(records)]
    Record.objects.filter(pk__in=keys).update(updated_at=timezone.now())
    index_keys(keys)


class PartForm(forms.ModelForm):
    def _get_validation_exclusions(self):
        """Fields that the rules leave out, but not the one that the row belongs to: it is no field of the form, yet the rules of rows that
        belong together need it."""
        belongs_to = getattr(self._meta.model, "ON_PAGE_OF", "").partition("__")[0]
        return super()._get_validation_exclusions() - {belongs_to}


class PartAdmin(FindsByName, FieldsAdmin, ProposingAdmin):
    """Admin of rows that are added on the form of their record; a change of a row is one of its record."""

    form = PartForm
    list_per_page = 50
    show_full_result_count = False

    def has_add_permission(self, request):
        return False

    def save_related(self, request, form, formsets, change):
        super().save_related(request, form, formsets, change)
        if form.has_changed() or any(formset.has_changed() for formset in formsets):
            show_change(Record.objects.filter(pk=record_of(form.instance).pk))

    def get_actions(self, request):
        return only_where_possible(super().get_actions(request), self.deletable(request))

    def deletable(self, request):
        """Rows that the user may delete, as far as one query says."""
        rows, path = self.model._default_manager.all(), self.model.ON_PAGE_OF
        return rows if request.user.has_perm(PUBLISH) else rows.filter(is_draft(path))

    def delete_model(self, request, obj):
        key = record_of(obj).pk
        super().delete_model(request, obj)
        show_change(Record.objects.filter(pk=key))

    def delete_queryset(self, request, queryset):
        keys = {record_of(row).pk for row in queryset}
        super().delete_queryset(request, queryset)
        show_change(Record.objects.filter(pk__in=keys))
