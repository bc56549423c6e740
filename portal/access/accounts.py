"""The steps of an account: who may take them, why not, and what each does.

Publishers keep the accounts of everybody but superusers; nobody takes a step that locks themselves out, and one Publisher
who can sign in is always left.
"""

from datetime import timedelta

from django.conf import settings
from django.contrib.auth.models import Group
from django.contrib.auth.tokens import PasswordResetTokenGenerator
from django.db import transaction
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.encoding import force_bytes
from django.utils.http import base36_to_int, urlsafe_base64_encode
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, override

from portal.access import attempts, second_factor
from portal.access.audit import record_action, stored_detail
from portal.access.roles import ROLES
from portal.mails.password_links import write_link
from portal.models import Account, AuditEntry, SecondFactor
from portal.models.accounts import name_of_user
from portal.models.locking.order import lock

PUBLISHER = "Publisher"
CHANGE = "portal.change_account"


def role_of(user):
    """The highest role that a user has; empty for none. A superuser needs none."""
    groups = {group.name for group in user.groups.all()}
    return next((role for role in reversed(ROLES) if role in groups), "")


def has_password(user):
    """Whether somebody can sign in with a password: who was just invited has set none yet."""
    return user.has_usable_password()


def lasts(account):
    """How long a link to set the password works: shorter where there is one, for anybody may ask for a link by saying it is forgotten."""
    return timedelta(hours=settings.PASSWORD_LINK_HOURS) if has_password(account) else timedelta(days=settings.INVITATION_DAYS)


class LinkTokens(PasswordResetTokenGenerator):
    """Django's tokens, of which each lasts as long as `lasts` says; PASSWORD_RESET_TIMEOUT is the longer of both."""

    def check_token(self, user, token):
        if not super().check_token(user, token):
            return False
        made = base36_to_int(token.partition("-")[0])
        return self._num_seconds(self._now()) - made <= lasts(user).total_seconds()


tokens = LinkTokens()


def out_of_reach(actor, account):
    """Why `actor` may not touch this account at all; empty where they may."""
    if not actor.has_perm(CHANGE):
        return _("Only Publishers keep accounts.")
    if account.is_superuser and not actor.is_superuser:
        return _("This account is a superuser’s: Publishers do not change it.")
    return ""


def hold_roles():
    """To be called in a transaction before a role is judged: of two who put each other out the second sees what the first did."""
    lock(Group.objects.filter(name=PUBLISHER))


def is_last_publisher(account):
    """Whether no other Publisher can sign in."""
    others = Account.objects.filter(groups__name=PUBLISHER, is_active=True).exclude(pk=account.pk)
    return role_of(account) == PUBLISHER and account.is_active and not any(has_password(other) for other in others)


def refusal_of_role(actor, account, role):
    """Why `actor` may not give this account another role."""
    if account.pk == actor.pk:
        return _("Nobody changes their own role.")
    if role != PUBLISHER and is_last_publisher(account):
        return _("This is the last Publisher who can sign in.")
    return ""


def give_role(account, role):
    """Let the account have this role and no other; groups that are no role stay as they are."""
    account.groups.remove(*account.groups.filter(name__in=ROLES).exclude(name=role))
    account.groups.add(Group.objects.get(name=role))


def log_account_step(request, account, did, *, user=None, **values):
    """Write down what was done to an account; `user` is who did it, by default whoever is signed in."""
    name = f"{name_of_user(account)} ({account.get_username()})"
    record_action(request, AuditEntry.Action.ACCOUNT, Account(pk=account.pk), user=user, name=name, detail=stored_detail(did, **values))


@transaction.atomic
def make_link(request, account):
    """A link that sets the password once, within INVITATION_DAYS, which is mailed where the account has an address.

    The present password and all former links stop working, and all sessions end, for they depend on the password.
    """
    account.set_unusable_password()
    account.save(update_fields=["password"])
    return mailed_link(request, account)


def link_to_set_password(request, account):
    """The link itself, which the next change of the password, the next signing in and the time of `lasts` end."""
    address = reverse("set-password", args=[urlsafe_base64_encode(force_bytes(account.pk)), tokens.make_token(account)])
    return request.build_absolute_uri(address)


def mailed_link(request, account):
    """A link to set the password, which is on its way in both languages where the account has an address."""
    link = link_to_set_password(request, account)
    if not account.email:
        return link
    until = timezone.now() + lasts(account)
    context = {"name": name_of_user(account), "user_name": account.get_username(), "link": link, "until": until}
    texts = []
    for language, _name in settings.LANGUAGES:
        with override(language):
            texts.append((_("Your password for Going Global"), render_to_string("admin/link_mail.txt", context)))
    write_link(account.email, " · ".join(subject for subject, _text in texts), "\n\n".join(text for _subject, text in texts), until)
    return link


class AccountStep:
    """One thing that is done to an account. `refusal` says why `actor` may not; `do` does it, and gives a link where one is made."""

    key = label = effect = ""

    def refusal(self, actor, account):
        raise NotImplementedError

    def do(self, request, account):
        raise NotImplementedError


class NewLink(AccountStep):
    key, label = "link", gettext_lazy("Make a link to set the password")
    effect = gettext_lazy("The present password and every former link stop working at once, and all sessions end.")

    def refusal(self, actor, account):
        if account.pk == actor.pk:
            return _("You change your own password by “Change password”, above.")
        return "" if account.is_active else _("The account is deactivated.")

    def do(self, request, account):
        log_account_step(request, account, "link")
        return make_link(request, account)


class Deactivate(AccountStep):
    key, label = "deactivate", gettext_lazy("Deactivate")
    effect = gettext_lazy("All sessions end at once and the password is forgotten. What the person wrote stays, under their name.")

    def refusal(self, actor, account):
        if not account.is_active:
            return _("The account is deactivated already.")
        if account.pk == actor.pk:
            return _("Nobody deactivates their own account.")
        return _("This is the last Publisher who can sign in.") if is_last_publisher(account) else ""

    def do(self, request, account):
        """Without the password no session of before is good again, not even once the account is active again."""
        account.is_active = False
        account.set_unusable_password()
        account.save(update_fields=["is_active", "password"])
        log_account_step(request, account, "deactivated")


class Reactivate(AccountStep):
    key, label = "reactivate", gettext_lazy("Reactivate")
    effect = gettext_lazy("The person gets a link to set a new password.")

    def refusal(self, actor, account):
        return _("The account is active already.") if account.is_active else ""

    def do(self, request, account):
        account.is_active = True
        account.save(update_fields=["is_active"])
        log_account_step(request, account, "reactivated")
        return make_link(request, account)


class ResetSecondFactor(AccountStep):
    key, label = "second-factor", gettext_lazy("Reset the second factor")
    effect = gettext_lazy("The telephone and the recovery codes of the account are forgotten. Be sure that it is the person who asks.")

    def refusal(self, actor, account):
        if account.pk == actor.pk:
            return _("You keep your own second factor by “Second factor”, above.")
        return "" if second_factor.has_one(account) else _("The account has no second factor.")

    def do(self, request, account):
        SecondFactor.objects.filter(user=account.pk).delete()
        log_account_step(request, account, "factor-reset")


class Unlock(AccountStep):
    key, label = "unlock", gettext_lazy("Unlock")
    effect = gettext_lazy("The failed attempts to sign in by this name are forgotten: it can be tried again at once.")

    def refusal(self, actor, account):
        return "" if attempts.is_locked(account) else _("The account is not locked.")

    def do(self, request, account):
        attempts.unlock(account)
        log_account_step(request, account, "unlocked")


ACCOUNT_STEPS = {step.key: step for step in (NewLink(), Deactivate(), Reactivate(), ResetSecondFactor(), Unlock())}


def account_steps_for(actor, account):
    """The steps that `actor` may take with this account now."""
    if out_of_reach(actor, account):
        return []
    return [step for step in ACCOUNT_STEPS.values() if not step.refusal(actor, account)]


@transaction.atomic
def take_account_step(request, step, account):
    """Take one step. Returns (why not, the link that the step gives or None)."""
    hold_roles()
    actor = Account.objects.get(pk=request.user.pk)
    [account] = lock(Account.objects.filter(pk=account.pk))
    refusal = out_of_reach(actor, account) or step.refusal(actor, account)
    return (refusal, None) if refusal else ("", step.do(request, account))
