"""Wiping the personal data of enquiries, and the files of mails: after ENQUIRY_DAYS, or because a sender asks for it."""

from contextlib import suppress
from datetime import timedelta
from email import message_from_bytes
from email.policy import default
from pathlib import Path

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from portal.models import Enquiry, EnquiryStep, KeptForm, Mail
from portal.models.enquiries import PERSONAL
from portal.models.locking.order import lock

BETWEEN_MESSAGES = b"-" * 79 + b"\n"  # in the files of django.core.mail.backends.filebased


def to_wipe():
    """Enquiries that are older than ENQUIRY_DAYS and not wiped."""
    return Enquiry.objects.filter(at__lt=timezone.now() - timedelta(days=settings.ENQUIRY_DAYS), wiped_at=None)


@transaction.atomic
def wipe(enquiries):
    """Wipe the personal data of `enquiries`, a queryset: their columns PERSONAL, the texts of their steps, their mails, and forms about
    them that staff typed when their session ended. Returns the number of enquiries.

    The rest stays, to be counted: when each came, its language, country, trade and records, and its steps. Enquiries have no history, and
    the audit log names them by their reference.
    """
    rows = lock(enquiries)
    EnquiryStep.objects.filter(enquiry__in=rows).update(text="")
    Mail.objects.filter(enquiry__in=rows).delete()
    KeptForm.objects.filter(path__in=[reverse("admin:portal_enquiry_change", args=[enquiry.pk]) for enquiry in rows]).delete()
    for enquiry in rows:
        for name in PERSONAL:
            setattr(enquiry, name, "")
        enquiry.token = enquiry.form = f"wiped-{enquiry.pk}"
        enquiry.wiped_at = timezone.now()
        enquiry.save()
    return len(rows)


def mail_files():
    """Files that Django's file backend wrote mails into, which it does where no mail server is named."""
    folder = Path(getattr(settings, "EMAIL_FILE_PATH", "") or "")
    if not settings.EMAIL_BACKEND.endswith("filebased.EmailBackend") or not folder.is_dir():
        return []
    return list(folder.glob("*.log"))


def old_mail_files():
    """Files of mails that are older than ENQUIRY_DAYS."""
    before = (timezone.now() - timedelta(days=settings.ENQUIRY_DAYS)).timestamp()
    return [file for file in mail_files() if file.stat().st_mtime < before]


def remove_mails_about(reference):
    """Take the messages whose subject has `reference`, such as "GG-7KQ2M9XA", out of the files of mails; a file may have messages of
    other enquiries beside them, which stay."""
    for file in mail_files():
        messages = file.read_bytes().split(BETWEEN_MESSAGES)
        others = [message for message in messages if reference not in subject_of(message)]
        if not any(message.strip() for message in others):
            file.unlink(missing_ok=True)
        elif len(others) < len(messages):
            file.write_bytes(BETWEEN_MESSAGES.join(others))


def subject_of(message):
    """The subject of a message in a file of Django's file backend, given as bytes; empty where it has none."""
    return str(message_from_bytes(message.lstrip(), policy=default)["subject"] or "")


def remove_mail_files(files):
    for file in files:
        with suppress(FileNotFoundError):
            file.unlink()
