from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("portal", "0039_the_largest_figures")]

    operations = [
        migrations.AddIndex(
            model_name="record",
            index=models.Index(models.F("updated_at").desc(), models.F("id"), name="record_last_changed"),
        ),
        migrations.AddIndex(
            model_name="record",
            index=models.Index(fields=["submitted_at", "id"], name="record_sent_to_review", condition=models.Q(submitted_at__isnull=False)),
        ),
    ]
