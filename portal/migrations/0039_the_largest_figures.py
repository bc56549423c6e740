from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("portal", "0038_stages_of_imports")]

    operations = [
        migrations.AddIndex(
            model_name="statement",
            index=models.Index(models.F("measure"), models.F("value").desc(), name="statement_largest_of_a_measure"),
        ),
    ]
