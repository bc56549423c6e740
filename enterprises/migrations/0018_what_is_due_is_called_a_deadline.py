"""A task is called by what people know it as: a deadline."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [
        ("enterprises", "0017_what_an_event_changed"),
    ]

    operations = [
        migrations.AlterModelOptions(
            name="historicaltask",
            options={
                "get_latest_by": ("history_date", "history_id"),
                "ordering": ("-history_date", "-history_id"),
                "verbose_name": "historical deadline",
                "verbose_name_plural": "historical deadlines",
            },
        ),
        migrations.AlterModelOptions(
            name="task",
            options={
                "ordering": ["day", "key"],
                "permissions": [("waive_task", "Can waive a task")],
                "verbose_name": "deadline",
                "verbose_name_plural": "deadlines",
            },
        ),
    ]
