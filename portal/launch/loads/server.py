"""The portal as it runs on a server: gunicorn with two worker processes by its configuration, and the process that sends mails."""

import os
import re
import signal
import subprocess
import time
from contextlib import contextmanager
from pathlib import Path

from portal.launch import environment
from portal.launch.environment import ROOT
from portal.launch.loads.mail_server import PROMPT
from portal.launch.loads.visitor import Visitor
from portal.launch.running import free_port
from portal.launch.testing import PRODUCTION, PYTHON

WORKERS = 2
WEB = ["-m", "gunicorn", "--config", "python:portal.server.gunicorn", "portal.wsgi"]
MAILS = ["manage.py", "work"]
FIRST_PORT = 8170
DESK_ADDRESS = "desk@example.org"  # who is told of an enquiry
SECONDS_UNTIL_SERVED, SECONDS_TO_STOP = 60, 5
IN_BETWEEN = 0.1  # seconds between two looks at what is awaited
OVERDUE = "UPDATE portal_mail SET next_try_at = '2000-01-01 00:00:00+00:00' WHERE sent_at IS NULL"


class ServerUnderLoad:
    """What runs on one database, from the code at `root`, with its files in `folder`."""

    def __init__(self, folder, database, mail_server, root=ROOT):
        self.folder, self.database, self.mail_server, self.root = folder, database, mail_server, root
        self.port = FIRST_PORT
        self.log, self.passwords, self.web, self.mails = folder / "log", {}, None, None

    def variables(self, **more):
        places = {name: str(self.folder / name.lower()) for name in ("MEDIA_ROOT", "PRIVATE_ROOT", "CACHE_ROOT")}
        return {
            **environment.children(),
            **PRODUCTION,
            **places,
            "DATABASE_URL": self.database.url,
            "EMAIL_URL": self.mail_server.url,
            "ENQUIRY_MAIL": DESK_ADDRESS,
            "BEHIND_PROXY": "true",
            "WEB_BIND": f"127.0.0.1:{self.port}",
            "WEB_WORKERS": str(WORKERS),
            **more,
        }

    def manage(self, *arguments, **more):
        """What a command of manage.py prints; raises RuntimeError with its words where it fails."""
        command = [PYTHON, "manage.py", *arguments]
        done = subprocess.run(command, cwd=self.root, env=self.variables(**more), text=True, capture_output=True, check=False)
        if done.returncode:
            raise RuntimeError(f"manage.py {' '.join(arguments)}: {done.stderr[-2000:]}")
        return done.stdout

    def prepare(self):
        """Fill the empty database with the fixtures and accounts, and collect the static files."""
        self.manage("migrate", "--verbosity=0")
        self.manage("seed")
        self.manage("collectstatic", "--no-input", "--verbosity=0")
        self.passwords = dict(re.findall(r"^  (\w+) +(\w{20})$", self.manage("demo_accounts", LOCAL="true"), re.MULTILINE))

    def start(self, command, **more):
        with self.log.open("ab") as log:
            return subprocess.Popen([PYTHON, *command], cwd=self.root, env=self.variables(**more), stdout=log, stderr=log)

    @contextmanager
    def running(self):
        """Both processes run meanwhile, and the mail server is prompt to begin with."""
        self.mail_server.behave(PROMPT)
        self.log.write_bytes(b"")
        self.port = free_port("127.0.0.1", self.port)
        self.web = self.start(WEB)
        self.mails = self.start(MAILS)
        try:
            starter = Visitor(self.port)
            wait_until(lambda: starter.ask("start", "/healthz").status == 200, SECONDS_UNTIL_SERVED, self.web)
            yield self
        finally:
            for process in (self.web, self.mails):
                end(process)

    def workers(self):
        """The process numbers of gunicorn's workers."""
        return [int(number) for number in Path(f"/proc/{self.web.pid}/task/{self.web.pid}/children").read_text().split()]

    def memory(self):
        """What the workers hold in memory together, in bytes."""
        return sum(resident(number) for number in self.workers())

    def kill_worker(self, number):
        os.kill(number, signal.SIGKILL)

    def kill_mails(self):
        """Kill the process that sends mails, and start it again as systemd does."""
        self.mails.kill()
        self.mails.wait()
        self.mails = self.start(MAILS)

    def forget_sendings(self):
        """Let visitors send as many enquiries again as a day allows."""
        self.database.run("DELETE FROM portal_sending")

    def unsent(self):
        return self.database.rows("SELECT count(*) FROM portal_mail WHERE sent_at IS NULL")[0][0]

    def send_all(self, seconds):
        """Let no mail wait for its next try, and return how many are unsent when all are sent or the time is over.

        A mail that is in hand at that moment stays in hand: it would be tried a second time.
        """
        until = time.monotonic() + seconds
        while self.unsent() and time.monotonic() < until:
            if not self.mail_server.open:
                self.database.run(OVERDUE)
            time.sleep(1)
        return self.unsent()

    def last_of_log(self, lines=15):
        return "\n".join(self.log.read_text("utf-8", "replace").splitlines()[-lines:])


def resident(number):
    try:
        return int(re.search(r"VmRSS:\s+(\d+)", Path(f"/proc/{number}/status").read_text())[1]) * 1024
    except (OSError, TypeError):  # it has ended
        return 0


def wait_until(is_so, seconds, process):
    """Return once `is_so()`; raises RuntimeError where it takes longer or the process has ended."""
    until = time.monotonic() + seconds
    while not is_so():
        if process.poll() is not None:
            raise RuntimeError("the portal ended while it started")
        if time.monotonic() > until:
            raise RuntimeError(f"the portal did not answer within {seconds} s")
        time.sleep(IN_BETWEEN)


def end(process):
    process.terminate()
    try:
        process.wait(SECONDS_TO_STOP)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
