"""A mail may be private: its text is emptied once it is sent."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("portal", "0024_rows_refer_to_people"),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name="mail",
            name="mail_that_is_done_holds_no_link",
        ),
        migrations.AddField(
            model_name="mail",
            name="is_private",
            field=models.BooleanField(default=False, verbose_name="emptied once it is sent"),
        ),
        migrations.AddConstraint(
            model_name="mail",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("expires_at", None), ("is_private", False)),
                    ("body", ""),
                    models.Q(("next_try_at__isnull", False), ("sent_at", None)),
                    _connector="OR",
                ),
                name="mail_that_is_done_holds_nothing_private",
            ),
        ),
    ]
