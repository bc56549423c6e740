"""A measure may count what is kept row by row, too."""

from django.db import migrations, models

import portal.models.itemized


class Migration(migrations.Migration):
    dependencies = [
        ("portal", "0025_mails_that_are_emptied"),
    ]

    operations = [
        migrations.AddField(
            model_name="historicalmeasure",
            name="itemized_as",
            field=models.CharField(
                blank=True,
                choices=portal.models.itemized.itemized_choices,
                help_text="Where these are kept row by row, too: a page then shows the reported figure beside the rows.",
                max_length=20,
                verbose_name="counts rows on record",
            ),
        ),
        migrations.AddField(
            model_name="measure",
            name="itemized_as",
            field=models.CharField(
                blank=True,
                choices=portal.models.itemized.itemized_choices,
                help_text="Where these are kept row by row, too: a page then shows the reported figure beside the rows.",
                max_length=20,
                verbose_name="counts rows on record",
            ),
        ),
    ]
