"""The languages of enquiries are those of the portal, asked for when they are needed: a further one needs no migration."""

from django.db import migrations, models

import portal.models.enquiries


class Migration(migrations.Migration):
    dependencies = [
        ("portal", "0021_kinds_declared_by_their_apps"),
    ]

    operations = [
        migrations.AlterField(
            model_name="enquiry",
            name="language",
            field=models.CharField(choices=portal.models.enquiries.languages, max_length=10, verbose_name="language"),
        ),
    ]
