"""Mails what needs somebody: at once, not through the outbox, which may be what fails; each thing once a day."""

import json
from datetime import datetime, timedelta

from django.conf import settings
from django.core.mail import EmailMessage
from django.utils import timezone

MAILED_AGAIN_AFTER = timedelta(hours=24)


def mailed_file():
    """The file that remembers what was mailed last, and when."""
    return settings.VAR / "alerts.json"


def mailed_last():
    """(the keys of the alerts that were mailed last, when); of nothing where that is not known."""
    try:
        kept = json.loads(mailed_file().read_text("utf-8"))
        return set(kept["keys"]), datetime.fromisoformat(kept["at"])
    except (OSError, ValueError, TypeError, KeyError):
        return set(), timezone.now()


def tell(alerts):
    """Mail the `alerts` where one of them is new, where the last mail is a day old, or where none is left of those that were
    mailed. What is over is forgotten without a mail: it is new when it comes back. Returns whether a mail went out; raises what the
    mail server or the disk says."""
    keys, (before, at), now = {alert.key for alert in alerts}, mailed_last(), timezone.now()
    is_due = bool(keys - before or (keys and now - at >= MAILED_AGAIN_AFTER) or (before and not keys))
    if is_due:
        mail(alerts)
    if keys != before or is_due:
        remember_mailed(keys, now if is_due else at)
    return is_due


def remember_mailed(keys, at):
    unfinished = mailed_file().with_suffix(".unfinished")
    unfinished.write_text(json.dumps({"keys": sorted(keys), "at": at.isoformat()}), "utf-8")
    unfinished.replace(mailed_file())


def mail(alerts):
    """One mail to ALERT_MAIL, in English as all that operators read."""
    subject = alerts[0].text if len(alerts) == 1 else f"{len(alerts)} things need somebody" if alerts else "All is well again"
    body = "\n".join(alert.text for alert in alerts) or "Nothing needs anybody any more."
    EmailMessage(f"[{settings.ALLOWED_HOSTS[0]}] {subject}"[:200], f"{body}\n", to=settings.ALERT_MAIL).send()
