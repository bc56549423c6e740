"""Deadlines and what is done about them: the list, the page of one, and the list as a file. They are derived; their tasks have no form."""

from functools import partial

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.utils import quote, unquote
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.paginator import Paginator
from django.http import Http404, HttpResponseNotAllowed, HttpResponseRedirect
from django.urls import path, reverse
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext, pgettext
from django.utils.translation import gettext_lazy as _

from enterprises.admin.reminders import reminders_view
from enterprises.deadlines.deriving import deadline_of
from enterprises.models import RightEvent, Task
from enterprises.tasks.charge import Charges, who_may_work
from enterprises.tasks.doing import where_it_is_done
from enterprises.tasks.entries import DueEntry, shown
from enterprises.tasks.filters import DeadlineFilter
from enterprises.tasks.history import changes_of, former_days
from enterprises.tasks.steps import StepRefused, TaskStep, take_task_step, task_steps_for, version_of
from portal.access.admin_addresses import admin_page_of
from portal.access.audit import record_action, stored_detail
from portal.access.kept_forms.sent_twice import once
from portal.admin.form.read_only import ReadOnly
from portal.admin.form.sent_once import context_of, refuse_what_came_back
from portal.admin.list_groups import add_group
from portal.exchange.csv_lists import csv_response
from portal.models import AuditEntry, Paper
from portal.server.retried_requests import run_request
from portal.site.paging import nearest
from portal.text.date_fields import DayField

add_group(25, "deadlines", _("Deadlines"), "enterprises.task")
LINES_OF_A_PAGE = 50
STEP_IS_TAKEN = {
    TaskStep.DONE: _("It is done."),
    TaskStep.WAIVED: _("It is waived."),
    TaskStep.HAND_OVER: _("It is handed over."),
    TaskStep.REOPENED: _("It is open again."),
}


class TaskStepForm(forms.Form):
    """What one step asks for."""

    done_on = DayField(label=_("done on"))
    how = forms.CharField(label=_("how"), max_length=200, required=False, help_text=_("Such as the way of filing, and the number of it."))
    paper = forms.ModelChoiceField(
        None, label=_("paper"), required=False, help_text=_("One of the papers of the mark, which are kept on its form.")
    )
    reason = forms.CharField(label=_("reason"), widget=forms.Textarea(attrs={"rows": 3}), help_text=_("Why it need not be done."))
    person = forms.ModelChoiceField(None, label=_("Hand over to"))

    ASKS = {
        TaskStep.DONE: ["done_on", "how", "paper"],
        TaskStep.WAIVED: ["reason"],
        TaskStep.HAND_OVER: ["person"],
        TaskStep.REOPENED: [],
    }

    def __init__(self, step, property_id, data=None):
        super().__init__(data, prefix=step.name.lower().replace("_", "-"))
        for name in [name for name in self.fields if name not in self.ASKS[step]]:
            del self.fields[name]
        if "paper" in self.fields:
            self.fields["paper"].queryset = Paper.objects.filter(record=property_id)
            self.fields["done_on"].initial = timezone.localdate()
        if "person" in self.fields:
            self.fields["person"].queryset = who_may_work()

    def clean_done_on(self):
        if self.cleaned_data["done_on"] > timezone.localdate():
            raise ValidationError(_("This day has not come yet."))
        return self.cleaned_data["done_on"]


@admin.register(Task)
class TaskAdmin(ReadOnly, admin.ModelAdmin):
    has_download = False  # it has a file of its own
    note = _("what is due, for whom and by which law; who does it")
    has_number = False  # what is due is derived, and nobody counts it for a shelf

    def get_urls(self):
        export = self.admin_site.admin_view(self.export_view)
        reminders = self.admin_site.admin_view(partial(reminders_view, self.admin_site))
        return [
            path("export/", export, name="enterprises_task_export"),
            path("reminders/", reminders, name="enterprises_task_reminders"),
            *super().get_urls(),
        ]

    def changelist_view(self, request, extra_context=None):
        if not self.has_view_permission(request):
            raise PermissionDenied
        chosen, today, charges = DeadlineFilter(request.GET), timezone.localdate(), Charges()
        paginator = Paginator(chosen.entries(request.user, today, charges), LINES_OF_A_PAGE)
        page = paginator.page(nearest(request.GET.get("page", ""), paginator.num_pages))
        of_page = Charges({entry.property_id for entry in page.object_list})
        context = {
            "title": _("Deadlines"),
            "opts": self.opts,
            "filter": chosen,
            "page": page,
            "pages": paginator.get_elided_page_range(page.number, on_each_side=1, on_ends=1),
            "lines": [self.line(each, today) for each in shown(page.object_list, of_page)],
        }
        return self.admin_site.page(request, "enterprises/deadlines.html", context)

    def line(self, each, today):
        """What the list says of one."""
        return {
            "shown": each,
            "url": page_of_deadline(each.entry.key),
            "state": each.entry.state_in_words(today),
            "is_overdue": each.entry.is_overdue(today),
        }

    def export_view(self, request):
        """The list as it is filtered, as a CSV file; by POST, since each export is a line of the audit log."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        if request.method != "POST":
            return HttpResponseNotAllowed(["POST"])
        chosen, today, charges = DeadlineFilter(request.GET), timezone.localdate(), Charges()
        entries = chosen.entries(request.user, today, charges)
        record_action(
            request,
            AuditEntry.Action.EXPORTED,
            name=gettext("Deadlines"),
            detail=stored_detail("export", count=len(entries), filter=chosen.query or "–"),
        )
        rows = self.rows(shown(entries, charges), today)
        return csv_response(rows, "deadlines")

    def rows(self, lines, today):
        heads = (_("due on"), _("approximate"), _("what is due"), _("mark"), _("right"), _("territory"), _("right holder"))
        yield [str(head) for head in (*heads, _("person in charge"), _("state"), _("done on"), _("how it is reckoned"))]
        for each in lines:
            entry = each.entry
            yield [
                entry.day or "",
                entry.approximate,
                entry.what_in_words,
                each.property.name if each.property else "",
                each.right,
                each.territory,
                each.holder.name if each.holder else "",
                pgettext("between names", "; ").join(map(str, each.people)),
                entry.state_in_words(today),
                entry.done_on or "",
                entry.deadline.in_sum() if entry.deadline else "",
            ]

    def change_view(self, request, object_id, form_url="", extra_context=None):
        """The page of a deadline, by its key or by that of its task."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        key = unquote(object_id)
        task = Task.objects.with_rows().filter(key=key).first() or Task.objects.with_rows().filter(pk=key).first()
        key = task.key if task else key
        deadline = deadline_of(key, timezone.localdate())
        if task is None and deadline is None:
            raise Http404
        if request.method != "POST":
            return self.draw(request, task, deadline)
        act = partial(self.act, request, task, deadline)
        return run_request(request, lambda: once(request, act, lambda row: self.sent_twice(request, key)))

    def history_view(self, request, object_id, extra_context=None):
        """What became of a task stands on its page."""
        return HttpResponseRedirect(page_of_deadline(unquote(object_id)))

    def sent_twice(self, request, key):
        messages.success(request, _("It was sent twice and done once."))
        return HttpResponseRedirect(page_of_deadline(key))

    def act(self, request, task, deadline, _before):
        """Take the step that was sent, and lead back to the page; where it is refused, the page says why."""
        step = request.POST.get("step", "")
        if step not in TaskStep:
            return self.draw(request, task, deadline), ""
        step, key = TaskStep(step), task.key if task else deadline.key
        form = TaskStepForm(step, task.property_id if task else deadline.property_id, request.POST)
        refuse_what_came_back(request, form)
        if form.is_valid():
            try:
                task = take_task_step(request, key, request.POST.get("seen", ""), step, **form.cleaned_data)
            except StepRefused as refusal:
                form.add_error(None, str(refusal))
            else:
                messages.success(request, STEP_IS_TAKEN[step])
                return HttpResponseRedirect(page_of_deadline(key)), task.pk
        return self.draw(request, task, deadline, {step: form}), ""

    def draw(self, request, task, deadline, filled=None):
        filled, today = filled or {}, timezone.localdate()
        entry = DueEntry.of_deadline(deadline, task and task.person_id) if deadline else DueEntry.of_task(task)
        if task and task.state != Task.State.OPEN and not (deadline and task.closing_event_id):
            entry = entry._replace(state=task.state)
        [line] = shown([entry])
        offered = [*task_steps_for(request.user, task, deadline), *filled]  # what was sent stays when its time has passed
        steps = {each: filled.get(each) or TaskStepForm(each, entry.property_id) for each in dict.fromkeys(offered)}
        form = next(iter(filled.values()), None)
        event = RightEvent.objects.filter(pk=deadline.event_id).first() if deadline and deadline.event_id else task and task.event
        context = {
            "title": capfirst(entry.what_in_words),
            "original": line.title,
            "opts": self.opts,
            "line": line,
            "task": task,
            "deadline": deadline,
            "event": event,
            "mark_url": admin_page_of(line.property),
            "state": entry.state_in_words(today),
            "is_overdue": entry.is_overdue(today),
            "changes": changes_of(task) if task else [],
            "former_days": former_days(task) if task else [],
            "steps": steps,
            "forms": where_it_is_done(entry) if deadline else [],
            "seen": version_of(task),
            "has_errors": bool(filled),
            **(context_of(request, form) if form else context_of(request, TaskStepForm(TaskStep.REOPENED, ""))),
        }
        return self.admin_site.page(request, "enterprises/deadline.html", context, status=422 if filled else 200)


def page_of_deadline(key):
    return reverse("admin:enterprises_task_change", args=[quote(key)])
