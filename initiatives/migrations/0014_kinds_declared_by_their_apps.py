"""The histories know the kinds that the apps declare."""

from django.db import migrations, models

import portal.models.kinds


class Migration(migrations.Migration):
    dependencies = [("initiatives", "0013_the_same_bounds_everywhere")]

    operations = [
        migrations.AlterField(
            model_name="historicalinitiative",
            name="kind",
            field=models.CharField(
                choices=portal.models.kinds.choices,
                error_messages={"invalid_choice": "Choose a kind from the list."},
                max_length=20,
                verbose_name="kind",
            ),
        ),
        migrations.AlterField(
            model_name="historicalselectionround",
            name="kind",
            field=models.CharField(
                choices=portal.models.kinds.choices,
                error_messages={"invalid_choice": "Choose a kind from the list."},
                max_length=20,
                verbose_name="kind",
            ),
        ),
    ]
