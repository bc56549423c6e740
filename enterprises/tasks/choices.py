"""In which language people are reminded: that of their first sign-in, until they choose another."""

from django.conf import settings
from django.utils.translation import get_language

from enterprises.models import ReminderChoice
from enterprises.tasks.charge import MAY_SEE


def language_of_reminders(person):
    """The language of a person's mails and calendars; that of the portal where nothing is known of it, or no longer spoken."""
    choice = getattr(person, "reminder_choice", None)
    return choice.language if choice and choice.language in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE


def keep_language(sender, user, **kwargs):
    """Keep in which language somebody signs in who may be reminded, where nothing is kept yet (a receiver of `user_logged_in`)."""
    if user.has_perm(MAY_SEE):
        ReminderChoice.objects.get_or_create(person_id=user.pk, defaults={"language": get_language() or settings.LANGUAGE_CODE})
