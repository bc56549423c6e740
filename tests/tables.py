"""The tables as the migrations make them, in a file: made once for each state of the migrations, copied by every run on SQLite.

Making them takes as long as a hundred tests. On a copy `migrate` runs once more: it has nothing to apply, and makes anew what follows
from the code, such as triggers and groups.
"""

import fcntl
import hashlib
import inspect
import os
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

from django.conf import settings
from django.db.migrations.loader import MigrationLoader

FOLDER = settings.VAR / "tests"
SHIPPED = ("portal", "enterprises", "initiatives")  # where rows stand in files that `migrate` brings


def digest():
    """Of what the rows and tables follow from: one letter more in a migration, and they are made anew."""
    migrations = MigrationLoader(None).disk_migrations.values()
    files = {inspect.getfile(type(migration)) for migration in migrations}
    files |= {str(path) for folder in SHIPPED for path in (settings.BASE_DIR / folder).rglob("*.json")}
    told = hashlib.sha256(sqlite3.sqlite_version.encode())
    for file in sorted(files):
        told.update(hashlib.sha256(file.encode() + Path(file).read_bytes()).digest())
    return told.hexdigest()[:32]


def file_of_tables():
    """The path of the file, once it is whole; of several runs that lack it one makes it. What other migrations made is deleted."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    file = FOLDER / f"tables-{digest()}.sqlite3"
    with (FOLDER / "tables.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not file.exists():
            for former in FOLDER.glob("tables-*"):
                former.unlink()
            unfinished = file.with_suffix(".unfinished")
            variables = os.environ | {"DATABASE_URL": f"sqlite:///{unfinished}"}
            subprocess.run([sys.executable, "manage.py", "migrate", "--verbosity", "0"], cwd=settings.BASE_DIR, env=variables, check=True)
            with closing(sqlite3.connect(unfinished)) as database:
                database.execute("PRAGMA journal_mode=DELETE")  # all of it in one file
            unfinished.rename(file)
    return file


def copy_tables(into):
    """Fill a database (a connection of sqlite3) with the tables."""
    with closing(sqlite3.connect(f"{file_of_tables().as_uri()}?mode=ro", uri=True)) as tables:
        tables.backup(into)
