"""What was public once and is not any more: its address says so, and nothing else of it."""

from django.http import Http404

from portal.models import Record
from portal.review.steps import was_public


class Withdrawn(Http404):
    """Something public was here. Answered by 410 (portal.site.not_found)."""


def not_found_or_gone(record):
    """The exception for an address that belongs to `record`, which is not public, or to none."""
    return Withdrawn() if record is not None and was_public(record) else Http404()


def among(keys):
    """Those of `keys` whose records were public and are not any more. A draft is not among them, nor is what never was."""
    records = Record.objects.filter(pk__in=keys)
    return {record.pk for record in records if not record.is_published and was_public(record)}


def of_address(slug):
    """The exception for an address at which no public record is, or was."""
    record = Record.objects.filter(slug=slug).first()
    return not_found_or_gone(record or Record.objects.filter(slug_redirects__slug=slug).first())
