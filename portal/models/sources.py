"""Where what the portal says comes from: a statement cites a passage of a source."""

from django.core.exceptions import ValidationError
from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from portal.models.bounds import LARGEST_FIGURE, LARGEST_INTEGER, within
from portal.models.history import History
from portal.models.kinds import kept_in
from portal.models.public import PartQuerySet, is_public
from portal.models.records import Record
from portal.models.source_kinds import SOURCES
from portal.models.terms import Measure
from portal.text import figure_wording
from portal.text.fields import LineField, Localized, ParagraphField, key_field
from portal.text.languages.pairs import one_language
from portal.text.search_words import Text


class Source(Record):
    """An article, notice, report or contract. While it is not published, neither is what only it says."""

    KINDS = kept_in(SOURCES.model)
    YEAR = "issued_on"

    publisher_en = LineField(_("publisher in English"), max_length=200, blank=True)
    publisher_zh = LineField(_("publisher in Chinese"), max_length=200, blank=True)
    author = LineField(_("author"), max_length=200, blank=True, help_text=_("As the source writes it."))
    editor = LineField(_("editor"), max_length=200, blank=True, help_text=_("As the source writes it."))
    issued_on = models.DateField(_("date of the source"), null=True, blank=True)
    url = models.URLField(_("web address"), max_length=500, blank=True)
    speaker_en = LineField(
        _("who speaks, in English"),
        max_length=200,
        blank=True,
        help_text=_("For passages that are somebody’s words: “the department” is shown as “as stated by the department”."),
    )
    speaker_zh = LineField(_("who speaks, in Chinese"), max_length=200, blank=True)
    about_en = ParagraphField(_("about this source, in English"), blank=True, help_text=_("Shown on the source’s page."))
    about_zh = ParagraphField(_("about this source, in Chinese"), blank=True)

    publisher = Localized("publisher")
    speaker = Localized("speaker")
    about = Localized("about")

    history = History()

    class Meta:
        verbose_name = _("source")
        verbose_name_plural = _("sources")

    @classmethod
    def searched_texts(cls, keys):
        columns = ("pk", "author", "editor", "publisher_en", "publisher_zh", "speaker_en", "speaker_zh", "about_en", "about_zh")
        for key, author, editor, *texts in cls._base_manager.filter(pk__in=keys).values_list(*columns):
            yield key, Text(*texts[:2])
            yield key, Text.as_written(author)
            yield key, Text.as_written(editor)
            yield key, Text(*texts[2:4])
            yield key, Text(*texts[4:])


class Passage(models.Model):
    """One citable place in a source, such as a sentence."""

    id = key_field()
    source = models.ForeignKey(Source, models.CASCADE, related_name="passages", verbose_name=_("source"))
    number = models.PositiveIntegerField(_("number"), validators=[MinValueValidator(1)], help_text=_("Its place in the source, from 1."))
    part_en = LineField(_("part in English"), max_length=80, blank=True, help_text=_("“Answer 1”: passages of one part stand together."))
    part_zh = LineField(_("part in Chinese"), max_length=80, blank=True)
    label_en = LineField(_("label in English"), max_length=80, blank=True, help_text=_("As a reader finds it: “answer 1, sentence 5”."))
    label_zh = LineField(_("label in Chinese"), max_length=80, blank=True)
    is_spoken = models.BooleanField(
        _("the speaker’s words"), default=False, help_text=_("Shown as stated by the speaker named at the source.")
    )
    note_en = LineField(
        _("note in English"), max_length=200, blank=True, help_text=_("Where nothing is stated: what the passage is, such as a question.")
    )
    note_zh = LineField(_("note in Chinese"), max_length=200, blank=True)
    text = ParagraphField(_("text"), blank=True, help_text=_("The passage itself, for staff only."))
    quotation = ParagraphField(
        _("quotation"),
        blank=True,
        help_text=_("The source’s own words, in its language, as the public may read them. Only with the right to show them."),
    )
    quotation_right = LineField(
        _("right to quote"),
        max_length=200,
        blank=True,
        help_text=_("Why these words may be shown, such as a permission and its day. For staff only; without it nothing is quoted."),
    )

    part = Localized("part")
    label = Localized("label")
    note = Localized("note")

    IN_PUBLIC = True
    SHOWN_WITH = ("source",)
    ON_PAGE_OF = "source"

    history = History()
    objects = PartQuerySet.as_manager()

    class Meta:
        verbose_name = _("passage")
        verbose_name_plural = _("passages")
        ordering = ["source", "number", "id"]
        constraints = [
            one_language("label"),
            models.CheckConstraint(
                name="passage_is_quoted_only_with_the_right",
                condition=Q(quotation="") | ~Q(quotation_right=""),
                violation_error_message=_("Note why these words may be shown (“right to quote”), or leave them out."),
            ),
            models.UniqueConstraint(
                fields=["source", "number"],
                name="passage_number_once",
                violation_error_message=_("This source has a passage of this number already."),
            ),
            models.CheckConstraint(
                name="passage_counts_from_one",
                condition=Q(number__gte=1),
                violation_error_message=_("Passages count from 1."),
            ),
            within("number", None, LARGEST_INTEGER, _("A passage’s number is at most 2,147,483,647.")),
        ]

    def __str__(self):
        return f"{self.number} · {self.label}"

    @property
    def shown_quotation(self):
        """The source's own words as the public reads them; empty where no right to show them is noted."""
        return self.quotation if self.quotation_right else ""


class StatementQuerySet(PartQuerySet):
    def of_public_sources(self):
        """Those whose source the public sees, whatever their record."""
        return self.filter(is_public("passage__source"))

    def with_figures(self):
        return self.exclude(measure=None)


class Statement(models.Model):
    """One thing that a source says of a record, in the portal's words; optionally with one figure."""

    Qualifier, Currency = figure_wording.Qualifier, figure_wording.Currency

    id = key_field()
    record = models.ForeignKey(Record, models.CASCADE, related_name="statements", verbose_name=_("record"))
    passage = models.ForeignKey(Passage, models.PROTECT, related_name="statements", verbose_name=_("passage"))
    wording_en = ParagraphField(_("wording in English"), blank=True, help_text=_("What the source says, in your own words."))
    wording_zh = ParagraphField(_("wording in Chinese"), blank=True)
    quoted = LineField(
        _("quoted words"), max_length=120, blank=True, help_text=_("The few words that carry a figure: “nearly 1.5 million yuan”.")
    )
    is_example = models.BooleanField(_("named as an example"), default=False, help_text=_("The source says “such as” or “including”."))
    as_of = models.DateField(
        _("as of"), null=True, blank=True, help_text=_("The day for which the statement holds, where the source gives it.")
    )
    measure = models.ForeignKey(Measure, models.PROTECT, null=True, blank=True, related_name="statements", verbose_name=_("measure"))
    value = models.DecimalField(_("value"), max_digits=20, decimal_places=4, null=True, blank=True)
    qualifier = models.CharField(_("qualifier"), max_length=10, choices=Qualifier, blank=True)
    currency = models.CharField(_("currency"), max_length=3, choices=Currency, blank=True)
    period_starts_on = models.DateField(_("period from"), null=True, blank=True)
    period_ends_on = models.DateField(_("period to"), null=True, blank=True)

    wording = Localized("wording")

    IN_PUBLIC = True
    SHOWN_WITH = ("record", "passage__source")
    ON_PAGE_OF = "record"

    history = History()
    objects = StatementQuerySet.as_manager()

    class Meta:
        verbose_name = _("statement")
        verbose_name_plural = _("statements")
        ordering = ["passage__source", "passage__number", "id"]
        indexes = [models.Index("measure", F("value").desc(), name="statement_largest_of_a_measure")]
        constraints = [
            one_language("wording"),
            models.CheckConstraint(
                name="statement_has_a_whole_figure_or_none",
                condition=Q(measure=None, value=None, qualifier="", currency="", period_starts_on=None, period_ends_on=None)
                | (Q(measure__isnull=False, value__isnull=False) & ~Q(qualifier="")),
                violation_error_message=_(
                    "A figure is whole or absent: give measure, value and qualifier together, or none of them, nor a currency or period."
                ),
            ),
            models.CheckConstraint(
                name="statement_value_is_not_negative",
                condition=Q(value=None) | Q(value__gte=0),
                violation_error_message=_("A figure is not less than zero."),
            ),
            within("value", None, LARGEST_FIGURE, _("A figure is below 1,000,000,000,000,000.")),
            models.CheckConstraint(
                name="statement_qualifier_is_known",
                condition=Q(qualifier__in=["", "exactly", "about", "nearly", "over", "at-least", "up-to"]),
                violation_error_message=_("Choose a qualifier from the list."),
            ),
            models.CheckConstraint(
                name="statement_period_starts_before_it_ends",
                condition=Q(period_starts_on=None) | Q(period_ends_on=None) | Q(period_starts_on__lte=F("period_ends_on")),
                violation_error_message=_("The period ends on or after the day it starts."),
            ),
        ]

    def __str__(self):
        return self.wording

    def clean(self):
        super().clean()
        if self.measure and self.measure.is_money and not self.currency:
            raise ValidationError({"currency": _("An amount of money needs its currency.")})
        if self.measure and not self.measure.is_money and self.currency:
            raise ValidationError({"currency": _("“%(measure)s” is a count: leave the currency empty.") % {"measure": self.measure}})

    @property
    def period(self):
        """For when the figure holds, in words; empty where no period is on record."""
        return figure_wording.period_in_words(self)

    @property
    def limits(self):
        """What limits it beside its wording, in words; empty where nothing does."""
        return figure_wording.limits_in_words(self)

    @cached_property
    def figure(self):
        """The figure as people read it (see portal.text.figure_wording.Figure), or None."""
        return figure_wording.read_statement(self) if self.measure_id else None

    @property
    def says_its_figure(self):
        """Whether the wording says the figure as the page would, so that it need not stand before it again."""
        return bool(self.figure) and figure_wording.is_said_in(self.wording, self.figure, self.quoted)
