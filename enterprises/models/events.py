"""What happened to rights: days that staff enter, from which deadlines are derived."""

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from enterprises.models.licences import Licence
from enterprises.models.organizations import Organization
from enterprises.models.properties import CustomsRecordal, TrademarkRegistration
from portal.models import Paper, Passage, Person, ProposedChange, Statement
from portal.models.history import History
from portal.models.kept_sql import QuerySet
from portal.text.fields import LineField, ParagraphField, key_field

IS_HELD = Q(waits=False) | Q(proposal=None) | Q(proposal__state__in=[ProposedChange.State.OPEN, ProposedChange.State.ACCEPTED])
IS_FOLLOWED = Q(waits=False) | Q(proposal__state=ProposedChange.State.ACCEPTED)


class RightEventQuerySet(QuerySet):
    def unreplaced(self):
        """Without those that another replaces, whatever became of that."""
        return self.filter(replaced_by=None)

    def latest_of(self, condition):
        """Those that meet `condition` and are not corrected by another that does, be it by way of up to two that do not."""
        found, others = self.filter(condition), RightEvent.objects.filter(condition)
        for path in ("replaces", "replaces__replaces", "replaces__replaces__replaces"):
            # not asked row by row: corrections are few
            found = found.exclude(pk__in=others.filter(**{f"{path}__isnull": False}).order_by().values(path))
        return found

    def standing(self):
        """Those that hold: without those that another replaces. What a Publisher declined does not, so that nothing lapses because of it,
        and what it corrected holds again."""
        return self.latest_of(IS_HELD)

    def waiting(self):
        """Those of which a Publisher has not decided yet whether the public pages follow them."""
        return self.standing().filter(Q(proposal=None) | Q(proposal__state=ProposedChange.State.OPEN), waits=True)

    def in_effect(self):
        """Those that the public pages follow: what an Editor enters about a public record waits for a Publisher, and till then what it
        corrects holds."""
        return self.latest_of(IS_FOLLOWED)


class RightEvent(models.Model):
    """One thing that happened to a registration, a recordal, a licence or a right holder, on one day. It is appended: a wrong one is
    corrected by another, which names it as replaced and says why. Private, with its fee and its agent.

    What it `changed` of what is on record is taken back where it is corrected: see enterprises/effects.py.
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
        DID_NOT_HAPPEN = "did-not-happen", _("did not happen: it was entered in error")

    OF_REGISTRATION = (
        *(Verb.FILED, Verb.PUBLISHED, Verb.OPPOSED, Verb.REFUSED, Verb.REGISTERED, Verb.DECLARED, Verb.RENEWED, Verb.ASSIGNED),
        *(Verb.HOLDER_RENAMED, Verb.CONTACT_CHANGED, Verb.OTHER_CHANGE, Verb.INVALIDATED, Verb.CANCELLED, Verb.LAPSED),
        Verb.DID_NOT_HAPPEN,
    )
    OF_RECORDAL = (
        *(Verb.FILED, Verb.RECORDED, Verb.REFUSED, Verb.RENEWED, Verb.TOLD_TO_CUSTOMS, Verb.CONTACT_CHANGED, Verb.OTHER_CHANGE),
        *(Verb.CANCELLED, Verb.LAPSED, Verb.DID_NOT_HAPPEN),
    )
    OF_LICENCE = (
        *(Verb.LICENSED, Verb.FILED_FOR_RECORD, Verb.TOLD_TO_CUSTOMS, Verb.OTHER_CHANGE, Verb.LICENCE_ENDED, Verb.DID_NOT_HAPPEN),
    )
    OF_HOLDER = (Verb.HOLDER_RENAMED, Verb.CONTACT_CHANGED, Verb.DID_NOT_HAPPEN)
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
    paper = models.ForeignKey(Paper, models.RESTRICT, null=True, blank=True, related_name="right_events", verbose_name=_("paper"))
    agent = LineField(_("agent"), max_length=200, blank=True)
    fee = models.DecimalField(_("fee"), max_digits=19, decimal_places=4, null=True, blank=True)
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
    changed = models.JSONField(_("what it changed"), default=dict, editable=False)  # {column: [what stood there, what it gave]}
    proposal = models.ForeignKey(
        ProposedChange, models.SET_NULL, null=True, editable=False, related_name="right_events", verbose_name=_("proposed change")
    )
    waits = models.BooleanField(_("waits for a Publisher"), default=False, editable=False)  # with what it changes in public
    entered_by = models.ForeignKey(Person, models.PROTECT, null=True, editable=False, related_name="+", verbose_name=_("entered by"))
    entered_at = models.DateTimeField(_("entered at"), default=timezone.now, editable=False)

    RIGHTS_ABOUT = "rights in hand"

    history = History()
    objects = RightEventQuerySet.as_manager()

    IN_PUBLIC = True

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
                    violation_error_message=_("This event is entered already."),
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
                name="right_event_did_not_happen_only_in_place_of_another",
                condition=~Q(verb="did-not-happen") | Q(replaces__isnull=False),
                violation_error_message=_("Only an event that is entered can be said not to have happened."),
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
    def subject_name(self):
        """The column that names its subject, of SUBJECTS; None where there is none."""
        return next((name for name in self.SUBJECTS if getattr(self, f"{name}_id")), None)

    @property
    def subject(self):
        return self.registration or self.recordal or self.licence or self.holder

    @property
    def is_waiting(self):
        """Whether a Publisher has still to decide of what it changes in public."""
        return self.waits and (self.proposal is None or self.proposal.state == ProposedChange.State.OPEN)

    @property
    def is_followed(self):
        """Whether what it changes is written, so that the public pages follow it."""
        return not self.waits or (self.proposal is not None and self.proposal.state == ProposedChange.State.ACCEPTED)

    @property
    def is_declined(self):
        """Whether a Publisher declined what it changes in public, or whoever proposed it took that back: it does not hold then."""
        return not self.is_waiting and not self.is_followed

    def clean(self):
        super().clean()
        for name, verbs in self.SUBJECTS.items():
            if getattr(self, f"{name}_id") and self.verb and self.verb not in verbs:
                raise ValidationError({"verb": _("This does not happen to what is chosen.")})
        if self.replaces and any(getattr(self, f"{name}_id") != getattr(self.replaces, f"{name}_id") for name in self.SUBJECTS):
            raise ValidationError({"replaces": _("This is an event of something else.")})
