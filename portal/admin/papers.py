"""Private papers on the form of their record, and the view that hands one out."""

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
from portal.admin.audit import Audited
from portal.admin.forms import PartInline, is_proposed, is_replayed
from portal.admin.guard import Guarded
from portal.admin.rows import RowsFormSet
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


class PaperInline(PartInline, admin.TabularInline):
    model = Paper
    form = PaperForm
    formset = PaperFormSet
    readonly_fields = ["stored"]

    def get_fields(self, request, obj=None):
        return ["kind", "title", "upload" if self.has_change_permission(request, obj) else "stored"]

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


class WithPapers(admin.ModelAdmin):
    """An admin on whose form papers are added: nothing stays of a file whose row is not saved."""

    def get_urls(self):
        """With the page of the papers alone, for those who may not change the record itself."""
        name = f"{self.opts.app_label}_{self.opts.model_name}_papers"
        page = self.admin_site.admin_view(PapersAdmin(self.model, self.admin_site).changeform_view)
        return [path("<path:object_id>/papers/", page, name=name), *super().get_urls()]

    def render_change_form(self, request, context, add=False, change=False, form_url="", obj=None):
        if obj is not None and (is_proposed(request) or not self.has_change_permission(request, obj)):
            context["has_own_papers"] = request.user.has_perm("portal.change_paper")
        return super().render_change_form(request, context, add, change, form_url, obj)

    def get_inlines(self, request, obj):
        """Without papers where a change is proposed: a file cannot wait with it."""
        proposed = is_proposed(request) or is_replayed(request)
        return [inline for inline in super().get_inlines(request, obj) if inline is not PaperInline or not proposed]

    def changeform_view(self, request, object_id=None, form_url="", extra_context=None):
        with kept_with_rows() as request.papers:
            return super().changeform_view(request, object_id, form_url, extra_context)

    def save_formset(self, request, form, formset, change):
        if formset.model is Paper:
            for row in formset.extra_forms:
                upload = row.cleaned_data.get("upload") if row.has_changed() and row not in formset.deleted_forms else None
                if upload:
                    request.papers.append(row.instance.pk)
                    row.instance.added_by = request.user
                    put(row.instance, upload)
        super().save_formset(request, form, formset, change)


class PapersAdmin(WithPapers, Guarded, Audited):
    """The papers of a record without its form; nothing that the public reads changes by them. Not registered: see `WithPapers`."""

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

    def save_model(self, request, obj, form, change):
        """The record stays as it is."""

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
