"""An address is in small letters, digits and single hyphens, as its help text says; no column changes."""

from django.db import migrations, models

import portal.text.fields


class Migration(migrations.Migration):
    dependencies = [
        ("enterprises", "0001_initial"),
    ]

    operations = [
        migrations.AlterField(
            model_name="historicalintellectualproperty",
            name="slug",
            field=models.CharField(
                db_index=True,
                error_messages={"unique": "Another record has this address."},
                help_text="The last part of the page’s address: a–z, 0–9, hyphens. An old address keeps working after a change.",
                max_length=100,
                validators=[portal.text.fields.validate_address],
                verbose_name="address",
            ),
        ),
        migrations.AlterField(
            model_name="historicalorganization",
            name="slug",
            field=models.CharField(
                db_index=True,
                error_messages={"unique": "Another record has this address."},
                help_text="The last part of the page’s address: a–z, 0–9, hyphens. An old address keeps working after a change.",
                max_length=100,
                validators=[portal.text.fields.validate_address],
                verbose_name="address",
            ),
        ),
    ]
