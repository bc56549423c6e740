"""Labels, help and messages of fields in plainer words; no row changes."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("initiatives", "0016_selections_and_intentions"),
        ("portal", "0028_plainer_words"),
    ]

    operations = [
        migrations.AlterField(
            model_name="historicalinitiative",
            name="is_only_put_forward",
            field=models.BooleanField(
                default=False,
                help_text="A source speaks of it as planned or recommended; none says that it took place.",
                verbose_name="recommended only",
            ),
        ),
        migrations.AlterField(
            model_name="historicalnominationevent",
            name="stage",
            field=models.ForeignKey(
                blank=True,
                db_constraint=False,
                help_text="The stage of the round in which it happened, where that is known.",
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                to="initiatives.selectionstage",
                verbose_name="stage",
            ),
        ),
        migrations.AlterField(
            model_name="historicalselectioncategory",
            name="statement",
            field=models.ForeignKey(
                blank=True,
                db_constraint=False,
                help_text="The statement of this round whose figure says how many were submitted or recommended.",
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                to="portal.statement",
                verbose_name="statement of the count",
            ),
        ),
        migrations.AlterField(
            model_name="initiative",
            name="is_only_put_forward",
            field=models.BooleanField(
                default=False,
                help_text="A source speaks of it as planned or recommended; none says that it took place.",
                verbose_name="recommended only",
            ),
        ),
        migrations.AlterField(
            model_name="nominationevent",
            name="stage",
            field=models.ForeignKey(
                blank=True,
                help_text="The stage of the round in which it happened, where that is known.",
                null=True,
                on_delete=django.db.models.deletion.RESTRICT,
                related_name="events",
                to="initiatives.selectionstage",
                verbose_name="stage",
            ),
        ),
        migrations.AlterField(
            model_name="selectioncategory",
            name="statement",
            field=models.ForeignKey(
                blank=True,
                help_text="The statement of this round whose figure says how many were submitted or recommended.",
                null=True,
                on_delete=django.db.models.deletion.RESTRICT,
                related_name="categories",
                to="portal.statement",
                verbose_name="statement of the count",
            ),
        ),
    ]
