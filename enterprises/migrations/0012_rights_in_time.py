"""Working days, rules of law, reach, events, licences, and tasks with what people were told of them."""

import django.core.validators
import django.db.models.deletion
import django.db.models.expressions
import django.utils.timezone
import django_countries.fields
import simple_history.models
from django.db import migrations, models

import enterprises.models.territories
import portal.text.fields


class Migration(migrations.Migration):
    dependencies = [
        ("enterprises", "0011_rows_refer_to_people"),
        ("portal", "0026_rows_that_a_measure_counts"),
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
        migrations.CreateModel(
            name="CalendarAddress",
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
                ("name", portal.text.fields.LineField(help_text="Such as the program that reads it.", max_length=100, verbose_name="name")),
                ("digest", models.CharField(editable=False, max_length=64, unique=True, verbose_name="digest")),
                ("filters", models.CharField(blank=True, editable=False, max_length=500, verbose_name="filters")),
                ("made_at", models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name="made at")),
                ("revoked_at", models.DateTimeField(editable=False, null=True, verbose_name="revoked at")),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="calendar_addresses",
                        to="portal.person",
                        verbose_name="person",
                    ),
                ),
            ],
            options={
                "verbose_name": "calendar address",
                "verbose_name_plural": "calendar addresses",
                "ordering": ["person", "made_at", "id"],
            },
        ),
        migrations.CreateModel(
            name="HistoricalHolidayNotice",
            fields=[
                ("year", models.PositiveSmallIntegerField(db_index=True, verbose_name="year")),
                ("title", portal.text.fields.LineField(blank=True, max_length=200, verbose_name="title")),
                (
                    "address",
                    models.URLField(
                        help_text="Where the General Office published it: https://www.gov.cn/…",
                        max_length=500,
                        verbose_name="address of the notice",
                    ),
                ),
                ("published_on", models.DateField(blank=True, null=True, verbose_name="published on")),
                ("text", portal.text.fields.ParagraphField(verbose_name="text of the notice")),
                ("history_id", models.AutoField(primary_key=True, serialize=False)),
                ("history_date", models.DateTimeField(db_index=True)),
                ("history_change_reason", models.CharField(max_length=100, null=True)),
                ("history_type", models.CharField(choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")], max_length=1)),
                (
                    "history_user",
                    models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name="+", to="portal.person"),
                ),
            ],
            options={
                "verbose_name": "historical notice of working days",
                "verbose_name_plural": "historical notices of working days",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
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
            name="HistoricalLicence",
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
                    "licensee_name",
                    portal.text.fields.LineField(
                        blank=True, help_text="Where it has no record.", max_length=200, verbose_name="name of the licensee"
                    ),
                ),
                ("category_en", portal.text.fields.LineField(blank=True, max_length=120, verbose_name="product category in English")),
                ("category_zh", portal.text.fields.LineField(blank=True, max_length=120, verbose_name="product category in Chinese")),
                (
                    "territory",
                    django_countries.fields.CountryField(
                        blank=True, countries=enterprises.models.territories.Territories, max_length=2, verbose_name="territory"
                    ),
                ),
                ("is_worldwide", models.BooleanField(default=False, help_text="In place of one territory.", verbose_name="worldwide")),
                (
                    "exclusivity",
                    models.CharField(
                        blank=True,
                        choices=[
                            (None, "not stated"),
                            ("exclusive", "exclusive"),
                            ("sole", "sole: one licensee beside the right holder"),
                            ("non-exclusive", "non-exclusive"),
                            ("to-be-agreed", "to be agreed"),
                        ],
                        max_length=15,
                        verbose_name="exclusivity",
                    ),
                ),
                ("signed_on", models.DateField(blank=True, null=True, verbose_name="signed on")),
                ("starts_on", models.DateField(blank=True, null=True, verbose_name="starts on")),
                ("ends_on", models.DateField(blank=True, null=True, verbose_name="ends on")),
                (
                    "filed_for_record_on",
                    models.DateField(
                        blank=True,
                        help_text="With the trademark office, within the term of the licence.",
                        null=True,
                        verbose_name="filed for record on",
                    ),
                ),
                ("record_number", portal.text.fields.LineField(blank=True, max_length=40, verbose_name="number of the record")),
                ("told_to_customs_on", models.DateField(blank=True, null=True, verbose_name="told to customs on")),
                ("note", portal.text.fields.ParagraphField(blank=True, verbose_name="note")),
                ("history_id", models.AutoField(primary_key=True, serialize=False)),
                ("history_date", models.DateTimeField(db_index=True)),
                ("history_change_reason", models.CharField(max_length=100, null=True)),
                ("history_type", models.CharField(choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")], max_length=1)),
                (
                    "contract",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        help_text="A paper of the mark.",
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="portal.paper",
                        verbose_name="contract",
                    ),
                ),
                (
                    "history_user",
                    models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name="+", to="portal.person"),
                ),
                (
                    "licensee",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        help_text="Its record, where it has one.",
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="enterprises.organization",
                        verbose_name="licensee",
                    ),
                ),
                (
                    "property",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="enterprises.intellectualproperty",
                        verbose_name="intellectual property",
                    ),
                ),
            ],
            options={
                "verbose_name": "historical licence",
                "verbose_name_plural": "historical licences",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalReach",
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
                    "registered_in",
                    django_countries.fields.CountryField(
                        blank=True,
                        countries=enterprises.models.territories.Territories,
                        help_text="Whose office registers for more than its own territory; empty for the Madrid System.",
                        max_length=2,
                        verbose_name="registered in",
                    ),
                ),
                (
                    "territory",
                    django_countries.fields.CountryField(
                        countries=enterprises.models.territories.Territories, max_length=2, verbose_name="reaches"
                    ),
                ),
                (
                    "answer",
                    models.CharField(
                        choices=[("yes", "it does"), ("no", "it does not"), ("not-known", "to be checked")],
                        max_length=9,
                        verbose_name="whether it reaches there",
                    ),
                ),
                ("first_on", models.DateField(blank=True, null=True, verbose_name="holds from")),
                ("last_on", models.DateField(blank=True, null=True, verbose_name="holds until")),
                ("note_en", portal.text.fields.LineField(blank=True, max_length=200, verbose_name="what staff are told, in English")),
                ("note_zh", portal.text.fields.LineField(blank=True, max_length=200, verbose_name="what staff are told, in Chinese")),
                ("source_en", portal.text.fields.LineField(max_length=300, verbose_name="source in English")),
                ("source_zh", portal.text.fields.LineField(max_length=300, verbose_name="source in Chinese")),
                ("address", models.URLField(blank=True, max_length=500, verbose_name="address of the source")),
                (
                    "confidence",
                    models.CharField(
                        choices=[
                            ("H", "high: the text itself was read"),
                            ("M", "medium: others report it"),
                            ("L", "low: nobody has confirmed it"),
                        ],
                        max_length=1,
                        verbose_name="confidence",
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
            ],
            options={
                "verbose_name": "historical reach of registrations",
                "verbose_name_plural": "historical reach of registrations",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HolidayNotice",
            fields=[
                ("year", models.PositiveSmallIntegerField(primary_key=True, serialize=False, verbose_name="year")),
                ("title", portal.text.fields.LineField(blank=True, max_length=200, verbose_name="title")),
                (
                    "address",
                    models.URLField(
                        help_text="Where the General Office published it: https://www.gov.cn/…",
                        max_length=500,
                        verbose_name="address of the notice",
                    ),
                ),
                ("published_on", models.DateField(blank=True, null=True, verbose_name="published on")),
                ("text", portal.text.fields.ParagraphField(verbose_name="text of the notice")),
            ],
            options={
                "verbose_name": "notice of working days",
                "verbose_name_plural": "notices of working days",
                "ordering": ["-year"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("year", None), models.Q(("year__gte", 1949), ("year__lte", 9999)), _connector="OR"),
                        name="holidaynotice_year_is_within_bounds",
                        violation_error_message="Give the year of the notice with four digits, from 1949 on.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("address__startswith", "https://")),
                        name="holiday_notice_has_a_secure_address",
                        violation_error_message="The address of a notice begins with https://.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="HistoricalCalendarDay",
            fields=[
                ("day", models.DateField(db_index=True, verbose_name="day")),
                ("is_working", models.BooleanField(verbose_name="people work")),
                ("holiday", portal.text.fields.LineField(blank=True, max_length=60, verbose_name="holiday")),
                ("history_id", models.AutoField(primary_key=True, serialize=False)),
                ("history_date", models.DateTimeField(db_index=True)),
                ("history_change_reason", models.CharField(max_length=100, null=True)),
                ("history_type", models.CharField(choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")], max_length=1)),
                (
                    "history_user",
                    models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name="+", to="portal.person"),
                ),
                (
                    "notice",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="enterprises.holidaynotice",
                        verbose_name="notice",
                    ),
                ),
            ],
            options={
                "verbose_name": "historical day of the calendar",
                "verbose_name_plural": "historical days of the calendar",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="Licence",
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
                    "licensee_name",
                    portal.text.fields.LineField(
                        blank=True, help_text="Where it has no record.", max_length=200, verbose_name="name of the licensee"
                    ),
                ),
                ("category_en", portal.text.fields.LineField(blank=True, max_length=120, verbose_name="product category in English")),
                ("category_zh", portal.text.fields.LineField(blank=True, max_length=120, verbose_name="product category in Chinese")),
                (
                    "territory",
                    django_countries.fields.CountryField(
                        blank=True, countries=enterprises.models.territories.Territories, max_length=2, verbose_name="territory"
                    ),
                ),
                ("is_worldwide", models.BooleanField(default=False, help_text="In place of one territory.", verbose_name="worldwide")),
                (
                    "exclusivity",
                    models.CharField(
                        blank=True,
                        choices=[
                            (None, "not stated"),
                            ("exclusive", "exclusive"),
                            ("sole", "sole: one licensee beside the right holder"),
                            ("non-exclusive", "non-exclusive"),
                            ("to-be-agreed", "to be agreed"),
                        ],
                        max_length=15,
                        verbose_name="exclusivity",
                    ),
                ),
                ("signed_on", models.DateField(blank=True, null=True, verbose_name="signed on")),
                ("starts_on", models.DateField(blank=True, null=True, verbose_name="starts on")),
                ("ends_on", models.DateField(blank=True, null=True, verbose_name="ends on")),
                (
                    "filed_for_record_on",
                    models.DateField(
                        blank=True,
                        help_text="With the trademark office, within the term of the licence.",
                        null=True,
                        verbose_name="filed for record on",
                    ),
                ),
                ("record_number", portal.text.fields.LineField(blank=True, max_length=40, verbose_name="number of the record")),
                ("told_to_customs_on", models.DateField(blank=True, null=True, verbose_name="told to customs on")),
                ("note", portal.text.fields.ParagraphField(blank=True, verbose_name="note")),
                (
                    "contract",
                    models.ForeignKey(
                        blank=True,
                        help_text="A paper of the mark.",
                        null=True,
                        on_delete=django.db.models.deletion.RESTRICT,
                        related_name="licences",
                        to="portal.paper",
                        verbose_name="contract",
                    ),
                ),
                (
                    "licensee",
                    models.ForeignKey(
                        blank=True,
                        help_text="Its record, where it has one.",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="licences",
                        to="enterprises.organization",
                        verbose_name="licensee",
                    ),
                ),
                (
                    "property",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="licences",
                        to="enterprises.intellectualproperty",
                        verbose_name="intellectual property",
                    ),
                ),
            ],
            options={
                "verbose_name": "licence",
                "verbose_name_plural": "licences",
                "ordering": ["property", "ends_on", "id"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("licensee", None), models.Q(("licensee_name", ""), _negated=True)),
                            models.Q(("licensee__isnull", False), ("licensee_name", "")),
                            _connector="OR",
                        ),
                        name="licence_names_its_licensee",
                        violation_error_message="Choose the licensee, or give its name where it has no record, not both.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("is_worldwide", False), ("territory", ""), _connector="OR"),
                        name="licence_is_worldwide_or_of_one_territory",
                        violation_error_message="Choose a territory, or tick “worldwide”, not both.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("starts_on", None), ("ends_on", None), ("starts_on__lte", models.F("ends_on")), _connector="OR"
                        ),
                        name="licence_starts_before_it_ends",
                        violation_error_message="A licence ends on or after the day it starts.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("signed_on", None), ("ends_on", None), ("signed_on__lte", models.F("ends_on")), _connector="OR"
                        ),
                        name="licence_is_signed_before_it_ends",
                        violation_error_message="A licence ends on or after the day it is signed.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Reach",
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
                    "registered_in",
                    django_countries.fields.CountryField(
                        blank=True,
                        countries=enterprises.models.territories.Territories,
                        help_text="Whose office registers for more than its own territory; empty for the Madrid System.",
                        max_length=2,
                        verbose_name="registered in",
                    ),
                ),
                (
                    "territory",
                    django_countries.fields.CountryField(
                        countries=enterprises.models.territories.Territories, max_length=2, verbose_name="reaches"
                    ),
                ),
                (
                    "answer",
                    models.CharField(
                        choices=[("yes", "it does"), ("no", "it does not"), ("not-known", "to be checked")],
                        max_length=9,
                        verbose_name="whether it reaches there",
                    ),
                ),
                ("first_on", models.DateField(blank=True, null=True, verbose_name="holds from")),
                ("last_on", models.DateField(blank=True, null=True, verbose_name="holds until")),
                ("note_en", portal.text.fields.LineField(blank=True, max_length=200, verbose_name="what staff are told, in English")),
                ("note_zh", portal.text.fields.LineField(blank=True, max_length=200, verbose_name="what staff are told, in Chinese")),
                ("source_en", portal.text.fields.LineField(max_length=300, verbose_name="source in English")),
                ("source_zh", portal.text.fields.LineField(max_length=300, verbose_name="source in Chinese")),
                ("address", models.URLField(blank=True, max_length=500, verbose_name="address of the source")),
                (
                    "confidence",
                    models.CharField(
                        choices=[
                            ("H", "high: the text itself was read"),
                            ("M", "medium: others report it"),
                            ("L", "low: nobody has confirmed it"),
                        ],
                        max_length=1,
                        verbose_name="confidence",
                    ),
                ),
            ],
            options={
                "verbose_name": "reach of registrations",
                "verbose_name_plural": "reach of registrations",
                "ordering": ["registered_in", "territory", "first_on", "id"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("registered_in", "territory", "first_on"),
                        name="reach_once_from_a_day",
                        violation_error_message="What holds from this day is on record already.",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("first_on", None)),
                        fields=("registered_in", "territory"),
                        name="reach_once_from_the_beginning",
                        violation_error_message="What holds from the beginning is on record already.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("first_on", None), ("last_on", None), ("first_on__lte", models.F("last_on")), _connector="OR"),
                        name="reach_starts_before_it_ends",
                        violation_error_message="It holds until the day from which it holds, or later.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("registered_in", models.F("territory")), _negated=True),
                        name="reach_is_of_another_territory",
                        violation_error_message="A registration reaches the territory of its own office anyway.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("answer", "yes"),
                            models.Q(models.Q(("note_en", ""), _negated=True), models.Q(("note_zh", ""), _negated=True)),
                            _connector="OR",
                        ),
                        name="reach_says_what_to_do_where_it_is_none",
                        violation_error_message="Say in both languages what staff are told where it does not reach, or is to be checked.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="RightEvent",
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
                (
                    "happened_on",
                    models.DateField(
                        help_text="The day from which the law counts: that of publication, where it is published.", verbose_name="on"
                    ),
                ),
                ("expires_on", models.DateField(blank=True, null=True, verbose_name="new term ends on")),
                ("former_expires_on", models.DateField(blank=True, null=True, verbose_name="old term ended on")),
                ("agent", portal.text.fields.LineField(blank=True, max_length=200, verbose_name="agent")),
                ("fee", models.DecimalField(blank=True, decimal_places=4, max_digits=19, null=True, verbose_name="fee")),
                (
                    "fee_currency",
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
                        verbose_name="currency of the fee",
                    ),
                ),
                ("note", portal.text.fields.ParagraphField(blank=True, verbose_name="note")),
                ("reason", portal.text.fields.ParagraphField(blank=True, help_text="Of a correction.", verbose_name="reason")),
                ("changed", models.JSONField(default=dict, editable=False, verbose_name="what it changed")),
                ("waits", models.BooleanField(default=False, editable=False, verbose_name="waits for a Publisher")),
                ("entered_at", models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name="entered at")),
                (
                    "entered_by",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="portal.person",
                        verbose_name="entered by",
                    ),
                ),
                (
                    "holder",
                    models.ForeignKey(
                        blank=True,
                        help_text="Where it concerns all rights of an organization, as a new name does.",
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="right_events",
                        to="enterprises.organization",
                        verbose_name="right holder",
                    ),
                ),
                (
                    "licence",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="events",
                        to="enterprises.licence",
                        verbose_name="licence",
                    ),
                ),
                (
                    "new_owner",
                    models.ForeignKey(
                        blank=True,
                        help_text="Of an assignment.",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="enterprises.organization",
                        verbose_name="new owner",
                    ),
                ),
                (
                    "paper",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.RESTRICT,
                        related_name="right_events",
                        to="portal.paper",
                        verbose_name="paper",
                    ),
                ),
                (
                    "passage",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="portal.passage",
                        verbose_name="passage",
                    ),
                ),
                (
                    "proposal",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="right_events",
                        to="portal.proposedchange",
                        verbose_name="proposed change",
                    ),
                ),
                (
                    "recordal",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="events",
                        to="enterprises.customsrecordal",
                        verbose_name="customs recordal",
                    ),
                ),
                (
                    "registration",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="events",
                        to="enterprises.trademarkregistration",
                        verbose_name="registration",
                    ),
                ),
                (
                    "replaces",
                    models.OneToOneField(
                        blank=True,
                        error_messages={"unique": "This event is replaced already: correct the one that replaces it."},
                        help_text="The wrong event in whose place this one stands.",
                        null=True,
                        on_delete=django.db.models.deletion.RESTRICT,
                        related_name="replaced_by",
                        to="enterprises.rightevent",
                        verbose_name="replaces",
                    ),
                ),
            ],
            options={
                "verbose_name": "event of a right",
                "verbose_name_plural": "events of rights",
                "ordering": ["happened_on", "entered_at", "id"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("holder", None), ("licence", None), ("recordal", None), ("registration__isnull", False)),
                            models.Q(("holder", None), ("licence", None), ("recordal__isnull", False), ("registration", None)),
                            models.Q(("holder", None), ("licence__isnull", False), ("recordal", None), ("registration", None)),
                            models.Q(("holder__isnull", False), ("licence", None), ("recordal", None), ("registration", None)),
                            _connector="OR",
                        ),
                        name="right_event_has_one_subject",
                        violation_error_message="Choose one: a registration, a recordal, a licence or a right holder.",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("replaces", None)),
                        fields=("registration", "verb", "happened_on"),
                        name="right_event_once_for_a_registration",
                        violation_error_message="This event is on record already.",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("replaces", None)),
                        fields=("recordal", "verb", "happened_on"),
                        name="right_event_once_for_a_recordal",
                        violation_error_message="This event is on record already.",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("replaces", None)),
                        fields=("licence", "verb", "happened_on"),
                        name="right_event_once_for_a_licence",
                        violation_error_message="This event is on record already.",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("replaces", None)),
                        fields=("holder", "verb", "happened_on"),
                        name="right_event_once_for_a_holder",
                        violation_error_message="This event is on record already.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("expires_on", None), ("former_expires_on", None)),
                            ("verb__in", ["renewed", "registered", "recorded"]),
                            _connector="OR",
                        ),
                        name="right_event_gives_a_term_only_where_renewed",
                        violation_error_message="Only a registration, a recordal or a renewal gives a term.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("expires_on", None),
                            ("former_expires_on", None),
                            ("former_expires_on__lt", models.F("expires_on")),
                            _connector="OR",
                        ),
                        name="right_event_new_term_follows_the_old",
                        violation_error_message="The new term ends after the old one.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("new_owner", None), ("verb", "assigned"), _connector="OR"),
                        name="right_event_has_a_new_owner_only_where_assigned",
                        violation_error_message="Only an assignment has a new owner.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("fee", None), ("fee_currency", "")),
                            models.Q(("fee__gte", 0), ("fee__isnull", False), models.Q(("fee_currency", ""), _negated=True)),
                            _connector="OR",
                        ),
                        name="right_event_fee_has_its_currency",
                        violation_error_message="Give the fee and its currency together, and no fee below zero.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("reason", ""), ("replaces", None)),
                            models.Q(("replaces__isnull", False), models.Q(("reason", ""), _negated=True)),
                            _connector="OR",
                        ),
                        name="right_event_replaces_with_a_reason",
                        violation_error_message="Say why the event is replaced; without one that is replaced there is no reason to give.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("verb", "did-not-happen"), _negated=True), ("replaces__isnull", False), _connector="OR"
                        ),
                        name="right_event_did_not_happen_only_in_place_of_another",
                        violation_error_message="Only an event that is on record can be said not to have happened.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("replaces", None), models.Q(("replaces", models.F("id")), _negated=True), _connector="OR"),
                        name="right_event_does_not_replace_itself",
                        violation_error_message="An event does not replace itself.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="HistoricalTask",
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
                ("key", models.CharField(db_index=True, editable=False, max_length=200, verbose_name="deadline")),
                ("what", models.CharField(editable=False, max_length=60, verbose_name="what is due")),
                ("territory", models.CharField(blank=True, editable=False, max_length=2, verbose_name="territory")),
                (
                    "state",
                    models.CharField(
                        choices=[("open", "open"), ("done", "done"), ("waived", "waived"), ("over", "no longer due")],
                        default="open",
                        max_length=6,
                        verbose_name="state",
                    ),
                ),
                ("day", models.DateField(blank=True, null=True, verbose_name="due on")),
                ("sequence", models.PositiveIntegerField(default=0, editable=False, verbose_name="times dated anew")),
                ("done_on", models.DateField(blank=True, null=True, verbose_name="done on")),
                ("how", portal.text.fields.LineField(blank=True, max_length=200, verbose_name="how")),
                ("reason", portal.text.fields.ParagraphField(blank=True, help_text="Why it need not be done.", verbose_name="reason")),
                ("closed_at", models.DateTimeField(editable=False, null=True, verbose_name="closed at")),
                ("changed_at", models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name="changed at")),
                ("history_id", models.AutoField(primary_key=True, serialize=False)),
                ("history_date", models.DateTimeField(db_index=True)),
                ("history_change_reason", models.CharField(max_length=100, null=True)),
                ("history_type", models.CharField(choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")], max_length=1)),
                (
                    "closed_by",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="portal.person",
                        verbose_name="closed by",
                    ),
                ),
                (
                    "history_user",
                    models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name="+", to="portal.person"),
                ),
                (
                    "holder",
                    models.ForeignKey(
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
                (
                    "paper",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="portal.paper",
                        verbose_name="paper",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        help_text="Where it was handed over; else those do it who are in charge of the mark.",
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="portal.person",
                        verbose_name="in the hands of",
                    ),
                ),
                (
                    "property",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="enterprises.intellectualproperty",
                        verbose_name="intellectual property",
                    ),
                ),
                (
                    "recordal",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="enterprises.customsrecordal",
                        verbose_name="customs recordal",
                    ),
                ),
                (
                    "registration",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="enterprises.trademarkregistration",
                        verbose_name="registration",
                    ),
                ),
                (
                    "licence",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="enterprises.licence",
                        verbose_name="licence",
                    ),
                ),
                (
                    "closing_event",
                    models.ForeignKey(
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
                (
                    "event",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="enterprises.rightevent",
                        verbose_name="event that set it off",
                    ),
                ),
            ],
            options={
                "verbose_name": "historical deadline",
                "verbose_name_plural": "historical deadlines",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalRightEvent",
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
                    "verb",
                    models.CharField(
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
                (
                    "happened_on",
                    models.DateField(
                        help_text="The day from which the law counts: that of publication, where it is published.", verbose_name="on"
                    ),
                ),
                ("expires_on", models.DateField(blank=True, null=True, verbose_name="new term ends on")),
                ("former_expires_on", models.DateField(blank=True, null=True, verbose_name="old term ended on")),
                ("agent", portal.text.fields.LineField(blank=True, max_length=200, verbose_name="agent")),
                ("fee", models.DecimalField(blank=True, decimal_places=4, max_digits=19, null=True, verbose_name="fee")),
                (
                    "fee_currency",
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
                        verbose_name="currency of the fee",
                    ),
                ),
                ("note", portal.text.fields.ParagraphField(blank=True, verbose_name="note")),
                ("reason", portal.text.fields.ParagraphField(blank=True, help_text="Of a correction.", verbose_name="reason")),
                ("changed", models.JSONField(default=dict, editable=False, verbose_name="what it changed")),
                ("waits", models.BooleanField(default=False, editable=False, verbose_name="waits for a Publisher")),
                ("entered_at", models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name="entered at")),
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
                    "holder",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        help_text="Where it concerns all rights of an organization, as a new name does.",
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="enterprises.organization",
                        verbose_name="right holder",
                    ),
                ),
                (
                    "new_owner",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        help_text="Of an assignment.",
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="enterprises.organization",
                        verbose_name="new owner",
                    ),
                ),
                (
                    "paper",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="portal.paper",
                        verbose_name="paper",
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
                    "proposal",
                    models.ForeignKey(
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
                (
                    "recordal",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="enterprises.customsrecordal",
                        verbose_name="customs recordal",
                    ),
                ),
                (
                    "registration",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="enterprises.trademarkregistration",
                        verbose_name="registration",
                    ),
                ),
                (
                    "licence",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="enterprises.licence",
                        verbose_name="licence",
                    ),
                ),
                (
                    "replaces",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        error_messages={"unique": "This event is replaced already: correct the one that replaces it."},
                        help_text="The wrong event in whose place this one stands.",
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="enterprises.rightevent",
                        verbose_name="replaces",
                    ),
                ),
            ],
            options={
                "verbose_name": "historical event of a right",
                "verbose_name_plural": "historical events of rights",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="Task",
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
                ("key", models.CharField(editable=False, max_length=200, unique=True, verbose_name="deadline")),
                ("what", models.CharField(editable=False, max_length=60, verbose_name="what is due")),
                ("territory", models.CharField(blank=True, editable=False, max_length=2, verbose_name="territory")),
                (
                    "state",
                    models.CharField(
                        choices=[("open", "open"), ("done", "done"), ("waived", "waived"), ("over", "no longer due")],
                        default="open",
                        max_length=6,
                        verbose_name="state",
                    ),
                ),
                ("day", models.DateField(blank=True, null=True, verbose_name="due on")),
                ("sequence", models.PositiveIntegerField(default=0, editable=False, verbose_name="times dated anew")),
                ("done_on", models.DateField(blank=True, null=True, verbose_name="done on")),
                ("how", portal.text.fields.LineField(blank=True, max_length=200, verbose_name="how")),
                ("reason", portal.text.fields.ParagraphField(blank=True, help_text="Why it need not be done.", verbose_name="reason")),
                ("closed_at", models.DateTimeField(editable=False, null=True, verbose_name="closed at")),
                ("changed_at", models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name="changed at")),
                (
                    "closed_by",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="portal.person",
                        verbose_name="closed by",
                    ),
                ),
                (
                    "closing_event",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="closed_tasks",
                        to="enterprises.rightevent",
                        verbose_name="event that closed it",
                    ),
                ),
                (
                    "event",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="tasks",
                        to="enterprises.rightevent",
                        verbose_name="event that set it off",
                    ),
                ),
                (
                    "holder",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="enterprises.organization",
                        verbose_name="right holder",
                    ),
                ),
                (
                    "licence",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="tasks",
                        to="enterprises.licence",
                        verbose_name="licence",
                    ),
                ),
                (
                    "paper",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.RESTRICT,
                        related_name="tasks",
                        to="portal.paper",
                        verbose_name="paper",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        blank=True,
                        help_text="Where it was handed over; else those do it who are in charge of the mark.",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="tasks",
                        to="portal.person",
                        verbose_name="in the hands of",
                    ),
                ),
                (
                    "property",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="tasks",
                        to="enterprises.intellectualproperty",
                        verbose_name="intellectual property",
                    ),
                ),
                (
                    "recordal",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="tasks",
                        to="enterprises.customsrecordal",
                        verbose_name="customs recordal",
                    ),
                ),
                (
                    "registration",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="tasks",
                        to="enterprises.trademarkregistration",
                        verbose_name="registration",
                    ),
                ),
            ],
            options={
                "verbose_name": "deadline",
                "verbose_name_plural": "deadlines",
                "ordering": ["day", "key"],
                "permissions": [("waive_task", "Can waive a task")],
                "indexes": [models.Index(fields=["state", "day"], name="task_by_state_and_day")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("done_on__isnull", False), ("state", "done")),
                            models.Q(models.Q(("state", "done"), _negated=True), ("done_on", None)),
                            _connector="OR",
                        ),
                        name="task_done_says_when",
                        violation_error_message="Say on which day it was done; what is not done has no such day.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "waived"), models.Q(("reason", ""), _negated=True)),
                            models.Q(models.Q(("state", "waived"), _negated=True), ("reason", "")),
                            _connector="OR",
                        ),
                        name="task_waived_says_why",
                        violation_error_message="Say why it need not be done; a reason belongs to nothing else.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Reminder",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("step", models.CharField(max_length=10, verbose_name="step")),
                ("day", models.DateField(verbose_name="due on")),
                ("at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="at")),
                (
                    "mail",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.SET_NULL, related_name="+", to="portal.mail", verbose_name="mail"
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="portal.person", verbose_name="person"
                    ),
                ),
                (
                    "task",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="reminders", to="enterprises.task", verbose_name="task"
                    ),
                ),
            ],
            options={
                "verbose_name": "reminder",
                "verbose_name_plural": "reminders",
                "ordering": ["task", "at", "id"],
                "constraints": [models.UniqueConstraint(fields=("task", "person", "step", "day"), name="reminder_once")],
            },
        ),
        migrations.CreateModel(
            name="CalendarDay",
            fields=[
                ("day", models.DateField(primary_key=True, serialize=False, verbose_name="day")),
                ("is_working", models.BooleanField(verbose_name="people work")),
                ("holiday", portal.text.fields.LineField(blank=True, max_length=60, verbose_name="holiday")),
                (
                    "notice",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="days",
                        to="enterprises.holidaynotice",
                        verbose_name="notice",
                    ),
                ),
            ],
            options={
                "verbose_name": "day of the calendar",
                "verbose_name_plural": "days of the calendar",
                "ordering": ["day"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("day__year", models.F("notice")),
                            models.Q(
                                ("day__month", 12),
                                ("day__year", django.db.models.expressions.CombinedExpression(models.F("notice"), "-", models.Value(1))),
                            ),
                            _connector="OR",
                        ),
                        name="calendar_day_is_of_its_notice",
                        violation_error_message="A notice names days of its year, or of the December before.",
                    )
                ],
            },
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
