"""What a load came to: lines with requests, failures and times, each with its verdict."""

from collections import Counter
from dataclasses import dataclass, field
from statistics import median

WIDTH_OF_TITLES = 58  # of what a line is about
MOST_PROBLEMS = 3  # problems of a line, the most frequent first
HEADINGS = f"  {'':<{WIDTH_OF_TITLES}}{'requests':>9}{'failed':>7}{'median':>9}{'p95':>9}{'worst':>9}"


@dataclass
class TableLine:
    """One line of the table. `faults` says what was to be otherwise; `None` where nothing is asked of it."""

    about: str
    samples: list = field(default_factory=list)
    faults: list | None = None

    @property
    def has_failed(self):
        return bool(self.faults)

    def __str__(self):
        verdict = "" if self.faults is None else "FAIL: " + "; ".join(self.faults) if self.faults else "PASS"
        return f"  {self.about:<{WIDTH_OF_TITLES}}{figures(self.samples) if self.samples else ' ' * 43}  {verdict}".rstrip()


def figures(samples):
    taken = sorted(sample.seconds for sample in samples)
    times = (median(taken), taken[int(len(taken) * 0.95)], taken[-1])
    return f"{len(taken):>9}{len(problems(samples)):>7}" + "".join(f"{1000 * seconds:>6.0f} ms" for seconds in times)


def problems(samples):
    return [sample.problem for sample in samples if sample.problem]


def timed(about, samples, *, typical=None, worst=None, failures=0):
    """The line of `samples`: at the median within `typical` seconds, none slower than `worst`, and as many `failures` at most."""
    if not samples:
        return TableLine(about, faults=["no request was made"])
    faults, taken = [], [sample.seconds for sample in samples]
    if typical is not None and median(taken) > typical:
        faults.append(f"the median is above {1000 * typical:.0f} ms")
    if worst is not None and max(taken) > worst:
        faults.append(f"{sum(seconds > worst for seconds in taken)} above {1000 * worst:.0f} ms")
    found = problems(samples)
    if failures is not None and len(found) > failures:
        named = ", ".join(f"{text} ({times})" for text, times in Counter(found).most_common(MOST_PROBLEMS))
        faults.append(f"{len(found)} failed: {named}")
    return TableLine(about, samples, faults)


def line_of_counts(about, wrong):
    """A line that counts, without times. `wrong` is what was found amiss, empty where nothing was."""
    return TableLine(about, faults=[wrong] if wrong else [])
