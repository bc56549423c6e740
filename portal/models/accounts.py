"""Accounts of staff: what Publishers keep of them, the second factor, and attempts to sign in that failed."""

from django.contrib.auth.models import User
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


def name_of_user(user):
    """How a person is named: by their name, or where none is on record by the name of the account."""
    return user.get_full_name() or user.get_username()


class Person(User):
    """A user as our rows refer to it: Django's model is named by the name of the account, and a person by theirs."""

    class Meta:
        proxy = True
        verbose_name = User._meta.verbose_name
        verbose_name_plural = User._meta.verbose_name_plural
        ordering = ["username"]
        default_permissions = ()

    def __str__(self):
        return name_of_user(self)


class Account(Person):
    """A user as Publishers keep it; a superuser has Django's own forms besides."""

    class Meta:
        proxy = True
        verbose_name = _("account")
        verbose_name_plural = _("accounts")
        ordering = ["first_name", "username"]


class SecondFactor(models.Model):
    """The secret that a person's telephone shares with us, once a code of it was typed in; without a row there is none."""

    user = models.OneToOneField(Person, models.CASCADE, primary_key=True, related_name="second_factor", verbose_name=_("account"))
    secret = models.CharField(_("secret"), max_length=255)  # base32, encrypted: see portal/access/second_factor.py
    last_step = models.BigIntegerField(_("last step"), default=0)  # of time, whose code was taken: none is taken twice
    recovery_codes = models.JSONField(_("recovery codes"), default=list)  # digests of those that were not used
    set_up_at = models.DateTimeField(_("set up at"), default=timezone.now)

    IN_PUBLIC = False

    class Meta:
        verbose_name = _("second factor")
        verbose_name_plural = _("second factors")
        ordering = ["user_id"]

    def __str__(self):
        return str(self.user)


class Guess(models.Model):
    """One attempt to sign in that has not succeeded, until it is forgotten (portal/access/attempts.py)."""

    name = models.CharField(_("digest of the name"), max_length=64)  # a digest: somebody may have typed a password there
    network = models.CharField(_("network"), max_length=50, blank=True)
    at = models.DateTimeField(_("at"), default=timezone.now, db_index=True)

    IN_PUBLIC = False

    class Meta:
        verbose_name = _("failed attempt")
        verbose_name_plural = _("failed attempts")
        ordering = ["-at", "-id"]
        indexes = [
            models.Index(fields=["name", "network", "at"], name="guess_by_name"),
            models.Index(fields=["network", "at"], name="guess_by_network"),
        ]

    def __str__(self):
        return f"{self.at:%Y-%m-%d %H:%M} {self.network}"
