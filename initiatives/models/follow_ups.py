"""What staff keep of an intention for themselves: who the other side is, the sum, who pursues it, and what comes next.

No public page, feed, file or search reads this table, and Viewers have no right on it.
"""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from enterprises.models import Organization
from initiatives.models.amounts import WithAmount
from initiatives.models.intentions import Intention
from portal.models import Enquiry, Person
from portal.models.history import History
from portal.models.kept_sql import QuerySet
from portal.text.fields import LineField, ParagraphField, key_field


class FollowUp(WithAmount):
    """The staff's side of one intention."""

    id = key_field()
    intention = models.OneToOneField(Intention, models.CASCADE, related_name="follow_up", verbose_name=_("cooperation intention"))
    counterparty = models.ForeignKey(
        Organization, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("other side, for staff only")
    )
    counterparty_name = LineField(
        _("its name, where it has no record"), max_length=250, blank=True, help_text=_("The company. Its people belong into the contact.")
    )
    contact = ParagraphField(_("contact"), blank=True)
    responsible = models.ForeignKey(
        Person, models.SET_NULL, null=True, blank=True, related_name="intentions_in_charge", verbose_name=_("person in charge")
    )
    deputy = models.ForeignKey(
        Person, models.SET_NULL, null=True, blank=True, related_name="intentions_as_deputy", verbose_name=_("deputy")
    )
    next_step = LineField(_("next step"), max_length=200, blank=True)
    next_on = models.DateField(_("next step on"), null=True, blank=True)
    note = ParagraphField(_("note"), blank=True)
    enquiry = models.ForeignKey(
        Enquiry, models.PROTECT, null=True, blank=True, editable=False, related_name="+", verbose_name=_("grown from the enquiry")
    )

    RIGHTS_ABOUT = "partners in hand"

    history = History()
    objects = QuerySet.as_manager()

    IN_PUBLIC = False

    class Meta:
        verbose_name = _("follow-up of an intention")
        verbose_name_plural = _("follow-ups of intentions")
        ordering = [F("next_on").asc(nulls_last=True), "id"]
        constraints = [
            *WithAmount.Meta.constraints,
            models.CheckConstraint(
                name="follow_up_names_the_other_side_once",
                condition=Q(counterparty=None) | Q(counterparty_name=""),
                violation_error_message=_("The other side has a record: leave its name empty."),
            ),
            models.CheckConstraint(
                name="follow_up_says_what_is_to_be_done_on_its_day",
                condition=Q(next_on=None) | ~Q(next_step=""),
                violation_error_message=_("Say what is to be done on that day."),
            ),
        ]

    def __str__(self):
        return str(self.intention)

    @property
    def counterparty_shown(self):
        return str(self.counterparty) if self.counterparty else self.counterparty_name
