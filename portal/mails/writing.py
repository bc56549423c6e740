"""Writes mails. Whoever does so in the transaction of what a mail tells of has both or neither."""

from django.template.loader import render_to_string
from django.utils.translation import override

from portal.context import host
from portal.models import Mail


def write(enquiry, to, template, language, **context):
    """Write one mail, whose template gives its subject in the first line."""
    with override(language):
        subject, body = render_to_string(template, {"enquiry": enquiry, "host": host(), **context}).strip().split("\n", 1)
    return Mail.objects.create(enquiry=enquiry, to=to, subject=" ".join(subject.split())[:200], body=body.strip() + "\n")
