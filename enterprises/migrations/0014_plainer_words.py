"""Labels, help and messages of fields in plainer words; no row changes."""

from django.db import migrations, models

import portal.text.fields


class Migration(migrations.Migration):
    dependencies = [
        ("enterprises", "0013_licences_for_classes_and_the_union"),
        ("portal", "0028_plainer_words"),
    ]

    operations = [
        migrations.AlterField(
            model_name="availability",
            name="exclusivity",
            field=models.CharField(
                blank=True,
                choices=[
                    (None, "not listed"),
                    ("exclusive", "exclusive"),
                    ("sole", "sole: one licensee beside the right holder"),
                    ("non-exclusive", "non-exclusive"),
                    ("to-be-agreed", "to be agreed"),
                ],
                max_length=15,
                verbose_name="exclusivity",
            ),
        ),
        migrations.AlterField(
            model_name="customsrecordal",
            name="number",
            field=portal.text.fields.LineField(
                error_messages={"unique": "This recordal number is entered already."},
                max_length=40,
                unique=True,
                verbose_name="recordal number",
            ),
        ),
        migrations.AlterField(
            model_name="historicalavailability",
            name="exclusivity",
            field=models.CharField(
                blank=True,
                choices=[
                    (None, "not listed"),
                    ("exclusive", "exclusive"),
                    ("sole", "sole: one licensee beside the right holder"),
                    ("non-exclusive", "non-exclusive"),
                    ("to-be-agreed", "to be agreed"),
                ],
                max_length=15,
                verbose_name="exclusivity",
            ),
        ),
        migrations.AlterField(
            model_name="historicalcustomsrecordal",
            name="number",
            field=portal.text.fields.LineField(
                db_index=True,
                error_messages={"unique": "This recordal number is entered already."},
                max_length=40,
                verbose_name="recordal number",
            ),
        ),
        migrations.AlterField(
            model_name="historicallegalrule",
            name="moved_by",
            field=models.CharField(
                blank=True,
                choices=[
                    ("CN", "working days of China"),
                    ("US", "federal holidays of the United States"),
                    ("unknown", "days of the office, which are not entered"),
                ],
                help_text="Whose days move a last day on which the office is closed.",
                max_length=7,
                verbose_name="moved by",
            ),
        ),
        migrations.AlterField(
            model_name="historicallicence",
            name="exclusivity",
            field=models.CharField(
                blank=True,
                choices=[
                    (None, "not listed"),
                    ("exclusive", "exclusive"),
                    ("sole", "sole: one licensee beside the right holder"),
                    ("non-exclusive", "non-exclusive"),
                    ("to-be-agreed", "to be agreed"),
                ],
                max_length=15,
                verbose_name="exclusivity",
            ),
        ),
        migrations.AlterField(
            model_name="legalrule",
            name="moved_by",
            field=models.CharField(
                blank=True,
                choices=[
                    ("CN", "working days of China"),
                    ("US", "federal holidays of the United States"),
                    ("unknown", "days of the office, which are not entered"),
                ],
                help_text="Whose days move a last day on which the office is closed.",
                max_length=7,
                verbose_name="moved by",
            ),
        ),
        migrations.AlterField(
            model_name="licence",
            name="exclusivity",
            field=models.CharField(
                blank=True,
                choices=[
                    (None, "not listed"),
                    ("exclusive", "exclusive"),
                    ("sole", "sole: one licensee beside the right holder"),
                    ("non-exclusive", "non-exclusive"),
                    ("to-be-agreed", "to be agreed"),
                ],
                max_length=15,
                verbose_name="exclusivity",
            ),
        ),
        migrations.AlterConstraint(
            model_name="reach",
            name="reach_once_from_a_day",
            constraint=models.UniqueConstraint(
                fields=("registered_in", "territory", "first_on"),
                name="reach_once_from_a_day",
                violation_error_message="What holds from this day is entered already.",
            ),
        ),
        migrations.AlterConstraint(
            model_name="reach",
            name="reach_once_from_the_beginning",
            constraint=models.UniqueConstraint(
                condition=models.Q(("first_on", None)),
                fields=("registered_in", "territory"),
                name="reach_once_from_the_beginning",
                violation_error_message="What holds from the beginning is entered already.",
            ),
        ),
        migrations.AlterConstraint(
            model_name="rightevent",
            name="right_event_once_for_a_registration",
            constraint=models.UniqueConstraint(
                condition=models.Q(("replaces", None)),
                fields=("registration", "verb", "happened_on"),
                name="right_event_once_for_a_registration",
                violation_error_message="This event is entered already.",
            ),
        ),
        migrations.AlterConstraint(
            model_name="rightevent",
            name="right_event_once_for_a_recordal",
            constraint=models.UniqueConstraint(
                condition=models.Q(("replaces", None)),
                fields=("recordal", "verb", "happened_on"),
                name="right_event_once_for_a_recordal",
                violation_error_message="This event is entered already.",
            ),
        ),
        migrations.AlterConstraint(
            model_name="rightevent",
            name="right_event_once_for_a_licence",
            constraint=models.UniqueConstraint(
                condition=models.Q(("replaces", None)),
                fields=("licence", "verb", "happened_on"),
                name="right_event_once_for_a_licence",
                violation_error_message="This event is entered already.",
            ),
        ),
        migrations.AlterConstraint(
            model_name="rightevent",
            name="right_event_once_for_a_holder",
            constraint=models.UniqueConstraint(
                condition=models.Q(("replaces", None)),
                fields=("holder", "verb", "happened_on"),
                name="right_event_once_for_a_holder",
                violation_error_message="This event is entered already.",
            ),
        ),
        migrations.AlterConstraint(
            model_name="rightevent",
            name="right_event_did_not_happen_only_in_place_of_another",
            constraint=models.CheckConstraint(
                condition=models.Q(models.Q(("verb", "did-not-happen"), _negated=True), ("replaces__isnull", False), _connector="OR"),
                name="right_event_did_not_happen_only_in_place_of_another",
                violation_error_message="Only an event that is entered can be said not to have happened.",
            ),
        ),
        migrations.AlterConstraint(
            model_name="trademarkregistration",
            name="registration_once",
            constraint=models.UniqueConstraint(
                fields=("territory", "number", "nice_class"),
                name="registration_once",
                violation_error_message="This number is entered for this territory and class already.",
            ),
        ),
    ]
