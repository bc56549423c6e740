"""The pinyin order of Chinese names compares code points, whatever the collation of the database.

A collation of a language ignores the spaces between syllables, and so puts "li an" behind "lian zi". SQLite compares
code points of itself.
"""

from django.db import migrations

COLUMN = "ALTER TABLE portal_record ALTER COLUMN name_sort_zh TYPE varchar(500) COLLATE "


def forward(apps, editor):
    if editor.connection.vendor == "postgresql":
        editor.execute(COLUMN + '"C"')


def backward(apps, editor):
    if editor.connection.vendor == "postgresql":
        editor.execute(COLUMN + '"default"')


class Migration(migrations.Migration):
    dependencies = [("portal", "0002_search_index")]
    operations = [migrations.RunPython(forward, backward)]
