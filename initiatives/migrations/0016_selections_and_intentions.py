"""Stages and official lists of selections; intentions, their steps and what staff keep of them."""

import django.core.validators
import django.db.models.deletion
import django.utils.timezone
import django_countries.fields
import simple_history.models
from django.db import migrations, models

import initiatives.models.intention_steps
import portal.text.fields


class Migration(migrations.Migration):
    dependencies = [
        ("enterprises", "0012_rights_in_time"),
        ("initiatives", "0015_rows_refer_to_people"),
        ("portal", "0026_rows_that_a_measure_counts"),
    ]

    operations = [
        migrations.AddField(
            model_name="historicalinitiative",
            name="used_count",
            field=models.ForeignKey(
                blank=True,
                db_constraint=False,
                help_text="Where sources differ: the others are shown beside it, and none is averaged.",
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                to="portal.statement",
                verbose_name="reported count of intentions that is used",
            ),
        ),
        migrations.AddField(
            model_name="initiative",
            name="used_count",
            field=models.ForeignKey(
                blank=True,
                help_text="Where sources differ: the others are shown beside it, and none is averaged.",
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to="portal.statement",
                verbose_name="reported count of intentions that is used",
            ),
        ),
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
            name="HistoricalIntention",
            fields=[
                ("value", models.DecimalField(blank=True, decimal_places=4, max_digits=20, null=True, verbose_name="amount")),
                (
                    "qualifier",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("exactly", "exactly"),
                            ("about", "about"),
                            ("nearly", "nearly"),
                            ("over", "over"),
                            ("at-least", "at least"),
                            ("up-to", "up to"),
                        ],
                        max_length=10,
                        verbose_name="qualifier",
                    ),
                ),
                (
                    "currency",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("CNY", "yuan"),
                            ("HKD", "Hong Kong dollars"),
                            ("MOP", "Macao patacas"),
                            ("USD", "US dollars"),
                            ("EUR", "euros"),
                            ("GBP", "pounds sterling"),
                            ("JPY", "yen"),
                            ("SGD", "Singapore dollars"),
                        ],
                        max_length=3,
                        verbose_name="currency",
                    ),
                ),
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
                (
                    "subject_en",
                    portal.text.fields.LineField(
                        blank=True,
                        help_text="What it is about, without a name or a sum.",
                        max_length=200,
                        verbose_name="subject in English",
                    ),
                ),
                ("subject_zh", portal.text.fields.LineField(blank=True, max_length=200, verbose_name="subject in Chinese")),
                (
                    "country",
                    django_countries.fields.CountryField(
                        blank=True,
                        help_text="The country or region of the other side, or where it sells.",
                        max_length=2,
                        verbose_name="market",
                    ),
                ),
                ("happened_on", models.DateField(blank=True, null=True, verbose_name="date")),
                (
                    "happened_precision",
                    models.CharField(
                        blank=True,
                        choices=[("day", "to the day"), ("month", "to the month"), ("year", "to the year")],
                        max_length=5,
                        verbose_name="date known",
                    ),
                ),
                (
                    "other_side_may_be_named",
                    models.BooleanField(
                        default=False,
                        help_text="Without its consent it is counted and stands without a name; staff find the name in the follow-up.",
                        verbose_name="the other side agreed to be named",
                    ),
                ),
                ("other_name", portal.text.fields.LineField(blank=True, max_length=250, verbose_name="its name, where it has no record")),
                (
                    "may_be_described",
                    models.BooleanField(
                        default=False,
                        help_text="Subject, our side and steps are public although no source says so, but a private paper.",
                        verbose_name="may be described",
                    ),
                ),
                ("recorded_at", models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name="recorded at")),
                ("history_id", models.AutoField(primary_key=True, serialize=False)),
                ("history_date", models.DateTimeField(db_index=True)),
                ("history_change_reason", models.CharField(max_length=100, null=True)),
                ("history_type", models.CharField(choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")], max_length=1)),
                (
                    "history_user",
                    models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name="+", to="portal.person"),
                ),
                (
                    "initiative",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="initiatives.initiative",
                        verbose_name="initiative",
                    ),
                ),
                (
                    "other_side",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="enterprises.organization",
                        verbose_name="other side, as the public reads it",
                    ),
                ),
                (
                    "our_side",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="enterprises.organization",
                        verbose_name="our side",
                    ),
                ),
                (
                    "paper",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        help_text="A paper of the initiative. What rests on a paper alone is counted in public, and not described.",
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="portal.paper",
                        verbose_name="private paper",
                    ),
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
            ],
            options={
                "verbose_name": "historical cooperation intention",
                "verbose_name_plural": "historical cooperation intentions",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
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
            name="Intention",
            fields=[
                ("value", models.DecimalField(blank=True, decimal_places=4, max_digits=20, null=True, verbose_name="amount")),
                (
                    "qualifier",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("exactly", "exactly"),
                            ("about", "about"),
                            ("nearly", "nearly"),
                            ("over", "over"),
                            ("at-least", "at least"),
                            ("up-to", "up to"),
                        ],
                        max_length=10,
                        verbose_name="qualifier",
                    ),
                ),
                (
                    "currency",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("CNY", "yuan"),
                            ("HKD", "Hong Kong dollars"),
                            ("MOP", "Macao patacas"),
                            ("USD", "US dollars"),
                            ("EUR", "euros"),
                            ("GBP", "pounds sterling"),
                            ("JPY", "yen"),
                            ("SGD", "Singapore dollars"),
                        ],
                        max_length=3,
                        verbose_name="currency",
                    ),
                ),
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
                    "subject_en",
                    portal.text.fields.LineField(
                        blank=True,
                        help_text="What it is about, without a name or a sum.",
                        max_length=200,
                        verbose_name="subject in English",
                    ),
                ),
                ("subject_zh", portal.text.fields.LineField(blank=True, max_length=200, verbose_name="subject in Chinese")),
                (
                    "country",
                    django_countries.fields.CountryField(
                        blank=True,
                        help_text="The country or region of the other side, or where it sells.",
                        max_length=2,
                        verbose_name="market",
                    ),
                ),
                ("happened_on", models.DateField(blank=True, null=True, verbose_name="date")),
                (
                    "happened_precision",
                    models.CharField(
                        blank=True,
                        choices=[("day", "to the day"), ("month", "to the month"), ("year", "to the year")],
                        max_length=5,
                        verbose_name="date known",
                    ),
                ),
                (
                    "other_side_may_be_named",
                    models.BooleanField(
                        default=False,
                        help_text="Without its consent it is counted and stands without a name; staff find the name in the follow-up.",
                        verbose_name="the other side agreed to be named",
                    ),
                ),
                ("other_name", portal.text.fields.LineField(blank=True, max_length=250, verbose_name="its name, where it has no record")),
                (
                    "may_be_described",
                    models.BooleanField(
                        default=False,
                        help_text="Subject, our side and steps are public although no source says so, but a private paper.",
                        verbose_name="may be described",
                    ),
                ),
                ("recorded_at", models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name="recorded at")),
                (
                    "initiative",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="intentions",
                        to="initiatives.initiative",
                        verbose_name="initiative",
                    ),
                ),
                (
                    "other_side",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="intentions_of_others",
                        to="enterprises.organization",
                        verbose_name="other side, as the public reads it",
                    ),
                ),
                (
                    "our_side",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="intentions",
                        to="enterprises.organization",
                        verbose_name="our side",
                    ),
                ),
                (
                    "paper",
                    models.ForeignKey(
                        blank=True,
                        help_text="A paper of the initiative. What rests on a paper alone is counted in public, and not described.",
                        null=True,
                        on_delete=django.db.models.deletion.RESTRICT,
                        related_name="intentions",
                        to="portal.paper",
                        verbose_name="private paper",
                    ),
                ),
                (
                    "passage",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="intentions",
                        to="portal.passage",
                        verbose_name="passage",
                    ),
                ),
            ],
            options={
                "verbose_name": "cooperation intention",
                "verbose_name_plural": "cooperation intentions",
                "ordering": ["initiative", models.OrderBy(models.F("happened_on"), nulls_last=True), "id"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("currency", ""), ("qualifier", ""), ("value", None)),
                            models.Q(
                                ("value__isnull", False),
                                models.Q(("qualifier", ""), _negated=True),
                                models.Q(("currency", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="intention_amount_is_whole_or_absent",
                        violation_error_message="An amount is whole or absent: give value, qualifier and currency together, or none of them.",  # noqa: E501
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("value", None), ("value__gte", 0), _connector="OR"),
                        name="intention_amount_is_not_negative",
                        violation_error_message="An amount is not less than zero.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("value", None), ("value__lte", 999999999999999), _connector="OR"),
                        name="intention_value_is_within_bounds",
                        violation_error_message="An amount is below 1,000,000,000,000,000.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("subject_en", ""), ("subject_zh", ""), _negated=True),
                        name="intention_subject_in_a_language",
                        violation_error_message="Write it in English or in Chinese: one of them is enough.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("happened_on__isnull", True), ("happened_precision", "")),
                            models.Q(("happened_on__isnull", False), models.Q(("happened_precision", ""), _negated=True)),
                            _connector="OR",
                        ),
                        name="intention_date_has_its_precision",
                        violation_error_message="Say how far the date is known, or give no date.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("other_side_may_be_named", True), models.Q(("other_name", ""), ("other_side", None)), _connector="OR"
                        ),
                        name="intention_names_the_other_side_only_with_its_consent",
                        violation_error_message="Only who agreed is named: tick that the other side did, or keep its name in the follow-up.",  # noqa: E501
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("other_side", None), ("other_name", ""), _connector="OR"),
                        name="intention_names_the_other_side_once",
                        violation_error_message="The other side has a record: leave its name empty.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("other_side", None), models.Q(("other_side", models.F("our_side")), _negated=True), _connector="OR"
                        ),
                        name="intention_has_two_sides",
                        violation_error_message="The other side is another than ours.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("may_be_described", False), models.Q(("paper__isnull", False), ("passage", None)), _connector="OR"
                        ),
                        name="intention_is_described_by_leave_only_from_a_paper",
                        violation_error_message="“May be described” is for what rests on a private paper alone: choose one, or untick it.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="HistoricalFollowUp",
            fields=[
                ("value", models.DecimalField(blank=True, decimal_places=4, max_digits=20, null=True, verbose_name="amount")),
                (
                    "qualifier",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("exactly", "exactly"),
                            ("about", "about"),
                            ("nearly", "nearly"),
                            ("over", "over"),
                            ("at-least", "at least"),
                            ("up-to", "up to"),
                        ],
                        max_length=10,
                        verbose_name="qualifier",
                    ),
                ),
                (
                    "currency",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("CNY", "yuan"),
                            ("HKD", "Hong Kong dollars"),
                            ("MOP", "Macao patacas"),
                            ("USD", "US dollars"),
                            ("EUR", "euros"),
                            ("GBP", "pounds sterling"),
                            ("JPY", "yen"),
                            ("SGD", "Singapore dollars"),
                        ],
                        max_length=3,
                        verbose_name="currency",
                    ),
                ),
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
                (
                    "counterparty_name",
                    portal.text.fields.LineField(
                        blank=True,
                        help_text="The company. Its people belong into the contact.",
                        max_length=250,
                        verbose_name="its name, where it has no record",
                    ),
                ),
                ("contact", portal.text.fields.ParagraphField(blank=True, verbose_name="contact")),
                ("next_step", portal.text.fields.LineField(blank=True, max_length=200, verbose_name="next step")),
                ("next_on", models.DateField(blank=True, null=True, verbose_name="next step on")),
                ("note", portal.text.fields.ParagraphField(blank=True, verbose_name="note")),
                ("history_id", models.AutoField(primary_key=True, serialize=False)),
                ("history_date", models.DateTimeField(db_index=True)),
                ("history_change_reason", models.CharField(max_length=100, null=True)),
                ("history_type", models.CharField(choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")], max_length=1)),
                (
                    "counterparty",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="enterprises.organization",
                        verbose_name="other side, for staff only",
                    ),
                ),
                (
                    "deputy",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="portal.person",
                        verbose_name="deputy",
                    ),
                ),
                (
                    "enquiry",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="portal.enquiry",
                        verbose_name="grown from the enquiry",
                    ),
                ),
                (
                    "history_user",
                    models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name="+", to="portal.person"),
                ),
                (
                    "responsible",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="portal.person",
                        verbose_name="person in charge",
                    ),
                ),
                (
                    "intention",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="initiatives.intention",
                        verbose_name="cooperation intention",
                    ),
                ),
            ],
            options={
                "verbose_name": "historical follow-up of an intention",
                "verbose_name_plural": "historical follow-ups of intentions",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="FollowUp",
            fields=[
                ("value", models.DecimalField(blank=True, decimal_places=4, max_digits=20, null=True, verbose_name="amount")),
                (
                    "qualifier",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("exactly", "exactly"),
                            ("about", "about"),
                            ("nearly", "nearly"),
                            ("over", "over"),
                            ("at-least", "at least"),
                            ("up-to", "up to"),
                        ],
                        max_length=10,
                        verbose_name="qualifier",
                    ),
                ),
                (
                    "currency",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("CNY", "yuan"),
                            ("HKD", "Hong Kong dollars"),
                            ("MOP", "Macao patacas"),
                            ("USD", "US dollars"),
                            ("EUR", "euros"),
                            ("GBP", "pounds sterling"),
                            ("JPY", "yen"),
                            ("SGD", "Singapore dollars"),
                        ],
                        max_length=3,
                        verbose_name="currency",
                    ),
                ),
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
                    "counterparty_name",
                    portal.text.fields.LineField(
                        blank=True,
                        help_text="The company. Its people belong into the contact.",
                        max_length=250,
                        verbose_name="its name, where it has no record",
                    ),
                ),
                ("contact", portal.text.fields.ParagraphField(blank=True, verbose_name="contact")),
                ("next_step", portal.text.fields.LineField(blank=True, max_length=200, verbose_name="next step")),
                ("next_on", models.DateField(blank=True, null=True, verbose_name="next step on")),
                ("note", portal.text.fields.ParagraphField(blank=True, verbose_name="note")),
                (
                    "counterparty",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="enterprises.organization",
                        verbose_name="other side, for staff only",
                    ),
                ),
                (
                    "deputy",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="intentions_as_deputy",
                        to="portal.person",
                        verbose_name="deputy",
                    ),
                ),
                (
                    "enquiry",
                    models.ForeignKey(
                        blank=True,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="portal.enquiry",
                        verbose_name="grown from the enquiry",
                    ),
                ),
                (
                    "responsible",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="intentions_in_charge",
                        to="portal.person",
                        verbose_name="person in charge",
                    ),
                ),
                (
                    "intention",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="follow_up",
                        to="initiatives.intention",
                        verbose_name="cooperation intention",
                    ),
                ),
            ],
            options={
                "verbose_name": "follow-up of an intention",
                "verbose_name_plural": "follow-ups of intentions",
                "ordering": [models.OrderBy(models.F("next_on"), nulls_last=True), "id"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("currency", ""), ("qualifier", ""), ("value", None)),
                            models.Q(
                                ("value__isnull", False),
                                models.Q(("qualifier", ""), _negated=True),
                                models.Q(("currency", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="followup_amount_is_whole_or_absent",
                        violation_error_message="An amount is whole or absent: give value, qualifier and currency together, or none of them.",  # noqa: E501
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("value", None), ("value__gte", 0), _connector="OR"),
                        name="followup_amount_is_not_negative",
                        violation_error_message="An amount is not less than zero.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("value", None), ("value__lte", 999999999999999), _connector="OR"),
                        name="followup_value_is_within_bounds",
                        violation_error_message="An amount is below 1,000,000,000,000,000.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("counterparty", None), ("counterparty_name", ""), _connector="OR"),
                        name="follow_up_names_the_other_side_once",
                        violation_error_message="The other side has a record: leave its name empty.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("next_on", None), models.Q(("next_step", ""), _negated=True), _connector="OR"),
                        name="follow_up_says_what_is_to_be_done_on_its_day",
                        violation_error_message="Say what is to be done on that day.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="IntentionStep",
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
                    "step",
                    models.CharField(
                        choices=[
                            ("intention", "intention"),
                            ("memorandum", "memorandum of understanding"),
                            ("contract", "contract"),
                            ("delivered", "delivered"),
                            ("declined", "declined"),
                            ("lapsed", "lapsed"),
                            ("cancelled", "cancelled"),
                        ],
                        max_length=12,
                        verbose_name="what it became",
                    ),
                ),
                ("happened_on", models.DateField(blank=True, null=True, verbose_name="on")),
                (
                    "happened_precision",
                    models.CharField(
                        blank=True,
                        choices=[("day", "to the day"), ("month", "to the month"), ("year", "to the year")],
                        max_length=5,
                        verbose_name="date known",
                    ),
                ),
                (
                    "note_en",
                    portal.text.fields.LineField(
                        blank=True, help_text="Public where the step is.", max_length=200, verbose_name="note in English"
                    ),
                ),
                ("note_zh", portal.text.fields.LineField(blank=True, max_length=200, verbose_name="note in Chinese")),
                ("reason_en", portal.text.fields.ParagraphField(blank=True, verbose_name="reason in English")),
                ("reason_zh", portal.text.fields.ParagraphField(blank=True, verbose_name="reason in Chinese")),
                ("recorded_at", models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name="recorded at")),
                (
                    "entered_by",
                    models.ForeignKey(
                        blank=True,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="portal.person",
                        verbose_name="entered by",
                    ),
                ),
                (
                    "intention",
                    models.ForeignKey(
                        on_delete=initiatives.models.intention_steps.cascade_until_counted,
                        related_name="steps",
                        to="initiatives.intention",
                        verbose_name="cooperation intention",
                    ),
                ),
                (
                    "paper",
                    models.ForeignKey(
                        blank=True,
                        help_text="A contract or a memorandum counts in public only where it rests on a passage or a paper.",
                        null=True,
                        on_delete=django.db.models.deletion.RESTRICT,
                        related_name="intention_steps",
                        to="portal.paper",
                        verbose_name="private paper",
                    ),
                ),
                (
                    "passage",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="intention_steps",
                        to="portal.passage",
                        verbose_name="passage",
                    ),
                ),
                (
                    "replaces",
                    models.OneToOneField(
                        blank=True,
                        error_messages={"unique": "This step is replaced already: correct the one that replaces it."},
                        help_text="The wrong step of this intention in whose place this one stands. It is shown struck, with the reason.",
                        null=True,
                        on_delete=django.db.models.deletion.RESTRICT,
                        related_name="replaced_by",
                        to="initiatives.intentionstep",
                        verbose_name="replaces",
                    ),
                ),
            ],
            options={
                "verbose_name": "step of an intention",
                "verbose_name_plural": "steps of intentions",
                "ordering": ["intention", models.OrderBy(models.F("happened_on"), nulls_last=True), "recorded_at", "id"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("happened_on__isnull", True), ("happened_precision", "")),
                            models.Q(("happened_on__isnull", False), models.Q(("happened_precision", ""), _negated=True)),
                            _connector="OR",
                        ),
                        name="intention_step_date_has_its_precision",
                        violation_error_message="Say how far the date is known, or give no date.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("replaces", None), models.Q(("reason_en", ""), ("reason_zh", ""), _negated=True), _connector="OR"
                        ),
                        name="intention_step_replaces_with_a_reason",
                        violation_error_message="Say why the step is replaced, in English or Chinese.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("replaces__isnull", False), models.Q(("reason_en", ""), ("reason_zh", "")), _connector="OR"),
                        name="intention_step_gives_a_reason_only_where_it_replaces",
                        violation_error_message="The reason is that of a correction: choose the step that is replaced.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("replaces", None), models.Q(("replaces", models.F("id")), _negated=True), _connector="OR"),
                        name="intention_step_does_not_replace_itself",
                        violation_error_message="A step does not replace itself.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="HistoricalIntentionStep",
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
                (
                    "step",
                    models.CharField(
                        choices=[
                            ("intention", "intention"),
                            ("memorandum", "memorandum of understanding"),
                            ("contract", "contract"),
                            ("delivered", "delivered"),
                            ("declined", "declined"),
                            ("lapsed", "lapsed"),
                            ("cancelled", "cancelled"),
                        ],
                        max_length=12,
                        verbose_name="what it became",
                    ),
                ),
                ("happened_on", models.DateField(blank=True, null=True, verbose_name="on")),
                (
                    "happened_precision",
                    models.CharField(
                        blank=True,
                        choices=[("day", "to the day"), ("month", "to the month"), ("year", "to the year")],
                        max_length=5,
                        verbose_name="date known",
                    ),
                ),
                (
                    "note_en",
                    portal.text.fields.LineField(
                        blank=True, help_text="Public where the step is.", max_length=200, verbose_name="note in English"
                    ),
                ),
                ("note_zh", portal.text.fields.LineField(blank=True, max_length=200, verbose_name="note in Chinese")),
                ("reason_en", portal.text.fields.ParagraphField(blank=True, verbose_name="reason in English")),
                ("reason_zh", portal.text.fields.ParagraphField(blank=True, verbose_name="reason in Chinese")),
                ("recorded_at", models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name="recorded at")),
                ("history_id", models.AutoField(primary_key=True, serialize=False)),
                ("history_date", models.DateTimeField(db_index=True)),
                ("history_change_reason", models.CharField(max_length=100, null=True)),
                ("history_type", models.CharField(choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")], max_length=1)),
                (
                    "entered_by",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="portal.person",
                        verbose_name="entered by",
                    ),
                ),
                (
                    "history_user",
                    models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name="+", to="portal.person"),
                ),
                (
                    "paper",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        help_text="A contract or a memorandum counts in public only where it rests on a passage or a paper.",
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="portal.paper",
                        verbose_name="private paper",
                    ),
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
                    "intention",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="initiatives.intention",
                        verbose_name="cooperation intention",
                    ),
                ),
                (
                    "replaces",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        error_messages={"unique": "This step is replaced already: correct the one that replaces it."},
                        help_text="The wrong step of this intention in whose place this one stands. It is shown struck, with the reason.",
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="initiatives.intentionstep",
                        verbose_name="replaces",
                    ),
                ),
            ],
            options={
                "verbose_name": "historical step of an intention",
                "verbose_name_plural": "historical steps of intentions",
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
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("position", None), ("position__lte", 2147483647), _connector="OR"),
                        name="officialline_position_is_within_bounds",
                        violation_error_message="A position is at most 2,147,483,647.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("first_row", None), ("first_row__lte", 2147483647), _connector="OR"),
                        name="officialline_first_row_is_within_bounds",
                        violation_error_message="A row is at most 2,147,483,647.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("last_row", None), ("last_row__lte", 2147483647), _connector="OR"),
                        name="officialline_last_row_is_within_bounds",
                        violation_error_message="A row is at most 2,147,483,647.",
                    ),
                    models.UniqueConstraint(
                        fields=("list", "position"),
                        name="official_line_position_once",
                        violation_error_message="This list has a line at this position already.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("nomination__isnull", False), ("state", "confirmed")),
                            models.Q(models.Q(("state", "confirmed"), _negated=True), ("nomination", None)),
                            _connector="OR",
                        ),
                        name="official_line_is_confirmed_for_a_nominee",
                        violation_error_message="A line that is confirmed names its nominee, and no other does.",
                    ),
                ],
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
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("position", None), models.Q(("position__gte", 0), ("position__lte", 32767)), _connector="OR"),
                        name="selectionstage_position_is_within_bounds",
                        violation_error_message="A position is at most 32,767.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("opened_on__isnull", True), ("opened_precision", "")),
                            models.Q(("opened_on__isnull", False), models.Q(("opened_precision", ""), _negated=True)),
                            _connector="OR",
                        ),
                        name="selection_stage_start_has_its_precision",
                        violation_error_message="Say how far the start is known, or give no start.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("closed_on__isnull", True), ("closed_precision", "")),
                            models.Q(("closed_on__isnull", False), models.Q(("closed_precision", ""), _negated=True)),
                            _connector="OR",
                        ),
                        name="selection_stage_end_has_its_precision",
                        violation_error_message="Say how far the end is known, or give no end.",
                    ),
                    models.CheckConstraint(
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
                ],
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
