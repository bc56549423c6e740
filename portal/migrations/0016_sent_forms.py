"""The keys of forms that were taken: none is taken twice."""

import django.utils.timezone
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("portal", "0015_secrets_are_encrypted"),
    ]

    operations = [
        migrations.CreateModel(
            name="SentForm",
            fields=[
                ("key", models.CharField(max_length=64, primary_key=True, serialize=False, verbose_name="digest of the key")),
                ("said", models.CharField(max_length=64, verbose_name="digest of what it said")),
                ("row", models.CharField(blank=True, max_length=200, verbose_name="row")),
                ("at", models.DateTimeField(db_index=True, default=django.utils.timezone.now, verbose_name="at")),
            ],
            options={
                "verbose_name": "form that was sent",
                "verbose_name_plural": "forms that were sent",
                "ordering": ["key"],
            },
        ),
    ]
