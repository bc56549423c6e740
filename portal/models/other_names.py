"""The other names and the former addresses by which a record is met."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from portal.models.history import History
from portal.models.kept_sql import QuerySet
from portal.models.public import PartQuerySet
from portal.text.fields import LineField, key_field, validate_address


class AlternativeName(models.Model):
    """Another name under which a record is met: a short form, a former name, the name in a third language."""

    class Language(models.TextChoices):
        ENGLISH = "en", _("English")
        CHINESE = "zh-Hans", _("Chinese")
        OTHER = "und", _("other")

    id = key_field()
    record = models.ForeignKey("portal.Record", models.CASCADE, related_name="alternative_names", verbose_name=_("record"))
    name = LineField(_("name"), max_length=250)
    language = models.CharField(_("language"), max_length=10, choices=Language, default=Language.ENGLISH)
    passage = models.ForeignKey("portal.Passage", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("passage"))

    ON_PAGE_OF = "record"
    IN_PUBLIC = True
    SHOWN_WITH = ("record", "passage__source")

    history = History()
    objects = PartQuerySet.as_manager()

    class Meta:
        verbose_name = _("alternative name")
        verbose_name_plural = _("alternative names")
        ordering = ["name", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["record", "name"],
                name="alternative_name_once",
                violation_error_message=_("This record has this name already."),
            )
        ]

    def __str__(self):
        return self.name


class SlugRedirect(models.Model):
    """An address that a record had before."""

    slug = models.CharField(_("address"), max_length=100, unique=True, validators=[validate_address])
    record = models.ForeignKey("portal.Record", models.CASCADE, related_name="slug_redirects", verbose_name=_("record"))

    ON_PAGE_OF = "record"

    objects = QuerySet.as_manager()

    IN_PUBLIC = True

    class Meta:
        verbose_name = _("former address")
        verbose_name_plural = _("former addresses")
        ordering = ["slug"]

    def __str__(self):
        return self.slug
