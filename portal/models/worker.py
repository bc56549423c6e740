"""That the process is there which does what is done apart from requests."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class WorkerBeat(models.Model):
    """When the worker was last at work: one row (see portal.server.jobs.beating)."""

    at = models.DateTimeField(_("at"))

    IN_PUBLIC = False
    NOBODY_ASKS = True

    class Meta:
        verbose_name = _("sign of the worker")
        verbose_name_plural = _("signs of the worker")
        ordering = ["id"]

    def __str__(self):
        return f"{self.at:%Y-%m-%d %H:%M:%S}"
