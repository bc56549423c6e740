"""Four visitors ask for one dossier of thirty records after the other while twenty read."""

from itertools import count

from portal.launch.loads.crowd import Caller, ReadingVisitor, live, those_of
from portal.launch.loads.table import timed

READERS, VISITORS, RECORDS_OF_A_DOSSIER = 20, 4, 30
READERS_PAUSE = 1  # second between two pages of one reader
TYPICAL = 0.5  # seconds, of pages
BUSY_PAUSE = 1  # seconds that somebody waits who is asked to come again
PUBLIC = "SELECT id FROM portal_record WHERE published_at IS NOT NULL ORDER BY id"


class Collector(Caller):
    """Each dossier is of other records, or of the same in another order: none was made before."""

    def __init__(self, server, keys, start):
        super().__init__(server)
        self.keys, self.start = keys, start

    def live(self, over):
        for n in count(self.start, VISITORS):
            first = n % len(self.keys)
            chosen = [*self.keys[first:], *self.keys[:first]][:RECORDS_OF_A_DOSSIER]
            answer = self.visitor.ask(
                "dossiers", f"/en/shortlist/dossier.pdf?{'&'.join(f'r={key}' for key in chosen)}", expected=(200, 503)
            )
            if over.wait(0 if answer else BUSY_PAUSE):
                return


def run(server, plan):
    keys = [key for (key,) in server.database.rows(PUBLIC)]
    readers = [ReadingVisitor(server, READERS_PAUSE) for _ in range(READERS)]
    samples = live([*readers, *(Collector(server, keys, n) for n in range(VISITORS))], plan.seconds)
    dossiers = those_of(samples, "dossiers")
    yield timed(f"pages, {READERS} readers", those_of(samples, "pages"), typical=TYPICAL)
    made, refused = ([sample for sample in dossiers if sample.status == status] for status in (200, 503))
    yield timed(f"dossiers made, {VISITORS} visitors", made or dossiers)
    if refused:
        hasty = [] if all(sample.has_retry_after for sample in refused) else ["some do not say when to come again"]
        line = timed("dossiers put off (503)", refused)
        line.faults += hasty
        yield line
