"""Private papers on the form of their record, and the view that hands one out."""

from contextlib import contextmanager

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.core.files.storage import storages
from django.http import FileResponse, Http404, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.loader import render_to_string
from django.urls import path
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET

from portal.access.audit import record_action
from portal.admin.form.inlines import RowsInline
from portal.admin.form.rows import RowsFormSet
from portal.admin.form.stale_saves import Guarded
from portal.media.papers import check_paper, kept_with_rows, place_of, put
from portal.models import AuditEntry, Paper


class StoredPaper(forms.Widget):
    """Stands in the place of the file's control where there is a file already: its name, its size, who added it."""

    def __init__(self, paper):
        super().__init__()
        self.paper = paper

    def render(self, name, value, attrs=None, renderer=None):
        return render_to_string("admin/_stored_paper.html", {"paper": self.paper})


class PaperForm(forms.ModelForm):
    upload = forms.FileField(
        label=_("file"),
        help_text=_("A PDF, a picture, or a file of Word, Excel or PowerPoint without macros."),
        error_messages={"required": _("Choose the file. A browser forgets it when a form comes back: choose it again then.")},
    )

    class Meta:
        model = Paper
        fields = ["kind", "title"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if "upload" in self.fields and not self.instance._state.adding:
            self.fields["upload"].disabled, self.fields["upload"].required = True, False
            self.fields["upload"].widget = StoredPaper(self.instance)

    def clean_upload(self):
        upload = self.cleaned_data["upload"]
        if upload and self.instance._state.adding:
            check_paper(upload)
        return upload


class PaperFormSet(RowsFormSet):
    def is_multipart(self):
        """Whatever the first row is: another one may bring a file."""
        return True


class PaperInline(RowsInline):
    model = Paper
    form = PaperForm
    formset = PaperFormSet
    readonly_fields = ["stored"]
    line = ("title", "kind")

    def get_fields(self, request, obj=None):
        return [("kind", "title"), "upload" if self.has_change_permission(request, obj) else "stored"]

    def get_queryset(self, request):
        return super().get_queryset(request).select_related("added_by")

    @admin.display(description=_("file"))
    def stored(self, paper):
        return "" if paper._state.adding else StoredPaper(paper).render("", None)


class PublicRecordsPapers(PaperInline):
    """Papers on a page of their own. They are never public: who may keep papers keeps those of a public record, too."""

    def has_add_permission(self, request, obj=None):
        return request.user.has_perm("portal.add_paper")

    def has_change_permission(self, request, obj=None):
        return request.user.has_perm("portal.change_paper")

    def has_delete_permission(self, request, obj=None):
        return request.user.has_perm("portal.delete_paper")


def urls(model_admin):
    """The address of the page of the papers alone, for those who may not change the record itself."""
    name = f"{model_admin.opts.app_label}_{model_admin.opts.model_name}_papers"
    page = model_admin.admin_site.admin_view(PapersAdmin(model_admin.model, model_admin.admin_site).changeform_view)
    return [path("<path:object_id>/papers/", page, name=name)]


@contextmanager
def kept_with(submission):
    """Nothing stays of a file whose row is not saved."""
    with kept_with_rows() as submission.papers:
        yield


def put_new(submission, formset, user):
    """Keep the files of the rows that a formset adds."""
    for row in formset.extra_forms:
        upload = row.cleaned_data.get("upload") if row.has_changed() and row not in formset.deleted_forms else None
        if upload:
            submission.papers.append(row.instance.pk)
            row.instance.added_by = user
            put(row.instance, upload)


class PapersAdmin(Guarded):
    """The papers of a record without its form; nothing that the public reads changes by them. Not registered: see `urls`."""

    inlines = [PublicRecordsPapers]
    change_form_template = "admin/papers_form.html"

    def has_view_permission(self, request, obj=None):
        return request.user.has_perm("portal.view_paper")

    def has_change_permission(self, request, obj=None):
        return request.user.has_perm("portal.change_paper")

    def has_delete_permission(self, request, obj=None):
        return False

    def get_fieldsets(self, request, obj=None):
        return []

    def files_of(self, request):
        return kept_with(self.submission)

    def save_model(self, request, obj, form, change):
        """The record stays as it is."""

    def save_formset(self, request, form, formset, change):
        put_new(self.submission, formset, request.user)
        super().save_formset(request, form, formset, change)

    def render_change_form(self, request, context, add=False, change=False, form_url="", obj=None):
        context["title"] = _("Papers: %(name)s") % {"name": obj}
        return super().render_change_form(request, context, add, change, form_url, obj)

    def response_change(self, request, obj):
        messages.success(request, _("The papers are saved."))
        return HttpResponseRedirect(self.address_of(obj))


@require_GET
def open_paper(request, key):
    """Hand out the file of a paper to whoever may see it, and write that down. Never shown in the page: only saved."""
    if not request.user.has_perm("portal.view_paper"):
        raise PermissionDenied
    paper = get_object_or_404(Paper.objects.select_related("record"), pk=key)
    try:
        file = storages["private"].open(place_of(paper.pk))
    except FileNotFoundError:
        raise Http404 from None
    record_action(request, AuditEntry.Action.OPENED_PAPER, paper, name=f"{paper.title} · {paper.record}")
    response = FileResponse(file, as_attachment=True, filename=paper.file_name, content_type=paper.content_type)
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "sandbox; default-src 'none'"
    response["Cache-Control"] = "private, no-store"
    return response
