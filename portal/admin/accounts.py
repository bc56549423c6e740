"""Accounts as Publishers keep them: invite, name, role, and the steps of portal/access/accounts.py."""

from django import forms
from django.conf import settings
from django.contrib import admin, messages
from django.contrib.admin.utils import unquote
from django.contrib.auth.hashers import UNUSABLE_PASSWORD_PREFIX
from django.contrib.auth.models import Group, User
from django.core.exceptions import PermissionDenied
from django.db.models import Exists, OuterRef, Q
from django.http import Http404, HttpResponseRedirect
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from portal.access import attempts
from portal.access.accounts import (
    ACCOUNT_STEPS,
    account_steps_for,
    give_role,
    has_password,
    hold_roles,
    log_account_step,
    make_link,
    out_of_reach,
    refusal_of_role,
    role_of,
    take_account_step,
)
from portal.access.audit import sign_ins
from portal.access.roles import DESK, LABELS, ROLES
from portal.admin.form.stale_saves import Guarded
from portal.models import Account, Mail, SecondFactor
from portal.models.locking.retrying import again
from portal.text.fields import LineField

SIGN_INS = 10  # that an account's page lists
UNUSABLE = Q(password__startswith=UNUSABLE_PASSWORD_PREFIX)


class AccountForm(forms.ModelForm):
    """What a Publisher says of a person. The name is one field: how it falls into parts differs from language to language."""

    full_name = LineField(max_length=150).formfield(
        label=gettext_lazy("Full name"), help_text=gettext_lazy("As colleagues write it: 王小明, or Wang Xiaoming.")
    )
    email = forms.EmailField(label=gettext_lazy("E-mail"), max_length=150)
    role = forms.ChoiceField(label=gettext_lazy("Role"), choices=[(role, LABELS[role]) for role in ROLES])

    sees_enquiries = forms.BooleanField(
        label=gettext_lazy("Sees and answers enquiries"),
        required=False,
        help_text=gettext_lazy("Enquiries hold what visitors say of themselves. Every opening is written into the audit log."),
    )

    class Meta:
        model = Account
        fields = []

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        account = self.instance
        if account.pk:
            self.initial = {"full_name": account.get_full_name(), "email": account.email, "role": role_of(account)} | self.initial
            self.initial.setdefault("sees_enquiries", account.groups.filter(name=DESK).exists())
        if account.is_superuser:
            del self.fields["role"], self.fields["sees_enquiries"]
        for name in ("full_name", "email"):
            self.fields[name].widget.attrs["class"] = "vTextField"

    def clean_email(self):
        """Nobody else's: people sign in by it, and links are mailed there."""
        email = self.cleaned_data["email"].lower()
        others = User.objects.exclude(pk=self.instance.pk)
        if others.filter(Q(email__iexact=email) | Q(username__iexact=email)).exists():
            raise forms.ValidationError(_("Another account has this address."))
        return email

    def clean(self):
        cleaned = super().clean()
        account, role = self.instance, cleaned.get("role")
        hold_roles()
        if account.pk and role and role != role_of(account) and (why := refusal_of_role(self.actor, account, role)):
            self.add_error("role", why)
        if account.pk == self.actor.pk and "sees_enquiries" in self.changed_data and cleaned.get("sees_enquiries"):
            self.add_error("sees_enquiries", _("Nobody gives this to themselves: ask another Publisher."))
        return cleaned

    def save(self, commit=True):
        account, email = self.instance, self.cleaned_data["email"]
        account.first_name, account.last_name = self.cleaned_data["full_name"], ""
        if not account.pk:
            account.is_staff = True
            account.set_unusable_password()
        if not account.pk or account.username == account.email:  # who signs in by their address goes on doing so
            account.username = email
        account.email = email
        return super().save(commit)


class AccountStateFilter(admin.SimpleListFilter):
    title, parameter_name = gettext_lazy("state"), "state"

    def lookups(self, request, model_admin):
        return [("active", _("can sign in")), ("invited", _("invited")), ("deactivated", _("deactivated"))]

    def queryset(self, request, queryset):
        if self.value() == "deactivated":
            return queryset.filter(is_active=False)
        if self.value() == "invited":
            return queryset.filter(UNUSABLE, is_active=True)
        return queryset.exclude(UNUSABLE).filter(is_active=True) if self.value() == "active" else queryset


class RoleFilter(admin.SimpleListFilter):
    title, parameter_name = gettext_lazy("role"), "role"

    def lookups(self, request, model_admin):
        return [(role, LABELS[role]) for role in ROLES]

    def queryset(self, request, queryset):
        return queryset.filter(groups__name=self.value()) if self.value() else queryset


@admin.register(Account)
class AccountAdmin(Guarded):
    has_download = False
    form = AccountForm
    list_display = ["person", "username", "role", "state", "has_second_factor", "last_login"]
    list_filter = [AccountStateFilter, RoleFilter]
    list_per_page = 50
    show_full_result_count = False
    search_fields = ["first_name", "last_name", "username", "email"]
    search_help_text = gettext_lazy("Part of a name, of the user name or of the e-mail address.")
    ordering = ["first_name", "username"]
    change_form_template = "admin/account_form.html"
    change_list_template = "admin/account_list.html"
    readonly_fields = ["user_name", "state_now", "has_second_factor", "last_login", "date_joined"]
    note = gettext_lazy("who works here, with which role")
    link = ""  # by which the account that this very form adds sets its password

    def has_delete_permission(self, request, obj=None):
        """What a person did is kept under their name: an account is deactivated."""
        return False

    def has_change_permission(self, request, obj=None):
        return super().has_change_permission(request, obj) and (obj is None or not out_of_reach(request.user, obj))

    def get_queryset(self, request):
        factors = SecondFactor.objects.filter(user=OuterRef("pk"))
        return super().get_queryset(request).prefetch_related("groups").annotate(with_factor=Exists(factors))

    def get_fieldsets(self, request, obj=None):
        role = [] if obj and obj.is_superuser else ["role", "sees_enquiries"]
        person = (gettext_lazy("Person"), {"fields": ["full_name", "email", *role]})
        kept = (gettext_lazy("Signing in"), {"fields": ["user_name", "state_now", "has_second_factor", "last_login", "date_joined"]})
        return [person, kept] if obj else [person]

    def get_form(self, request, obj=None, change=False, **kwargs):
        form = super().get_form(request, obj, change=change, **kwargs | {"fields": []})
        return type(form.__name__, (form,), {"actor": request.user})

    def changelist_view(self, request, extra_context=None):
        return super().changelist_view(request, {"title": _("Accounts"), **(extra_context or {})})

    def add_view(self, request, form_url="", extra_context=None):
        return super().add_view(request, form_url, {"title": _("Invite somebody"), "show_save_and_continue": False})

    def response_add(self, request, obj, post_url_continue=None):
        super().response_add(request, obj, post_url_continue)  # says that it was added
        return self.show_link(request, obj, self.link)

    @admin.display(description=gettext_lazy("full name"))
    def full_name(self, account):
        return account.get_full_name()

    @admin.display(description=gettext_lazy("full name"), ordering="first_name")
    def person(self, account):
        return str(account)

    @admin.display(description=gettext_lazy("user name"))
    def user_name(self, account):
        return account.get_username()

    @admin.display(description=gettext_lazy("role"))
    def role(self, account):
        return _("superuser") if account.is_superuser else LABELS[role_of(account)]

    @admin.display(description=gettext_lazy("state"))
    def state(self, account):
        if not account.is_active:
            return _("deactivated")
        if not has_password(account):
            return _("invited: has set no password yet")
        return _("can sign in")

    @admin.display(description=gettext_lazy("state"))
    def state_now(self, account):
        return _("locked after failed attempts to sign in") if attempts.is_locked(account) else self.state(account)

    @admin.display(description=gettext_lazy("second factor"), boolean=True)
    def has_second_factor(self, account):
        return account.with_factor

    def save_model(self, request, obj, form, change):
        before = role_of(obj) if change else ""
        super().save_model(request, obj, form, change)
        role = form.cleaned_data.get("role", before)
        if role != before:
            give_role(obj, role)
        if "sees_enquiries" in form.changed_data:
            sees = form.cleaned_data["sees_enquiries"]
            (obj.groups.add if sees else obj.groups.remove)(Group.objects.get(name=DESK))
        if not change:
            self.link = make_link(request, obj)
            log_account_step(request, obj, "invited", role=role)
        if change and role != before:
            log_account_step(request, obj, "role", old=before, new=role)
        if "sees_enquiries" in form.changed_data:
            log_account_step(request, obj, "sees-enquiries" if sees else "sees-no-enquiries")
        if change and {"full_name", "email"} & set(form.changed_data):
            log_account_step(request, obj, "edited")

    def log_addition(self, request, obj, message):
        """Said already, in words of its own."""

    log_change = log_addition

    def show_link(self, request, account, link):
        """The page that shows a link once; where there is an address it is mailed, too."""
        title = _("Link for %(name)s") % {"name": account}
        context = {
            "title": title,
            "link": link,
            "is_mailed": bool(account.email),
            "days": settings.INVITATION_DAYS,
            **self.page_of(account),
        }
        response = self.admin_site.page(request, "admin/account_link.html", context)
        response["Cache-Control"] = "private, no-store"
        return response

    def page_of(self, account):
        return {"original": account, "opts": self.opts, "back": self.address_of(account)}

    def render_change_form(self, request, context, add=False, change=False, form_url="", obj=None):
        context["show_save_and_add_another"] = False
        context["steps"] = account_steps_for(request.user, obj) if obj else []
        context["why_not"] = out_of_reach(request.user, obj) if obj else ""
        context["unsent"] = Mail.objects.failed().filter(expires_at__isnull=False, to__iexact=obj.email).last() if obj else None
        context["sign_ins"] = sign_ins(obj)[:SIGN_INS] if obj else []
        return super().render_change_form(request, context, add, change, form_url, obj)

    def get_urls(self):
        step = path("<path:object_id>/step/<slug:step>/", self.admin_site.admin_view(self.step_view), name="portal_account_step")
        return [step, *super().get_urls()]

    def history_view(self, request, object_id, extra_context=None):
        """What was done to the account stands in the audit log."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        return HttpResponseRedirect(f"{reverse('admin:portal_auditentry_changelist')}?model=portal.account&row={unquote(object_id)}")

    def step_view(self, request, object_id, step):
        """One step with one account: first what it does, then, by POST, the step."""
        account = self.get_object(request, unquote(object_id))
        if account is None or step not in ACCOUNT_STEPS:
            raise Http404
        if not self.has_view_permission(request, account) or out_of_reach(request.user, account):
            raise PermissionDenied
        step = ACCOUNT_STEPS[step]
        if request.method == "POST":
            refusal, link = again(lambda: take_account_step(request, step, account))
            if link:
                return self.show_link(request, account, link)
            if refusal:
                messages.warning(request, refusal)
            else:
                messages.success(request, _("%(step)s: done for %(name)s.") % {"step": step.label, "name": account})
            return HttpResponseRedirect(self.page_of(account)["back"])
        context = {"title": step.label, "step": step, "refusal": step.refusal(request.user, account), **self.page_of(account)}
        return self.admin_site.page(request, "admin/account_step.html", context)
