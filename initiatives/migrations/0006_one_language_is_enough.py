"""The names of records and categories may be empty in one of the two languages, and no category is unique by having no name in one.

Categories of one round that only their English names told apart keep these: the first also keeps the Chinese one that they shared, of the
others it is a gap on the desk (their history keeps it).
"""

from django.db import migrations, models

import portal.text.fields


def tell_apart(apps, editor):
    Category = apps.get_model("initiatives", "SelectionCategory")
    seen = set()
    for key, *named in Category.objects.order_by("round", "position", "id").values_list("pk", "round", "name_zh"):
        if tuple(named) in seen:
            Category.objects.filter(pk=key).update(name_zh="")
        seen.add(tuple(named))


class Migration(migrations.Migration):
    dependencies = [
        ("initiatives", "0005_end_covers_its_month_or_year"),
        ("portal", "0010_one_language_is_enough"),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name="selectioncategory",
            name="selection_category_once",
        ),
        migrations.AlterField(
            model_name="historicalinitiative",
            name="name_en",
            field=portal.text.fields.LineField(blank=True, max_length=250, verbose_name="name in English"),
        ),
        migrations.AlterField(
            model_name="historicalinitiative",
            name="name_zh",
            field=portal.text.fields.LineField(
                blank=True,
                help_text="One of the two names is enough. Leave the other empty rather than guess it: the page then shows this one.",
                max_length=250,
                verbose_name="name in Chinese",
            ),
        ),
        migrations.AlterField(
            model_name="historicalselectioncategory",
            name="name_en",
            field=portal.text.fields.LineField(blank=True, max_length=200, verbose_name="name in English"),
        ),
        migrations.AlterField(
            model_name="historicalselectioncategory",
            name="name_zh",
            field=portal.text.fields.LineField(blank=True, max_length=200, verbose_name="name in Chinese"),
        ),
        migrations.AlterField(
            model_name="historicalselectionround",
            name="name_en",
            field=portal.text.fields.LineField(blank=True, max_length=250, verbose_name="name in English"),
        ),
        migrations.AlterField(
            model_name="historicalselectionround",
            name="name_zh",
            field=portal.text.fields.LineField(
                blank=True,
                help_text="One of the two names is enough. Leave the other empty rather than guess it: the page then shows this one.",
                max_length=250,
                verbose_name="name in Chinese",
            ),
        ),
        migrations.AlterField(
            model_name="selectioncategory",
            name="name_en",
            field=portal.text.fields.LineField(blank=True, max_length=200, verbose_name="name in English"),
        ),
        migrations.AlterField(
            model_name="selectioncategory",
            name="name_zh",
            field=portal.text.fields.LineField(blank=True, max_length=200, verbose_name="name in Chinese"),
        ),
        migrations.RunPython(tell_apart, migrations.RunPython.noop),
        migrations.AddConstraint(
            model_name="selectioncategory",
            constraint=models.CheckConstraint(
                condition=models.Q(("name_en", ""), ("name_zh", ""), _negated=True),
                name="selectioncategory_name_in_a_language",
                violation_error_message="Write it in English or in Chinese: one of them is enough.",
            ),
        ),
        migrations.AddConstraint(
            model_name="selectioncategory",
            constraint=models.UniqueConstraint(
                condition=models.Q(("name_en", ""), _negated=True),
                fields=("round", "name_en"),
                name="selectioncategory_name_en_once",
                violation_error_message="This round has a category of this name already.",
            ),
        ),
        migrations.AddConstraint(
            model_name="selectioncategory",
            constraint=models.UniqueConstraint(
                condition=models.Q(("name_zh", ""), _negated=True),
                fields=("round", "name_zh"),
                name="selectioncategory_name_zh_once",
                violation_error_message="This round has a category of this name already.",
            ),
        ),
    ]
