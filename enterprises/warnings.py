"""What is unusual about a registration or a recordal. A warning, never a block: the formats are practice, not law."""

import re

from django.utils import timezone
from django.utils.translation import gettext as _

from enterprises.renewals import explanations
from enterprises.renewals.law import rules_of
from enterprises.renewals.status import of_recordal
from portal.text.partial_dates import day_in_words

CHINESE_NUMBER = re.compile(r"\d{1,9}[A-Z]?")
MADRID_NUMBER = re.compile(r"G\d{6,7}[A-Z]?")
LAST_CLASS_OF_GOODS = 34  # customs protect goods; classes 35–45 are services


def doubts_about_registration(registration):
    """Warnings, in the user's language, about a trademark registration."""
    named = {"number": registration.number}
    if not rules_of(registration):
        yield explanations.no_rule(registration)
    elif day := explanations.offer(registration):
        named["day"] = day_in_words(day)
        if registration.expires_on:
            yield _("Registration %(number)s: the law has its term end on %(day)s, and another day was typed.") % named
        else:
            yield _("Registration %(number)s: the law has its term end on %(day)s, which is shown as derived until you type it.") % named
    if registration.route == "madrid":
        if not MADRID_NUMBER.fullmatch(registration.number):
            yield _("Registration %(number)s: a number of the Madrid system is usually G and six or seven digits.") % named
    elif registration.route == "national" and registration.territory == "CN" and not CHINESE_NUMBER.fullmatch(registration.number):
        yield _("Registration %(number)s: a number of the Chinese office usually has up to nine digits.") % named


def doubts_about_recordal(recordal):
    """Warnings, in the user's language, about a customs recordal."""
    registration, named = recordal.registration, {"number": recordal.number}
    if day := explanations.offer(recordal):
        said = named | {"day": day_in_words(day)}
        if recordal.expires_on:
            yield _("Recordal %(number)s: the law has its term end on %(day)s, and another day was typed.") % said
        else:
            yield _("Recordal %(number)s: the law has its term end on %(day)s, which is shown as derived until you type it.") % said
    status = of_recordal(recordal, timezone.localdate())
    if status and status.key == "expired":
        yield _("Recordal %(number)s is not in force any more, and what has ended is not renewed: a new one is needed.") % named
    if registration and recordal.expires_on and registration.expires_on and recordal.expires_on > registration.expires_on:
        yield _("Recordal %(number)s ends after the registration that it protects.") % named
    if registration and registration.nice_class > LAST_CLASS_OF_GOODS:
        yield _("Recordal %(number)s belongs to a registration for services: customs protect goods, classes 1–34.") % named
    owner = recordal.property.owner_id
    if recordal.holder_id and owner and recordal.holder_id != owner:
        yield _("Recordal %(number)s: its holder is not the owner that is entered.") % named
