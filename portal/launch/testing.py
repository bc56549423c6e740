"""`make test` and `make check`: what must hold, on both databases and in a real browser, with one line of counts at the end."""

import os
import re
import secrets
import shlex
import shutil
import subprocess
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from xml.etree import ElementTree

from portal.launch import environment, postgres
from portal.launch.environment import ROOT, VAR, say

VENV = ROOT / ".venv"
PYTHON = environment.python_of(VENV)
PRODUCTION = {
    "ENV_FILE": os.devnull,
    "SECRET_KEY": secrets.token_urlsafe(64),
    "ALLOWED_HOSTS": "portal.example.org",
    "LOCAL": "false",
    "DEBUG": "false",
    "EMAIL_URL": "submission://portal:secret@mail.example.org:587",
}
CHECKS = {
    "ruff check": ["ruff", "check", "--output-format", "concise", "."],
    "ruff format": ["ruff", "format", "--check", "--output-format", "concise", "."],
    "djlint": ["djlint", "--lint", "--quiet", "templates"],
    "migrations": ["manage.py", "makemigrations", "--check", "--dry-run"],
    "django check": ["manage.py", "check", "--fail-level", "WARNING"],
    "django check --deploy": ["manage.py", "check", "--deploy", "--fail-level", "WARNING"],
}
BROWSER_TESTS = ["tests/browser"]
PYTHON_TESTS = ["tests", *(f"--ignore={folder}" for folder in BROWSER_TESTS)]  # what is not asked for is not even read
STAFFS_PART = ["tests/portal/admin", "tests/portal/review", "tests/portal/desk"]  # on SQLite, each some third of its time
SMALLER_PART = ["tests/enterprises", "tests/initiatives", "tests/portal/access", "tests/portal/server"]
GIVES_WAY = ("nice", "-n", "5")  # has a quarter of a processor while two others want both
BROWSERS = ("chromium", "chromium-browser")
DEBIAN_PACKAGE = "chromium"  # without typefaces: the tests bring theirs (portal/launch/browser.py)
WIDTH_OF_A_TITLE = 20  # of the titles
PROGRESS = re.compile(r"\[ *\d+%\]$")


@dataclass
class Outcome:
    """What one part of a test run came to."""

    title: str
    passed: int = 0
    failed: int = 0
    skipped: int = 0
    seconds: float = 0
    not_run: str = ""  # why, where it did not run
    output: str = ""

    def __str__(self):
        if self.not_run:
            return f"{self.title:<{WIDTH_OF_A_TITLE}}not run: {self.not_run}"
        return f"{self.title:<{WIDTH_OF_A_TITLE}}{self.passed} passed, {self.failed} failed, {self.skipped} skipped in {self.seconds:.0f} s"


def check_all():
    """`make check`: everything but the tests."""
    environment.prepare_environment(VENV, ROOT / "requirements-dev.txt")
    return conclude([run_checks()])


def test():
    """`make test`: the checks and the tests on SQLite, on PostgreSQL and in the browser, side by side.

    As many at once as there are processors: each time that one process takes another's place it finds nothing of its own in the
    caches, and three on two processors lose a third of the time by that. One more runs beside them that gives way (GIVES_WAY): it
    takes the time in which the others wait for a database, a browser or a server, about a fifth of theirs.
    """
    environment.prepare_environment(VENV, ROOT / "requirements-dev.txt")
    environment.make_var()
    chosen = shlex.split(os.environ.get("ARGS", ""))
    with postgres.server(VENV) as url, ThreadPoolExecutor(max_workers=1 + max(2, os.cpu_count() or 2)) as pool:
        parts = [pool.submit(run, *arguments) for run, *arguments in parts_of_a_run(url, chosen)]
        outcomes = [part.result() for part in parts]
    return conclude(outcomes, some_chosen=bool(chosen))


def parts_of_a_run(url, chosen):
    """What is run: first what waits most for others, then, giving way to it, SQLite in three parts: who is done with its own takes the
    next, so that all are done at about the same time, and the tables are made once for all of them (tests/tables.py). What somebody
    chose by ARGS is not divided."""
    if chosen:
        return [(run_tests, "PostgreSQL", chosen, url), (run_tests, "SQLite", chosen), (run_in_browser, chosen), (run_checks,)]
    return [
        (run_tests, "PostgreSQL", PYTHON_TESTS, url),
        (run_in_browser, BROWSER_TESTS),
        (run_tests, "SQLite", [*PYTHON_TESTS, *(f"--ignore={folder}" for folder in (*STAFFS_PART, *SMALLER_PART))], "", GIVES_WAY),
        (run_tests, "SQLite, staff", STAFFS_PART, "", GIVES_WAY),
        (run_tests, "SQLite, smaller", SMALLER_PART, "", GIVES_WAY),
        (run_checks,),
    ]


def run_checks():
    """Each check counts as one test. They need no database of their own: none is written."""
    outcome, started = Outcome("checks"), time.monotonic()
    for name, (program, *arguments) in CHECKS.items():
        command = [PYTHON, program, *arguments] if program == "manage.py" else [PYTHON, "-m", program, *arguments]
        done = subprocess.run(
            command,
            cwd=ROOT,
            env=environment.children() | PRODUCTION,
            text=True,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            check=False,
        )
        say(f"{outcome.title:<{WIDTH_OF_A_TITLE}}{name}: {'failed' if done.returncode else 'passed'}")
        if done.returncode:
            outcome.failed += 1
            outcome.output += f"{name}: {shlex.join(arguments)}\n{done.stdout}\n"
        else:
            outcome.passed += 1
    outcome.seconds = time.monotonic() - started
    return outcome


def run_tests(title, arguments, database_url="", before=()):
    """Run pytest, with `before` in front of its command; its lines of progress are shown as they come, the rest is kept for a failure."""
    report = VAR / f"tests-{title.lower()}.xml"
    report.unlink(missing_ok=True)
    variables = environment.children()
    variables.pop("DATABASE_URL", None)
    if database_url:
        variables["DATABASE_URL"] = database_url
    command = [*before, PYTHON, "-m", "pytest", f"--junitxml={report}", *arguments]
    lines, started = [], time.monotonic()
    with subprocess.Popen(
        command, cwd=ROOT, env=variables, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, encoding="utf-8", errors="replace"
    ) as pytest:
        try:
            for line in pytest.stdout:
                lines.append(line)
                if PROGRESS.search(line):
                    say(f"{title:<{WIDTH_OF_A_TITLE}}{line.rstrip()}")
        finally:
            pytest.terminate()
    outcome = counted(title, report, pytest.returncode)
    outcome.seconds, outcome.output = time.monotonic() - started, "".join(lines) if outcome.failed else ""
    return outcome


def run_in_browser(chosen):
    missing = missing_browser()
    return Outcome("browser", not_run=missing) if missing else run_tests("browser", ["-m", "browser", *chosen])


def counted(title, report, status):
    """The outcome that pytest's JUnit file tells; a run that broke off without telling of a failure counts as one."""
    outcome = Outcome(title)
    if report.exists():
        for suite in ElementTree.parse(report).iter("testsuite"):  # noqa: S314  written by our own pytest
            total, failed, errors, skipped = (int(suite.get(name, 0)) for name in ("tests", "failures", "errors", "skipped"))
            outcome.failed += failed + errors
            outcome.skipped += skipped
            outcome.passed += total - failed - errors - skipped
    if status not in (0, 5) and not outcome.failed:  # 5: nothing was collected
        outcome.failed = 1
    return outcome


def missing_browser():
    """Why there is no Chromium, or "". As root on Debian it is installed."""
    if not find_browser() and os.geteuid() == 0 and shutil.which("apt-get"):
        say(f"{'browser':<{WIDTH_OF_A_TITLE}}installing {DEBIAN_PACKAGE} from Debian (about a minute)")
        for command in (["apt-get", "update"], ["apt-get", "install", "--yes", "--no-install-recommends", DEBIAN_PACKAGE]):
            variables = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
            done = subprocess.run(command, env=variables, text=True, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, check=False)
            if done.returncode:
                say(done.stdout[-2000:])
    return "" if find_browser() else f"no chromium; on Debian: sudo apt install {DEBIAN_PACKAGE}"


def find_browser():
    return next(filter(None, map(shutil.which, BROWSERS)), None)


def conclude(outcomes, some_chosen=False):
    """Print what failed, what ran where, and the sum as the very last line; returns the exit status."""
    for outcome in outcomes:
        if outcome.failed:
            say(f"\n──── {outcome.title} ────\n{outcome.output.rstrip()}")
    say("")
    problems = [f"{outcome.title}: not run" for outcome in outcomes if outcome.not_run]
    for outcome in outcomes:
        say(str(outcome))
        if not (some_chosen or outcome.not_run or outcome.passed + outcome.failed):
            problems.append(f"{outcome.title}: no test was found")
    passed, failed, skipped = (sum(getattr(outcome, name) for outcome in outcomes) for name in ("passed", "failed", "skipped"))
    if not passed + failed:
        problems.append("nothing ran")
    if skipped and os.environ.get("CI") == "true":
        problems.append(f"{skipped} skipped: in CI a test that is skipped counts as failed")
    if problems:
        say("Not good enough: " + "; ".join(problems))
    say(f"{passed} passed, {failed} failed" + (f", {skipped} skipped" if skipped else ""))
    return 1 if failed or problems else 0
