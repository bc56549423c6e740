"""`make bench`: how long a backup and a restore of many records take on this machine, on SQLite and on PostgreSQL.

`make bench ONLY=deadlines` instead: how long it takes to derive what is due (enterprises/deadlines/measuring.py).
`make bench ONLY=load` instead: whether the portal holds under load (portal/launch/loads/), with some failures of its surroundings.
"""

import os
import shlex
import subprocess
import sys
import tempfile
from pathlib import Path

from portal.launch import environment, postgres
from portal.launch.environment import ROOT, say
from portal.launch.testing import PRODUCTION, PYTHON, VENV

RECORDS_TO_BENCH = REGISTRATIONS_TO_BENCH = "100000"


def bench():
    """The part that ONLY names; returns the exit status, unless it takes the place of this process."""
    part = os.environ.get("ONLY") or "records"
    if part not in PARTS:
        sys.exit(f"ONLY={part} is no part of it. Give one of {', '.join(PARTS)}: make bench ONLY=load")
    return PARTS[part]()


def bench_load():
    """Become what puts both databases under load: SECONDS for each part, ROUNDS of seed, index and savers; ARGS chooses more."""
    words = shlex.split(os.environ.get("ARGS", ""))
    for name in ("SECONDS", "ROUNDS"):
        if number := os.environ.get(name, ""):
            words += [f"--{name.lower()}", number]
    environment.prepare_environment(VENV, ROOT / "requirements-dev.txt")
    os.chdir(ROOT)
    os.execve(PYTHON, [PYTHON, "-m", "portal.launch.loads", *words], environment.children())  # noqa: S606


def bench_records():
    """Measure both databases, one after the other, with made-up records in folders that are deleted again."""
    records = os.environ.get("RECORDS") or RECORDS_TO_BENCH
    if not records.isdecimal() or int(records) < 1:
        sys.exit(f"RECORDS={records} is not a number of records. Give one: make bench RECORDS=1000")
    environment.prepare_environment(VENV, ROOT / "requirements-dev.txt")
    return on_both(lambda folder: ["portal.launch.measuring", str(folder), records], f"{records} records")


def bench_deadlines():
    """Measure how long both databases take to derive what is due of many registrations, and with how many questions."""
    environment.prepare_environment(VENV, ROOT / "requirements-dev.txt")
    command = ["enterprises.deadlines.measuring", REGISTRATIONS_TO_BENCH]
    return on_both(lambda folder: command, f"{REGISTRATIONS_TO_BENCH} registrations")


def on_both(module_for, about):
    """Run a module of Python, with its arguments, on an empty SQLite and an empty PostgreSQL; returns the worse exit status."""
    with tempfile.TemporaryDirectory(prefix="going-global-bench-") as name, postgres.server(VENV, options=()) as url:
        return max(
            measure(f"SQLite, {about}", f"sqlite:///{name}/portal.sqlite3", Path(name) / "sqlite", module_for),
            measure(f"PostgreSQL, {about}", url, Path(name) / "postgresql", module_for),
        )


def measure(title, url, folder, module_for):
    say(title)
    variables = environment.children() | PRODUCTION | {"DATABASE_URL": url}
    variables |= {name: str(folder / name.lower()) for name in ("MEDIA_ROOT", "PRIVATE_ROOT")}
    return subprocess.run([PYTHON, "-m", *module_for(folder)], cwd=ROOT, env=variables, check=False).returncode


PARTS = {"records": bench_records, "deadlines": bench_deadlines, "load": bench_load}
