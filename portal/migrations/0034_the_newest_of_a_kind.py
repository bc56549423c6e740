from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("portal", "0033_what_is_listed")]

    operations = [
        migrations.AddIndex(
            model_name="record",
            index=models.Index(models.F("kind"), models.F("published_at").desc(), models.F("id"), name="record_newest_of_a_kind"),
        ),
        migrations.AddIndex(
            model_name="correction",
            index=models.Index(models.F("statement"), name="correction_of_statement"),
        ),
    ]
