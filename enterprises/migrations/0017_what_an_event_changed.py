"""What an event of a right changed of what is on record, where that waits, and events that are said not to have happened."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("enterprises", "0016_rules_of_law"),
        ("portal", "0026_rows_that_a_measure_counts"),
    ]

    operations = [
        migrations.AddField(
            model_name="historicalrightevent",
            name="changed",
            field=models.JSONField(default=dict, editable=False, verbose_name="what it changed"),
        ),
        migrations.AddField(
            model_name="historicalrightevent",
            name="proposal",
            field=models.ForeignKey(
                blank=True,
                db_constraint=False,
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                to="portal.proposedchange",
                verbose_name="proposed change",
            ),
        ),
        migrations.AddField(
            model_name="historicalrightevent",
            name="waits",
            field=models.BooleanField(default=False, editable=False, verbose_name="waits for a Publisher"),
        ),
        migrations.AddField(
            model_name="rightevent",
            name="changed",
            field=models.JSONField(default=dict, editable=False, verbose_name="what it changed"),
        ),
        migrations.AddField(
            model_name="rightevent",
            name="proposal",
            field=models.ForeignKey(
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="right_events",
                to="portal.proposedchange",
                verbose_name="proposed change",
            ),
        ),
        migrations.AddField(
            model_name="rightevent",
            name="waits",
            field=models.BooleanField(default=False, editable=False, verbose_name="waits for a Publisher"),
        ),
        migrations.AlterField(
            model_name="historicalrightevent",
            name="verb",
            field=models.CharField(
                choices=[
                    ("filed", "filed"),
                    ("published", "preliminarily published"),
                    ("opposed", "opposed"),
                    ("refused", "refused"),
                    ("registered", "registered"),
                    ("declared", "use declared"),
                    ("renewed", "renewed"),
                    ("assigned", "assigned"),
                    ("holder-renamed", "holder renamed"),
                    ("contact-changed", "contact or address changed"),
                    ("other-change", "other change of what the recordal’s application says"),
                    ("licensed", "licensed"),
                    ("licence-ended", "licence ended"),
                    ("filed-for-record", "filed for record"),
                    ("recorded", "recorded at customs"),
                    ("told-to-customs", "updated at customs"),
                    ("invalidated", "invalidated"),
                    ("cancelled", "cancelled"),
                    ("lapsed", "lapsed"),
                    ("did-not-happen", "did not happen: it was entered in error"),
                ],
                max_length=16,
                verbose_name="what happened",
            ),
        ),
        migrations.AlterField(
            model_name="licence",
            name="contract",
            field=models.ForeignKey(
                blank=True,
                help_text="A paper of the mark.",
                null=True,
                on_delete=django.db.models.deletion.RESTRICT,
                related_name="licences",
                to="portal.paper",
                verbose_name="contract",
            ),
        ),
        migrations.AlterField(
            model_name="rightevent",
            name="paper",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.RESTRICT,
                related_name="right_events",
                to="portal.paper",
                verbose_name="paper",
            ),
        ),
        migrations.AlterField(
            model_name="rightevent",
            name="verb",
            field=models.CharField(
                choices=[
                    ("filed", "filed"),
                    ("published", "preliminarily published"),
                    ("opposed", "opposed"),
                    ("refused", "refused"),
                    ("registered", "registered"),
                    ("declared", "use declared"),
                    ("renewed", "renewed"),
                    ("assigned", "assigned"),
                    ("holder-renamed", "holder renamed"),
                    ("contact-changed", "contact or address changed"),
                    ("other-change", "other change of what the recordal’s application says"),
                    ("licensed", "licensed"),
                    ("licence-ended", "licence ended"),
                    ("filed-for-record", "filed for record"),
                    ("recorded", "recorded at customs"),
                    ("told-to-customs", "updated at customs"),
                    ("invalidated", "invalidated"),
                    ("cancelled", "cancelled"),
                    ("lapsed", "lapsed"),
                    ("did-not-happen", "did not happen: it was entered in error"),
                ],
                max_length=16,
                verbose_name="what happened",
            ),
        ),
        migrations.AlterField(
            model_name="task",
            name="paper",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.RESTRICT,
                related_name="tasks",
                to="portal.paper",
                verbose_name="paper",
            ),
        ),
        migrations.AddConstraint(
            model_name="rightevent",
            constraint=models.CheckConstraint(
                condition=models.Q(models.Q(("verb", "did-not-happen"), _negated=True), ("replaces__isnull", False), _connector="OR"),
                name="right_event_did_not_happen_only_in_place_of_another",
                violation_error_message="Only an event that is on record can be said not to have happened.",
            ),
        ),
    ]
