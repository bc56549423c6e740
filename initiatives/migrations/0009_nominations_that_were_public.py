"""Notes which nominations were public before the database noted it itself: by the steps of the review of their records, or by
the states of these that their history kept."""

from django.db import migrations
from django.db.models import F
from django.utils import timezone

HISTORIES = (
    ("enterprises", "HistoricalOrganization"),
    ("initiatives", "HistoricalInitiative"),
    ("initiatives", "HistoricalSelectionRound"),
)


def were_public(apps):
    """The keys of all records that the public could ever read."""
    now = timezone.now()
    found = set(apps.get_model("portal", "Record").objects.filter(published_at__lte=now).values_list("pk", flat=True))
    for name in HISTORIES:
        found.update(apps.get_model(*name).objects.filter(published_at__lte=F("history_date")).values_list("id", flat=True))
    scheduled = {}
    steps = apps.get_model("portal", "ReviewStep").objects.filter(step__in=["published", "scheduled", "withdrawn"])
    for record, step, at, public_from in steps.order_by("at", "pk").values_list("record", "step", "at", "public_from"):
        planned = scheduled.pop(record, None)
        if step == "published" or (planned and planned <= at) or (step == "withdrawn" and planned is None):
            found.add(record)
        if step == "scheduled":
            scheduled[record] = public_from
    return found


def note(apps, editor):
    FormerlyPublic, Nomination = (apps.get_model("initiatives", name) for name in ("FormerlyPublic", "Nomination"))
    public = were_public(apps)
    rows = Nomination.objects.values_list("pk", "category__round", "organization", "initiative")
    keys = [key for key, *records in rows if {each for each in records if each} <= public]
    noted = [FormerlyPublic(nomination_id=key, noted_at=timezone.now()) for key in keys]
    FormerlyPublic.objects.bulk_create(noted, ignore_conflicts=True)  # what the database noted itself since the table is there


class Migration(migrations.Migration):
    dependencies = [("initiatives", "0008_formerly_public"), ("portal", "0006_the_staffs_day"), ("enterprises", "0003_the_staffs_day")]

    operations = [migrations.RunPython(note, migrations.RunPython.noop)]
