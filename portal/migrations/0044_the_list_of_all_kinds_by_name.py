from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("portal", "0043_what_the_public_may_see_as_it_is_asked")]

    operations = [
        migrations.AddIndex(
            model_name="record",
            index=models.Index(models.F("name_sort_en"), models.F("id"), name="record_of_all_by_name"),
        ),
        migrations.AddIndex(
            model_name="record",
            index=models.Index(models.F("name_sort_zh"), models.F("id"), name="record_of_all_by_name_zh"),
        ),
    ]
