"""SQLite takes each word of a search entry as it is written, and notes down only which entries hold it.

Words are cut, folded and stemmed before (portal/text/search_words.py), each stands in an entry once, and no search asks for one after the
other: to fold them again and to keep their places took half of the time and of the size of the index.
"""

from django.db import migrations

CREATE = "CREATE VIRTUAL TABLE portal_searchentry_fts USING fts5(words, content='portal_searchentry', content_rowid='id', {options})"
AS_WRITTEN, AS_BEFORE = "tokenize='ascii', detail=none", "tokenize='unicode61'"


def with_options(options):
    def write(apps, editor):
        if editor.connection.vendor == "sqlite":
            editor.execute("DROP TABLE portal_searchentry_fts")  # its triggers stay: they belong to the table of the entries
            editor.execute(CREATE.format(options=options))
            editor.execute("INSERT INTO portal_searchentry_fts(portal_searchentry_fts) VALUES ('rebuild')")

    return write


class Migration(migrations.Migration):
    dependencies = [("portal", "0041_texts_in_each_language")]
    operations = [migrations.RunPython(with_options(AS_WRITTEN), with_options(AS_BEFORE))]
