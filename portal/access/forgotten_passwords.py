"""For who forgot their password: a link to set another, mailed to the address of the account.

The answer is the same, and as fast, whether there is such an account or not, and the present password goes on until the link is used:
nobody locks anybody out by asking. A second factor is asked for after it as ever.
"""

from django import forms
from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext_lazy
from django.views.decorators.cache import never_cache

from portal.access import attempts
from portal.access.accounts import log_account_step, mailed_link
from portal.access.audit import network_address
from portal.access.signing_in import sign_in_page, too_many
from portal.models import Account

# Django says so where people sign in and set a password, and has no Chinese for it.
gettext_lazy("Forgotten your login credentials?")
ngettext_lazy(
    "This password is too short. It must contain at least %d character.",
    "This password is too short. It must contain at least %d characters.",
)


class NameForm(forms.Form):
    name = forms.CharField(
        label=gettext_lazy("User name or e-mail address"),
        max_length=254,
        widget=forms.TextInput(attrs={"autocomplete": "username", "autocapitalize": "none", "spellcheck": "false"}),
    )


def account_named(name):
    """The active account of staff that has this user name or e-mail address, and an address to write to; None without one."""
    named = Q(username__iexact=name) | Q(email__iexact=name)
    found = Account.objects.filter(named, is_active=True, is_staff=True).exclude(email="")[:2]
    return found[0] if len(found) == 1 else None


def afterwards(response, do):
    """Have `do` called once `response` has been sent: how long it takes to write a mail tells whoever asks nothing."""
    close = response.close

    def closed():
        try:
            do()
        finally:
            close()

    response.close = closed


@transaction.atomic
def send_link(request, account):
    log_account_step(request, account, "link-asked", user=account)
    mailed_link(request, account)


@never_cache
def forgot_password(request):
    """Asks for a name, and mails a link to the account that has it."""
    form = NameForm(request.POST or None)
    account, is_sent = None, request.method == "POST" and form.is_valid()
    if is_sent:
        name = form.cleaned_data["name"]
        account = account_named(name)
        _attempt, wait = attempts.begin_link(attempts.link_of(account.get_username() if account else name), network_address(request))
        if wait:
            return too_many(request, wait)
    response = sign_in_page(request, "admin/forgotten_password.html", _("Forgotten password"), form=form, is_sent=is_sent)
    if account:
        afterwards(response, lambda: send_link(request, account))
    return response
