"""An enquiry can become an intention: its company is the other side then, and its person stays with the enquiry."""

from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from initiatives.models import FollowUp
from portal.enquiries.outgrowths import Outgrowth, register_outgrowth


def may_keep_intentions(user):
    return user.has_perms(["portal.change_record", "initiatives.add_intention", "initiatives.add_followup"])


def form_for(enquiry):
    return f"{reverse('admin:initiatives_intention_add')}?{urlencode({'enquiry': enquiry.pk})}"


def grown_from(enquiry):
    rows = FollowUp.objects.filter(enquiry=enquiry).select_related("intention__initiative").order_by("intention")
    return [
        (f"{row.intention} · {row.intention.initiative}", reverse("admin:initiatives_intention_change", args=[row.intention_id]))
        for row in rows
    ]


register_outgrowth(Outgrowth(_("Make an intention of it"), _("Intentions grown from it"), may_keep_intentions, form_for, grown_from))
