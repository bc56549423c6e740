"""The database is gone for three seconds: whoever asks is told so at once, and afterwards all is as before."""

import re
import time

from portal.launch.loads.crowd import Pair, ReadingVisitor, crowd
from portal.launch.loads.table import TableLine, line_of_counts, problems, timed

READERS, PAIRS = 8, 2
READERS_PAUSE = 0.05
SECONDS_GONE = 3
SOON = 5  # seconds in which somebody is answered meanwhile
ENOUGH, LONGEST_RECOVERY = 1000, 60  # requests afterwards, of which one may fail; seconds for which they are waited for
MOST_LOGGED = 20_000  # bytes in which the outage is told of, beside the line of each request
OF_A_REQUEST = re.compile(r"\[.*\] (GET|POST) /")


def run(server, plan):
    people = [*(ReadingVisitor(server, READERS_PAUSE) for _ in range(READERS)), *(Pair(server) for _ in range(PAIRS))]
    with crowd(people) as samples:
        time.sleep(plan.seconds / 2)
        log_before = server.log.stat().st_size
        gone = time.monotonic()
        server.database.stop()
        time.sleep(SECONDS_GONE)
        server.database.start()
        back = time.monotonic()
        while len(since(samples, back)) < max(ENOUGH, 50 * plan.seconds) and time.monotonic() < back + LONGEST_RECOVERY:
            time.sleep(1)
    yield timed("before", [sample for sample in samples if sample.began + sample.seconds < gone])
    yield meanwhile([sample for sample in samples if sample.began < back and sample.began + sample.seconds >= gone])
    after = since(samples, back)
    yield timed("afterwards: one in a thousand may fail", after, failures=max(1, len(after) // 1000))
    logged = sum(
        len(line) for line in server.log.read_bytes()[log_before:].decode("utf-8", "replace").splitlines() if not OF_A_REQUEST.match(line)
    )
    about = f"{logged / 1000:.1f} kB logged beside the line of each request"
    yield line_of_counts(about, "" if logged < MOST_LOGGED else f"more than {MOST_LOGGED // 1000} kB")
    lost = [name for person in people if isinstance(person, Pair) for name in person.lost()]
    yield line_of_counts("what was saved is kept", f"lost: {', '.join(lost)}" if lost else "")


def since(samples, moment):
    return [sample for sample in list(samples) if sample.began >= moment]


def meanwhile(samples):
    """Of those that could not be answered every one is to be told so, and when to come again."""
    told = sum(sample.status == 503 and sample.has_retry_after for sample in samples)
    silent = [sample for sample in samples if sample.problem and not (sample.status == 503 and sample.has_retry_after)]
    slow = sum(sample.seconds > SOON for sample in samples)
    faults = [f"{len(silent)} without 503 and Retry-After: {silent[0].problem}"] if silent else []
    faults += [f"{slow} took above {SOON} s"] if slow else []
    answered = len(samples) - len(problems(samples))
    return TableLine(f"meanwhile: {told} told to come again, {answered} answered", samples, faults)
