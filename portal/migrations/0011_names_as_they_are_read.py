"""How a Chinese name is read, where staff say so, and what orders names on English pages: a Chinese one by its pinyin.

The order compares code points, whatever the collation of the database, as 0003 has it for Chinese.
"""

from django.db import migrations, models

import portal.text.fields

COLUMN = "ALTER TABLE portal_record ALTER COLUMN name_sort_en TYPE varchar(500) COLLATE "


def forward(apps, editor):
    if editor.connection.vendor == "postgresql":
        editor.execute(COLUMN + '"C"')


def backward(apps, editor):
    if editor.connection.vendor == "postgresql":
        editor.execute(COLUMN + '"default"')


class Migration(migrations.Migration):
    dependencies = [
        ("portal", "0010_one_language_is_enough"),
    ]

    operations = [
        migrations.AlterModelOptions(
            name="record",
            options={
                "ordering": ["name_sort_en", "id"],
                "permissions": [("publish_record", "Can publish and withdraw records")],
                "verbose_name": "record",
                "verbose_name_plural": "records",
            },
        ),
        migrations.RemoveIndex(
            model_name="record",
            name="record_by_name",
        ),
        migrations.AddField(
            model_name="historicalsource",
            name="name_reading",
            field=portal.text.fields.LineField(
                blank=True,
                help_text="In pinyin, where the one shown is wrong: “Mínlè” for 民乐; tone marks may be left out.",
                max_length=250,
                verbose_name="reading of the Chinese name",
            ),
        ),
        migrations.AddField(
            model_name="historicalsource",
            name="name_sort_en",
            field=models.CharField(blank=True, default="", editable=False, max_length=500, verbose_name="order in English"),
        ),
        migrations.AddField(
            model_name="record",
            name="name_reading",
            field=portal.text.fields.LineField(
                blank=True,
                help_text="In pinyin, where the one shown is wrong: “Mínlè” for 民乐; tone marks may be left out.",
                max_length=250,
                verbose_name="reading of the Chinese name",
            ),
        ),
        migrations.AddField(
            model_name="record",
            name="name_sort_en",
            field=models.CharField(blank=True, default="", editable=False, max_length=500, verbose_name="order in English"),
        ),
        migrations.RunPython(forward, backward),
        migrations.AddIndex(
            model_name="record",
            index=models.Index(models.F("kind"), models.F("name_sort_en"), models.F("id"), name="record_by_name"),
        ),
        migrations.AddConstraint(
            model_name="record",
            constraint=models.CheckConstraint(
                condition=models.Q(("name_reading", ""), models.Q(("name_zh", ""), _negated=True), _connector="OR"),
                name="record_reads_only_a_chinese_name_it_has",
                violation_error_message="There is no Chinese name to read: write it, or take its reading out.",
            ),
        ),
    ]
