"""How what an enquiry says of a person is wiped: by its time, or because the sender asks for it."""

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
    """The enquiries that are older than ENQUIRY_DAYS and still say something of a person."""
    return Enquiry.objects.filter(at__lt=timezone.now() - timedelta(days=settings.ENQUIRY_DAYS), wiped_at=None)


@transaction.atomic
def wipe(enquiries):
    """Take out of `enquiries`, and of whatever was written about them, all that says something of a person. What remains is
    when each came, in which language, from which country, from whom by trade, about which records, and what became of it.

    No history is kept of enquiries, and the audit log names them by their reference. Returns how many were wiped.
    """
    found = lock(enquiries)
    EnquiryStep.objects.filter(enquiry__in=found).update(text="")
    Mail.objects.filter(enquiry__in=found).delete()
    KeptForm.objects.filter(path__in=[reverse("admin:portal_enquiry_change", args=[enquiry.pk]) for enquiry in found]).delete()
    for enquiry in found:
        for name in PERSONAL:
            setattr(enquiry, name, "")
        enquiry.token = enquiry.form = f"wiped-{enquiry.pk}"
        enquiry.wiped_at = timezone.now()
        enquiry.save()
    return len(found)


def mail_files():
    """The files into which mails were written, where no mail server is named."""
    folder = Path(getattr(settings, "EMAIL_FILE_PATH", "") or "")
    if not settings.EMAIL_BACKEND.endswith("filebased.EmailBackend") or not folder.is_dir():
        return []
    return list(folder.glob("*.log"))


def old_mail_files():
    """Those older than ENQUIRY_DAYS."""
    before = (timezone.now() - timedelta(days=settings.ENQUIRY_DAYS)).timestamp()
    return [file for file in mail_files() if file.stat().st_mtime < before]


def mail_files_about(reference):
    """Those with a message whose subject names an enquiry; a file may have several."""
    return [file for file in mail_files() if any(reference in subject for subject in subjects(file.read_bytes()))]


def subjects(written):
    """The subjects of the messages in a file of Django's file backend."""
    for message in written.split(BETWEEN_MESSAGES):
        yield str(message_from_bytes(message.lstrip(), policy=default)["subject"])


def remove_mail_files(files):
    for file in files:
        with suppress(FileNotFoundError):
            file.unlink()
