"""Cooperation intentions, each at the highest step that it has reached (initiatives.models.intention_steps).

What stands here is for the public once its sources are; what is not, such as a partner who did not consent to be named, stands in the
follow-up (initiatives.models.follow_ups), which no public page reads.
"""

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Case, Exists, F, OuterRef, Q, Subquery, Value, When
from django.db.models.functions import Coalesce
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from django_countries.fields import CountryField

from enterprises.models import Organization
from initiatives.models.amounts import WithAmount
from initiatives.models.dates import Precision, precision_only_with_a_date
from initiatives.models.initiatives import Initiative
from portal.models import Paper, Passage, ReviewStep
from portal.models.history import History
from portal.models.public import PartQuerySet, is_public
from portal.text.fields import LineField, Localized, key_field
from portal.text.languages.pairs import one_language

ON_A_PAPER_ALONE = Q(passage=None, paper__isnull=False)
RESTS_ON_SOMETHING = Q(passage__isnull=False) | Q(paper__isnull=False)


class Step(models.TextChoices):
    """How far an intention has come: a ladder, and three ways to leave it."""

    INTENTION = "intention", pgettext_lazy("of an intention", "intention")
    MEMORANDUM = "memorandum", pgettext_lazy("of an intention", "memorandum of understanding")
    CONTRACT = "contract", pgettext_lazy("of an intention", "contract")
    DELIVERED = "delivered", pgettext_lazy("of an intention", "delivered")
    DECLINED = "declined", pgettext_lazy("of an intention", "declined")
    LAPSED = "lapsed", pgettext_lazy("of an intention", "lapsed")
    CANCELLED = "cancelled", pgettext_lazy("of an intention", "cancelled")


LADDER = (Step.INTENTION, Step.MEMORANDUM, Step.CONTRACT, Step.DELIVERED)  # lowest first
OFF_LADDER = (Step.DECLINED, Step.LAPSED, Step.CANCELLED)


class IntentionQuerySet(PartQuerySet):
    def published(self):
        """What the public may read: the source that it rests on is public; of what rests on a private paper alone, what staff allow."""
        return super().published().filter(Q(passage__isnull=False) | Q(paper__isnull=False, may_be_described=True))

    def counted(self):
        """What the public may count: those, and whatever rests on a private paper alone."""
        on_paper = ON_A_PAPER_ALONE & is_public("initiative")
        return self.filter(Q(pk__in=self.model.objects.published().order_by().values("pk")) | on_paper)

    def evidenced(self):
        """Those that rest on a passage or a paper, whoever may read it."""
        return self.filter(RESTS_ON_SOMETHING)

    def were_public(self):
        """Those that the public can count, or could before their initiative was withdrawn: their steps stay as they are."""
        withdrawn = ReviewStep.objects.filter(record=OuterRef("initiative"), step=ReviewStep.Step.WITHDRAWN, at__gt=OuterRef("recorded_at"))
        return self.evidenced().filter(is_public("initiative") | Exists(withdrawn))

    def with_state(self, steps):
        """Each with its `state`, the highest Step that stands by `steps`, a queryset, and the truth `had_contract`.

        What ends it takes all before it along; it climbs again only by a step whose earliest day is after the latest day of every end.
        """
        standing = steps.standing().order_by()
        own, ends = standing.filter(intention=OuterRef("pk")), standing.filter(intention=OuterRef("intention"), step__in=OFF_LADDER)
        climbed = own.filter(Q(happened_on__isnull=False) & ~Exists(ends.not_before_outer()) | ~Exists(ends), step__in=LADDER)
        highest = climbed.order_by(rank().desc()).values("step")[:1]
        ended = own.filter(step__in=OFF_LADDER).order_by(F("happened_on").desc(nulls_first=True), "-recorded_at", "-id").values("step")[:1]
        return self.annotate(
            state=Coalesce(Subquery(highest), Subquery(ended), Value(Step.INTENTION), output_field=models.CharField()),
            had_contract=Exists(own.filter(step__in=(Step.CONTRACT, Step.DELIVERED))),
        )


def rank():
    """The expression that orders steps of the ladder."""
    return Case(*(When(step=step, then=place) for place, step in enumerate(LADDER)), output_field=models.IntegerField())


class Intention(WithAmount):
    """One intention of an organization of ours and another side to work together, which an initiative brought about. It is no contract
    until a step says so."""

    id = key_field()
    initiative = models.ForeignKey(Initiative, models.CASCADE, related_name="intentions", verbose_name=_("initiative"))
    our_side = models.ForeignKey(Organization, models.PROTECT, related_name="intentions", verbose_name=_("our side"))
    subject_en = LineField(_("subject in English"), max_length=200, blank=True, help_text=_("What it is about, without a name or a sum."))
    subject_zh = LineField(_("subject in Chinese"), max_length=200, blank=True)
    country = CountryField(
        _("market"), blank=True, blank_label=_("not listed"), help_text=_("The country or region of the other side, or where it sells.")
    )
    happened_on = models.DateField(_("date"), null=True, blank=True)
    happened_precision = models.CharField(_("date known"), max_length=5, choices=Precision, blank=True)
    other_side_may_be_named = models.BooleanField(
        _("the other side agreed to be named"),
        default=False,
        help_text=_("Without its consent it is counted and stands without a name; staff find the name in the follow-up."),
    )
    other_side = models.ForeignKey(
        Organization,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="intentions_of_others",
        verbose_name=_("other side, as the public reads it"),
    )
    other_name = LineField(_("its name, where it has no record"), max_length=250, blank=True)
    passage = models.ForeignKey(Passage, models.PROTECT, null=True, blank=True, related_name="intentions", verbose_name=_("passage"))
    paper = models.ForeignKey(
        Paper,
        models.RESTRICT,
        null=True,
        blank=True,
        related_name="intentions",
        verbose_name=_("private paper"),
        help_text=_("A paper of the initiative. What rests on a paper alone is counted in public, and not described."),
    )
    may_be_described = models.BooleanField(
        _("may be described"),
        default=False,
        help_text=_("Subject, our side and steps are public although no source says so, but a private paper."),
    )
    recorded_at = models.DateTimeField(_("recorded at"), default=timezone.now, editable=False)

    subject = Localized("subject")

    ON_PAGE_OF = "initiative"
    IN_PUBLIC = True
    SHOWN_WITH = ("initiative", "our_side", "passage__source")
    STAYS_ONCE_PUBLIC = True  # as its steps do: what taking an import back asks

    history = History()
    objects = IntentionQuerySet.as_manager()

    class Meta:
        verbose_name = _("cooperation intention")
        verbose_name_plural = _("cooperation intentions")
        ordering = ["initiative", F("happened_on").asc(nulls_last=True), "id"]
        constraints = [
            *WithAmount.Meta.constraints,
            one_language("subject"),
            precision_only_with_a_date(
                "happened_on",
                "happened_precision",
                _("Say how far the date is known, or give no date."),
                "intention_date_has_its_precision",
            ),
            models.CheckConstraint(
                name="intention_names_the_other_side_only_with_its_consent",
                condition=Q(other_side_may_be_named=True) | Q(other_side=None, other_name=""),
                violation_error_message=_("Only who agreed is named: tick that the other side did, or keep its name in the follow-up."),
            ),
            models.CheckConstraint(
                name="intention_names_the_other_side_once",
                condition=Q(other_side=None) | Q(other_name=""),
                violation_error_message=_("The other side has a record: leave its name empty."),
            ),
            models.CheckConstraint(
                name="intention_has_two_sides",
                condition=Q(other_side=None) | ~Q(other_side=F("our_side")),
                violation_error_message=_("The other side is another than ours."),
            ),
            models.CheckConstraint(
                name="intention_is_described_by_leave_only_from_a_paper",
                condition=Q(may_be_described=False) | ON_A_PAPER_ALONE,
                violation_error_message=_("“May be described” is for what rests on a private paper alone: choose one, or untick it."),
            ),
        ]

    def __str__(self):
        return self.subject

    def clean(self):
        super().clean()
        if self.paper and self.paper.record_id != self.initiative_id:
            raise ValidationError({"paper": _("This paper is another record’s.")})

    def why_hidden(self):
        if self.paper_id:
            return _("it rests on a private paper, and is only counted")
        return _("neither a passage nor a paper is given")

    @property
    def named_other_side(self):
        """The record of the other side, where the public may be led there."""
        return self.other_side if self.other_side and self.other_side.is_published else None

    @property
    def state_in_words(self):
        return Step(self.state).label

    @cached_property
    def was_public(self):
        return Intention.objects.were_public().filter(pk=self.pk).exists()
