"""Labels, help and messages of fields in plainer words; no row changes."""

from django.db import migrations, models

import portal.models.itemized


class Migration(migrations.Migration):
    dependencies = [
        ("portal", "0027_why_something_was_withdrawn"),
    ]

    operations = [
        migrations.AlterField(
            model_name="historicalmeasure",
            name="itemized_as",
            field=models.CharField(
                blank=True,
                choices=portal.models.itemized.itemized_choices,
                help_text="Where these are kept row by row, too: a page then shows the reported figure beside the rows.",
                max_length=20,
                verbose_name="counts what is entered one by one",
            ),
        ),
        migrations.AlterField(
            model_name="measure",
            name="itemized_as",
            field=models.CharField(
                blank=True,
                choices=portal.models.itemized.itemized_choices,
                help_text="Where these are kept row by row, too: a page then shows the reported figure beside the rows.",
                max_length=20,
                verbose_name="counts what is entered one by one",
            ),
        ),
    ]
