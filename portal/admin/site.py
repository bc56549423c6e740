"""The staff's site: Django's admin with its lists in the order in which staff think."""

from functools import partial, wraps

from django.contrib import admin
from django.contrib.admin.views.autocomplete import AutocompleteJsonView
from django.contrib.auth.models import User
from django.contrib.auth.views import redirect_to_login
from django.core.checks import run_checks
from django.core.exceptions import PermissionDenied
from django.http import HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.utils.functional import SimpleLazyObject
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache

from portal.access.accounts import log_account_step
from portal.access.audit import sign_ins
from portal.access.kept_forms.ended_sessions import KEPT_PARAMETER, bring_back, forget_shown, forget_taken, keep_form
from portal.access.roles import may_work
from portal.access.signing_in import next_of, sign_in
from portal.admin.downloads import urls_of_downloads
from portal.admin.list_groups import in_order, pages_beside, pages_for
from portal.admin.row_counts import number_of_rows
from portal.desk import sections as desk
from portal.desk.alerts.checks import on_the_desk
from portal.models import Person
from portal.server.retried_requests import answer_or_send_again

OWN_SIGN_INS = 3  # on the desk: enough to notice a stranger


class LabelledAutocomplete(AutocompleteJsonView):
    """Shows each choice as its admin labels it: a name alone does not tell an exhibition from the project it is named after."""

    def get_queryset(self):
        """In an order of its own where the model's admin has one for choices."""
        found, suggested = super().get_queryset(), getattr(self.model_admin, "suggested", None)
        return suggested(self.request, found) if suggested else found

    def serialize_result(self, obj, to_field_name):
        label = getattr(self.model_admin, "label", str)
        return {"id": str(getattr(obj, to_field_name)), "text": label(obj)}


class PortalAdminSite(admin.AdminSite):
    site_header = site_title = _("Going Global")
    index_title = _("Records of the department")
    enable_nav_sidebar = False  # it would take the width that lists and forms need; the brand leads to the same lists

    def get_model_admin(self, model):
        """A person is a user, whose forms are led to from choices of people."""
        return super().get_model_admin(User if model is Person else model)

    def admin_view(self, view, cacheable=False):
        @wraps(view)
        def explained(request, *args, **kwargs):
            def busy(context):
                return self.page(request, "admin/busy.html", {"title": _("One moment, please"), **context})

            try:
                return answer_or_send_again(request, lambda: view(request, *args, **kwargs), busy)
            except PermissionDenied as refusal:
                return self.page(request, "admin/403.html", {"title": _("You may not do this"), "why": str(refusal)}, status=403)

        page = super().admin_view(explained, cacheable)

        @wraps(view)
        def kept(request, *args, **kwargs):
            """What is sent after the session ended waits until its account signs in again: portal/access/kept_forms."""
            if request.method == "POST" and not self.has_permission(request) and (address := keep_form(request)):
                return redirect_to_login(address, reverse("admin:login"))
            if request.method == "GET" and KEPT_PARAMETER in request.GET and self.has_permission(request):
                return bring_back(request, lambda request: page(request, *args, **kwargs))
            response = page(request, *args, **kwargs)
            if request.method == "POST" and KEPT_PARAMETER in request.GET and response.status_code == 302:
                forget_taken(request)
            return response

        return kept

    @method_decorator(never_cache)
    def login(self, request, extra_context=None):
        """In two steps where the account has a second factor, and counted: portal/access/signing_in.py."""
        if request.method == "GET" and self.has_permission(request):
            return HttpResponseRedirect(next_of(request))
        request.current_app = self.name
        context = {"title": _("Log in"), "subtitle": None, "app_path": request.get_full_path(), "username": request.user.get_username()}
        return sign_in(request, {**self.each_context(request), **context, **(extra_context or {})})

    def logout(self, request, extra_context=None):
        forget_shown(request)
        return super().logout(request, extra_context)

    def password_change(self, request, extra_context=None):
        response = super().password_change(request, extra_context)
        if request.method == "POST" and response.status_code == 302:
            log_account_step(request, request.user, "password")
        return response

    def get_urls(self):
        return [*urls_of_downloads(self), *super().get_urls()]

    def each_context(self, request):
        view_name = request.resolver_match.view_name if request.resolver_match else ""
        return super().each_context(request) | {
            "waiting_count": SimpleLazyObject(lambda: desk.waiting_count(request.user)),
            "pages_beside": pages_beside(request.user, view_name),
        }

    def page(self, request, template, context, status=200):
        """A page of the staff's site beside those that Django brings."""
        request.current_app = self.name
        return TemplateResponse(request, template, {**self.each_context(request), **context}, status=status)

    def autocomplete_view(self, request):
        return LabelledAutocomplete.as_view(admin_site=self)(request)

    def get_app_list(self, request, app_label=None):
        """By portal.admin.list_groups, whatever the app; put together where a page draws it, which few do."""
        return SimpleLazyObject(partial(self.sections, request))

    def sections(self, request):
        shown = {model["model"]._meta.label_lower: model for app in self._build_app_dict(request).values() for model in app["models"]}
        sections = []
        for group, labels in in_order(self._registry):
            models = [shown[label] for label in labels if label in shown]
            pages = pages_for(request.user, group.key)
            if models or pages:
                url = f"{reverse('admin:index', current_app=self.name)}#{group.key}"
                about = {"app_label": group.key, "name": group.title, "app_url": url}
                sections.append({**about, "has_module_perms": True, "models": models, "pages": pages})
        return sections

    def app_index(self, request, app_label, extra_context=None):
        """The index holds the lists of all apps; where a page is in the admin, its app says to programmers only."""
        return HttpResponseRedirect(reverse("admin:index"))

    def index(self, request, extra_context=None):
        sections = self.sections(request)
        for section in sections:
            for model in section["models"]:
                model_admin = self.get_model_admin(model["model"])
                if getattr(model_admin, "has_number", True):
                    model["count"] = number_of_rows(model["model"])
                model["note"] = getattr(model_admin, "note", "")
        to_do, to_know = desk.sections(request.user)
        context = {
            "app_list": sections,
            "to_do": to_do,
            "to_know": to_know,
            "notices": [*on_the_desk(request.user), *(found.msg for found in run_checks(tags=["law"]) if may_work(request.user))],
            "sign_ins": sign_ins(request.user)[:OWN_SIGN_INS],
            "title": _("The desk"),
        }
        return super().index(request, {**context, **(extra_context or {})})
