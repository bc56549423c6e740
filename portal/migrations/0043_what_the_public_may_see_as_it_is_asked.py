"""PostgreSQL counts the two expressions by which lists are asked for what is public and of some kinds (portal/models/listing.py).

Of an expression it knows nothing else: it took three rows of a thousand for what nearly all rows are, and looked through all values of a
facet once for each record of a list that was narrowed.
"""

from django.db import migrations

COUNTED = {
    "portal_listed_shown_from": "COALESCE(public_from, '9999-12-30 00:00:00+00'::timestamptz)",
    "portal_listed_of_kind": "COALESCE(kind, '')",
}


def count(apps, editor):
    if editor.connection.vendor == "postgresql":
        for name, expression in COUNTED.items():
            editor.execute(f"CREATE STATISTICS {name} ON ({expression}) FROM portal_listed")
        editor.execute("ANALYZE portal_listed")


def count_no_more(apps, editor):
    if editor.connection.vendor == "postgresql":
        for name in COUNTED:
            editor.execute(f"DROP STATISTICS {name}")


class Migration(migrations.Migration):
    dependencies = [("portal", "0042_words_of_the_index_as_they_are")]
    operations = [migrations.RunPython(count, count_no_more)]
