"""`make bench`: how long a backup and a restore of many records take on this machine, on SQLite and on PostgreSQL."""

import os
import subprocess
import sys
import tempfile
from pathlib import Path

from portal.launch import environment, postgres
from portal.launch.environment import ROOT, say
from portal.launch.testing import PRODUCTION, PYTHON, VENV

RECORDS = "100000"


def bench():
    """Measure both databases, one after the other, with made-up records in folders that are deleted again."""
    records = os.environ.get("RECORDS") or RECORDS
    if not records.isdecimal() or int(records) < 1:
        sys.exit(f"RECORDS={records} is not a number of records. Give one: make bench RECORDS=1000")
    environment.prepare(VENV, ROOT / "requirements-dev.txt")
    with tempfile.TemporaryDirectory(prefix="going-global-bench-") as name, postgres.server(VENV) as url:
        return max(
            measure("SQLite", f"sqlite:///{name}/portal.sqlite3", Path(name) / "sqlite", records),
            measure("PostgreSQL", url, Path(name) / "postgresql", records),
        )


def measure(title, url, folder, records):
    say(f"{title}, {records} records")
    variables = environment.children() | PRODUCTION | {"DATABASE_URL": url}
    variables |= {name: str(folder / name.lower()) for name in ("MEDIA_ROOT", "PRIVATE_ROOT")}
    command = [PYTHON, "-m", "portal.launch.measuring", str(folder), records]
    return subprocess.run(command, cwd=ROOT, env=variables, check=False).returncode
