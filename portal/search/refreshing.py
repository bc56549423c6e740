"""Indexes what was changed otherwise than by those who call `index`: by `update()`, in bulk, by a raw cursor or psql.

The database marked it (portal/listing/marking.py). Whoever is about to read what is listed has it written first, up to a bound; the
rest is done apart from requests.
"""

from functools import partial

from portal.listing.marking import records_marked
from portal.listing.writing import write_listing
from portal.models import StaleMark
from portal.models.locking.order import lock
from portal.models.locking.retrying import again
from portal.models.records import Record
from portal.search.index import BATCH, write_entries

MOST_MARKS = 5000  # that one request follows
MOST_INDEXED = 50  # records whose words one request writes: a fraction of a second; what is listed of all is written first
AT_A_TIME = 500  # marks that the worker follows in one transaction


def in_batches(keys):
    keys = sorted(keys)
    return (keys[start : start + BATCH] for start in range(0, len(keys), BATCH))


def follow_marks(stale):
    """Write anew what the list `stale` of StaleMarks says, within a transaction."""
    words, values = records_marked(stale)
    numbers = [each.pk for each in stale]
    is_much = len(words) > MOST_INDEXED
    for keys in in_batches(values | words if is_much else values):
        lock(Record.objects.filter(pk__in=keys))
        write_listing(keys)
    if is_much:
        StaleMark.objects.filter(pk__in=numbers).update(is_listed=True)
    else:
        for keys in in_batches(words):
            write_entries(keys)
        StaleMark.objects.filter(pk__in=numbers).delete()


def index_what_changed():
    """Before what is listed is read: write what is known to be out of date. One question where nothing is."""
    if stale := list(StaleMark.objects.filter(is_listed=False)[:MOST_MARKS]):
        again(partial(follow_marks, stale))


def index_the_rest():
    """A job of `manage.py work`: what requests left, all words included."""
    while stale := list(StaleMark.objects.all()[:AT_A_TIME]):
        again(partial(write_every_record, stale))
        yield len(stale)


def write_every_record(stale):
    words, values = records_marked(stale)
    for keys in in_batches(values):
        lock(Record.objects.filter(pk__in=keys))
        write_listing(keys)
    for keys in in_batches(words):
        write_entries(keys)
    StaleMark.objects.filter(pk__in=[each.pk for each in stale]).delete()
