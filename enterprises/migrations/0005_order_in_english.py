"""The copy of a record that its history keeps has the column, too."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("enterprises", "0004_availability"),
    ]

    operations = [
        migrations.AddField(
            model_name="historicalintellectualproperty",
            name="name_sort_en",
            field=models.CharField(blank=True, default="", editable=False, max_length=500, verbose_name="order in English"),
        ),
        migrations.AddField(
            model_name="historicalorganization",
            name="name_sort_en",
            field=models.CharField(blank=True, default="", editable=False, max_length=500, verbose_name="order in English"),
        ),
    ]
