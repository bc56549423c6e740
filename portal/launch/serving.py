"""The part of `make run` that needs the packages: prepare the data, then serve, in one process that imports Django once."""

import gc
import hashlib
import os
import signal
import sys
import time
from contextlib import contextmanager, suppress

import django
from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.exceptions import ImproperlyConfigured
from django.core.management import CommandError, call_command
from django.db import OperationalError, connections
from gunicorn.app.base import BaseApplication

from portal.launch.environment import say
from portal.launch.migrating import migrate
from portal.server import gunicorn
from portal.server.jobs import jobs
from portal.server.jobs.worker import Worker

SECONDS_TO_END = 5  # for a mail that is being sent
PAUSE_UNTIL_ENDED = 0.05  # seconds between two looks at whether a process has ended


class Server(BaseApplication):
    """gunicorn with the settings of portal/server/gunicorn.py, at the address that `make run` was given."""

    def __init__(self, host, port):
        self.address = f"[{host}]:{port}" if ":" in host else f"{host}:{port}"
        super().__init__()

    def load_config(self):
        chosen = {name: value for name, value in vars(gunicorn).items() if name in self.cfg.settings} | {
            "bind": self.address,
            "loglevel": "error",
            "when_ready": lambda _server: say(f"Going Global is at http://{self.address}/ (Ctrl-C ends it)."),
        }
        for name, value in chosen.items():
            self.cfg.set(name, value)

    def load(self):
        from portal.wsgi import application

        tidy_memory()
        return application


def tidy_memory():
    """Let Python look for garbage again, but not among what was there before requests: modules, models, dictionaries."""
    gc.freeze()
    gc.enable()


def prepare_data():
    """Bring database, records, static files and accounts up to date."""
    say("Database")
    migrate()
    say("Records of the fixtures")
    call_command("seed")
    collect_static()
    if settings.LOCAL:
        call_command("demo_accounts")
    from portal.access.second_factor import require_keys  # its models are ready only now

    require_keys()
    connections.close_all()  # a connection does not survive the worker's fork


def collect_static():
    """Collect the static files where one of them changed; the stamp is written last."""
    listed = [
        f"{path} {storage.size(path)} {storage.get_modified_time(path).timestamp()}"
        for finder in get_finders()
        for path, storage in finder.list([])
    ]
    stamp = hashlib.sha256("\n".join(listed).encode()).hexdigest()
    kept = settings.VAR / "static.stamp"
    if (settings.STATIC_ROOT / "staticfiles.json").is_file() and kept.is_file() and kept.read_text("utf-8") == stamp:
        return
    say("Static files")
    call_command("collectstatic", interactive=False, verbosity=0)
    kept.write_text(stamp, "utf-8")


def main(host, port):
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings")
    gc.disable()  # it took a fifth of the start to look for garbage, over and over, among what is imported
    try:
        django.setup()
        prepare_data()
    except ImproperlyConfigured as error:
        sys.exit(str(error))
    except CommandError as error:
        sys.exit(str(error))
    except OperationalError as error:
        sys.exit(f"The database does not answer ({error}). Is DATABASE_URL right, and does its server run?")
    with worker():
        Server(host, port).run()


@contextmanager
def worker():
    """The process of `manage.py work`, for as long as the portal is served: a fork of this one, which has imported everything by now."""
    server = os.getpid()
    process = os.fork()
    if not process:
        tidy_memory()
        Worker(jobs, server).run()
        sys.exit()
    try:
        yield
    finally:
        if os.getpid() == server:  # a process of gunicorn's that ends leaves by this way, too: others go on, and the mails
            end_process(process)


def end_process(process):
    """Ask a child, by its number, to end, and end it where it does not. What it has in hand is tried again by the next."""
    for number in (signal.SIGTERM, signal.SIGKILL):
        until = time.monotonic() + SECONDS_TO_END
        while not has_ended(process) and time.monotonic() < until:
            with suppress(ProcessLookupError):  # it has ended in between
                os.kill(process, number)
            time.sleep(PAUSE_UNTIL_ENDED)


def has_ended(process):
    """Whether a child has ended; gunicorn takes note of the ends of all children, so that one it knows of is nobody's any more."""
    try:
        return os.waitpid(process, os.WNOHANG)[0] == process
    except ChildProcessError:
        return True


if __name__ == "__main__":
    main(*sys.argv[1:])
