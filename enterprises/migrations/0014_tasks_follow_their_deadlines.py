"""A task says what is due, where and whose, may be over, and names the event that closed it; how a person is reminded."""

import django.db.models.deletion
import django.utils.timezone
from django.db import migrations, models

import portal.text.fields


class Migration(migrations.Migration):
    dependencies = [
        ("enterprises", "0013_working_days_of_china"),
        ("portal", "0025_mails_that_are_emptied"),
    ]

    operations = [
        migrations.CreateModel(
            name="ReminderChoice",
            fields=[
                (
                    "person",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="reminder_choice",
                        serialize=False,
                        to="portal.person",
                        verbose_name="person",
                    ),
                ),
                ("language", models.CharField(max_length=10, verbose_name="language")),
                ("by_mail", models.BooleanField(default=True, verbose_name="by mail")),
            ],
            options={
                "verbose_name": "choice of reminders",
                "verbose_name_plural": "choices of reminders",
                "ordering": ["person_id"],
            },
        ),
        migrations.AddField(
            model_name="historicaltask",
            name="changed_at",
            field=models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name="changed at"),
        ),
        migrations.AddField(
            model_name="historicaltask",
            name="closing_event",
            field=models.ForeignKey(
                blank=True,
                db_constraint=False,
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                to="enterprises.rightevent",
                verbose_name="event that closed it",
            ),
        ),
        migrations.AddField(
            model_name="historicaltask",
            name="holder",
            field=models.ForeignKey(
                blank=True,
                db_constraint=False,
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                to="enterprises.organization",
                verbose_name="right holder",
            ),
        ),
        migrations.AddField(
            model_name="historicaltask",
            name="territory",
            field=models.CharField(blank=True, editable=False, max_length=2, verbose_name="territory"),
        ),
        migrations.AddField(
            model_name="historicaltask",
            name="what",
            field=models.CharField(default="", editable=False, max_length=60, verbose_name="what is due"),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name="task",
            name="changed_at",
            field=models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name="changed at"),
        ),
        migrations.AddField(
            model_name="task",
            name="closing_event",
            field=models.ForeignKey(
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="closed_tasks",
                to="enterprises.rightevent",
                verbose_name="event that closed it",
            ),
        ),
        migrations.AddField(
            model_name="task",
            name="holder",
            field=models.ForeignKey(
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to="enterprises.organization",
                verbose_name="right holder",
            ),
        ),
        migrations.AddField(
            model_name="task",
            name="territory",
            field=models.CharField(blank=True, editable=False, max_length=2, verbose_name="territory"),
        ),
        migrations.AddField(
            model_name="task",
            name="what",
            field=models.CharField(default="", editable=False, max_length=60, verbose_name="what is due"),
            preserve_default=False,
        ),
        migrations.AlterField(
            model_name="calendaraddress",
            name="name",
            field=portal.text.fields.LineField(help_text="Such as the program that reads it.", max_length=100, verbose_name="name"),
        ),
        migrations.AlterField(
            model_name="historicaltask",
            name="state",
            field=models.CharField(
                choices=[("open", "open"), ("done", "done"), ("waived", "waived"), ("over", "no longer due")],
                default="open",
                max_length=6,
                verbose_name="state",
            ),
        ),
        migrations.AlterField(
            model_name="task",
            name="state",
            field=models.CharField(
                choices=[("open", "open"), ("done", "done"), ("waived", "waived"), ("over", "no longer due")],
                default="open",
                max_length=6,
                verbose_name="state",
            ),
        ),
        migrations.AddIndex(
            model_name="task",
            index=models.Index(fields=["state", "day"], name="task_by_state_and_day"),
        ),
    ]
