"""Compares the search entries and the sort keys with what the records say."""

from portal.listing.checking import batches
from portal.models import Record, SearchEntry
from portal.search.index import Indexed, sort_keys, words_by_entry


def differences_of_words():
    """(key of a record, what differs) of all records."""
    for keys in batches():
        records = [Indexed._make(row) for row in Record.objects.filter(pk__in=keys).values_list(*Indexed._fields)]
        for record in records:
            for column, key in sort_keys(record).items():
                if getattr(record, column) != key:
                    yield record.pk, column
        kept = SearchEntry.objects.filter(record__in=keys).order_by().values_list("record_id", "source_id", "words")
        kept = {(record, source): set(words.split()) for record, source, words in kept}
        due = {entry: set(words.split()) for entry, words in words_by_entry(records).items()}  # in whatever order they were read
        for entry in sorted(due.keys() | kept.keys(), key=str):
            if due.get(entry) != kept.get(entry):
                yield entry[0], f"words of {entry[1]}" if entry[1] else "words"
