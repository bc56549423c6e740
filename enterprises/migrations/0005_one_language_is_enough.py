"""The names of records may be empty in one of the two languages; no column changes."""

from django.db import migrations

import portal.text.fields


class Migration(migrations.Migration):
    dependencies = [
        ("enterprises", "0004_availability"),
    ]

    operations = [
        migrations.AlterField(
            model_name="historicalintellectualproperty",
            name="name_en",
            field=portal.text.fields.LineField(blank=True, max_length=250, verbose_name="name in English"),
        ),
        migrations.AlterField(
            model_name="historicalintellectualproperty",
            name="name_zh",
            field=portal.text.fields.LineField(
                blank=True,
                help_text="One of the two names is enough. Leave the other empty rather than guess it: the page then shows this one.",
                max_length=250,
                verbose_name="name in Chinese",
            ),
        ),
        migrations.AlterField(
            model_name="historicalorganization",
            name="name_en",
            field=portal.text.fields.LineField(blank=True, max_length=250, verbose_name="name in English"),
        ),
        migrations.AlterField(
            model_name="historicalorganization",
            name="name_zh",
            field=portal.text.fields.LineField(
                blank=True,
                help_text="One of the two names is enough. Leave the other empty rather than guess it: the page then shows this one.",
                max_length=250,
                verbose_name="name in Chinese",
            ),
        ),
    ]
