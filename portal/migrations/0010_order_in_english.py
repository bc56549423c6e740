"""English names have an order of their own: without marks, capitals and accents, the same on every database."""

from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("portal", "0009_index_names_as_written"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AlterModelOptions(
            name="record",
            options={
                "ordering": ["name_sort_en", "id"],
                "permissions": [("publish_record", "Can publish and withdraw records")],
                "verbose_name": "record",
                "verbose_name_plural": "records",
            },
        ),
        migrations.RemoveIndex(
            model_name="record",
            name="record_by_name",
        ),
        migrations.AddField(
            model_name="historicalsource",
            name="name_sort_en",
            field=models.CharField(blank=True, default="", editable=False, max_length=500, verbose_name="order in English"),
        ),
        migrations.AddField(
            model_name="record",
            name="name_sort_en",
            field=models.CharField(blank=True, default="", editable=False, max_length=500, verbose_name="order in English"),
        ),
        migrations.AddIndex(
            model_name="record",
            index=models.Index(models.F("kind"), models.F("name_sort_en"), models.F("id"), name="record_by_name"),
        ),
    ]
