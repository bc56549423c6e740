"""The history of organizations and properties keeps how their Chinese names are read, and their order in English."""

from django.db import migrations, models

import portal.text.fields


class Migration(migrations.Migration):
    dependencies = [
        ("enterprises", "0005_one_language_is_enough"),
        ("portal", "0011_names_as_they_are_read"),
    ]

    operations = [
        migrations.AddField(
            model_name="historicalintellectualproperty",
            name="name_reading",
            field=portal.text.fields.LineField(
                blank=True,
                help_text="In pinyin, where the one shown is wrong: “Mínlè” for 民乐; tone marks may be left out.",
                max_length=250,
                verbose_name="reading of the Chinese name",
            ),
        ),
        migrations.AddField(
            model_name="historicalintellectualproperty",
            name="name_sort_en",
            field=models.CharField(blank=True, default="", editable=False, max_length=500, verbose_name="order in English"),
        ),
        migrations.AddField(
            model_name="historicalorganization",
            name="name_reading",
            field=portal.text.fields.LineField(
                blank=True,
                help_text="In pinyin, where the one shown is wrong: “Mínlè” for 民乐; tone marks may be left out.",
                max_length=250,
                verbose_name="reading of the Chinese name",
            ),
        ),
        migrations.AddField(
            model_name="historicalorganization",
            name="name_sort_en",
            field=models.CharField(blank=True, default="", editable=False, max_length=500, verbose_name="order in English"),
        ),
    ]
