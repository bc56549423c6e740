"""The portal that is measured: its code, on one database, with one gunicorn worker whose processor time is read from outside."""

import os
import re
import socket
import subprocess
import time
from contextlib import closing, contextmanager
from pathlib import Path
from typing import NamedTuple

from portal.launch import environment
from portal.launch.bench.asking import AFTER_CHANGE, COLD, COUNT_QUERIES, SteadyReader
from portal.launch.environment import ROOT
from portal.launch.loads.server import SECONDS_UNTIL_SERVED, end, wait_until
from portal.launch.testing import PRODUCTION, PYTHON

REQUESTS_BEFORE, REQUESTS = 50, 500  # requests: those that are not measured, those that are
FEWEST_REQUESTS = 10  # requests of the costliest page
MEASURED_CHANGES = 4  # after each of which a page is asked once
COUNTING_PORTAL, BARE_VIEW = "portal.launch.bench.application:counting()", "portal.launch.bench.application:with_bare_view()"
WORDS_OF_EARLIER_CODE = ("--workers", "1", "--threads", "6", "--worker-class", "gthread", "--limit-request-line", "0", "portal.wsgi")
SCHEDULED = 2  # CPUCLOCK_SCHED of Linux: of all threads, what they ran in user and in system mode


class Code(NamedTuple):
    """The code that is measured."""

    root: Path = ROOT
    python: Path = PYTHON


class Ran(NamedTuple):
    """A command that was run to its end."""

    text: str
    seconds: float
    cpu: float  # seconds of user and system
    memory: int  # bytes, at most


class MeasuredPortal:
    def __init__(self, folder, database_url, code=None):
        self.folder, self.database_url, self.code = folder, database_url, code or Code()
        self.folder.mkdir(parents=True, exist_ok=True)
        self.log, self.port, self.worker = folder / "log", None, None
        self.passwords = {}

    def variables(self, **more):
        places = {name: str(self.folder / name.lower()) for name in ("VAR_ROOT", "MEDIA_ROOT", "PRIVATE_ROOT", "CACHE_ROOT")}
        served = {"WEB_BIND": f"127.0.0.1:{self.port}", "WEB_WORKERS": "1", "WEB_MAX_REQUESTS": "0", "BEHIND_PROXY": "true"}
        return {**environment.children(), **PRODUCTION, **places, **served, "DATABASE_URL": self.database_url, **more}

    def manage(self, *words, **more):
        """Run a command of manage.py and measure it; raises RuntimeError with its words where it fails."""
        (self.folder / "var_root").mkdir(exist_ok=True)
        path, began = self.folder / "said", time.monotonic()
        with path.open("wb") as said:
            process = subprocess.Popen(
                [self.code.python, "manage.py", *words], cwd=self.code.root, env=self.variables(**more), stdout=said, stderr=said
            )
            _number, status, usage = os.wait4(process.pid, 0)
            process.returncode = os.waitstatus_to_exitcode(status)
        text = path.read_text("utf-8", "replace")
        if process.returncode:
            raise RuntimeError(f"manage.py {' '.join(words)}: {text[-2000:]}")
        return Ran(text, time.monotonic() - began, usage.ru_utime + usage.ru_stime, usage.ru_maxrss * 1024)

    def prepare(self, *fill):
        """Make the tables, fill them by that command of manage.py, and collect the static files; gives what the filling took."""
        self.manage("migrate", "--verbosity=0")
        filled = self.manage(*fill)
        self.manage("collectstatic", "--no-input", "--verbosity=0")
        return filled

    def make_accounts(self):
        self.passwords = dict(re.findall(r"^  (\w+) +(\w{20})$", self.manage("demo_accounts", LOCAL="true").text, re.MULTILINE))

    @contextmanager
    def served(self, application=COUNTING_PORTAL):
        """One worker of gunicorn answers meanwhile."""
        self.port = port_of_nobody()
        words = ("--config", "python:portal.server.gunicorn", application if self.code == Code() else "portal.wsgi")
        if not (self.code.root / "portal" / "server" / "gunicorn.py").is_file():
            words = ("--bind", f"127.0.0.1:{self.port}", *WORDS_OF_EARLIER_CODE)
        with self.log.open("wb") as log:
            web = subprocess.Popen(
                [self.code.python, "-m", "gunicorn", *words], cwd=self.code.root, env=self.variables(), stdout=log, stderr=log
            )
        try:
            wait_until(self.answers, SECONDS_UNTIL_SERVED, web)
            (self.worker,) = children_of(web.pid)
            yield self
        except RuntimeError as error:
            raise RuntimeError(f"{error}\n{self.log.read_text('utf-8', 'replace')[-2000:]}") from error
        finally:
            end(web)

    def answers(self):
        try:
            with closing(SteadyReader(self.port)) as reader:
                return reader.ask("/healthz").status == 200
        except OSError:
            return False

    def cpu(self):
        """Seconds that the worker has run so far, in user and in system mode."""
        return seconds_run_by(self.worker)

    def so_far(self):
        """What the worker has taken so far."""
        memory = int(re.search(r"VmHWM:\s+(\d+)", Path(f"/proc/{self.worker}/status").read_text())[1]) * 1024
        return Ran("", 0, self.cpu(), memory)

    def cost_if_there(self, path, seconds):
        """The cost of a page; None where this code has none at that address."""
        with closing(SteadyReader(self.port)) as reader:
            is_there = reader.ask(path).status == 200
        return self.cost(path, seconds) if is_there else None

    def cost(self, path, seconds, cookies=(), **headers):
        """Milliseconds of the worker for one answer: of REQUESTS after some others, or of as many as `seconds` allow."""
        with closing(SteadyReader(self.port, cookies)) as reader:
            ask_often(reader, path, headers, REQUESTS_BEFORE, seconds / 5, 2)
            before = self.cpu()
            number = ask_often(reader, path, headers, REQUESTS, seconds, FEWEST_REQUESTS)
            return 1000 * (self.cpu() - before) / number

    def cost_after_change(self, path, cookies=()):
        """Milliseconds of the worker for the first answer after something public has changed: the least of MEASURED_CHANGES."""
        costs = []
        with closing(SteadyReader(self.port, cookies)) as reader:
            ask_often(reader, path, {}, 1, 0, 1)  # what a process asks once is not counted
            for _change in range(MEASURED_CHANGES):
                reader.ask("/healthz", **{AFTER_CHANGE: "1"})
                before = self.cpu()
                ask_often(reader, path, {}, 1, 0, 1)
                costs.append(1000 * (self.cpu() - before))
        return min(costs)

    def looked_at(self, path, cookies=()):
        """(bytes, number of queries) of a page that is not in the page cache."""
        with closing(SteadyReader(self.port, cookies)) as reader:
            reader.ask(path)  # what a process asks once is not counted
            answer = reader.ask(path, **{COLD: "1", COUNT_QUERIES: "1"})
            return len(answer.body), int(answer.headers[COUNT_QUERIES])

    def start_again(self):
        """What `make run` takes from its start until it answers, where it has been started before."""
        (self.folder / "var_root").mkdir(exist_ok=True)
        self.port = port_of_nobody()
        words, began = [self.code.python, "-m", "portal.launch.serving", "127.0.0.1", str(self.port)], time.monotonic()
        with self.log.open("wb") as log:
            web = subprocess.Popen(words, cwd=self.code.root, env=self.variables(LOCAL="true"), stdout=log, stderr=log)
        try:
            wait_until(self.answers, SECONDS_UNTIL_SERVED, web)
            seconds = time.monotonic() - began
            return Ran("", seconds, sum(map(seconds_run_by, (web.pid, *children_of(web.pid)))), 0)
        finally:
            end(web)


def port_of_nobody():
    """A port that the system gives to one process at a time: of two measurements at once neither asks the portal of the other."""
    with socket.create_server(("127.0.0.1", 0)) as trial:
        return trial.getsockname()[1]


def children_of(process):
    """The numbers of the processes that one has started."""
    return [int(number) for number in Path(f"/proc/{process}/task/{process}/children").read_text().split()]


def seconds_run_by(process):
    """Seconds that all threads of a process have run."""
    return time.clock_gettime(~process << 3 | SCHEDULED)


def ask_often(reader, path, headers, most, seconds, fewest):
    """Ask for a page; returns how often that was. Raises RuntimeError where it is not answered by 200."""
    began = time.monotonic()
    for number in range(most):
        if number >= fewest and time.monotonic() - began > seconds:
            return number
        status = reader.ask(path, **headers).status
        if status != 200:
            raise RuntimeError(f"{path} answers {status}")
    return most
