"""The full-text index over search entries, on either database.

SQLite rebuilds a table to alter it, and drops its triggers without a word: a later migration of SearchEntry creates
them again (a test asserts that they exist).
"""

from django.db import migrations

SQLITE = {
    "forward": [
        """CREATE VIRTUAL TABLE portal_searchentry_fts
             USING fts5(words, content='portal_searchentry', content_rowid='id', tokenize='unicode61')""",
        """CREATE TRIGGER portal_searchentry_inserted AFTER INSERT ON portal_searchentry BEGIN
             INSERT INTO portal_searchentry_fts(rowid, words) VALUES (new.id, new.words);
           END""",
        """CREATE TRIGGER portal_searchentry_deleted AFTER DELETE ON portal_searchentry BEGIN
             INSERT INTO portal_searchentry_fts(portal_searchentry_fts, rowid, words) VALUES ('delete', old.id, old.words);
           END""",
        """CREATE TRIGGER portal_searchentry_updated AFTER UPDATE ON portal_searchentry BEGIN
             INSERT INTO portal_searchentry_fts(portal_searchentry_fts, rowid, words) VALUES ('delete', old.id, old.words);
             INSERT INTO portal_searchentry_fts(rowid, words) VALUES (new.id, new.words);
           END""",
        "INSERT INTO portal_searchentry_fts(portal_searchentry_fts) VALUES ('rebuild')",
    ],
    "backward": [
        "DROP TRIGGER portal_searchentry_inserted",
        "DROP TRIGGER portal_searchentry_deleted",
        "DROP TRIGGER portal_searchentry_updated",
        "DROP TABLE portal_searchentry_fts",
    ],
}
POSTGRESQL = {
    "forward": [
        """ALTER TABLE portal_searchentry ADD COLUMN word_vector tsvector
             GENERATED ALWAYS AS (array_to_tsvector(string_to_array(words, ' '))) STORED""",
        "CREATE INDEX portal_searchentry_words ON portal_searchentry USING gin (word_vector) WITH (fastupdate = off)",
    ],
    "backward": ["ALTER TABLE portal_searchentry DROP COLUMN word_vector"],
}
STATEMENTS = {"sqlite": SQLITE, "postgresql": POSTGRESQL}


def forward(apps, editor):
    for statement in STATEMENTS[editor.connection.vendor]["forward"]:
        editor.execute(statement)


def backward(apps, editor):
    for statement in STATEMENTS[editor.connection.vendor]["backward"]:
        editor.execute(statement)


class Migration(migrations.Migration):
    dependencies = [("portal", "0001_initial")]
    operations = [migrations.RunPython(forward, backward)]
