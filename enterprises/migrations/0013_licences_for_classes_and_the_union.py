"""An offer may say in which Nice classes it falls, and may be for the European Union."""

import django_countries.fields
from django.db import migrations

import enterprises.models.licensing
import enterprises.models.territories


class Migration(migrations.Migration):
    dependencies = [
        ("enterprises", "0012_rights_in_time"),
    ]

    operations = [
        migrations.AddField(
            model_name="availability",
            name="nice_classes",
            field=enterprises.models.licensing.NiceClassesField(
                blank=True,
                help_text="Those that the category falls into, such as 16, 25: by them a licensee looks for goods.",
                max_length=200,
                verbose_name="Nice classes",
            ),
        ),
        migrations.AddField(
            model_name="historicalavailability",
            name="nice_classes",
            field=enterprises.models.licensing.NiceClassesField(
                blank=True,
                help_text="Those that the category falls into, such as 16, 25: by them a licensee looks for goods.",
                max_length=200,
                verbose_name="Nice classes",
            ),
        ),
        migrations.AlterField(
            model_name="availability",
            name="territory",
            field=django_countries.fields.CountryField(
                blank=True, countries=enterprises.models.territories.Territories, max_length=2, verbose_name="territory"
            ),
        ),
        migrations.AlterField(
            model_name="historicalavailability",
            name="territory",
            field=django_countries.fields.CountryField(
                blank=True, countries=enterprises.models.territories.Territories, max_length=2, verbose_name="territory"
            ),
        ),
    ]
