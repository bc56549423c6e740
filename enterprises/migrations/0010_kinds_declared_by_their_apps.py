"""The histories know the kinds that the apps declare."""

from django.db import migrations, models

import portal.models.kinds


class Migration(migrations.Migration):
    dependencies = [("enterprises", "0009_an_owner_that_is_not_listed")]

    operations = [
        migrations.AlterField(
            model_name="historicalintellectualproperty",
            name="kind",
            field=models.CharField(
                choices=portal.models.kinds.choices,
                error_messages={"invalid_choice": "Choose a kind from the list."},
                max_length=20,
                verbose_name="kind",
            ),
        ),
        migrations.AlterField(
            model_name="historicalorganization",
            name="kind",
            field=models.CharField(
                choices=portal.models.kinds.choices,
                error_messages={"invalid_choice": "Choose a kind from the list."},
                max_length=20,
                verbose_name="kind",
            ),
        ),
    ]
