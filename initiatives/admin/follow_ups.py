"""The follow-up of an intention: a page of its own for what staff keep to themselves. Nothing that the public reads changes by it, so that
whoever may work saves it at once, whether the initiative is public or not."""

from django import forms
from django.contrib import admin, messages
from django.http import HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from enterprises.models import Organization
from initiatives.models import FollowUp
from portal.access.roles import SEE_ENQUIRIES, may_work
from portal.admin.form.inlines import PartInline
from portal.admin.form.stale_saves import Guarded
from portal.models import Enquiry, Person

SEE, WORK_ON = "initiatives.view_followup", "initiatives.change_followup"
ENQUIRY = "enquiry"  # the parameter of the form's address that names the enquiry from which an intention grows


def enquiry_of(request):
    """The enquiry that the address names, for who may see enquiries; None where there is none."""
    key = request.GET.get(ENQUIRY, "")
    if not key.isdecimal() or len(key) > 9 or not request.user.has_perm(SEE_ENQUIRIES):
        return None
    return Enquiry.objects.filter(pk=key).first()


class FollowUpForm(forms.ModelForm):
    class Meta:
        model = FollowUp
        fields = ["responsible"]


class FollowUpInline(PartInline, admin.StackedInline):
    model = FollowUp
    form = FollowUpForm
    extra = 1
    can_delete = False
    autocomplete_fields = ["counterparty"]
    verbose_name = verbose_name_plural = _("For staff only")
    is_in_history = False
    fields = [
        ("next_step", "next_on"),
        ("responsible", "deputy"),
        ("counterparty", "counterparty_name"),
        "contact",
        ("qualifier", "value", "currency"),
        "note",
    ]

    def has_view_permission(self, request, obj=None):
        return request.user.has_perm(SEE)

    def has_add_permission(self, request, obj=None):
        return request.user.has_perm(WORK_ON)

    def has_change_permission(self, request, obj=None):
        return request.user.has_perm(WORK_ON)

    def has_delete_permission(self, request, obj=None):
        return False

    def formfield_for_foreignkey(self, db_field, request, **kwargs):
        if db_field.name in ("responsible", "deputy"):
            kwargs["queryset"] = Person.objects.filter(is_active=True, is_staff=True).order_by("username")
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    def initial_rows(self, request):
        """What a new row shows at first, where its form is opened: whoever adds it is in charge."""
        if request.method != "GET":
            return {}
        return {"initial": [{"responsible": request.user.pk} | initial_from_enquiry(request)[1]]}


def initial_from_enquiry(request):
    """(what the form of a new intention shows at first, and what its follow-up does) of the enquiry that the address names. The company is
    the other side; the person who wrote, and what they wrote, stays with the enquiry and is wiped with it."""
    enquiry = enquiry_of(request)
    if enquiry is None:
        return {}, {}
    about = list(enquiry.records.specific())
    shows = [record.pk for record in about if hasattr(record, "initiative")]
    owners = [getattr(record.specific, "owner_id", None) or record.pk for record in about if record.pk not in shows]
    subjects = [record for record in about if getattr(record.specific, "owner_id", None)]
    sides = [key for key in (enquiry.passed_to_id, *owners) if key and Organization.objects.filter(pk=key).exists()]
    intention = {
        "initiative": next(iter(shows), None),
        "our_side": next(iter(sides), None),
        "country": enquiry.country.code,
        "subject_en": "; ".join(record.name_en for record in subjects if record.name_en),
        "subject_zh": "；".join(record.name_zh for record in subjects if record.name_zh),
    }
    return {name: value for name, value in intention.items() if value}, {"counterparty_name": enquiry.company}


class FollowUpPage(Guarded):
    """The follow-up of one intention without its form. Not registered: see the addresses of IntentionAdmin."""

    inlines = [FollowUpInline]
    change_form_template = "admin/follow_up_form.html"

    def has_view_permission(self, request, obj=None):
        return request.user.has_perm(SEE)

    def has_change_permission(self, request, obj=None):
        return may_work(request.user) and request.user.has_perm(WORK_ON)

    def has_delete_permission(self, request, obj=None):
        return False

    def get_fieldsets(self, request, obj=None):
        return []

    def save_model(self, request, obj, form, change):
        """The intention stays as it is."""

    def render_change_form(self, request, context, add=False, change=False, form_url="", obj=None):
        grown_from = FollowUp.objects.filter(intention=obj).exclude(enquiry=None).select_related("enquiry").first()
        if grown_from and request.user.has_perm(SEE_ENQUIRIES):
            context["enquiry"] = grown_from.enquiry
        context["title"] = _("Follow-up: %(name)s") % {"name": obj}
        return super().render_change_form(request, context, add, change, form_url, obj)

    def response_change(self, request, obj):
        messages.success(request, _("The follow-up is saved."))
        return HttpResponseRedirect(reverse("admin:initiatives_intention_changelist"))
