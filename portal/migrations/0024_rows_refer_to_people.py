"""People are named by a proxy of Django's model of users, and rows refer to that.

A proxy has no table: the columns and their constraints stay what they are, and only what Django knows of them changes.
"""

import django.contrib.auth.models
import django.db.models.deletion
from django.db import migrations, models

from portal.models.migrated import StateAtOnce


class Migration(migrations.Migration):
    dependencies = [
        ("auth", "0012_alter_user_first_name_max_length"),
        ("portal", "0023_form_versions"),
    ]

    operations = [
        StateAtOnce(
            state_operations=[
                migrations.CreateModel(
                    name="Person",
                    fields=[],
                    options={
                        "verbose_name": "user",
                        "verbose_name_plural": "users",
                        "ordering": ["username"],
                        "proxy": True,
                        "default_permissions": (),
                        "indexes": [],
                        "constraints": [],
                    },
                    bases=("auth.user",),
                    managers=[
                        ("objects", django.contrib.auth.models.UserManager()),
                    ],
                ),
                migrations.AlterModelOptions(
                    name="secondfactor",
                    options={"ordering": ["user_id"], "verbose_name": "second factor", "verbose_name_plural": "second factors"},
                ),
                migrations.AlterField(
                    model_name="auditentry",
                    name="user",
                    field=models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="portal.person",
                        verbose_name="person",
                    ),
                ),
                migrations.AlterField(
                    model_name="correction",
                    name="user",
                    field=models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="portal.person", verbose_name="by"
                    ),
                ),
                migrations.AlterField(
                    model_name="enquiry",
                    name="owner",
                    field=models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="portal.person",
                        verbose_name="in whose hands",
                    ),
                ),
                migrations.AlterField(
                    model_name="enquirystep",
                    name="user",
                    field=models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="portal.person", verbose_name="person"
                    ),
                ),
                migrations.AlterField(
                    model_name="historicalalternativename",
                    name="history_user",
                    field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name="+", to="portal.person"),
                ),
                migrations.AlterField(
                    model_name="historicalfeature",
                    name="history_user",
                    field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name="+", to="portal.person"),
                ),
                migrations.AlterField(
                    model_name="historicalmeasure",
                    name="history_user",
                    field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name="+", to="portal.person"),
                ),
                migrations.AlterField(
                    model_name="historicalpaper",
                    name="added_by",
                    field=models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="portal.person",
                        verbose_name="added by",
                    ),
                ),
                migrations.AlterField(
                    model_name="historicalpaper",
                    name="history_user",
                    field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name="+", to="portal.person"),
                ),
                migrations.AlterField(
                    model_name="historicalpassage",
                    name="history_user",
                    field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name="+", to="portal.person"),
                ),
                migrations.AlterField(
                    model_name="historicalpicture",
                    name="history_user",
                    field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name="+", to="portal.person"),
                ),
                migrations.AlterField(
                    model_name="historicalsector",
                    name="history_user",
                    field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name="+", to="portal.person"),
                ),
                migrations.AlterField(
                    model_name="historicalsource",
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
                    model_name="historicalsource",
                    name="history_user",
                    field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name="+", to="portal.person"),
                ),
                migrations.AlterField(
                    model_name="historicalsource",
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
                    model_name="historicalsource",
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
                    model_name="historicalstatement",
                    name="history_user",
                    field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name="+", to="portal.person"),
                ),
                migrations.AlterField(
                    model_name="historicaltechnology",
                    name="history_user",
                    field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name="+", to="portal.person"),
                ),
                migrations.AlterField(
                    model_name="keptform",
                    name="user",
                    field=models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="portal.person", verbose_name="account"
                    ),
                ),
                migrations.AlterField(
                    model_name="opening",
                    name="user",
                    field=models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="portal.person", verbose_name="by"
                    ),
                ),
                migrations.AlterField(
                    model_name="paper",
                    name="added_by",
                    field=models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="portal.person",
                        verbose_name="added by",
                    ),
                ),
                migrations.AlterField(
                    model_name="proposedchange",
                    name="decided_by",
                    field=models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="portal.person",
                        verbose_name="decided by",
                    ),
                ),
                migrations.AlterField(
                    model_name="proposedchange",
                    name="proposed_by",
                    field=models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="proposals",
                        to="portal.person",
                        verbose_name="proposed by",
                    ),
                ),
                migrations.AlterField(
                    model_name="record",
                    name="deputy",
                    field=models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="records_as_deputy",
                        to="portal.person",
                        verbose_name="deputy",
                    ),
                ),
                migrations.AlterField(
                    model_name="record",
                    name="responsible",
                    field=models.ForeignKey(
                        blank=True,
                        help_text="Who looks after this record; at first whoever added it.",
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="records_in_charge",
                        to="portal.person",
                        verbose_name="person in charge",
                    ),
                ),
                migrations.AlterField(
                    model_name="record",
                    name="submitted_by",
                    field=models.ForeignKey(
                        blank=True,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="portal.person",
                        verbose_name="sent to review by",
                    ),
                ),
                migrations.AlterField(
                    model_name="reviewstep",
                    name="user",
                    field=models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="portal.person", verbose_name="by"
                    ),
                ),
                migrations.AlterField(
                    model_name="secondfactor",
                    name="user",
                    field=models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="second_factor",
                        serialize=False,
                        to="portal.person",
                        verbose_name="account",
                    ),
                ),
            ]
        )
    ]
