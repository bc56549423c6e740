"""Amounts of money that a row holds by itself: never added up, never without their qualifier."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from portal.models.bounds import LARGEST_FIGURE, within
from portal.text.figure_wording import Currency, Qualifier, read_amount


class WithAmount(models.Model):
    """A row that may name one amount: value, qualifier and currency together, or none of them."""

    value = models.DecimalField(_("amount"), max_digits=20, decimal_places=4, null=True, blank=True)
    qualifier = models.CharField(_("qualifier"), max_length=10, choices=Qualifier, blank=True)
    currency = models.CharField(_("currency"), max_length=3, choices=Currency, blank=True)

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                name="%(class)s_amount_is_whole_or_absent",
                condition=Q(value=None, qualifier="", currency="") | (Q(value__isnull=False) & ~Q(qualifier="") & ~Q(currency="")),
                violation_error_message=_("An amount is whole or absent: give value, qualifier and currency together, or none of them."),
            ),
            models.CheckConstraint(
                name="%(class)s_amount_is_not_negative",
                condition=Q(value=None) | Q(value__gte=0),
                violation_error_message=_("An amount is not less than zero."),
            ),
            within("value", None, LARGEST_FIGURE, _("An amount is below 1,000,000,000,000,000.")),
        ]

    @property
    def amount(self):
        """The amount as people read it (portal.text.figure_wording.Figure), or None."""
        return None if self.value is None else read_amount(self)
