"""The steps of the review as staff take them: buttons on a record's form, actions on its lists, one page that asks first."""

from datetime import timedelta
from functools import partial, reduce
from operator import or_

from django import forms
from django.conf import settings
from django.contrib import admin, messages
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Q
from django.http import Http404, HttpResponseRedirect
from django.urls import path, reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from portal.access.admin_addresses import admin_page_of
from portal.access.roles import PUBLISH
from portal.admin.form.deleted import NONE_LEFT
from portal.admin.form.sent_once import context_of, refuse_what_came_back
from portal.admin.publish_together import ANNOUNCED, SEEN_STATES, TOGETHER, chosen_together, offered_drafts, seen_states, told_with
from portal.models import Opening, Record, ReviewStep, Statement
from portal.models.locking.retrying import again
from portal.review.consequences.rehearsal import of_publishing, of_withdrawing, still_stands
from portal.review.preview_links import link_token, open_proposal
from portal.review.steps import MOVES, moves_for, state_in_words, take_step
from portal.text.date_fields import AsksAboutFarYears, MomentField
from portal.text.fields import ParagraphField
from portal.text.figure_wording import Grouped

CONFIRMED = "confirmed"
MINUTES_OF_AN_EDIT = 15  # minutes
MOST_NAMING = 20  # records whose words name one that is about to be withdrawn


class ReviewStepForm(AsksAboutFarYears, forms.Form):
    """What a step asks for: when, and a note."""

    public_from = MomentField(
        label=_("Public from"),
        required=False,
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
        help_text=_("Beijing time (UTC+8). Empty: at once."),
    )
    public_reason = forms.ChoiceField(
        label=_("Reason that the public reads"),
        choices=[("", "—"), *ReviewStep.PublicReason.choices],
        help_text=_("“What’s new” tells it with the kind and the month, without the name. Your own words below stay with the staff."),
    )
    note = ParagraphField(blank=True).formfield(widget=forms.Textarea(attrs={"rows": 4, "cols": 60}))

    def __init__(self, move, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["note"].label = move.note_label
        self.fields["note"].required = move.needs_note
        if not move.asks_when:
            del self.fields["public_from"]
        if not move.asks_public_reason:
            del self.fields["public_reason"]

    def clean_public_from(self):
        moment = self.cleaned_data["public_from"]
        if moment and moment < timezone.now():
            raise forms.ValidationError(_("This moment has passed. Leave it empty to publish at once."))
        return moment


def consequences_of(move, able, user, moment):
    """What the step changes in public with the records with which it may be taken; of what is sent to review, what would stay
    hidden. None where there is nothing to tell."""
    if not able:
        return None
    if move.key == "withdraw":
        return of_withdrawing(able)
    if move.key == "publish":
        return of_publishing(able, user, moment)
    return of_publishing(able, user).only_hidden() if move.key == "send" else None


def review_step_page(admin_site, request, move, records, back, extra=None):
    """The page that lists what the step would do to each of `records`, and what it changes in public; once confirmed by somebody
    who has seen all that, does it and leads `back`."""
    form = ReviewStepForm(move, request.POST if CONFIRMED in request.POST else None)
    refuse_what_came_back(request, form)
    is_sent = form.is_bound and form.is_valid()
    moment = form.cleaned_data.get("public_from") if is_sent else None
    together = chosen_together(request, records) if move.key == "publish" else []
    refusals = {record.pk: move.refusal(record, request.user) for record in records}
    able = [*(record for record in records if not refusals[record.pk]), *together]
    consequences = consequences_of(move, able, request.user, moment)
    is_announced = not move.changes_public or consequences is None or request.POST.get(ANNOUNCED) == consequences.seal
    if is_sent and is_announced:
        keys, note = [record.pk for record in (*records, *together)], form.cleaned_data["note"]

        def step():
            if not still_stands(consequences, keys):
                return None
            taken, refused = take_step(
                move, keys, request.user, note, moment, seen_states(request), form.cleaned_data.get("public_reason", "")
            )
            if together and len(taken) < len(able):  # together, or not at all
                transaction.set_rollback(True)
                taken = []
            return taken, refused

        outcome = again(step)
        if outcome is None:  # something was changed after it was told, in the same second
            now = Record.objects.specific().in_bulk([record.pk for record in records])
            return review_step_page(admin_site, request, move, [now[record.pk] for record in records if record.pk in now], back, extra)
        taken, refused = outcome
        if taken:
            text = ngettext("%(step)s: done for %(count)s record.", "%(step)s: done for %(count)s records.", len(taken))
            messages.success(request, text % {"step": move.label, "count": Grouped(len(taken))})
        elif together:
            messages.warning(request, _("Nothing was published: they were to be published together."))
        for record, why in refused:
            messages.warning(request, f"{record}: {why}")
        return HttpResponseRedirect(back)
    told_with(records, move)
    plans = [(record, state_in_words(record), refusals[record.pk]) for record in records]
    warns = move.warns and any(record.is_published and not why for record, _state, why in plans)
    context = {
        "title": move.label,
        "warns": warns,
        "naming": [(other, admin_page_of(other)) for other in naming(records)] if warns else [],
        "move": move,
        "plans": plans,
        "possible": sum(not why for _record, _state, why in plans),
        "consequences": consequences,
        "offered": offered_drafts(consequences, records, together, request.user) if move.key == "publish" else [],
        "is_new_to_them": is_sent and not is_announced,
        "form": form,
        "back": back,
        "action_checkbox_name": ACTION_CHECKBOX_NAME,
        "confirmed": CONFIRMED,
        "seen": SEEN_STATES,
        "together": TOGETHER,
        "announced": ANNOUNCED,
        **context_of(request, form),
        **(extra or {}),
    }
    return admin_site.page(request, "admin/step.html", context)


def naming(records):
    """The other public records whose statements name one of `records` in their words: they stay as they are when it is withdrawn."""
    names = {name for record in records for name in (record.name_en, record.name_zh) if name}
    words = reduce(or_, (Q(wording_en__icontains=name) | Q(wording_zh__icontains=name) for name in names), Q(pk=None))
    stated = Statement.objects.published().filter(words).values("record")
    return list(Record.objects.published().filter(pk__in=stated).exclude(pk__in=[record.pk for record in records]).by_name()[:MOST_NAMING])


def action_of(move):
    """The action of the lists that takes `move` with the selected records."""

    def act(model_admin, request, queryset):
        records = list(Record.objects.specific().filter(pk__in=queryset.values("pk")))
        if not records:
            model_admin.message_user(request, NONE_LEFT, messages.WARNING)
            return None
        extra = {"action": act.__name__, "opts": model_admin.opts}
        return review_step_page(model_admin.admin_site, request, move, records, request.get_full_path(), extra)

    act.__name__ = f"step_{move.key}".replace("-", "_")
    return admin.action(description=move.label, permissions=["publish" if move.is_judging else "step"])(act)


actions = [action_of(move) for move in MOVES.values()]


def urls(model_admin):
    """The addresses of the steps of one record, for its admin."""
    name = f"{model_admin.opts.app_label}_{model_admin.opts.model_name}"
    step, link = (model_admin.admin_site.admin_view(partial(view, model_admin)) for view in (step_view, preview_link_view))
    return [
        path("<path:object_id>/step/<slug:step>/", step, name=f"{name}_step"),
        path("<path:object_id>/preview-link/", link, name=f"{name}_preview_link"),
    ]


def record_to_step(model_admin, request, object_id):
    """The record whose step is asked for, by whoever may take steps with it."""
    record = model_admin.get_object(request, unquote(object_id))
    if record is None:
        raise Http404
    if not model_admin.has_view_permission(request, record) or not model_admin.has_step_permission(request):
        raise PermissionDenied
    return record


def step_view(model_admin, request, object_id, step):
    """One step with one record."""
    record = record_to_step(model_admin, request, object_id)
    if step not in MOVES:
        raise Http404
    extra = {"opts": model_admin.opts, "original": record}
    return review_step_page(model_admin.admin_site, request, MOVES[step], [record], model_admin.address_of(record), extra)


def preview_link_view(model_admin, request, object_id):
    """A link that shows the record to somebody without an account, made anew by each press of the button."""
    record = record_to_step(model_admin, request, object_id)
    proposal = open_proposal(request.GET.get("proposal", ""))
    if proposal is not None and proposal.record_id != record.pk:
        raise Http404
    token = link_token(record, request.user, proposal)
    link = request.build_absolute_uri(reverse("preview", args=[token])) if request.method == "POST" else ""
    context = {
        "title": _("Preview link"),
        "link": link,
        "proposal": proposal,
        "days": settings.PREVIEW_LINK_DAYS,
        "until": timezone.now() + timedelta(days=settings.PREVIEW_LINK_DAYS),
        "original": record,
        "back": model_admin.address_of(record),
        "opts": model_admin.opts,
    }
    return model_admin.admin_site.page(request, "admin/preview_link.html", context)


def refused_moves(record, user):
    """[(label, why)] of the step that is due next where this user may not take it, though it is theirs to take."""
    due = [] if record.published_at else [MOVES["send"]]
    if record.submitted_at:
        due = [MOVES["publish"]] if user.has_perm(PUBLISH) else []
    return [(move.label, why) for move in due if (why := move.refusal(record, user))]


def opened_by_others(request, obj):
    """Who else opened this form lately; notes that this user did."""
    now = timezone.now()
    Opening.objects.update_or_create(record_id=obj.pk, user=request.user, defaults={"at": now})
    since = now - timedelta(minutes=MINUTES_OF_AN_EDIT)
    return Opening.objects.filter(record=obj.pk, at__gte=since).exclude(user=request.user).select_related("user")


def review_on_form(request, obj):
    """What the form of a record says of its review, {name: value}."""
    stored = Record.objects.get(pk=obj.pk)  # what was typed may be no address
    return {
        "state": state_in_words(stored),
        "moves": moves_for(stored, request.user),
        "refused_moves": refused_moves(stored, request.user),
        "preview_address": "" if stored.is_published else stored.get_absolute_url(),
        "last_steps": ReviewStep.objects.filter(record=obj.pk).select_related("user")[:1],
        "others": opened_by_others(request, obj),
    }
