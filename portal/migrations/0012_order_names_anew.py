"""What is on record already is put in order by its names without their marks, in both languages."""

from django.db import migrations

from portal.indexing import sort_key


def forward(apps, editor):
    Record = apps.get_model("portal", "Record")
    records = list(Record.objects.only("name_en", "name_zh"))
    for record in records:
        record.name_sort_en = sort_key(record.name_en or record.name_zh)
        record.name_sort_zh = sort_key(record.name_zh or record.name_en)
    Record.objects.bulk_update(records, ["name_sort_en", "name_sort_zh"], batch_size=500)


class Migration(migrations.Migration):
    dependencies = [("portal", "0011_order_in_english_by_code_point")]
    operations = [migrations.RunPython(forward, migrations.RunPython.noop)]
