"""The way in for staff: name and password, then the second factor where the account has one, and the pages that keep both."""

import time
from urllib.parse import unquote, urlsplit

import segno
from django import forms
from django.conf import settings
from django.contrib import admin, messages
from django.contrib.admin.forms import AdminAuthenticationForm
from django.contrib.auth import REDIRECT_FIELD_NAME, get_user_model, login
from django.contrib.auth.views import LoginView, PasswordResetConfirmView
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect
from django.urls import Resolver404, resolve, reverse, reverse_lazy
from django.utils.http import url_has_allowed_host_and_scheme, urlencode
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache

from portal.access import attempts, second_factor
from portal.access.accounts import log_account_step, tokens
from portal.access.audit import failed_to_sign_in, network_address
from portal.access.kept_forms.ended_sessions import is_kept_at, keep_form
from portal.models import SecondFactor

PENDING, SECRET = "pending", "new_secret"  # in the session: who gave the password and owes a code; a secret not yet confirmed, encrypted
PENDING_SECONDS = 600
ALLOWED_WITHOUT = {"second-factor-set-up", "second-factor-qr", "admin:logout", "admin:jsi18n", "set_language", "favicon"}

# Within the admin, but only sent to, asked by scripts, or part of the way in.
NO_PAGES = {
    *("admin:login", "admin:logout", "second-factor", "set-password", "admin_password_reset", "admin:jsi18n", "admin:autocomplete"),
    *("admin:suggest", "admin:read_figure", "admin:sitting", "admin:portal_auditentry_export"),
}


class CodeForm(forms.Form):
    code = forms.CharField(
        label=gettext_lazy("Code"),
        max_length=20,
        widget=forms.TextInput(attrs={"autocomplete": "one-time-code", "autocapitalize": "none", "spellcheck": "false", "autofocus": True}),
    )


def is_page(address):
    """Whether an address is a page of the admin, which one can open, or of a form whose text is kept."""
    path = unquote(urlsplit(address).path)
    try:
        match = resolve(path if path.endswith("/") else f"{path}/")
    except Resolver404:
        return False
    # the admin answers what it does not know without a name, and browsers take "…/../" out
    if not path.startswith(reverse("admin:index")) or not match.url_name or ".." in path.split("/"):
        return False
    return match.view_name not in NO_PAGES or is_kept_at(address)


def next_of(request):
    """Where somebody goes who has signed in: the page of the admin that the present address or form names, or the desk."""
    target = request.POST.get(REDIRECT_FIELD_NAME) or request.GET.get(REDIRECT_FIELD_NAME, "")
    is_ours = url_has_allowed_host_and_scheme(target, {request.get_host()}, require_https=request.is_secure())
    return target if is_ours and is_page(target) else reverse("admin:index")


def with_next(name, target):
    """The address of the page `name` on the way in, from which one goes on to `target`."""
    return reverse(name) if target == reverse("admin:index") else f"{reverse(name)}?{urlencode({REDIRECT_FIELD_NAME: target})}"


def sign_in_page(request, template, title, status=200, **context):
    response = admin.site.page(request, template, {"title": title, **context}, status)
    response["Cache-Control"] = "private, no-store"
    return response


def too_many(request, minutes, by_password=False):
    """The page for who tried too often, 429, with the time to wait."""
    hours = round(minutes / 60) if minutes > 90 else 0
    response = sign_in_page(
        request, "admin/too_many.html", _("Too many attempts"), 429, minutes=minutes, hours=hours, by_password=by_password
    )
    response["Retry-After"] = str(minutes * 60)
    return response


class SignIn(LoginView):
    """The first step. Who has a second factor is not signed in by it: the session only remembers that a code is owed."""

    authentication_form = AdminAuthenticationForm
    template_name = "admin/login.html"

    def get_redirect_url(self):
        return next_of(self.request)

    def get_context_data(self, **kwargs):
        return super().get_context_data(**kwargs) | {"waits": is_kept_at(self.get_redirect_url())}

    def post(self, request, *args, **kwargs):
        self.guess, wait = attempts.begin_sign_in(request.POST.get("username", ""), network_address(request))
        return too_many(request, wait, by_password=True) if wait else super().post(request, *args, **kwargs)

    def form_valid(self, form):
        attempts.succeeded(self.guess)
        user = form.get_user()
        if not second_factor.has_one(user):
            return super().form_valid(form)
        self.request.session.cycle_key()
        self.request.session[PENDING] = {
            "user": user.pk,
            "hash": user.get_session_auth_hash(),
            "until": time.time() + PENDING_SECONDS,
        }
        return HttpResponseRedirect(with_next("second-factor", self.get_success_url()))

    def form_invalid(self, form):
        if form.get_user() is not None:
            failed_to_sign_in(self.request, form.get_user(), "not-staff")
        return super().form_invalid(form)


def sign_in(request, context):
    """The view at admin/login/."""
    if REDIRECT_FIELD_NAME not in request.GET and REDIRECT_FIELD_NAME not in request.POST:
        context[REDIRECT_FIELD_NAME] = reverse("admin:index")
    return SignIn.as_view(extra_context=context)(request)


def who_owes_a_code(request):
    """The user who gave the password in this session lately and may still sign in; None where there is none."""
    pending = request.session.get(PENDING)
    if not pending or pending["until"] < time.time():
        return None
    user = get_user_model().objects.filter(pk=pending["user"], is_active=True, is_staff=True).first()
    return user if user and user.get_session_auth_hash() == pending["hash"] else None


def try_code(request, user, form):
    """Try the code of a form that is sent. Returns (whether it is right, the page of a refusal or None)."""
    guess, wait = attempts.begin_code(attempts.code_of(user), network_address(request))
    if wait:
        return False, too_many(request, wait)
    if second_factor.accept(user, form.cleaned_data["code"]):
        attempts.succeeded(guess)
        return True, None
    form.add_error("code", _("This code is not right, or was used already. A new one comes every 30 seconds."))
    return False, None


@never_cache
def second_step(request):
    """The second step of signing in: a code of the telephone, or a recovery code."""
    user = who_owes_a_code(request)
    if user is None:
        return HttpResponseRedirect(with_next("admin:login", next_of(request)))
    form, is_lost = CodeForm(request.POST or None), not second_factor.has_one_that_works(user)
    if request.method == "POST" and form.is_valid():
        is_right, refusal = try_code(request, user, form)
        if refusal:
            return refusal
        if is_right:
            del request.session[PENDING]
            target = with_next("second-factor-set-up", next_of(request)) if is_lost else next_of(request)
            login(request, user, "django.contrib.auth.backends.ModelBackend")
            return HttpResponseRedirect(target)
        failed_to_sign_in(request, user, "wrong-code")
    back = with_next("admin:login", next_of(request))
    return sign_in_page(request, "admin/second_step.html", _("Second step"), form=form, is_lost=is_lost, back=back)


def keep_second_factor(request):
    """Where somebody sees their second factor, makes new recovery codes or takes it off; either asks for a code first."""
    factor = SecondFactor.objects.filter(user=request.user.pk).first()
    if not second_factor.has_one_that_works(request.user):
        return redirect("second-factor-set-up")
    form = CodeForm(request.POST or None)
    form.fields["code"].widget.attrs.pop("autofocus")
    if request.method == "POST" and form.is_valid():
        is_right, refusal = try_code(request, request.user, form)
        if refusal:
            return refusal
        if is_right and "_off" in request.POST and not settings.STAFF_MFA_REQUIRED:
            factor.delete()
            log_account_step(request, request.user, "factor-removed")
            messages.success(request, _("Your second factor is taken off: your password alone signs you in."))
            return redirect("admin:index")
        if is_right:
            log_account_step(request, request.user, "codes")
            return show_codes(request, second_factor.new_codes(request.user))
    context = {"form": form, "factor": factor, "codes_left": len(factor.recovery_codes), "is_required": settings.STAFF_MFA_REQUIRED}
    return sign_in_page(request, "admin/second_factor.html", _("Second factor"), **context)


def secret_of(session):
    """The secret that is being set up; None where there is none, or where its key is gone."""
    return second_factor.opened_secret(session.get(SECRET, ""))


def show_codes(request, codes):
    return sign_in_page(request, "admin/recovery_codes.html", _("Recovery codes"), codes=codes, goes_on=next_of(request))


def set_up_second_factor(request):
    """The QR code of a fresh secret, which is kept once a code of it is typed in."""
    if second_factor.has_one_that_works(request.user):
        return redirect("second-factor-keep")
    if not settings.SECOND_FACTOR_KEYS:
        messages.warning(request, _("No second factor can be set up: the server has no key for it (SECOND_FACTOR_KEYS)."))
        return redirect("admin:index")
    secret = secret_of(request.session)
    if secret is None:
        secret = second_factor.new_secret()
        request.session[SECRET] = second_factor.sealed_secret(secret)
    form = CodeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        codes = second_factor.set_up(request.user, secret, form.cleaned_data["code"])
        if codes:
            del request.session[SECRET]
            log_account_step(request, request.user, "factor")
            return show_codes(request, codes)
        form.add_error("code", _("This is no code of the application for this QR code. Is the clock of the telephone right?"))
    spaced = " ".join(secret[place : place + 4] for place in range(0, len(secret), 4))
    is_lost = second_factor.has_one(request.user)
    context = {"form": form, "secret": spaced, "is_required": settings.STAFF_MFA_REQUIRED, "is_lost": is_lost}
    return sign_in_page(request, "admin/second_factor_set_up.html", _("Set up the second factor"), **context)


def qr_code(request):
    """The QR code of the secret that is being set up, as a picture of its own: nothing of it is written into the page."""
    secret = secret_of(request.session)
    if secret is None:
        raise Http404
    code = segno.make(second_factor.address_of_secret(secret, request.user, "Going Global"), error="m")
    response = HttpResponse(content_type="image/svg+xml")
    code.save(response, kind="svg", xmldecl=False, scale=6, light="#fff")
    response["Cache-Control"] = "private, no-store"
    return response


class SecondFactorRequired:
    """With STAFF_MFA_REQUIRED: whoever of the staff has no second factor sees nothing but the page that sets it up."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        return self.get_response(request)

    def process_view(self, request, view, args, kwargs):
        # without its cookie there is no session to ask, and pages for visitors stay the same for all
        if not settings.STAFF_MFA_REQUIRED or settings.SESSION_COOKIE_NAME not in request.COOKIES:
            return None
        user, name = request.user, request.resolver_match.view_name
        if not (user.is_authenticated and user.is_staff) or name in ALLOWED_WITHOUT or second_factor.has_one_that_works(user):
            return None
        target = request.get_full_path() if request.method == "GET" else keep_form(request)
        return HttpResponseRedirect(with_next("second-factor-set-up", target or reverse("admin:index")))


class SetPassword(PasswordResetConfirmView):
    """Where a link of an invitation leads: once, and for an account that is active."""

    template_name = "admin/set_password.html"
    token_generator = tokens
    title = gettext_lazy("Set your password")
    success_url = reverse_lazy("admin:login")

    def get_user(self, uidb64):
        user = super().get_user(uidb64)
        return user if user and user.is_active and user.is_staff else None

    def get_context_data(self, **kwargs):
        context = admin.site.each_context(self.request) | super().get_context_data(**kwargs)
        return context if context["validlink"] else context | {"title": _("This link works no more")}

    def form_valid(self, form):
        response = super().form_valid(form)
        log_account_step(self.request, self.user, "password-by-link", user=self.user)
        attempts.forget_here(self.user, network_address(self.request))
        messages.success(self.request, _("Your password is set. Sign in with it."))
        return response
