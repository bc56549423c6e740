"""The copy of a record that its history keeps has the column, too."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("initiatives", "0005_end_covers_its_month_or_year"),
    ]

    operations = [
        migrations.AddField(
            model_name="historicalinitiative",
            name="name_sort_en",
            field=models.CharField(blank=True, default="", editable=False, max_length=500, verbose_name="order in English"),
        ),
        migrations.AddField(
            model_name="historicalselectionround",
            name="name_sort_en",
            field=models.CharField(blank=True, default="", editable=False, max_length=500, verbose_name="order in English"),
        ),
    ]
