"""An enquiry says what it is, such as a licence request, and what was searched for without a result."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("portal", "0029_quoted_words_of_passages"),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name="enquiry",
            name="enquiry_that_is_wiped_names_nobody",
        ),
        migrations.AddField(
            model_name="enquiry",
            name="purpose",
            field=models.CharField(
                blank=True,
                choices=[
                    ("licence", "licence request"),
                    ("missing", "information that is missing here"),
                    ("search", "search without results"),
                ],
                max_length=10,
                verbose_name="what it is",
            ),
        ),
        migrations.AddField(
            model_name="enquiry",
            name="words",
            field=models.CharField(blank=True, max_length=200, verbose_name="searched for"),
        ),
        migrations.AddConstraint(
            model_name="enquiry",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("wiped_at", None),
                    models.Q(
                        ("categories", ""),
                        ("channels", ""),
                        ("company", ""),
                        ("email", ""),
                        ("message", ""),
                        ("name", ""),
                        ("page", ""),
                        ("term", ""),
                        ("territories", ""),
                        ("volume", ""),
                        ("words", ""),
                    ),
                    _connector="OR",
                ),
                name="enquiry_that_is_wiped_names_nobody",
            ),
        ),
    ]
