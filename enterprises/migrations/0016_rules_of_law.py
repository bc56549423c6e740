"""Rules of law as dated rows."""

import django.core.validators
import django.db.models.deletion
import django_countries.fields
import simple_history.models
from django.db import migrations, models

import enterprises.models.territories
import portal.text.fields


class Migration(migrations.Migration):
    dependencies = [
        ("enterprises", "0015_reach_of_registrations"),
        ("portal", "0026_rows_that_a_measure_counts"),
    ]

    operations = [
        migrations.CreateModel(
            name="HistoricalLegalRule",
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
                    "subject",
                    models.CharField(
                        choices=[
                            ("registration", "term and renewal of a registration"),
                            ("declaration", "declaration of use"),
                            ("opposition", "opposition"),
                            ("review", "review of a refusal"),
                            ("non-use", "openness to cancellation for non-use"),
                            ("licence", "licence filed for record"),
                            ("recordal", "term and renewal of a customs recordal"),
                            ("customs-change", "change told to customs"),
                            ("customs-cancel", "recordal cancelled at customs"),
                            ("copyright-person", "copyright of natural persons"),
                            ("copyright-body", "copyright of legal persons"),
                        ],
                        max_length=20,
                        verbose_name="about",
                    ),
                ),
                (
                    "route",
                    models.CharField(
                        blank=True,
                        choices=[("national", "national office"), ("madrid", "Madrid system"), ("regional", "regional office")],
                        max_length=10,
                        verbose_name="route",
                    ),
                ),
                (
                    "territory",
                    django_countries.fields.CountryField(
                        blank=True, countries=enterprises.models.territories.Territories, max_length=2, verbose_name="territory"
                    ),
                ),
                ("holds_from", models.DateField(blank=True, null=True, verbose_name="in force from")),
                ("holds_until", models.DateField(blank=True, null=True, verbose_name="in force until")),
                (
                    "counts_from",
                    models.CharField(
                        choices=[
                            ("registered", "registration"),
                            ("filed", "filing"),
                            ("international", "international registration"),
                            ("certified", "certificate of the territory’s own office"),
                            ("effective", "approval at customs"),
                            ("published", "preliminary publication"),
                            ("refused", "receipt of the refusal"),
                            ("licensed", "start of the licence"),
                            ("changed", "change"),
                            ("ended", "end of the right, or its assignment"),
                            ("death", "death of the last author"),
                            ("first-published", "first publication of the work"),
                        ],
                        max_length=20,
                        verbose_name="counts from",
                    ),
                ),
                (
                    "length",
                    models.PositiveSmallIntegerField(blank=True, help_text="Empty for a licence.", null=True, verbose_name="length"),
                ),
                (
                    "unit",
                    models.CharField(
                        choices=[("months", "months"), ("days", "days"), ("working-days", "working days of China")],
                        default="months",
                        max_length=12,
                        verbose_name="unit",
                    ),
                ),
                (
                    "ends_day_before",
                    models.BooleanField(
                        default=False,
                        help_text="The day before the corresponding day, as terms do in mainland China.",
                        verbose_name="ends the day before",
                    ),
                ),
                (
                    "ends_with_year",
                    models.BooleanField(default=False, help_text="On 31 December, as copyright does.", verbose_name="ends with the year"),
                ),
                (
                    "opens_months_before",
                    models.PositiveSmallIntegerField(
                        default=0, help_text="So long before the last day.", verbose_name="opens before, in months"
                    ),
                ),
                (
                    "opens_months_after",
                    models.PositiveSmallIntegerField(
                        blank=True,
                        help_text="So long after the day from which it counts, in place of the other.",
                        null=True,
                        verbose_name="opens after, in months",
                    ),
                ),
                ("grace_months_after", models.PositiveSmallIntegerField(default=0, verbose_name="grace, in months")),
                ("repeats_months", models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="repeats, in months")),
                (
                    "depends_months",
                    models.PositiveSmallIntegerField(
                        default=0, help_text="Of an international registration.", verbose_name="depends on a basic mark, in months"
                    ),
                ),
                (
                    "is_optional",
                    models.BooleanField(
                        default=False, help_text="One may, nobody has to: it is offered, never due.", verbose_name="optional"
                    ),
                ),
                (
                    "moved_by",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("CN", "working days of China"),
                            ("US", "federal holidays of the United States"),
                            ("unknown", "days of the office, which are not on record"),
                        ],
                        help_text="Whose days move a last day on which the office is closed.",
                        max_length=7,
                        verbose_name="moved by",
                    ),
                ),
                (
                    "moves_last_day",
                    models.BooleanField(
                        default=False,
                        help_text="Else only the end of the grace moves, and one files before the last day.",
                        verbose_name="moves the last day",
                    ),
                ),
                ("moved_source_en", portal.text.fields.LineField(blank=True, max_length=300, verbose_name="source of that in English")),
                ("moved_source_zh", portal.text.fields.LineField(blank=True, max_length=300, verbose_name="source of that in Chinese")),
                (
                    "moved_confidence",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("H", "high: the text itself was read"),
                            ("M", "medium: others report it"),
                            ("L", "low: to be confirmed before anybody relies on it"),
                        ],
                        max_length=1,
                        verbose_name="confidence in that",
                    ),
                ),
                (
                    "name_en",
                    portal.text.fields.LineField(
                        blank=True,
                        help_text="Where an office has more than one of the sort.",
                        max_length=120,
                        verbose_name="name in English",
                    ),
                ),
                ("name_zh", portal.text.fields.LineField(blank=True, max_length=120, verbose_name="name in Chinese")),
                ("source_en", portal.text.fields.LineField(max_length=300, verbose_name="source in English")),
                ("source_zh", portal.text.fields.LineField(max_length=300, verbose_name="source in Chinese")),
                ("address", models.URLField(blank=True, max_length=500, verbose_name="address of the official text")),
                (
                    "confidence",
                    models.CharField(
                        choices=[
                            ("H", "high: the text itself was read"),
                            ("M", "medium: others report it"),
                            ("L", "low: to be confirmed before anybody relies on it"),
                        ],
                        default="M",
                        max_length=1,
                        verbose_name="confidence",
                    ),
                ),
                (
                    "ticked_on",
                    models.DateField(
                        blank=True,
                        help_text="When somebody opened the official page and found the rule there.",
                        null=True,
                        verbose_name="compared on",
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
                    "ticked_by",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="portal.person",
                        verbose_name="compared by",
                    ),
                ),
            ],
            options={
                "verbose_name": "historical rule of law",
                "verbose_name_plural": "historical rules of law",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="LegalRule",
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
                    "subject",
                    models.CharField(
                        choices=[
                            ("registration", "term and renewal of a registration"),
                            ("declaration", "declaration of use"),
                            ("opposition", "opposition"),
                            ("review", "review of a refusal"),
                            ("non-use", "openness to cancellation for non-use"),
                            ("licence", "licence filed for record"),
                            ("recordal", "term and renewal of a customs recordal"),
                            ("customs-change", "change told to customs"),
                            ("customs-cancel", "recordal cancelled at customs"),
                            ("copyright-person", "copyright of natural persons"),
                            ("copyright-body", "copyright of legal persons"),
                        ],
                        max_length=20,
                        verbose_name="about",
                    ),
                ),
                (
                    "route",
                    models.CharField(
                        blank=True,
                        choices=[("national", "national office"), ("madrid", "Madrid system"), ("regional", "regional office")],
                        max_length=10,
                        verbose_name="route",
                    ),
                ),
                (
                    "territory",
                    django_countries.fields.CountryField(
                        blank=True, countries=enterprises.models.territories.Territories, max_length=2, verbose_name="territory"
                    ),
                ),
                ("holds_from", models.DateField(blank=True, null=True, verbose_name="in force from")),
                ("holds_until", models.DateField(blank=True, null=True, verbose_name="in force until")),
                (
                    "counts_from",
                    models.CharField(
                        choices=[
                            ("registered", "registration"),
                            ("filed", "filing"),
                            ("international", "international registration"),
                            ("certified", "certificate of the territory’s own office"),
                            ("effective", "approval at customs"),
                            ("published", "preliminary publication"),
                            ("refused", "receipt of the refusal"),
                            ("licensed", "start of the licence"),
                            ("changed", "change"),
                            ("ended", "end of the right, or its assignment"),
                            ("death", "death of the last author"),
                            ("first-published", "first publication of the work"),
                        ],
                        max_length=20,
                        verbose_name="counts from",
                    ),
                ),
                (
                    "length",
                    models.PositiveSmallIntegerField(blank=True, help_text="Empty for a licence.", null=True, verbose_name="length"),
                ),
                (
                    "unit",
                    models.CharField(
                        choices=[("months", "months"), ("days", "days"), ("working-days", "working days of China")],
                        default="months",
                        max_length=12,
                        verbose_name="unit",
                    ),
                ),
                (
                    "ends_day_before",
                    models.BooleanField(
                        default=False,
                        help_text="The day before the corresponding day, as terms do in mainland China.",
                        verbose_name="ends the day before",
                    ),
                ),
                (
                    "ends_with_year",
                    models.BooleanField(default=False, help_text="On 31 December, as copyright does.", verbose_name="ends with the year"),
                ),
                (
                    "opens_months_before",
                    models.PositiveSmallIntegerField(
                        default=0, help_text="So long before the last day.", verbose_name="opens before, in months"
                    ),
                ),
                (
                    "opens_months_after",
                    models.PositiveSmallIntegerField(
                        blank=True,
                        help_text="So long after the day from which it counts, in place of the other.",
                        null=True,
                        verbose_name="opens after, in months",
                    ),
                ),
                ("grace_months_after", models.PositiveSmallIntegerField(default=0, verbose_name="grace, in months")),
                ("repeats_months", models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="repeats, in months")),
                (
                    "depends_months",
                    models.PositiveSmallIntegerField(
                        default=0, help_text="Of an international registration.", verbose_name="depends on a basic mark, in months"
                    ),
                ),
                (
                    "is_optional",
                    models.BooleanField(
                        default=False, help_text="One may, nobody has to: it is offered, never due.", verbose_name="optional"
                    ),
                ),
                (
                    "moved_by",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("CN", "working days of China"),
                            ("US", "federal holidays of the United States"),
                            ("unknown", "days of the office, which are not on record"),
                        ],
                        help_text="Whose days move a last day on which the office is closed.",
                        max_length=7,
                        verbose_name="moved by",
                    ),
                ),
                (
                    "moves_last_day",
                    models.BooleanField(
                        default=False,
                        help_text="Else only the end of the grace moves, and one files before the last day.",
                        verbose_name="moves the last day",
                    ),
                ),
                ("moved_source_en", portal.text.fields.LineField(blank=True, max_length=300, verbose_name="source of that in English")),
                ("moved_source_zh", portal.text.fields.LineField(blank=True, max_length=300, verbose_name="source of that in Chinese")),
                (
                    "moved_confidence",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("H", "high: the text itself was read"),
                            ("M", "medium: others report it"),
                            ("L", "low: to be confirmed before anybody relies on it"),
                        ],
                        max_length=1,
                        verbose_name="confidence in that",
                    ),
                ),
                (
                    "name_en",
                    portal.text.fields.LineField(
                        blank=True,
                        help_text="Where an office has more than one of the sort.",
                        max_length=120,
                        verbose_name="name in English",
                    ),
                ),
                ("name_zh", portal.text.fields.LineField(blank=True, max_length=120, verbose_name="name in Chinese")),
                ("source_en", portal.text.fields.LineField(max_length=300, verbose_name="source in English")),
                ("source_zh", portal.text.fields.LineField(max_length=300, verbose_name="source in Chinese")),
                ("address", models.URLField(blank=True, max_length=500, verbose_name="address of the official text")),
                (
                    "confidence",
                    models.CharField(
                        choices=[
                            ("H", "high: the text itself was read"),
                            ("M", "medium: others report it"),
                            ("L", "low: to be confirmed before anybody relies on it"),
                        ],
                        default="M",
                        max_length=1,
                        verbose_name="confidence",
                    ),
                ),
                (
                    "ticked_on",
                    models.DateField(
                        blank=True,
                        help_text="When somebody opened the official page and found the rule there.",
                        null=True,
                        verbose_name="compared on",
                    ),
                ),
                (
                    "ticked_by",
                    models.ForeignKey(
                        blank=True,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="portal.person",
                        verbose_name="compared by",
                    ),
                ),
            ],
            options={
                "verbose_name": "rule of law",
                "verbose_name_plural": "rules of law",
                "ordering": [
                    "subject",
                    "route",
                    "territory",
                    models.OrderBy(models.F("holds_from"), nulls_first=True),
                    "is_optional",
                    "length",
                    "id",
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("holds_from", None), ("holds_until", None), ("holds_from__lte", models.F("holds_until")), _connector="OR"
                        ),
                        name="legal_rule_holds_from_before_until",
                        violation_error_message="A rule is in force until the day it begins, or later.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("subject__in", ["registration", "declaration"]), _negated=True),
                            models.Q(("route", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="legal_rule_of_a_registration_has_its_route",
                        violation_error_message="Choose the route: offices count by it.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("length__isnull", False),
                            models.Q(("is_optional", True), ("opens_months_after__isnull", False), ("subject", "declaration")),
                            ("subject", "licence"),
                            _connector="OR",
                        ),
                        name="legal_rule_has_a_length_unless_optional",
                        violation_error_message="Give the length; only an optional declaration or a licence goes without.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("moved_by", ""), _negated=True),
                            models.Q(("moved_confidence", ""), ("moved_source_en", ""), ("moved_source_zh", ""), ("moves_last_day", False)),
                            _connector="OR",
                        ),
                        name="legal_rule_moves_by_the_days_of_an_office",
                        violation_error_message="Choose whose days move the last day, or leave the rest of it empty.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("unit", "months"),
                            models.Q(
                                ("ends_day_before", False),
                                ("ends_with_year", False),
                                ("subject__in", ["opposition", "review", "customs-change", "customs-cancel"]),
                            ),
                            _connector="OR",
                        ),
                        name="legal_rule_of_a_term_counts_months",
                        violation_error_message="Terms are counted in months, and so is what ends the day before, or with the year.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("ticked_on", None), ("ticked_by__isnull", False), _connector="OR"),
                        name="legal_rule_ticked_by_somebody",
                        violation_error_message="Say who compared the rule with the official page.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("length", None), models.Q(("length__gte", 1), ("length__lte", 2400)), _connector="OR"),
                        name="legalrule_length_is_within_bounds",
                        violation_error_message="A length is between 1 and 2,400.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("repeats_months", None), models.Q(("repeats_months__gte", 1), ("repeats_months__lte", 2400)), _connector="OR"
                        ),
                        name="legalrule_repeats_months_is_within_bounds",
                        violation_error_message="A length is between 1 and 2,400.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("opens_months_before", None), ("opens_months_before__lte", 2400), _connector="OR"),
                        name="legalrule_opens_months_before_is_within_bounds",
                        violation_error_message="A length is at most 2,400 months.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("opens_months_after", None), ("opens_months_after__lte", 2400), _connector="OR"),
                        name="legalrule_opens_months_after_is_within_bounds",
                        violation_error_message="A length is at most 2,400 months.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("grace_months_after", None), ("grace_months_after__lte", 2400), _connector="OR"),
                        name="legalrule_grace_months_after_is_within_bounds",
                        violation_error_message="A length is at most 2,400 months.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("depends_months", None), ("depends_months__lte", 2400), _connector="OR"),
                        name="legalrule_depends_months_is_within_bounds",
                        violation_error_message="A length is at most 2,400 months.",
                    ),
                ],
            },
        ),
    ]
