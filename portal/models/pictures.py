"""Pictures of a record: what they show, in words, and who allowed what until when."""

from django.core.validators import MaxValueValidator
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from portal.models.bounds import LARGEST_SMALL_INTEGER, within
from portal.models.history import History
from portal.models.public import PartQuerySet, today
from portal.models.records import Record
from portal.picture_widths import widths_of
from portal.text.fields import LineField, Localized, key_field

PICTURES_FOLDER = "pictures"


def file_name(key, digest, width):
    """The name of one file of a picture in the storage: no other picture has it, so none is shared or written twice."""
    return f"{PICTURES_FOLDER}/{key}-{digest[:16]}-{width}.webp"


class PictureQuerySet(PartQuerySet):
    def published(self):
        """Those of public records that say what they show and whose rights have not lapsed."""
        return super().published().exclude(alt_en="", alt_zh="").exclude(rights_until__lt=today())

    def unsaid(self):
        """Those that do not say in both languages what they show."""
        return self.filter(Q(alt_en="") | Q(alt_zh=""))

    def uncredited(self):
        """Those without a credit line, or of which nobody says who allowed them to be shown."""
        return self.filter(Q(credit="") | Q(rights=""))

    def covers(self):
        return self.filter(is_cover=True)

    def lapsing(self, by):
        """Those whose rights end on that day, its last, or have ended before."""
        return self.filter(rights_until__lte=by)


class Picture(models.Model):
    """One picture of a record. Its files are WebP in the widths that it has (see `files`), encoded by portal.media.pictures."""

    id = key_field()
    record = models.ForeignKey(Record, models.CASCADE, related_name="pictures", verbose_name=_("record"))
    position = models.PositiveSmallIntegerField(_("order"), default=0)
    is_cover = models.BooleanField(_("cover"), default=False, help_text=_("Shown on cards and at the head of the page."))
    digest = models.CharField(_("digest"), max_length=64, editable=False)
    width = models.PositiveIntegerField(_("width"), editable=False)
    height = models.PositiveIntegerField(_("height"), editable=False)
    alt_en = LineField(
        _("what it shows, in English"),
        max_length=250,
        blank=True,
        help_text=_("For those who cannot see it: one sentence. The record cannot be sent to review without it."),
    )
    alt_zh = LineField(_("what it shows, in Chinese"), max_length=250, blank=True)
    caption_en = LineField(_("caption in English"), max_length=300, blank=True)
    caption_zh = LineField(_("caption in Chinese"), max_length=300, blank=True)
    credit = LineField(
        _("credit"),
        max_length=200,
        blank=True,
        help_text=_("Photographer and holder, as they want to be named. Nothing is published without it."),
    )
    rights = LineField(
        _("who allowed what"),
        max_length=300,
        blank=True,
        help_text=_("Who gave the right to show it, and for what. Nothing is published without it. Staff only."),
    )
    rights_until = models.DateField(
        _("allowed until"), null=True, blank=True, help_text=_("The last day. After it the picture leaves the public pages.")
    )
    focus_x = models.PositiveSmallIntegerField(_("focus from the left, %"), default=50, validators=[MaxValueValidator(100)])
    focus_y = models.PositiveSmallIntegerField(_("focus from the top, %"), default=50, validators=[MaxValueValidator(100)])

    IN_PUBLIC = True
    SHOWN_WITH = ("record",)
    ON_PAGE_OF = "record"
    permit = ""  # lets whoever reads a preview see it, for a short time

    alt = Localized("alt")
    caption = Localized("caption")

    history = History()
    objects = PictureQuerySet.as_manager()

    class Meta:
        verbose_name = _("picture")
        verbose_name_plural = _("pictures")
        ordering = ["position", "id"]
        constraints = [
            models.UniqueConstraint(fields=["record"], condition=Q(is_cover=True), name="picture_one_cover"),
            within("position", 0, LARGEST_SMALL_INTEGER, _("A position is at most 32,767.")),
            models.CheckConstraint(name="picture_focus_is_inside", condition=Q(focus_x__lte=100, focus_y__lte=100)),
        ]

    def __str__(self):
        return self.alt or self.caption or f"{self.width} × {self.height}"

    @property
    def widths(self):
        """The widths in which it is stored, narrowest first."""
        return widths_of(self.width)

    @property
    def files(self):
        """{width: name in the storage}."""
        return {width: file_name(self.pk, self.digest, width) for width in self.widths}

    @property
    def is_lapsed(self):
        return self.rights_until is not None and self.rights_until < today()

    def why_hidden(self):
        return _("the right to show it has ended") if self.is_lapsed else _("it does not say what it shows")

    def address(self, width):
        """The public address of one of its files, which asks each time whether it may be shown."""
        address = reverse("picture", args=[self.pk, width])
        return f"{address}?pass={self.permit}" if self.permit else address

    @property
    def addresses(self):
        """[(width, address)] of its files, narrowest first."""
        return [(width, self.address(width)) for width in self.widths]

    @property
    def focus_classes(self):
        """The classes that keep its focal point in view where it is cropped, in steps of 5 %: a style sheet alone may say where."""
        return f"fx-{5 * round(self.focus_x / 5)} fy-{5 * round(self.focus_y / 5)}"
