"""A proposed change knows which form it was filled in on: one whose form has other fields by now is not replayed."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("portal", "0022_enquiries_in_any_language"),
    ]

    operations = [
        migrations.AddField(
            model_name="proposedchange",
            name="form_version",
            field=models.CharField(blank=True, editable=False, max_length=16, verbose_name="version of the form"),
        ),
    ]
