"""A text in two languages needs one of them: names, labels and wordings may be empty in either, and no text is unique by being absent."""

import django.db.models.functions.comparison
from django.conf import settings
from django.db import migrations, models

import portal.text.fields


class Migration(migrations.Migration):
    dependencies = [
        ("portal", "0009_index_names_as_written"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AlterModelOptions(
            name="measure",
            options={
                "ordering": [
                    django.db.models.functions.comparison.Coalesce(
                        django.db.models.functions.comparison.NullIf("name_en", models.Value("")), "name_zh"
                    ),
                    "id",
                ],
                "verbose_name": "measure",
                "verbose_name_plural": "measures",
            },
        ),
        migrations.AlterModelOptions(
            name="sector",
            options={
                "ordering": [
                    django.db.models.functions.comparison.Coalesce(
                        django.db.models.functions.comparison.NullIf("name_en", models.Value("")), "name_zh"
                    ),
                    "id",
                ],
                "verbose_name": "sector",
                "verbose_name_plural": "sectors",
            },
        ),
        migrations.AlterModelOptions(
            name="technology",
            options={
                "ordering": [
                    django.db.models.functions.comparison.Coalesce(
                        django.db.models.functions.comparison.NullIf("name_en", models.Value("")), "name_zh"
                    ),
                    "id",
                ],
                "verbose_name": "technology",
                "verbose_name_plural": "technologies",
            },
        ),
        migrations.RemoveConstraint(
            model_name="measure",
            name="measure_has_a_unit_or_is_money",
        ),
        migrations.RemoveConstraint(
            model_name="record",
            name="record_has_an_english_name",
        ),
        migrations.AlterField(
            model_name="historicalmeasure",
            name="name_en",
            field=portal.text.fields.LineField(blank=True, max_length=120, verbose_name="name in English"),
        ),
        migrations.AlterField(
            model_name="historicalmeasure",
            name="name_zh",
            field=portal.text.fields.LineField(blank=True, max_length=120, verbose_name="name in Chinese"),
        ),
        migrations.AlterField(
            model_name="historicalpassage",
            name="label_en",
            field=portal.text.fields.LineField(
                blank=True, help_text="As a reader finds it: “answer 1, sentence 5”.", max_length=80, verbose_name="label in English"
            ),
        ),
        migrations.AlterField(
            model_name="historicalpassage",
            name="label_zh",
            field=portal.text.fields.LineField(blank=True, max_length=80, verbose_name="label in Chinese"),
        ),
        migrations.AlterField(
            model_name="historicalsector",
            name="name_en",
            field=portal.text.fields.LineField(blank=True, max_length=120, verbose_name="name in English"),
        ),
        migrations.AlterField(
            model_name="historicalsector",
            name="name_zh",
            field=portal.text.fields.LineField(blank=True, max_length=120, verbose_name="name in Chinese"),
        ),
        migrations.AlterField(
            model_name="historicalsource",
            name="name_en",
            field=portal.text.fields.LineField(blank=True, max_length=250, verbose_name="name in English"),
        ),
        migrations.AlterField(
            model_name="historicalsource",
            name="name_zh",
            field=portal.text.fields.LineField(
                blank=True,
                help_text="One of the two names is enough. Leave the other empty rather than guess it: the page then shows this one.",
                max_length=250,
                verbose_name="name in Chinese",
            ),
        ),
        migrations.AlterField(
            model_name="historicalstatement",
            name="wording_en",
            field=portal.text.fields.ParagraphField(
                blank=True, help_text="What the source says, in your own words.", verbose_name="wording in English"
            ),
        ),
        migrations.AlterField(
            model_name="historicalstatement",
            name="wording_zh",
            field=portal.text.fields.ParagraphField(blank=True, verbose_name="wording in Chinese"),
        ),
        migrations.AlterField(
            model_name="historicaltechnology",
            name="name_en",
            field=portal.text.fields.LineField(blank=True, max_length=120, verbose_name="name in English"),
        ),
        migrations.AlterField(
            model_name="historicaltechnology",
            name="name_zh",
            field=portal.text.fields.LineField(blank=True, max_length=120, verbose_name="name in Chinese"),
        ),
        migrations.AlterField(
            model_name="measure",
            name="name_en",
            field=portal.text.fields.LineField(blank=True, max_length=120, verbose_name="name in English"),
        ),
        migrations.AlterField(
            model_name="measure",
            name="name_zh",
            field=portal.text.fields.LineField(blank=True, max_length=120, verbose_name="name in Chinese"),
        ),
        migrations.AlterField(
            model_name="passage",
            name="label_en",
            field=portal.text.fields.LineField(
                blank=True, help_text="As a reader finds it: “answer 1, sentence 5”.", max_length=80, verbose_name="label in English"
            ),
        ),
        migrations.AlterField(
            model_name="passage",
            name="label_zh",
            field=portal.text.fields.LineField(blank=True, max_length=80, verbose_name="label in Chinese"),
        ),
        migrations.AlterField(
            model_name="record",
            name="name_en",
            field=portal.text.fields.LineField(blank=True, max_length=250, verbose_name="name in English"),
        ),
        migrations.AlterField(
            model_name="record",
            name="name_zh",
            field=portal.text.fields.LineField(
                blank=True,
                help_text="One of the two names is enough. Leave the other empty rather than guess it: the page then shows this one.",
                max_length=250,
                verbose_name="name in Chinese",
            ),
        ),
        migrations.AlterField(
            model_name="sector",
            name="name_en",
            field=portal.text.fields.LineField(blank=True, max_length=120, verbose_name="name in English"),
        ),
        migrations.AlterField(
            model_name="sector",
            name="name_zh",
            field=portal.text.fields.LineField(blank=True, max_length=120, verbose_name="name in Chinese"),
        ),
        migrations.AlterField(
            model_name="statement",
            name="wording_en",
            field=portal.text.fields.ParagraphField(
                blank=True, help_text="What the source says, in your own words.", verbose_name="wording in English"
            ),
        ),
        migrations.AlterField(
            model_name="statement",
            name="wording_zh",
            field=portal.text.fields.ParagraphField(blank=True, verbose_name="wording in Chinese"),
        ),
        migrations.AlterField(
            model_name="technology",
            name="name_en",
            field=portal.text.fields.LineField(blank=True, max_length=120, verbose_name="name in English"),
        ),
        migrations.AlterField(
            model_name="technology",
            name="name_zh",
            field=portal.text.fields.LineField(blank=True, max_length=120, verbose_name="name in Chinese"),
        ),
        migrations.AddConstraint(
            model_name="measure",
            constraint=models.CheckConstraint(
                condition=models.Q(("name_en", ""), ("name_zh", ""), _negated=True),
                name="measure_name_in_a_language",
                violation_error_message="Write it in English or in Chinese: one of them is enough.",
            ),
        ),
        migrations.AddConstraint(
            model_name="measure",
            constraint=models.UniqueConstraint(
                condition=models.Q(("name_en", ""), _negated=True),
                fields=("name_en",),
                name="measure_name_en_once",
                violation_error_message="There is a term of this name already.",
            ),
        ),
        migrations.AddConstraint(
            model_name="measure",
            constraint=models.UniqueConstraint(
                condition=models.Q(("name_zh", ""), _negated=True),
                fields=("name_zh",),
                name="measure_name_zh_once",
                violation_error_message="There is a term of this name already.",
            ),
        ),
        migrations.AddConstraint(
            model_name="measure",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("is_money", True), ("unit_en", ""), ("unit_one_en", ""), ("unit_zh", "")),
                    models.Q(("is_money", False), models.Q(("unit_en", ""), ("unit_zh", ""), _negated=True)),
                    _connector="OR",
                ),
                name="measure_has_a_unit_or_is_money",
                violation_error_message="Give the unit in one language at least, or mark the measure as money and give none.",
            ),
        ),
        migrations.AddConstraint(
            model_name="passage",
            constraint=models.CheckConstraint(
                condition=models.Q(("label_en", ""), ("label_zh", ""), _negated=True),
                name="passage_label_in_a_language",
                violation_error_message="Write it in English or in Chinese: one of them is enough.",
            ),
        ),
        migrations.AddConstraint(
            model_name="record",
            constraint=models.CheckConstraint(
                condition=models.Q(("name_en", ""), ("name_zh", ""), _negated=True),
                name="record_name_in_a_language",
                violation_error_message="Write it in English or in Chinese: one of them is enough.",
            ),
        ),
        migrations.AddConstraint(
            model_name="sector",
            constraint=models.CheckConstraint(
                condition=models.Q(("name_en", ""), ("name_zh", ""), _negated=True),
                name="sector_name_in_a_language",
                violation_error_message="Write it in English or in Chinese: one of them is enough.",
            ),
        ),
        migrations.AddConstraint(
            model_name="sector",
            constraint=models.UniqueConstraint(
                condition=models.Q(("name_en", ""), _negated=True),
                fields=("name_en",),
                name="sector_name_en_once",
                violation_error_message="There is a term of this name already.",
            ),
        ),
        migrations.AddConstraint(
            model_name="sector",
            constraint=models.UniqueConstraint(
                condition=models.Q(("name_zh", ""), _negated=True),
                fields=("name_zh",),
                name="sector_name_zh_once",
                violation_error_message="There is a term of this name already.",
            ),
        ),
        migrations.AddConstraint(
            model_name="statement",
            constraint=models.CheckConstraint(
                condition=models.Q(("wording_en", ""), ("wording_zh", ""), _negated=True),
                name="statement_wording_in_a_language",
                violation_error_message="Write it in English or in Chinese: one of them is enough.",
            ),
        ),
        migrations.AddConstraint(
            model_name="technology",
            constraint=models.CheckConstraint(
                condition=models.Q(("name_en", ""), ("name_zh", ""), _negated=True),
                name="technology_name_in_a_language",
                violation_error_message="Write it in English or in Chinese: one of them is enough.",
            ),
        ),
        migrations.AddConstraint(
            model_name="technology",
            constraint=models.UniqueConstraint(
                condition=models.Q(("name_en", ""), _negated=True),
                fields=("name_en",),
                name="technology_name_en_once",
                violation_error_message="There is a term of this name already.",
            ),
        ),
        migrations.AddConstraint(
            model_name="technology",
            constraint=models.UniqueConstraint(
                condition=models.Q(("name_zh", ""), _negated=True),
                fields=("name_zh",),
                name="technology_name_zh_once",
                violation_error_message="There is a term of this name already.",
            ),
        ),
    ]
