"""Two people, one form: what was saved after a form was opened is neither overwritten nor hidden.

A form carries what it showed when it was opened. When it is sent, the rows are locked and read again, and the three are
compared control by control: what only the other person changed is taken over, what both changed is shown side by side,
rows that were added or deleted meanwhile are listed. Nothing is written then; a second save decides.
"""

import copy
import json

from django.contrib.admin.utils import unquote
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from portal.access.roles import record_of
from portal.admin.form.comparing import OPENED, Merge, read_opened, shown_by_all
from portal.admin.form.deleted import typed
from portal.admin.form.sent_once import Kept
from portal.models.locking.order import lock

COMPACT = (",", ":")
SAVED_MEANWHILE = gettext_lazy("Somebody saved this after you opened it. Nothing is lost: compare what is listed, then save again.")
WAS_PUBLISHED = gettext_lazy("It was published or scheduled meanwhile: what you typed is below; propose it as a change.")
BRINGS_FILES = gettext_lazy(
    "Files cannot wait with a proposed change, and the ones that you chose were not kept. Add papers on their own page, ask a "
    "Publisher to add pictures, and propose the rest here."
)


class Guarded(Kept):
    """An admin whose form refuses to overwrite what somebody saved after it was opened."""

    def forms_of(self, request, obj):
        """The form of `obj` as the database has it now, and the formsets in which rows may be changed, or added to rows that
        nobody changes: `is_fixed` says which."""
        reading = copy.copy(request)
        reading.method = "GET"
        form = self.get_form(reading, obj, change=True)(instance=obj)
        formsets, inlines = self._create_formsets(reading, obj, change=True)
        for formset, inline in zip(formsets, inlines, strict=True):
            formset.is_fixed, formset.is_only_read = not inline.has_change_permission(request, obj), True
        pairs = zip(formsets, inlines, strict=True)
        return form, [formset for formset, inline in pairs if not formset.is_fixed or inline.has_add_permission(request, obj)]

    def lock(self, key):
        """The row as it is once nobody else can save it, or the record that it is a part of; None where it is gone."""
        rows = self.model._base_manager
        try:
            key = self.opts.pk.to_python(key)
        except ValidationError:
            return None
        obj = rows.filter(pk=key).first()
        if obj is not None:
            held = record_of(obj) or obj
            lock(type(held)._base_manager.filter(pk=held.pk))
        return rows.filter(pk=key).first()

    def may_propose(self, request, obj):
        """Whether what may not be changed here may be proposed (see `ProposingAdmin`)."""
        return False

    def take(self, request, object_id, form_url, extra_context):
        if object_id is None:
            return super().take(request, object_id, form_url, extra_context)
        with transaction.atomic():
            obj = self.lock(unquote(object_id))
            if obj is not None and not self.has_change_permission(request, obj) and self.may_propose(request, obj):
                self.submission.become_proposal()
                self.submission.refusals += [WAS_PUBLISHED, *([BRINGS_FILES] if request.FILES else [])]
                form_url = self.address_of(obj, "propose")
                extra_context = (extra_context or {}) | {"title": _("Propose a change: %(name)s") % {"name": obj}, "is_proposal": True}
            if obj is not None and self.has_change_permission(request, obj):
                self.compare(request, obj)
            return super().take(request, object_id, form_url, extra_context)

    def compare(self, request, obj):
        """Where somebody saved meanwhile: have the form refused, with the data that shows both."""
        comparison = self.merge(self.forms_of(request, obj), request.POST, read_opened(request.POST.get(OPENED)))
        if comparison.differences:
            self.submission.comparison, request.POST = comparison, comparison.data

    def merge(self, stored, sent, opened):
        """The Comparison of what a form sends with what it showed and with what is stored now, as `forms_of` gives it."""
        merge = Merge(sent, opened, *stored)
        comparison = merge.compare()
        comparison.data[OPENED] = json.dumps(merge.stored, separators=COMPACT)
        return comparison

    def refusals(self, request, obj):
        saved_meanwhile = [SAVED_MEANWHILE] if self.submission.comparison else []
        return [*super().refusals(request, obj), *saved_meanwhile, *self.submission.refusals]

    def _get_obj_does_not_exist_redirect(self, request, opts, object_id):
        """The answer to a form of a row that is gone: what was typed, which Django would drop."""
        if OPENED not in request.POST:
            return super()._get_obj_does_not_exist_redirect(request, opts, object_id)
        context = {"title": _("It was deleted while you wrote"), "opts": opts, "parts": typed(self, request)}
        return self.admin_site.page(request, "admin/deleted.html", context, status=409)

    def render_change_form(self, request, context, add=False, change=False, form_url="", obj=None):
        if change and obj is not None and self.has_change_permission(request, obj):
            if request.method == "POST":
                context["opened"] = request.POST.get(OPENED, "")
            else:
                shown = context["inline_admin_formsets"]
                formsets = [each.formset for each in shown if each.has_change_permission or each.has_add_permission]
                context["opened"] = json.dumps(shown_by_all(context["adminform"].form, formsets), separators=COMPACT)
            context["comparison"] = comparison = self.submission.comparison
            for row in (row for each in context["inline_admin_formsets"] for row in each.formset.forms) if comparison else ():
                row.is_marked = row.prefix in comparison.rows
        response = super().render_change_form(request, context, add, change, form_url, obj)
        if self.submission.was_published:
            response.status_code = 403  # the save is refused, whatever the page offers instead
        return response
