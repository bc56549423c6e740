"""The holidays that notices name, as people of both languages call them."""

import re

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext

HOLIDAYS = {
    "元旦": _("New Year"),
    "春节": _("Spring Festival"),
    "清明节": _("Qingming Festival"),
    "劳动节": _("Labour Day"),
    "端午节": _("Dragon Boat Festival"),
    "中秋节": _("Mid-Autumn Festival"),
    "国庆节": _("National Day"),
}
BETWEEN = re.compile("[、和与及,]")


def holiday_in_words(holiday):
    """ "国庆节、中秋节" → "National Day, Mid-Autumn Festival"; a holiday of one year only, such as a memorial day, as the notice has it."""
    return pgettext("within a list", ", ").join(str(HOLIDAYS.get(name, name)) for name in BETWEEN.split(holiday))
