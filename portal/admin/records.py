"""RecordAdmin, the admin of one kind of record, and AnyRecordAdmin, the list of all kinds."""

from contextlib import contextmanager

from django import forms
from django.contrib import admin
from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied
from django.http import HttpResponseRedirect
from django.urls import path
from django.utils import timezone
from django.utils.html import strip_tags
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext

from portal.access.admin_addresses import admin_page_of, list_of
from portal.access.roles import may_change
from portal.admin import papers, pictures
from portal.admin.deleting import only_where_possible
from portal.admin.form import writing_aids
from portal.admin.form.fields import FieldsAdmin
from portal.admin.form.inlines import ListInline, RowsInline
from portal.admin.form.record_form import RecordForm
from portal.admin.form.two_languages import is_chinese
from portal.admin.handing_over import hand_over_all
from portal.admin.papers import PaperInline
from portal.admin.pictures import PictureInline
from portal.admin.record_lists import RecordList
from portal.admin.record_parts import show_change
from portal.admin.statements import StatementInline
from portal.models import AlternativeName, Opening, Paper, Person, ProposedChange, Record, ReviewStep, SearchEntry, Statement
from portal.models.locking.order import lock
from portal.review.corrections import noted, touches_figure
from portal.review.steps import refusal_of_deletion
from portal.search.index import index

# Models that the page before a deletion does not list: their rows follow a record and are no loss, or are its own common part.
TRACES = (SearchEntry, Opening, ReviewStep, ProposedChange, Record)


def without_traces(lines):
    """`lines`, the nested list of Django's page before a deletion, without those about TRACES:
    ["Exhibition: Silk", ["Statement: 330", "Search entry: 7"]] → ["Exhibition: Silk", ["Statement: 330"]]."""
    prefixes = tuple(f"{capfirst(model._meta.verbose_name)}: " for model in TRACES)
    shorter = [without_traces(line) if isinstance(line, list) else line for line in lines]
    return [line for line in shorter if line and (isinstance(line, list) or not strip_tags(line).startswith(prefixes))]


class AlternativeNameForm(forms.ModelForm):
    def clean(self):
        cleaned = super().clean()
        if cleaned.get("language") == AlternativeName.Language.ENGLISH and self.has_changed() and is_chinese(cleaned.get("name", "")):
            self.add_error("language", _("The name is Chinese: choose its language."))
        return cleaned


class AlternativeNameInline(RowsInline):
    model = AlternativeName
    form = AlternativeNameForm
    fields = [("name", "language"), "passage"]
    line = ("name", "language", "passage")
    autocomplete_fields = ["passage"]


class RecordAdmin(FieldsAdmin, RecordList):
    """Admin of one kind of record, with the fieldsets of names, address and staff. A subclass gives `fieldsets_of_kind` and adds to
    `inlines` and `staff_fields`."""

    form = RecordForm
    fieldsets_of_kind = ()
    inlines = [StatementInline, PictureInline, AlternativeNameInline, PaperInline]
    prepopulated_fields = {"slug": ["name_en"]}
    staff_fields = ()
    initial_kind = ""

    def get_urls(self):
        return [*papers.urls(self), *super().get_urls()]

    def respond(self, request, object_id, form_url="", extra_context=None):
        writing_aids.choose_source(request)
        return super().respond(request, object_id, form_url, extra_context)

    @contextmanager
    def files_of(self, request):
        with papers.kept_with(self.submission), pictures.read_before(self.submission, request):
            yield

    def get_fieldsets(self, request, obj=None):
        kind = ["kind"] if len(self.model.KINDS) > 1 else []
        former = ["former_addresses"] if obj and obj.slug_redirects.exists() else []
        return [
            (
                _("Names"),
                {
                    "description": _("What the public reads first, and what a search finds. Write names as their owners print them."),
                    "fields": [*kind, "name_en", "name_zh", "name_reading", "name_zh_confirmed", ("summary_en", "summary_zh")],
                },
            ),
            (
                _("Address"),
                {
                    "description": _("The address is made from the name when you leave it empty."),
                    "fields": ["slug", *former],
                },
            ),
            *self.get_fieldsets_of_kind(request, obj),
            (_("For staff only"), {"classes": ["last"], "fields": [("responsible", "deputy"), "staff_note", *self.staff_fields]}),
        ]

    def get_fieldsets_of_kind(self, request, obj):
        return self.fieldsets_of_kind

    def get_inlines(self, request, obj):
        """Inlines, without a ListInline that has no row, since nothing is added there, and in a proposal without papers, since a file
        cannot wait with it."""
        excluded = () if self.submission.is_edit else (PaperInline,)
        return [
            inline
            for inline in super().get_inlines(request, obj)
            if inline not in excluded
            and (not issubclass(inline, ListInline) or (obj and inline.model.objects.filter(**{inline.fk_name: obj.pk}).exists()))
        ]

    def get_readonly_fields(self, request, obj=None):
        return [*super().get_readonly_fields(request, obj), "former_addresses"]

    def get_changeform_initial_data(self, request):
        return {"kind": self.initial_kind} | super().get_changeform_initial_data(request)

    @admin.display(description=_("former addresses"))
    def former_addresses(self, record):
        return pgettext("within a list", ", ").join(record.slug_redirects.values_list("slug", flat=True))

    def view_on_site(self, record):
        stored = Record.objects.filter(pk=record.pk).first()  # what was typed may be no address
        return stored.get_absolute_url() if stored and stored.is_published else None

    def formfield_for_foreignkey(self, db_field, request, **kwargs):
        if db_field.name in ("responsible", "deputy"):
            kwargs["queryset"] = Person.objects.filter(is_active=True, is_staff=True).order_by("username")
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    def save_model(self, request, obj, form, change):
        obj.updated_at = timezone.now()
        if not change and obj.responsible is None:
            obj.responsible = request.user
        many_to_many = {field.name for field in obj._meta.many_to_many}
        if not change or set(form.changed_data) - many_to_many:  # a change of these alone is written to the history with them
            super().save_model(request, obj, form, change)
        if change and form.initial.get("slug", obj.slug) != obj.slug:
            obj.keep_address(form.initial["slug"])

    def figures_at_stake(self, obj):
        return Statement.objects.filter(record=obj.pk)

    def save_formset(self, request, form, formset, change):
        if formset.model is Paper:
            papers.put_new(self.submission, formset, request.user)
        if formset.model is not Statement:
            super().save_formset(request, form, formset, change)
            return
        keys = [each.instance.pk for each in formset.initial_forms if touches_figure(each)]
        with noted(keys, request.user, request.POST):
            super().save_formset(request, form, formset, change)

    def save_related(self, request, form, formsets, change):
        super().save_related(request, form, formsets, change)
        if self.submission.is_edit:
            writing_aids.warn(request, form, formsets, change)
        records = Record.objects.filter(pk=form.instance.pk)
        if form.has_changed() or any(formset.has_changed() for formset in formsets):
            show_change(records)
        else:
            index(records)

    def render_change_form(self, request, context, add=False, change=False, form_url="", obj=None):
        may_change = self.has_change_permission(request, obj)
        if may_change or self.submission.is_proposal:
            context |= writing_aids.aids_on_form(request, self.model, obj, add)
        if obj is not None and (self.submission.is_proposal or not may_change):
            context["has_own_papers"] = request.user.has_perm("portal.change_paper")
        return super().render_change_form(request, context, add, change, form_url, obj)

    def get_actions(self, request):
        return only_where_possible(super().get_actions(request), self.model._default_manager.drafts())

    def has_delete_permission(self, request, obj=None):
        return super().has_delete_permission(request, obj) and (obj is None or not refusal_of_deletion(obj))

    def delete_view(self, request, object_id, extra_context=None):
        if (record := self.get_object(request, unquote(object_id))) and (why := refusal_of_deletion(record)):
            raise PermissionDenied(why)
        return super().delete_view(request, object_id, extra_context)

    def get_deleted_objects(self, objs, request):
        """Django's lists of what is deleted with `objs`, without TRACES; raises PermissionDenied where one of them may not be deleted.
        A POST deletes: it locks the records, so that nobody publishes one meanwhile."""
        records = lock(Record.objects.filter(pk__in=[record.pk for record in objs])) if request.method == "POST" else objs
        if refusals := [f"{record}: {why}" for record in records if (why := refusal_of_deletion(record))]:
            raise PermissionDenied(" ".join(refusals))
        lines, counts, perms_needed, protected = super().get_deleted_objects(objs, request)
        for model in TRACES:
            counts.pop(model._meta.verbose_name_plural, None)
            if model is not Record:
                perms_needed.discard(model._meta.verbose_name)
        if protected:  # which are not deleted, so that nobody needs a right to do it
            perms_needed = set()
        return without_traces(lines), counts, perms_needed, protected


@admin.register(Record)
class AnyRecordAdmin(RecordList):
    """List of the records of all kinds; the address of a record's form leads to the form of its kind."""

    note = _("all kinds in one list")

    def get_urls(self):
        """Addresses, with `admin:hand_over`: the page that hands over all records of one person, `?from=` their key."""
        hand_over = self.admin_site.admin_view(lambda request: hand_over_all(self, request))
        return [*writing_aids.urls(self), path("hand-over/", hand_over, name="hand_over"), *super().get_urls()]

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        """Django asks this of a Record, the common part, when the row of its kind is deleted; nobody deletes from this list."""
        return obj is not None and super().has_delete_permission(request, obj) and may_change(request.user, obj)

    def form_of_kind(self, key, page):
        """Redirect to `page` ("change", "delete", "history") in the admin of the record's kind; to the list where the record is gone."""
        record = Record.objects.filter(pk=unquote(key)).first()
        return HttpResponseRedirect(admin_page_of(record, page) if record else list_of())

    def change_view(self, request, object_id, form_url="", extra_context=None):
        return self.form_of_kind(object_id, "change")

    def delete_view(self, request, object_id, extra_context=None):
        return self.form_of_kind(object_id, "delete")

    def history_view(self, request, object_id, extra_context=None):
        return self.form_of_kind(object_id, "history")
