"""What staff did, line by line: written once, read by Publishers, changed by nobody."""

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from portal.models.accounts import Person
from portal.models.kept_sql import QuerySet


class AuditEntry(models.Model):
    class Action(models.TextChoices):
        SIGNED_IN = "signed-in", _("signed in")
        SIGN_IN_FAILED = "sign-in-failed", _("failed to sign in")
        SIGNED_OUT = "signed-out", _("signed out")
        ADDED = "added", _("added")
        CHANGED = "changed", _("changed")
        DELETED = "deleted", _("deleted")
        REVIEWED = "reviewed", _("took a step of the review")
        PREVIEWED = "previewed", _("opened a preview link")
        OPENED_PAPER = "opened-paper", _("opened a paper")
        OPENED_ENQUIRY = "opened-enquiry", _("opened an enquiry")
        ANSWERED = "enquiry", _("worked on an enquiry")
        EXPORTED = "exported", _("exported")
        ACCOUNT = "account", _("changed an account")

    at = models.DateTimeField(_("at"), default=timezone.now, db_index=True)
    action = models.CharField(_("action"), max_length=16, choices=Action)
    user = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("person"))
    user_name = models.CharField(_("name of the account"), max_length=150, blank=True)  # that was tried, where nobody was signed in
    model = models.CharField(_("kind of row"), max_length=80, blank=True)  # its label, such as portal.paper
    row = models.CharField(_("key"), max_length=64, blank=True)
    name = models.CharField(_("name"), max_length=250, blank=True)
    detail = models.TextField(_("detail"), blank=True)
    address = models.GenericIPAddressField(_("network address"), null=True, blank=True)

    objects = QuerySet.as_manager()

    IN_PUBLIC = False

    class Meta:
        verbose_name = _("entry of the audit log")
        verbose_name_plural = _("entries of the audit log")
        ordering = ["-at", "-id"]

    def __str__(self):
        return f"{self.get_action_display()}: {self.name or self.user_name}"
