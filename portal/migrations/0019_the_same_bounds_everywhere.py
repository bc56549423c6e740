"""What one database cannot keep, no database takes: the size of numbers, and of moments."""

import datetime

from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("portal", "0018_kept_forms"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
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
                condition=models.Q(("number", None), models.Q(("number__gte", 1), ("number__lte", 2147483647)), _connector="OR"),
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
                        ("published_at__lte", datetime.datetime(9999, 12, 30, 0, 0, tzinfo=datetime.UTC)),
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
                condition=models.Q(("value", None), models.Q(("value__gte", 0), ("value__lte", 999999999999999)), _connector="OR"),
                name="statement_value_is_within_bounds",
                violation_error_message="A figure is below 1,000,000,000,000,000.",
            ),
        ),
    ]
