"""Fees as long as other amounts are."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("enterprises", "0018_what_is_due_is_called_a_deadline"),
    ]

    operations = [
        migrations.AlterField(
            model_name="historicalrightevent",
            name="fee",
            field=models.DecimalField(blank=True, decimal_places=4, max_digits=19, null=True, verbose_name="fee"),
        ),
        migrations.AlterField(
            model_name="rightevent",
            name="fee",
            field=models.DecimalField(blank=True, decimal_places=4, max_digits=19, null=True, verbose_name="fee"),
        ),
    ]
