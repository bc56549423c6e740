"""The own words of a source, where staff noted the right to show them."""

from django.db import migrations, models

import portal.text.fields


class Migration(migrations.Migration):
    dependencies = [
        ("portal", "0028_plainer_words"),
    ]

    operations = [
        migrations.AddField(
            model_name="historicalpassage",
            name="quotation",
            field=portal.text.fields.ParagraphField(
                blank=True,
                help_text="The source’s own words, in its language, as the public may read them. Only with the right to show them.",
                verbose_name="quotation",
            ),
        ),
        migrations.AddField(
            model_name="historicalpassage",
            name="quotation_right",
            field=portal.text.fields.LineField(
                blank=True,
                help_text="Why these words may be shown, such as a permission and its day. For staff only; without it nothing is quoted.",
                max_length=200,
                verbose_name="right to quote",
            ),
        ),
        migrations.AddField(
            model_name="passage",
            name="quotation",
            field=portal.text.fields.ParagraphField(
                blank=True,
                help_text="The source’s own words, in its language, as the public may read them. Only with the right to show them.",
                verbose_name="quotation",
            ),
        ),
        migrations.AddField(
            model_name="passage",
            name="quotation_right",
            field=portal.text.fields.LineField(
                blank=True,
                help_text="Why these words may be shown, such as a permission and its day. For staff only; without it nothing is quoted.",
                max_length=200,
                verbose_name="right to quote",
            ),
        ),
        migrations.AddConstraint(
            model_name="passage",
            constraint=models.CheckConstraint(
                condition=models.Q(("quotation", ""), models.Q(("quotation_right", ""), _negated=True), _connector="OR"),
                name="passage_is_quoted_only_with_the_right",
                violation_error_message="Note why these words may be shown (“right to quote”), or leave them out.",
            ),
        ),
    ]
