"""Forms of staff that were taken, by their keys, and what was typed into those that could not be (portal/access/kept_forms)."""

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from portal.models.accounts import Person
from portal.models.kept_sql import QuerySet


class SentForm(models.Model):
    """A form that was taken: sent again it makes nothing more."""

    key = models.CharField(_("digest of the key"), max_length=64, primary_key=True)
    said = models.CharField(_("digest of what it said"), max_length=64)
    row = models.CharField(_("row"), max_length=200, blank=True)  # the key of what it made
    at = models.DateTimeField(_("at"), default=timezone.now, db_index=True)

    objects = QuerySet.as_manager()

    IN_PUBLIC = False

    class Meta:
        verbose_name = _("form that was sent")
        verbose_name_plural = _("forms that were sent")
        ordering = ["key"]

    def __str__(self):
        return f"{self.at:%Y-%m-%d %H:%M}"


class KeptForm(models.Model):
    """What was typed into a form, sealed, until whoever typed it has signed in again."""

    key = models.CharField(_("digest of the key"), max_length=64, primary_key=True)
    user = models.ForeignKey(Person, models.CASCADE, related_name="+", verbose_name=_("account"))
    path = models.CharField(_("address"), max_length=300)
    sealed = models.BinaryField(_("content"))
    at = models.DateTimeField(_("at"), default=timezone.now, db_index=True)

    objects = QuerySet.as_manager()

    IN_PUBLIC = False

    class Meta:
        verbose_name = _("kept form")
        verbose_name_plural = _("kept forms")
        ordering = ["-at", "key"]

    def __str__(self):
        return f"{self.at:%Y-%m-%d %H:%M} {self.path}"
