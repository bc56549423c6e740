"""Rows refer to people by the proxy of portal: see its 0024_rows_refer_to_people. No column changes."""

import django.db.models.deletion
from django.db import migrations, models

from portal.models.migrated import StateAtOnce


class Migration(migrations.Migration):
    dependencies = [
        ("initiatives", "0014_kinds_declared_by_their_apps"),
        ("portal", "0024_rows_refer_to_people"),
    ]

    operations = [
        StateAtOnce(
            state_operations=[
                migrations.AlterField(
                    model_name="historicalinitiative",
                    name="deputy",
                    field=models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="portal.person",
                        verbose_name="deputy",
                    ),
                ),
                migrations.AlterField(
                    model_name="historicalinitiative",
                    name="history_user",
                    field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name="+", to="portal.person"),
                ),
                migrations.AlterField(
                    model_name="historicalinitiative",
                    name="responsible",
                    field=models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        help_text="Who looks after this record; at first whoever added it.",
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="portal.person",
                        verbose_name="person in charge",
                    ),
                ),
                migrations.AlterField(
                    model_name="historicalinitiative",
                    name="submitted_by",
                    field=models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="portal.person",
                        verbose_name="sent to review by",
                    ),
                ),
                migrations.AlterField(
                    model_name="historicalnomination",
                    name="history_user",
                    field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name="+", to="portal.person"),
                ),
                migrations.AlterField(
                    model_name="historicalnominationevent",
                    name="history_user",
                    field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name="+", to="portal.person"),
                ),
                migrations.AlterField(
                    model_name="historicalparticipation",
                    name="history_user",
                    field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name="+", to="portal.person"),
                ),
                migrations.AlterField(
                    model_name="historicalselectioncategory",
                    name="history_user",
                    field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name="+", to="portal.person"),
                ),
                migrations.AlterField(
                    model_name="historicalselectionround",
                    name="deputy",
                    field=models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="portal.person",
                        verbose_name="deputy",
                    ),
                ),
                migrations.AlterField(
                    model_name="historicalselectionround",
                    name="history_user",
                    field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name="+", to="portal.person"),
                ),
                migrations.AlterField(
                    model_name="historicalselectionround",
                    name="responsible",
                    field=models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        help_text="Who looks after this record; at first whoever added it.",
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="portal.person",
                        verbose_name="person in charge",
                    ),
                ),
                migrations.AlterField(
                    model_name="historicalselectionround",
                    name="submitted_by",
                    field=models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="portal.person",
                        verbose_name="sent to review by",
                    ),
                ),
            ]
        )
    ]
