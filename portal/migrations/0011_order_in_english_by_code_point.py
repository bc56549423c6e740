"""The order of English names compares code points, too, whatever the collation of the database (see 0003)."""

from django.db import migrations

COLUMN = "ALTER TABLE portal_record ALTER COLUMN name_sort_en TYPE varchar(500) COLLATE "


def forward(apps, editor):
    if editor.connection.vendor == "postgresql":
        editor.execute(COLUMN + '"C"')


def backward(apps, editor):
    if editor.connection.vendor == "postgresql":
        editor.execute(COLUMN + '"default"')


class Migration(migrations.Migration):
    dependencies = [("portal", "0010_order_in_english")]
    operations = [migrations.RunPython(forward, backward)]
