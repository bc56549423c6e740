"""A draft or a proposed change as the public would see it.

The page is drawn inside a transaction in which the record is public and the change is written; the transaction is
rolled back before anybody else can see it. So a preview is the public page itself, by the very same queries.
"""

from django.conf import settings
from django.contrib.auth import get_user_model
from django.core import signing
from django.db import transaction
from django.http import Http404
from django.urls import resolve

from portal.access.audit import record_action
from portal.models import AuditEntry, Record
from portal.review import proposals
from portal.review.consequences.rehearsal import NOT_YET_SAID, publish_at_once
from portal.review.corrections import REASON
from portal.review.preview_links import SALT, open_proposal
from portal.server.refusals import read_only


def may_preview(user):
    return user.is_active and user.is_staff and user.has_perm("portal.view_record")


def shown_to_staff(request, slug):
    """The page at that address as staff alone see it: of a record that is not public, or with the change that the query string
    names. None for everybody else and everywhere else. Who is signed in is asked only where it matters."""
    if "proposal" in request.GET:
        proposal = open_proposal(request.GET["proposal"])
        record = proposal and proposal.record
    else:
        proposal, record = None, Record.objects.filter(slug=slug).first()
        record = None if record and record.is_published else record
    if record is None or record.slug != slug or not may_preview(request.user):
        return None
    return draw(request, record, proposal)


def draw(request, record, proposal=None):
    """The response of the record's public page, with `proposal` written where one is given."""
    with transaction.atomic():
        if not record.is_published:
            publish_at_once([record])
        refusals = proposals.write_proposal(request, proposal, {REASON[0]: NOT_YET_SAID}) if proposal else []
        record = Record.objects.get(pk=record.pk)
        address = resolve(record.get_absolute_url())
        preview = {"record": record, "proposal": proposal, "refusals": refusals}
        response = address.func(request, *address.args, **address.kwargs, preview=preview)
        if hasattr(response, "render"):
            response.render()
        transaction.set_rollback(True)
    response["Cache-Control"] = "private, no-store"
    response["X-Robots-Tag"] = "noindex"
    return response


@read_only
def by_link(request, token):
    """The page behind a preview link: until it expires, or whoever made it may no longer see the record."""
    try:
        content = signing.loads(token, salt=SALT, max_age=settings.PREVIEW_LINK_DAYS * 24 * 3600)
    except signing.BadSignature:
        raise Http404 from None
    maker = get_user_model().objects.filter(pk=content["by"]).first()
    record = Record.objects.filter(pk=content["record"]).first()
    proposal = open_proposal(content["proposal"]) if "proposal" in content else None
    if maker is None or record is None or not may_preview(maker) or ("proposal" in content and proposal is None):
        raise Http404
    record_action(request, AuditEntry.Action.PREVIEWED, record, user=maker)
    return draw(request, record, proposal)
