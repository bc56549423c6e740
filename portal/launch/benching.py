"""`make bench`: what each page costs with few records and with many, on SQLite and on PostgreSQL (portal/launch/bench/).

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

REGISTRATIONS_TO_BENCH = "100000"


def bench():
    """The part that ONLY names; returns the exit status, unless it takes the place of this process."""
    part = os.environ.get("ONLY") or "all"
    if part not in PARTS:
        sys.exit(f"ONLY={part} is no part of it. Give one of {', '.join(PARTS)}: make bench ONLY=load")
    return PARTS[part]()


def bench_pages(*words):
    """Become what measures pages and commands, with SIZE enterprises, and beside them those of the commit BASE."""
    words = [*words, *chosen_words("SIZE", "BASE"), *shlex.split(os.environ.get("ARGS", ""))]
    become("portal.launch.bench", words)


def bench_load():
    """Become what puts both databases under load: SECONDS for each part, ROUNDS of seed, index and savers; ARGS chooses more."""
    become("portal.launch.loads", [*shlex.split(os.environ.get("ARGS", "")), *chosen_words("SECONDS", "ROUNDS")])


def chosen_words(*names):
    """["--size", "1k"] of what the environment says of `names`."""
    return [word for name in names if os.environ.get(name) for word in (f"--{name.lower()}", os.environ[name])]


def become(module, words):
    environment.prepare_environment(VENV, ROOT / "requirements-dev.txt")
    os.chdir(ROOT)
    os.execve(PYTHON, [PYTHON, "-m", module, *words], environment.children())  # noqa: S606


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


PARTS = {
    "all": bench_pages,
    "pages": lambda: bench_pages("--parts", "pages"),
    "deadlines": bench_deadlines,
    "load": bench_load,
}
