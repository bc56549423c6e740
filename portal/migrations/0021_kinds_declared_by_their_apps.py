"""Which kinds there are is no rule of this table any more: a trigger keeps it, made from what the apps declare after each `migrate`."""

from django.db import migrations, models

import portal.models.kinds


class Migration(migrations.Migration):
    dependencies = [("portal", "0020_mails_of_their_own")]

    operations = [
        migrations.RemoveConstraint(model_name="record", name="record_kind_is_known"),
        migrations.AlterField(
            model_name="historicalsource",
            name="kind",
            field=models.CharField(
                choices=portal.models.kinds.choices,
                error_messages={"invalid_choice": "Choose a kind from the list."},
                max_length=20,
                verbose_name="kind",
            ),
        ),
        migrations.AlterField(
            model_name="record",
            name="kind",
            field=models.CharField(
                choices=portal.models.kinds.choices,
                error_messages={"invalid_choice": "Choose a kind from the list."},
                max_length=20,
                verbose_name="kind",
            ),
        ),
    ]
