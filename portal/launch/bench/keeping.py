"""What docs/performance.md keeps: of each SIZE the tables of the last run, with the machine on which it was."""

import os
import platform
import re
from datetime import UTC, datetime
from pathlib import Path

from portal.launch.bench.base import git
from portal.launch.environment import ROOT

KEPT_IN = ROOT / "docs" / "performance.md"


def about_this_run(plan, seconds):
    """Where and when the figures were measured, with what else the machine did."""
    commit = git("describe", "--always", "--dirty")
    base = f", BASE {plan.base}" if plan.base else ""
    return (
        f"Commit {commit}{base}, on {datetime.now(UTC):%-d %B %Y}, {os.cpu_count()} × {processor()}, Linux {platform.release()}, "
        f"Python {platform.python_version()}; load of the machine at the end {os.getloadavg()[1]:.1f}; {seconds / 60:.0f} minutes."
    )


def processor():
    """What the machine calls its processor."""
    told = re.search(r"^model name\s*:\s*(.+)$", Path("/proc/cpuinfo").read_text("utf-8"), re.MULTILINE)
    return told[1] if told else platform.machine()


def keep_tables(size, tables, page=KEPT_IN):
    """Put the tables between the marks of that SIZE; where there are none, at the end, with a heading."""
    begin, end = f"<!-- begin of SIZE={size} -->", f"<!-- end of SIZE={size} -->"
    text = page.read_text("utf-8")
    if begin not in text:
        text = f"{text.rstrip()}\n\n## SIZE={size}\n\n{begin}\n{end}\n"
    before, _begin, rest = text.partition(begin)
    _former, _end, after = rest.partition(end)
    page.write_text(f"{before}{begin}\n{tables}\n{end}{after}", "utf-8")
