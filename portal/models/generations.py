"""The generation of what is public: numbers that the database itself raises in whatever transaction changes a row that public pages read.

Each model says as IN_PUBLIC whether they do; portal/models/triggers/generations.py has the triggers.
"""

from django.apps import apps
from django.db import models
from django.utils.translation import gettext_lazy as _

APPS_IN_PRIVATE = frozenset({"admin", "auth", "contenttypes", "sessions"})  # of Django: of their rows no public page says anything


def is_in_public(model):
    """Whether public pages read rows of `model`; None of one that does not say. What stands between two models, or keeps the history of
    one, follows from it."""
    if of := model._meta.auto_created or getattr(model, "instance_type", None):  # which django-simple-history gives its models
        return is_in_public(of)
    if model._meta.app_label in APPS_IN_PRIVATE:
        return False
    return getattr(model, "IN_PUBLIC", None)


def models_in_public():
    """Every model with a table of its own whose rows public pages read."""
    return [model for model in apps.get_models(include_auto_created=True) if not model._meta.proxy and is_in_public(model)]


class Generation(models.Model):
    """How often something public was changed by those who write in this stripe: so many may write at once without waiting for each
    other. The sum of the numbers moves with each change. Only the database writes it; without any row nothing is known, and nothing
    is kept that was made of public rows."""

    stripe = models.PositiveSmallIntegerField(_("stripe"), primary_key=True)
    number = models.BigIntegerField(_("number"), default=0)
    at = models.DateTimeField(_("at"))  # when it was raised last

    IN_PUBLIC = False
    NOBODY_ASKS = True  # nobody has rights on rows that only the database writes

    class Meta:
        verbose_name = _("generation")
        verbose_name_plural = _("generations")
        ordering = ["stripe"]

    def __str__(self):
        return f"{self.stripe}: {self.number}"
