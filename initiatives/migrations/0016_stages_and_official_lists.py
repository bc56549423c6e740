"""Stages of a round as rows, the stage of an event, and official lists as they are pasted with what each line was found to be."""

import django.core.validators
import django.db.models.deletion
import django.utils.timezone
import simple_history.models
from django.db import migrations, models

import portal.text.fields


class Migration(migrations.Migration):
    dependencies = [
        ("enterprises", "0011_rows_refer_to_people"),
        ("initiatives", "0015_rows_refer_to_people"),
        ("portal", "0024_rows_refer_to_people"),
    ]

    operations = [
        migrations.AlterField(
            model_name="historicalnominationevent",
            name="verb",
            field=models.CharField(
                choices=[
                    ("submitted", "submitted"),
                    ("recommended", "recommended"),
                    ("under-review", "under review"),
                    ("passed", "passed"),
                    ("not-passed", "did not pass"),
                    ("noticed", "publicly noticed"),
                    ("recognized", "recognized"),
                    ("not-recognized", "not recognized"),
                    ("withdrawn", "withdrawn"),
                    ("corrected", "correction"),
                    ("remark", "remark"),
                ],
                max_length=15,
                verbose_name="what happened",
            ),
        ),
        migrations.AlterField(
            model_name="nominationevent",
            name="verb",
            field=models.CharField(
                choices=[
                    ("submitted", "submitted"),
                    ("recommended", "recommended"),
                    ("under-review", "under review"),
                    ("passed", "passed"),
                    ("not-passed", "did not pass"),
                    ("noticed", "publicly noticed"),
                    ("recognized", "recognized"),
                    ("not-recognized", "not recognized"),
                    ("withdrawn", "withdrawn"),
                    ("corrected", "correction"),
                    ("remark", "remark"),
                ],
                max_length=15,
                verbose_name="what happened",
            ),
        ),
        migrations.CreateModel(
            name="HistoricalSelectionStage",
            fields=[
                (
                    "id",
                    models.CharField(
                        db_index=True,
                        default=portal.text.fields.new_key,
                        editable=False,
                        max_length=64,
                        validators=[django.core.validators.RegexValidator("^[a-z0-9]+(-[a-z0-9]+)*$", "Use a–z, 0–9 and single hyphens.")],
                        verbose_name="key",
                    ),
                ),
                ("position", models.PositiveSmallIntegerField(default=1, verbose_name="position")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("application", "application"),
                            ("first-review", "first review"),
                            ("compliance", "compliance check"),
                            ("expert-review", "expert review"),
                            ("recheck", "recheck"),
                            ("notice", "public notice"),
                            ("announcement", "announcement"),
                        ],
                        max_length=15,
                        verbose_name="kind",
                    ),
                ),
                (
                    "name_en",
                    portal.text.fields.LineField(
                        blank=True,
                        help_text="As the source names it, where the kind does not say enough.",
                        max_length=200,
                        verbose_name="name in English",
                    ),
                ),
                ("name_zh", portal.text.fields.LineField(blank=True, max_length=200, verbose_name="name in Chinese")),
                ("opened_on", models.DateField(blank=True, null=True, verbose_name="from")),
                (
                    "opened_precision",
                    models.CharField(
                        blank=True,
                        choices=[("day", "to the day"), ("month", "to the month"), ("year", "to the year")],
                        max_length=5,
                        verbose_name="start known",
                    ),
                ),
                ("closed_on", models.DateField(blank=True, null=True, verbose_name="until")),
                (
                    "closed_precision",
                    models.CharField(
                        blank=True,
                        choices=[("day", "to the day"), ("month", "to the month"), ("year", "to the year")],
                        max_length=5,
                        verbose_name="end known",
                    ),
                ),
                ("history_id", models.AutoField(primary_key=True, serialize=False)),
                ("history_date", models.DateTimeField(db_index=True)),
                ("history_change_reason", models.CharField(max_length=100, null=True)),
                ("history_type", models.CharField(choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")], max_length=1)),
                (
                    "history_user",
                    models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name="+", to="portal.person"),
                ),
                (
                    "passage",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="portal.passage",
                        verbose_name="passage",
                    ),
                ),
                (
                    "round",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="initiatives.selectionround",
                        verbose_name="selection round",
                    ),
                ),
            ],
            options={
                "verbose_name": "historical stage of a selection",
                "verbose_name_plural": "historical stages of selections",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="OfficialList",
            fields=[
                (
                    "id",
                    models.CharField(
                        default=portal.text.fields.new_key,
                        editable=False,
                        max_length=64,
                        primary_key=True,
                        serialize=False,
                        validators=[django.core.validators.RegexValidator("^[a-z0-9]+(-[a-z0-9]+)*$", "Use a–z, 0–9 and single hyphens.")],
                        verbose_name="key",
                    ),
                ),
                (
                    "verb",
                    models.CharField(
                        choices=[("recognized", "recognized"), ("passed", "passed"), ("noticed", "publicly noticed")],
                        max_length=15,
                        verbose_name="what it says of those whom it names",
                    ),
                ),
                ("title", portal.text.fields.LineField(help_text="As it stands above the list.", max_length=250, verbose_name="title")),
                ("listed_on", models.DateField(blank=True, null=True, verbose_name="date of the list")),
                (
                    "listed_precision",
                    models.CharField(
                        blank=True,
                        choices=[("day", "to the day"), ("month", "to the month"), ("year", "to the year")],
                        max_length=5,
                        verbose_name="date known",
                    ),
                ),
                ("text", portal.text.fields.ParagraphField(verbose_name="text as pasted")),
                ("is_complete", models.BooleanField(default=False, verbose_name="complete and final")),
                ("completed_at", models.DateTimeField(blank=True, null=True, verbose_name="said to be complete at")),
                ("pasted_at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="pasted at")),
                (
                    "category",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="official_lists",
                        to="initiatives.selectioncategory",
                        verbose_name="category",
                    ),
                ),
                (
                    "completed_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="portal.person",
                        verbose_name="said to be complete by",
                    ),
                ),
                (
                    "passage",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="official_lists",
                        to="portal.passage",
                        verbose_name="passage",
                    ),
                ),
                (
                    "pasted_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="portal.person", verbose_name="pasted by"
                    ),
                ),
            ],
            options={
                "verbose_name": "official list",
                "verbose_name_plural": "official lists",
                "ordering": ["-pasted_at", "id"],
            },
        ),
        migrations.CreateModel(
            name="OfficialLine",
            fields=[
                (
                    "id",
                    models.CharField(
                        default=portal.text.fields.new_key,
                        editable=False,
                        max_length=64,
                        primary_key=True,
                        serialize=False,
                        validators=[django.core.validators.RegexValidator("^[a-z0-9]+(-[a-z0-9]+)*$", "Use a–z, 0–9 and single hyphens.")],
                        verbose_name="key",
                    ),
                ),
                ("position", models.PositiveIntegerField(verbose_name="position")),
                ("first_row", models.PositiveIntegerField(verbose_name="first row")),
                ("last_row", models.PositiveIntegerField(verbose_name="last row")),
                ("text", portal.text.fields.ParagraphField(verbose_name="text")),
                ("number", portal.text.fields.LineField(blank=True, max_length=20, verbose_name="number in the list")),
                (
                    "state",
                    models.CharField(
                        choices=[("confirmed", "confirmed"), ("not-ours", "not ours"), ("heading", "heading"), ("open", "open")],
                        max_length=10,
                        verbose_name="state",
                    ),
                ),
                ("decided_at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="decided at")),
                (
                    "decided_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="portal.person", verbose_name="decided by"
                    ),
                ),
                (
                    "nomination",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.RESTRICT,
                        related_name="official_lines",
                        to="initiatives.nomination",
                        verbose_name="nomination",
                    ),
                ),
                (
                    "list",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="lines",
                        to="initiatives.officiallist",
                        verbose_name="official list",
                    ),
                ),
            ],
            options={
                "verbose_name": "line of an official list",
                "verbose_name_plural": "lines of official lists",
                "ordering": ["list", "position", "id"],
            },
        ),
        migrations.CreateModel(
            name="SelectionStage",
            fields=[
                (
                    "id",
                    models.CharField(
                        default=portal.text.fields.new_key,
                        editable=False,
                        max_length=64,
                        primary_key=True,
                        serialize=False,
                        validators=[django.core.validators.RegexValidator("^[a-z0-9]+(-[a-z0-9]+)*$", "Use a–z, 0–9 and single hyphens.")],
                        verbose_name="key",
                    ),
                ),
                ("position", models.PositiveSmallIntegerField(default=1, verbose_name="position")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("application", "application"),
                            ("first-review", "first review"),
                            ("compliance", "compliance check"),
                            ("expert-review", "expert review"),
                            ("recheck", "recheck"),
                            ("notice", "public notice"),
                            ("announcement", "announcement"),
                        ],
                        max_length=15,
                        verbose_name="kind",
                    ),
                ),
                (
                    "name_en",
                    portal.text.fields.LineField(
                        blank=True,
                        help_text="As the source names it, where the kind does not say enough.",
                        max_length=200,
                        verbose_name="name in English",
                    ),
                ),
                ("name_zh", portal.text.fields.LineField(blank=True, max_length=200, verbose_name="name in Chinese")),
                ("opened_on", models.DateField(blank=True, null=True, verbose_name="from")),
                (
                    "opened_precision",
                    models.CharField(
                        blank=True,
                        choices=[("day", "to the day"), ("month", "to the month"), ("year", "to the year")],
                        max_length=5,
                        verbose_name="start known",
                    ),
                ),
                ("closed_on", models.DateField(blank=True, null=True, verbose_name="until")),
                (
                    "closed_precision",
                    models.CharField(
                        blank=True,
                        choices=[("day", "to the day"), ("month", "to the month"), ("year", "to the year")],
                        max_length=5,
                        verbose_name="end known",
                    ),
                ),
                (
                    "bodies",
                    models.ManyToManyField(
                        blank=True,
                        help_text="Who reviews or decides in it.",
                        related_name="stages_decided",
                        to="enterprises.organization",
                        verbose_name="deciding bodies",
                    ),
                ),
                (
                    "passage",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="selection_stages",
                        to="portal.passage",
                        verbose_name="passage",
                    ),
                ),
                (
                    "round",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="stages",
                        to="initiatives.selectionround",
                        verbose_name="selection round",
                    ),
                ),
            ],
            options={
                "verbose_name": "stage of a selection",
                "verbose_name_plural": "stages of selections",
                "ordering": ["round", "position", "id"],
            },
        ),
        migrations.AddField(
            model_name="officiallist",
            name="stage",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.RESTRICT,
                related_name="official_lists",
                to="initiatives.selectionstage",
                verbose_name="stage",
            ),
        ),
        migrations.CreateModel(
            name="HistoricalSelectionStage_bodies",
            fields=[
                ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                ("m2m_history_id", models.AutoField(primary_key=True, serialize=False)),
                (
                    "history",
                    models.ForeignKey(
                        db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, to="initiatives.historicalselectionstage"
                    ),
                ),
                (
                    "organization",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        db_tablespace="",
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="enterprises.organization",
                    ),
                ),
                (
                    "selectionstage",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        db_tablespace="",
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="initiatives.selectionstage",
                    ),
                ),
            ],
            options={
                "verbose_name": "HistoricalSelectionStage_bodies",
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.AddField(
            model_name="historicalnominationevent",
            name="stage",
            field=models.ForeignKey(
                blank=True,
                db_constraint=False,
                help_text="The stage of the round in which it happened, where that is on record.",
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                to="initiatives.selectionstage",
                verbose_name="stage",
            ),
        ),
        migrations.AddField(
            model_name="nominationevent",
            name="stage",
            field=models.ForeignKey(
                blank=True,
                help_text="The stage of the round in which it happened, where that is on record.",
                null=True,
                on_delete=django.db.models.deletion.RESTRICT,
                related_name="events",
                to="initiatives.selectionstage",
                verbose_name="stage",
            ),
        ),
        migrations.AddConstraint(
            model_name="nominationevent",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("verb__in", ["passed", "not-passed"]), _negated=True), ("stage__isnull", False), _connector="OR"
                ),
                name="nomination_event_passes_a_stage_that_it_names",
                violation_error_message="Say which stage was passed, or not.",
            ),
        ),
        migrations.AddConstraint(
            model_name="officialline",
            constraint=models.CheckConstraint(
                condition=models.Q(("position", None), ("position__lte", 2147483647), _connector="OR"),
                name="officialline_position_is_within_bounds",
                violation_error_message="A position is at most 2,147,483,647.",
            ),
        ),
        migrations.AddConstraint(
            model_name="officialline",
            constraint=models.CheckConstraint(
                condition=models.Q(("first_row", None), ("first_row__lte", 2147483647), _connector="OR"),
                name="officialline_first_row_is_within_bounds",
                violation_error_message="A row is at most 2,147,483,647.",
            ),
        ),
        migrations.AddConstraint(
            model_name="officialline",
            constraint=models.CheckConstraint(
                condition=models.Q(("last_row", None), ("last_row__lte", 2147483647), _connector="OR"),
                name="officialline_last_row_is_within_bounds",
                violation_error_message="A row is at most 2,147,483,647.",
            ),
        ),
        migrations.AddConstraint(
            model_name="officialline",
            constraint=models.UniqueConstraint(
                fields=("list", "position"),
                name="official_line_position_once",
                violation_error_message="This list has a line at this position already.",
            ),
        ),
        migrations.AddConstraint(
            model_name="officialline",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("nomination__isnull", False), ("state", "confirmed")),
                    models.Q(models.Q(("state", "confirmed"), _negated=True), ("nomination", None)),
                    _connector="OR",
                ),
                name="official_line_is_confirmed_for_a_nominee",
                violation_error_message="A line that is confirmed names its nominee, and no other does.",
            ),
        ),
        migrations.AddConstraint(
            model_name="selectionstage",
            constraint=models.CheckConstraint(
                condition=models.Q(("position", None), models.Q(("position__gte", 0), ("position__lte", 32767)), _connector="OR"),
                name="selectionstage_position_is_within_bounds",
                violation_error_message="A position is at most 32,767.",
            ),
        ),
        migrations.AddConstraint(
            model_name="selectionstage",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("opened_on__isnull", True), ("opened_precision", "")),
                    models.Q(("opened_on__isnull", False), models.Q(("opened_precision", ""), _negated=True)),
                    _connector="OR",
                ),
                name="selection_stage_start_has_its_precision",
                violation_error_message="Say how far the start is known, or give no start.",
            ),
        ),
        migrations.AddConstraint(
            model_name="selectionstage",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("closed_on__isnull", True), ("closed_precision", "")),
                    models.Q(("closed_on__isnull", False), models.Q(("closed_precision", ""), _negated=True)),
                    _connector="OR",
                ),
                name="selection_stage_end_has_its_precision",
                violation_error_message="Say how far the end is known, or give no end.",
            ),
        ),
        migrations.AddConstraint(
            model_name="selectionstage",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("opened_on", None),
                    ("closed_on", None),
                    ("opened_on__lte", models.F("closed_on")),
                    models.Q(("closed_precision", "year"), ("opened_on__year", models.F("closed_on__year"))),
                    models.Q(
                        ("closed_precision", "month"),
                        ("opened_on__month", models.F("closed_on__month")),
                        ("opened_on__year", models.F("closed_on__year")),
                    ),
                    _connector="OR",
                ),
                name="selection_stage_opens_before_it_closes",
                violation_error_message="It ends on or after the day it starts.",
            ),
        ),
        migrations.AddConstraint(
            model_name="officiallist",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("listed_on__isnull", True), ("listed_precision", "")),
                    models.Q(("listed_on__isnull", False), models.Q(("listed_precision", ""), _negated=True)),
                    _connector="OR",
                ),
                name="official_list_date_has_its_precision",
                violation_error_message="Say how far the date is known, or give no date.",
            ),
        ),
        migrations.AddConstraint(
            model_name="officiallist",
            constraint=models.CheckConstraint(
                condition=models.Q(models.Q(("verb", "passed"), _negated=True), ("stage__isnull", False), _connector="OR"),
                name="official_list_passes_a_stage_that_it_names",
                violation_error_message="Say which stage was passed, or not.",
            ),
        ),
        migrations.AddConstraint(
            model_name="officiallist",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("completed_at", None), ("completed_by", None), ("is_complete", False)),
                    models.Q(("completed_at__isnull", False), ("completed_by__isnull", False), ("is_complete", True)),
                    _connector="OR",
                ),
                name="official_list_is_said_to_be_complete_by_somebody",
                violation_error_message="That a list is complete is said by somebody, at a moment.",
            ),
        ),
    ]
