"""Mails of alerts: sent at once, not through the outbox, which may be what fails; the same alerts once a day."""

import json
from datetime import datetime, timedelta

from django.conf import settings
from django.core.mail import EmailMessage
from django.utils import timezone

MAILED_AGAIN_AFTER = timedelta(hours=24)


def mailed_file():
    """File with the keys of the alerts that were mailed last, and the moment."""
    return settings.VAR / "alerts.json"


def mailed_last():
    """(keys of the alerts that were mailed last, moment): ({"mails"}, 08:00); no keys and now where there is no such file."""
    try:
        content = json.loads(mailed_file().read_text("utf-8"))
        return set(content["keys"]), datetime.fromisoformat(content["at"])
    except (OSError, ValueError, TypeError, KeyError):
        return set(), timezone.now()


def mail_where_due(alerts):
    """Mail `alerts` where one is new, where the last mail is a day old, or where there is none any more; returns whether a mail went out.
    Raises the errors of the mail server and of the disk.

    An alert that is over while others stay is forgotten without a mail; when it comes back, it is new.
    """
    keys, (mailed_keys, mailed_at), now = {alert.key for alert in alerts}, mailed_last(), timezone.now()
    is_due = bool(keys - mailed_keys or (keys and now - mailed_at >= MAILED_AGAIN_AFTER) or (mailed_keys and not keys))
    if is_due:
        mail(alerts)
    if keys != mailed_keys or is_due:
        remember_mailed(keys, now if is_due else mailed_at)
    return is_due


def remember_mailed(keys, at):
    unfinished = mailed_file().with_suffix(".unfinished")
    unfinished.write_text(json.dumps({"keys": sorted(keys), "at": at.isoformat()}), "utf-8")
    unfinished.replace(mailed_file())


def mail(alerts):
    """Send one mail with the texts of `alerts` to ALERT_MAIL, in English like all that operators read."""
    subject = alerts[0].text if len(alerts) == 1 else f"{len(alerts)} things need somebody" if alerts else "All is well again"
    body = "\n".join(alert.text for alert in alerts) or "Nothing needs anybody any more."
    EmailMessage(f"[{settings.ALLOWED_HOSTS[0]}] {subject}"[:200], f"{body}\n", to=settings.ALERT_MAIL).send()
