"""Mails that tell ERROR_MAIL of a fault: where it was met, never what somebody sent or what a value was; the log has the rest."""

import logging
import traceback
from datetime import timedelta
from pathlib import Path

from django.conf import settings
from django.db import DatabaseError, transaction
from django.utils import timezone

from portal.server.log import NUMBER, has_met_outage, kind_of

PAUSE_BETWEEN_MAILS = timedelta(minutes=30)  # one mail of a fault in so long, from all processes together
COUNTS_KEPT = timedelta(days=30)
SUBJECT = "Going Global: "


class ErrorMails(logging.Handler):
    """The handler of Django's log of requests. A mail is a row, which the worker sends; while the database is away there is the log."""

    def emit(self, record):
        request = getattr(record, "request", None)
        if not settings.ERROR_MAIL or not record.exc_info or request is None or has_met_outage(request):
            return
        try:
            write_error_mail(record, request)
        except DatabaseError:
            pass
        except Exception:
            self.handleError(record)


def write_error_mail(record, request):
    from portal.models import Mail
    from portal.models.locking.order import delete_old  # logging is set up before there are models

    kind, (file, line) = kind_of(record)
    subject = f"{SUBJECT}{kind.__name__} in {within_the_portal(file)}, line {line}"[:200]
    now = timezone.now()
    with transaction.atomic():
        if Mail.objects.filter(subject=subject, at__gt=now - PAUSE_BETWEEN_MAILS).exists():
            return
        delete_old(Mail.objects.filter(subject__startswith=SUBJECT, at__lte=now - COUNTS_KEPT))
        for address in settings.ERROR_MAIL:
            Mail.objects.create(to=address, subject=subject, body=mail_text(record, request))


def mail_text(record, request):
    errors, error = [], record.exc_info[1]
    while error is not None:
        errors += [type(error).__name__, *(f"  {within_the_portal(step)}" for step in traceback.format_tb(error.__traceback__))]
        error = error.__cause__ or error.__context__
    at = timezone.localtime().isoformat(" ", "seconds")
    return (
        f"A request failed by a fault of the portal.\n\n{at}\n{request.method} {request.META['portal.path']}\n"
        f"Number: {request.META[NUMBER]}\n\n"
        f"What the error says stands in the log, under this number. The same fault is not mailed again for "
        f"{PAUSE_BETWEEN_MAILS.seconds // 60} minutes.\n\n" + "\n".join(line.rstrip("\n") for line in errors) + "\n"
    )


def within_the_portal(text):
    return text.replace(f"{Path(settings.BASE_DIR)}/", "")
