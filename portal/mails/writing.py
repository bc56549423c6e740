"""Writes mails. Whoever does so in the transaction of what a mail tells of has both or neither."""

from django.conf import settings
from django.template.loader import render_to_string
from django.utils.translation import override

from portal.models import Mail
from portal.text.fields import of_reader


def write_mail(to, template, language, *, enquiry=None, is_private=False, **context):
    """Write one mail, whose template gives its subject in the first line; what `is_private` is kept no longer than until it is sent."""
    with override(language):
        context |= {"enquiry": enquiry, "host": of_reader(settings.PORTAL_HOST)}
        subject, body = render_to_string(template, context).strip().split("\n", 1)
    texts = {"subject": " ".join(subject.split())[:200], "body": body.strip() + "\n"}
    return Mail.objects.create(enquiry=enquiry, to=to, is_private=is_private, **texts)
