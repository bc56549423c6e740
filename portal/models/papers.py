"""Private papers of a record: certificates, approvals, contracts, notices. Never public."""

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from portal.models.accounts import Person
from portal.models.history import History
from portal.models.kept_sql import QuerySet
from portal.models.records import Record
from portal.text.fields import LineField, key_field


class Paper(models.Model):
    """A file that staff with the right open through the admin, which writes each opening into the audit log."""

    class Kind(models.TextChoices):
        CERTIFICATE = "certificate", _("certificate")
        APPROVAL = "approval", _("approval")
        CONTRACT = "contract", _("contract")
        NOTICE = "notice", _("notice")
        OTHER = "other", _("other paper")

    id = key_field()
    record = models.ForeignKey(Record, models.CASCADE, related_name="papers", verbose_name=_("record"))
    kind = models.CharField(_("kind"), max_length=12, choices=Kind, default=Kind.OTHER)
    title = LineField(_("title"), max_length=200)
    file_name = models.CharField(_("name of the file"), max_length=200, editable=False)
    content_type = models.CharField(_("type of the file"), max_length=100, editable=False)
    size = models.PositiveBigIntegerField(_("size in bytes"), editable=False)
    digest = models.CharField(_("digest"), max_length=64, editable=False)
    added_by = models.ForeignKey(Person, models.PROTECT, null=True, editable=False, related_name="+", verbose_name=_("added by"))
    added_at = models.DateTimeField(_("added at"), default=timezone.now, editable=False)

    history = History()
    objects = QuerySet.as_manager()

    IN_PUBLIC = False

    class Meta:
        verbose_name = _("paper")
        verbose_name_plural = _("papers")
        ordering = ["kind", "title", "id"]

    def __str__(self):
        return self.title
