"""What one database cannot keep, no database takes: the size of numbers, and of moments. What was beyond them moves to the bound: a
place in an order stays the last, a moment that stood for "never" still does, and a passage becomes the last of its source."""

import datetime

from django.conf import settings
from django.db import migrations, models

SMALL, WHOLE, LAST_MOMENT = 32767, 2147483647, datetime.datetime(9999, 12, 30, 0, 0, tzinfo=datetime.UTC)


def bring_within(apps, editor):
    for name in ("Feature", "Picture"):
        apps.get_model("portal", name).objects.filter(position__gt=SMALL).update(position=SMALL)
    apps.get_model("portal", "Record").objects.filter(published_at__gt=LAST_MOMENT).update(published_at=LAST_MOMENT)
    Passage = apps.get_model("portal", "Passage")
    for passage in Passage.objects.filter(number__gt=WHOLE).order_by("source", "number"):
        others = Passage.objects.filter(source=passage.source_id, number__lte=WHOLE)
        last = others.aggregate(last=models.Max("number"))["last"] or 0
        Passage.objects.filter(pk=passage.pk).update(number=last + 1)


class Migration(migrations.Migration):
    dependencies = [
        ("portal", "0018_kept_forms"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.RunPython(bring_within, migrations.RunPython.noop),
        migrations.AddConstraint(
            model_name="feature",
            constraint=models.CheckConstraint(
                condition=models.Q(("position", None), models.Q(("position__gte", 0), ("position__lte", 32767)), _connector="OR"),
                name="feature_position_is_within_bounds",
                violation_error_message="A position is at most 32,767.",
            ),
        ),
        migrations.AddConstraint(
            model_name="passage",
            constraint=models.CheckConstraint(
                condition=models.Q(("number", None), ("number__lte", 2147483647), _connector="OR"),
                name="passage_number_is_within_bounds",
                violation_error_message="A passage’s number is at most 2,147,483,647.",
            ),
        ),
        migrations.AddConstraint(
            model_name="picture",
            constraint=models.CheckConstraint(
                condition=models.Q(("position", None), models.Q(("position__gte", 0), ("position__lte", 32767)), _connector="OR"),
                name="picture_position_is_within_bounds",
                violation_error_message="A position is at most 32,767.",
            ),
        ),
        migrations.AddConstraint(
            model_name="record",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("published_at", None),
                    models.Q(
                        ("published_at__gte", datetime.datetime(1, 1, 2, 0, 0, tzinfo=datetime.UTC)),
                        ("published_at__lte", LAST_MOMENT),
                    ),
                    _connector="OR",
                ),
                name="record_published_at_is_within_bounds",
                violation_error_message="It becomes public before the end of the year 9999.",
            ),
        ),
        migrations.AddConstraint(
            model_name="statement",
            constraint=models.CheckConstraint(
                condition=models.Q(("value", None), ("value__lte", 999999999999999), _connector="OR"),
                name="statement_value_is_within_bounds",
                violation_error_message="A figure is below 1,000,000,000,000,000.",
            ),
        ),
    ]
