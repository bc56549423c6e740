"""The part of `make bench` that needs the packages: each database in turn, and the tables of what was measured."""

import argparse
import os
import signal
import sys
import tempfile
import time
from contextlib import nullcontext
from pathlib import Path

from portal.launch.bench.base import checked_out
from portal.launch.bench.keeping import about_this_run, keep_tables
from portal.launch.bench.tables import in_markdown, pages_that_ask_more
from portal.launch.bench.taking import MEASURED_DATABASES, take_figures
from portal.launch.environment import say

MEASURED_PARTS = ("pages", "start", "jobs")


def main(words=None):
    plan = words_of_bench(words)
    began, figures = time.monotonic(), {}
    with checked_out(plan.base) if plan.base else nullcontext() as base:
        for name in plan.databases:
            with tempfile.TemporaryDirectory(prefix="going-global-bench-", ignore_cleanup_errors=True) as folder:
                figures[name] = take_figures(name, Path(folder), plan, base)
    tables = f"{about_this_run(plan, time.monotonic() - began)}\n\n{in_markdown(figures, plan)}"
    say(f"\n{tables}")
    if plan.keep:
        keep_tables(plan.size, tables)
    grown = [f"{each.version}: {line}" for each in figures.values() for line in pages_that_ask_more(each)]
    say("\n".join(grown) or "No page asks more queries with more records.")
    return 1 if grown else 0


def words_of_bench(words):
    parser = argparse.ArgumentParser(prog="make bench ARGS=…", description=__doc__)
    parser.add_argument("--size", default="10k", help="enterprises of the made-up portal")
    parser.add_argument("--full", default="1k", help="enterprises of a portal whose pages are full, with which the former is compared")
    parser.add_argument("--base", help="a commit whose pages are measured beside, with the fixtures")
    parser.add_argument("--parts", nargs="+", choices=MEASURED_PARTS, default=list(MEASURED_PARTS))
    parser.add_argument("--databases", nargs="+", choices=MEASURED_DATABASES, default=list(MEASURED_DATABASES))
    parser.add_argument("--seconds", type=float, default=0.8, help="for a page that is so costly that it is asked less often")
    parser.add_argument("--keep", action="store_true", help="write the tables into docs/performance.md")
    return parser.parse_args(words)


if __name__ == "__main__":
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))  # so that what was started is ended on the way out
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings")
    try:
        sys.exit(main())
    except KeyboardInterrupt:
        sys.exit(130)
