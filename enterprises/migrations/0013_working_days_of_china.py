"""Notices of the working days of China, and the days that they name."""

import django.db.models.deletion
import django.db.models.expressions
import simple_history.models
from django.db import migrations, models

import portal.text.fields


class Migration(migrations.Migration):
    dependencies = [
        ("enterprises", "0012_events_licences_and_tasks"),
        ("portal", "0024_rows_refer_to_people"),
    ]

    operations = [
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
    ]
