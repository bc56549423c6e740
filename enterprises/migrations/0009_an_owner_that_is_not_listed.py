"""The owner of a property: the help text says what the page says now."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("enterprises", "0008_two_dates_of_a_madrid_registration"),
    ]

    operations = [
        migrations.AlterField(
            model_name="historicalintellectualproperty",
            name="owner",
            field=models.ForeignKey(
                blank=True,
                db_constraint=False,
                help_text="Leave it empty where no source names one: the page then says “not listed here yet”.",
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                to="enterprises.organization",
                verbose_name="owner",
            ),
        ),
        migrations.AlterField(
            model_name="intellectualproperty",
            name="owner",
            field=models.ForeignKey(
                blank=True,
                help_text="Leave it empty where no source names one: the page then says “not listed here yet”.",
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="properties",
                to="enterprises.organization",
                verbose_name="owner",
            ),
        ),
    ]
