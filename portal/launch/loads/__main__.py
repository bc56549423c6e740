"""The part of `make bench ONLY=load` that needs the packages: each load on each database, and the exit status of all."""

import argparse
import shutil
import signal
import sys
import tempfile
import time
import traceback
from pathlib import Path

from portal.launch.environment import say
from portal.launch.loads import bodies, connections, dossiers, kills, locks, mails, outage, pictures
from portal.launch.loads.databases import DATABASES_UNDER_LOAD
from portal.launch.loads.mail_server import MailServer
from portal.launch.loads.server import ServerUnderLoad
from portal.launch.loads.table import HEADINGS, line_of_counts

LOADS = {load.__name__.rpartition(".")[2]: load for load in (mails, dossiers, outage, connections, bodies, pictures, kills, locks)}


def main(words=None, make=ServerUnderLoad):
    """Run what `words` (a command line) chooses; returns 1 where anything failed."""
    plan = read_words(words)
    failed = sum(on_database(name, plan, make) for name in plan.databases)
    say(f"\n{failed} failed" if failed else "\nAll held.")
    return 1 if failed else 0


def on_database(name, plan, make):
    """Put one database under each load; returns how many lines failed."""
    with (
        tempfile.TemporaryDirectory(prefix="going-global-load-", ignore_cleanup_errors=True) as folder,
        DATABASES_UNDER_LOAD[name](Path(folder)) as database,
        MailServer() as mail_server,
    ):
        server = make(Path(folder), database, mail_server)
        server.prepare()
        return sum(show(LOADS[load], server, plan) for load in plan.loads)


def read_words(words):
    parser = argparse.ArgumentParser(prog="make bench ONLY=load ARGS=…", description=__doc__)
    parser.add_argument("--databases", nargs="+", choices=DATABASES_UNDER_LOAD, default=list(DATABASES_UNDER_LOAD))
    parser.add_argument("--loads", nargs="+", choices=LOADS, default=list(LOADS))
    parser.add_argument("--seconds", type=positive, default=8, help="of each part of a load")
    parser.add_argument("--rounds", type=positive, default=12, help="of seed, index and savers at once")
    parser.add_argument("--logs", type=Path, help="a folder in which the log of each load is kept")
    return parser.parse_args(words)


def positive(text):
    """A whole number above nought."""
    if not (text.isascii() and text.isdecimal() and int(text)):
        raise argparse.ArgumentTypeError(f"{text} is not a whole number above nought")
    return int(text)


def show(load, server, plan):
    """Run one load and print its table; returns how many of its lines failed."""
    started, failed = time.monotonic(), 0
    say(f"\n{server.database.title}: {load.__doc__.strip().splitlines()[0]}\n{HEADINGS}")
    try:
        with server.running():
            for line in load.run(server, plan):
                say(str(line))
                failed += line.has_failed
    except Exception as error:  # the next load is to run all the same
        traceback.print_exc()
        say(f"{line_of_counts('broke off', f'{type(error).__name__}: {error}')}\n{server.last_of_log()}")
        failed += 1
    if plan.logs:
        plan.logs.mkdir(parents=True, exist_ok=True)
        shutil.copy(server.log, plan.logs / f"{server.database.title}-{load.__name__.rpartition('.')[2]}.log")
    say(f"  ({time.monotonic() - started:.0f} s)")
    return failed


if __name__ == "__main__":
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))  # so that what was started is ended on the way out
    try:
        sys.exit(main())
    except KeyboardInterrupt:
        sys.exit(130)
