"""What lists read, derived from the records: the tables. After `migrate` the records that are there already are listed."""

import django.db.models.deletion
from django.db import migrations, models

COLUMN = "ALTER TABLE portal_listed ALTER COLUMN name_sort_zh TYPE varchar(500) COLLATE "


def by_code_point(apps, editor):
    """As 0003_chinese_order_by_code_point does for the column that this one repeats."""
    if editor.connection.vendor == "postgresql":
        editor.execute(COLUMN + '"C"')


class Migration(migrations.Migration):
    dependencies = [
        ("portal", "0032_generations"),
    ]

    operations = [
        migrations.CreateModel(
            name="Listed",
            fields=[
                (
                    "record",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="+",
                        serialize=False,
                        to="portal.record",
                        verbose_name="record",
                    ),
                ),
                ("accessor", models.CharField(max_length=40, verbose_name="own table")),
                ("kind", models.CharField(max_length=20, verbose_name="kind")),
                ("public_from", models.DateTimeField(null=True, verbose_name="listed from")),
                ("updated_at", models.DateTimeField(verbose_name="updated at")),
                ("changed_at", models.DateTimeField(null=True, verbose_name="last changed")),
                ("name_sort_en", models.CharField(max_length=500, verbose_name="order in English")),
                ("name_sort_zh", models.CharField(max_length=500, verbose_name="order in Chinese")),
                ("place", models.CharField(max_length=2, verbose_name="country or region")),
                ("city_en", models.CharField(max_length=120, verbose_name="city in English")),
                ("city_zh", models.CharField(max_length=120, verbose_name="city in Chinese")),
                ("dated", models.CharField(max_length=10, verbose_name="date")),
                ("year", models.PositiveSmallIntegerField(null=True, verbose_name="year")),
            ],
            options={
                "verbose_name": "listed record",
                "verbose_name_plural": "listed records",
                "ordering": ["name_sort_en", "record"],
                "indexes": [
                    models.Index(
                        models.F("accessor"),
                        models.F("name_sort_en"),
                        models.F("record"),
                        models.F("kind"),
                        models.F("public_from"),
                        name="listed_by_name_en",
                    ),
                    models.Index(
                        models.F("accessor"),
                        models.F("name_sort_zh"),
                        models.F("record"),
                        models.F("kind"),
                        models.F("public_from"),
                        name="listed_by_name_zh",
                    ),
                    models.Index(
                        models.F("accessor"),
                        models.OrderBy(models.F("public_from"), descending=True),
                        models.OrderBy(models.F("updated_at"), descending=True),
                        models.F("record"),
                        models.F("kind"),
                        name="listed_newest",
                    ),
                    models.Index(
                        models.F("accessor"),
                        models.OrderBy(models.F("changed_at"), descending=True),
                        models.F("record"),
                        models.F("kind"),
                        models.F("public_from"),
                        name="listed_by_change",
                    ),
                    models.Index(
                        models.F("accessor"),
                        models.OrderBy(models.F("dated"), descending=True),
                        models.F("record"),
                        models.F("kind"),
                        models.F("public_from"),
                        name="listed_by_date",
                    ),
                    models.Index(models.F("place"), models.F("kind"), models.F("public_from"), models.F("record"), name="listed_by_place"),
                    models.Index(models.F("kind"), models.F("public_from"), models.F("year"), models.F("record"), name="listed_by_kind"),
                ],
            },
        ),
        migrations.CreateModel(
            name="StaleMark",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("what", models.CharField(max_length=60, verbose_name="what")),
                ("key", models.CharField(max_length=64, verbose_name="key")),
                ("transaction", models.BigIntegerField(verbose_name="transaction")),
                ("is_listed", models.BooleanField(default=False, verbose_name="listed")),
            ],
            options={
                "verbose_name": "stale mark",
                "verbose_name_plural": "stale marks",
                "ordering": ["id"],
                "indexes": [models.Index(models.F("what"), models.F("key"), models.F("transaction"), name="stale_mark_once")],
            },
        ),
        migrations.CreateModel(
            name="ListedValue",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("kind", models.CharField(max_length=20, verbose_name="kind")),
                ("facet", models.CharField(max_length=20, verbose_name="facet")),
                ("value", models.CharField(max_length=200, verbose_name="value")),
                ("public_from", models.DateTimeField(verbose_name="listed from")),
                ("public_until", models.DateTimeField(null=True, verbose_name="listed until")),
                (
                    "record",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="portal.record",
                        verbose_name="record",
                    ),
                ),
            ],
            options={
                "verbose_name": "listed value",
                "verbose_name_plural": "listed values",
                "ordering": ["kind", "facet", "value", "id"],
                "indexes": [
                    models.Index(
                        models.F("kind"),
                        models.F("facet"),
                        models.F("value"),
                        models.F("public_from"),
                        models.F("public_until"),
                        models.F("record"),
                        name="listed_value_counted",
                    ),
                    models.Index(
                        models.F("record"),
                        models.F("facet"),
                        models.F("value"),
                        models.F("public_from"),
                        models.F("public_until"),
                        name="listed_value_of_record",
                    ),
                ],
            },
        ),
        migrations.RunPython(by_code_point, migrations.RunPython.noop),
    ]
