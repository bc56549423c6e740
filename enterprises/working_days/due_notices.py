"""Years of which no notice is on record while dates are counted in them: told by `manage.py check --tag law` and on the desk."""

from django.core.checks import Info, Tags, register
from django.db import DatabaseError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from enterprises.models import HolidayNotice

DUE_FROM_MONTH = 11  # the General Office publishes the next year's arrangement late in the year: on 12 November 2024, 4 November 2025


def due_years(today, years):
    """Those of which the notice should be among `years` on the day `today`: its own, and the next from 1 November."""
    wanted = [today.year, *([today.year + 1] if today.month >= DUE_FROM_MONTH else [])]
    return [year for year in wanted if year not in years]


@register("law", Tags.database)
def notices_are_on_record(app_configs, **options):
    today = timezone.localdate()
    try:
        with transaction.atomic():
            years = set(HolidayNotice.objects.values_list("year", flat=True))
    except DatabaseError:  # `migrate` checks first, and makes the table then
        return
    for year in due_years(today, years):
        said = {"year": year}
        if year == today.year:
            told = _("The working days of %(year)d are not entered, and the year has begun: what is counted in them is approximate.")
        else:
            told = _("The notice of the working days of %(year)d is due: until it is entered, what is counted in them is approximate.")
        yield Info(  # no reason to stop an installation: staff paste it on the running portal
            told % said,
            hint=_("Paste the notice of the State Council’s General Office in the admin, under “Law and calendar”."),
            id="enterprises.I001",
        )
