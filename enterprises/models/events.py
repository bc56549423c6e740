"""What happened to rights: days that staff enter, from which deadlines are derived."""

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from enterprises.models.licences import Licence
from enterprises.models.organizations import Organization
from enterprises.models.properties import CustomsRecordal, TrademarkRegistration
from portal.models import Paper, Passage, Person, Statement
from portal.models.history import History
from portal.text.fields import LineField, ParagraphField, key_field


class RightEventQuerySet(models.QuerySet):
    def standing(self):
        """Without those that another replaces."""
        return self.filter(replaced_by=None)


class RightEvent(models.Model):
    """One thing that happened to a registration, a recordal, a licence or a right holder, on one day. It is appended: a wrong one is
    corrected by another, which names it as replaced and says why. Private, with its fee and its agent.
    """

    class Verb(models.TextChoices):
        FILED = "filed", _("filed")
        PUBLISHED = "published", _("preliminarily published")
        OPPOSED = "opposed", _("opposed")
        REFUSED = "refused", _("refused")
        REGISTERED = "registered", _("registered")
        DECLARED = "declared", _("use declared")
        RENEWED = "renewed", _("renewed")
        ASSIGNED = "assigned", _("assigned")
        HOLDER_RENAMED = "holder-renamed", _("holder renamed")
        CONTACT_CHANGED = "contact-changed", _("contact or address changed")
        OTHER_CHANGE = "other-change", _("other change of what the recordal’s application says")
        LICENSED = "licensed", _("licensed")
        LICENCE_ENDED = "licence-ended", _("licence ended")
        FILED_FOR_RECORD = "filed-for-record", _("filed for record")
        RECORDED = "recorded", _("recorded at customs")
        TOLD_TO_CUSTOMS = "told-to-customs", _("updated at customs")
        INVALIDATED = "invalidated", _("invalidated")
        CANCELLED = "cancelled", _("cancelled")
        LAPSED = "lapsed", _("lapsed")

    OF_REGISTRATION = (
        *(Verb.FILED, Verb.PUBLISHED, Verb.OPPOSED, Verb.REFUSED, Verb.REGISTERED, Verb.DECLARED, Verb.RENEWED, Verb.ASSIGNED),
        *(Verb.HOLDER_RENAMED, Verb.CONTACT_CHANGED, Verb.OTHER_CHANGE, Verb.INVALIDATED, Verb.CANCELLED, Verb.LAPSED),
    )
    OF_RECORDAL = (
        *(Verb.FILED, Verb.RECORDED, Verb.REFUSED, Verb.RENEWED, Verb.TOLD_TO_CUSTOMS, Verb.CONTACT_CHANGED, Verb.OTHER_CHANGE),
        *(Verb.CANCELLED, Verb.LAPSED),
    )
    OF_LICENCE = (Verb.LICENSED, Verb.FILED_FOR_RECORD, Verb.TOLD_TO_CUSTOMS, Verb.OTHER_CHANGE, Verb.LICENCE_ENDED)
    OF_HOLDER = (Verb.HOLDER_RENAMED, Verb.CONTACT_CHANGED)
    SUBJECTS = {"registration": OF_REGISTRATION, "recordal": OF_RECORDAL, "licence": OF_LICENCE, "holder": OF_HOLDER}
    ENDS_RIGHT = (Verb.REFUSED, Verb.INVALIDATED, Verb.CANCELLED, Verb.LAPSED)

    id = key_field()
    registration = models.ForeignKey(
        TrademarkRegistration, models.CASCADE, null=True, blank=True, related_name="events", verbose_name=_("registration")
    )
    recordal = models.ForeignKey(
        CustomsRecordal, models.CASCADE, null=True, blank=True, related_name="events", verbose_name=_("customs recordal")
    )
    licence = models.ForeignKey(Licence, models.CASCADE, null=True, blank=True, related_name="events", verbose_name=_("licence"))
    holder = models.ForeignKey(
        Organization,
        models.CASCADE,
        null=True,
        blank=True,
        related_name="right_events",
        verbose_name=_("right holder"),
        help_text=_("Where it concerns all rights of an organization, as a new name does."),
    )
    verb = models.CharField(_("what happened"), max_length=16, choices=Verb)
    happened_on = models.DateField(_("on"), help_text=_("The day from which the law counts: that of publication, where it is published."))
    expires_on = models.DateField(_("new term ends on"), null=True, blank=True)
    former_expires_on = models.DateField(_("old term ended on"), null=True, blank=True)
    new_owner = models.ForeignKey(
        Organization, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("new owner"), help_text=_("Of an assignment.")
    )
    passage = models.ForeignKey(Passage, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("passage"))
    paper = models.ForeignKey(Paper, models.PROTECT, null=True, blank=True, related_name="right_events", verbose_name=_("paper"))
    agent = LineField(_("agent"), max_length=200, blank=True)
    fee = models.DecimalField(_("fee"), max_digits=12, decimal_places=2, null=True, blank=True)
    fee_currency = models.CharField(_("currency of the fee"), max_length=3, choices=Statement.Currency, blank=True)
    note = ParagraphField(_("note"), blank=True)
    replaces = models.OneToOneField(
        "self",
        models.RESTRICT,
        null=True,
        blank=True,
        related_name="replaced_by",
        verbose_name=_("replaces"),
        help_text=_("The wrong event in whose place this one stands."),
        error_messages={"unique": _("This event is replaced already: correct the one that replaces it.")},
    )
    reason = ParagraphField(_("reason"), blank=True, help_text=_("Of a correction."))
    entered_by = models.ForeignKey(Person, models.PROTECT, null=True, editable=False, related_name="+", verbose_name=_("entered by"))
    entered_at = models.DateTimeField(_("entered at"), default=timezone.now, editable=False)

    RIGHTS_ABOUT = "rights in hand"

    history = History()
    objects = RightEventQuerySet.as_manager()

    class Meta:
        verbose_name = _("event of a right")
        verbose_name_plural = _("events of rights")
        ordering = ["happened_on", "entered_at", "id"]
        constraints = [
            models.CheckConstraint(
                name="right_event_has_one_subject",
                condition=Q(registration__isnull=False, recordal=None, licence=None, holder=None)
                | Q(registration=None, recordal__isnull=False, licence=None, holder=None)
                | Q(registration=None, recordal=None, licence__isnull=False, holder=None)
                | Q(registration=None, recordal=None, licence=None, holder__isnull=False),
                violation_error_message=_("Choose one: a registration, a recordal, a licence or a right holder."),
            ),
            *(
                models.UniqueConstraint(
                    fields=[subject, "verb", "happened_on"],
                    condition=Q(replaces=None),
                    name=f"right_event_once_for_a_{subject}",
                    violation_error_message=_("This event is on record already."),
                )
                for subject in ("registration", "recordal", "licence", "holder")
            ),
            models.CheckConstraint(
                name="right_event_gives_a_term_only_where_renewed",
                condition=Q(expires_on=None, former_expires_on=None) | Q(verb__in=["renewed", "registered", "recorded"]),
                violation_error_message=_("Only a registration, a recordal or a renewal gives a term."),
            ),
            models.CheckConstraint(
                name="right_event_new_term_follows_the_old",
                condition=Q(expires_on=None) | Q(former_expires_on=None) | Q(former_expires_on__lt=F("expires_on")),
                violation_error_message=_("The new term ends after the old one."),
            ),
            models.CheckConstraint(
                name="right_event_has_a_new_owner_only_where_assigned",
                condition=Q(new_owner=None) | Q(verb="assigned"),
                violation_error_message=_("Only an assignment has a new owner."),
            ),
            models.CheckConstraint(
                name="right_event_fee_has_its_currency",
                condition=Q(fee=None, fee_currency="") | (Q(fee__isnull=False, fee__gte=0) & ~Q(fee_currency="")),
                violation_error_message=_("Give the fee and its currency together, and no fee below zero."),
            ),
            models.CheckConstraint(
                name="right_event_replaces_with_a_reason",
                condition=Q(replaces=None, reason="") | (Q(replaces__isnull=False) & ~Q(reason="")),
                violation_error_message=_("Say why the event is replaced; without one that is replaced there is no reason to give."),
            ),
            models.CheckConstraint(
                name="right_event_does_not_replace_itself",
                condition=Q(replaces=None) | ~Q(replaces=F("id")),
                violation_error_message=_("An event does not replace itself."),
            ),
        ]

    def __str__(self):
        return _("%(subject)s: %(verb)s") % {"subject": self.subject, "verb": self.get_verb_display()}

    @property
    def subject(self):
        return self.registration or self.recordal or self.licence or self.holder

    def clean(self):
        super().clean()
        for name, verbs in self.SUBJECTS.items():
            if getattr(self, f"{name}_id") and self.verb and self.verb not in verbs:
                raise ValidationError({"verb": _("This does not happen to what is chosen.")})
        if self.replaces and any(getattr(self, f"{name}_id") != getattr(self.replaces, f"{name}_id") for name in self.SUBJECTS):
            raise ValidationError({"replaces": _("This is an event of something else.")})
