"""How far registrations reach beyond the territory of their office."""

import django.core.validators
import django.db.models.deletion
import django_countries.fields
import simple_history.models
from django.db import migrations, models

import enterprises.models.territories
import portal.text.fields


class Migration(migrations.Migration):
    dependencies = [
        ("enterprises", "0014_tasks_follow_their_deadlines"),
        ("portal", "0024_rows_refer_to_people"),
    ]

    operations = [
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
    ]
