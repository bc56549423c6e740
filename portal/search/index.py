"""What the search index holds, and the one function that writes it."""

from collections import defaultdict
from contextlib import contextmanager, nullcontext
from functools import lru_cache, partial
from itertools import accumulate, chain
from typing import NamedTuple

from django.apps import apps as installed
from django.db import connection
from django.db.models import Q

from portal.listing.marking import forget_marks_of, marks_between
from portal.listing.writing import write_listing
from portal.models import AlternativeName, Listed, Record, SearchEntry, StaleMark, Statement, kinds
from portal.models.locking.order import lock
from portal.models.locking.retrying import again
from portal.models.many_keys import among_keys, as_value
from portal.models.migrated import is_there
from portal.models.records import tables
from portal.text import pinyin
from portal.text.folding import runs_of
from portal.text.ordering import sort_key
from portal.text.search_words import (
    INITIALS,
    LONGEST_WORD,
    OF_A_NAME,
    WHOLE_NAME,
    all_ways,
    are_letters,
    initials,
    joined_runs,
    stems_of_sounds,
    whole_sound,
    words_of_index,
    words_of_runs,
)

# The first word of a record's own entry: by which rules it was written. Another number where the same texts give other words, and
# `migrate` indexes every record anew.
RULES = "\ue0023"
PARTS_BEFORE_MERGE = "INSERT INTO portal_searchentry_fts(portal_searchentry_fts, rank) VALUES ('automerge', %s)"
MANY_ENTRIES = 500  # of which the parts of the index are merged later
BATCH = 1000  # records that are written at a time, and are locked meanwhile: for half a second
BATCH_OF_ALL = 4000  # of all records on SQLite, a second: each batch writes pages all over its indexes, and a fifth of the time is that
LONGEST_SOUND = 8  # syllables written together; a whole name is added whatever its length


def sounds_in(ways):
    """The pinyin of a Chinese text, in each way that it is read, by syllables and by runs of them: 敦煌 → dun, dunhuang, huang."""
    runs = [run.syllables for way in ways for run in way]
    if not are_letters("".join(chain.from_iterable(runs))):
        return words_of_index(" ".join(chain.from_iterable(map(sounds_as_written, runs))))
    words = []
    for syllables in runs:
        for start in range(len(syllables)):
            words += stems_of_sounds(syllables[start : start + LONGEST_SOUND])
        if len(syllables) > LONGEST_SOUND:
            words += stems_of_sounds(("".join(syllables),))
    return words


def sounds_as_written(syllables):
    """The same of one run, as it is spelled."""
    for start in range(len(syllables)):
        yield from accumulate(syllables[start : start + LONGEST_SOUND])
    if len(syllables) > LONGEST_SOUND:
        yield "".join(syllables)


@lru_cache(5000)  # places, sectors and countries, which thousands of records share
def words_of_label(label):
    return tuple(dict.fromkeys(words_of_index(label) + sounds_in(all_ways(label))))


def words_of_labels(*labels):
    """The words of short texts, such as places, and of their pinyin: "Lanzhou", "兰州" → lanzhou, 兰州, 兰, 州, lan, zhou."""
    return chain.from_iterable(map(words_of_label, filter(None, labels)))


@lru_cache(2000)  # what is said alike of many
def words_of_text(text):
    return tuple(dict.fromkeys(words_of_index(text)))


def words_of_names(*names, reading=""):
    """The words of labels, each of them again with the mark OF_A_NAME, and each name in one word with the mark WHOLE_NAME,
    and the initials of its pinyin with the mark INITIALS. `reading` is the pinyin that staff gave the Chinese name."""
    words, marked = words_and_marked(*names, reading=reading)
    return words + marked.split()


def words_and_marked(*names, reading=""):
    """(the words of names, a text of those with a mark, each once): they are the same again, and are joined sooner than told apart.

    Words with the mark stand both stemmed and as written: whoever still types knows no stem."""
    words, written, wholes, begins = [], [], set(), set()
    for name in filter(None, names):
        runs = runs_of(name)
        words += words_of_runs(runs)
        written += [word[:LONGEST_WORD] for _run, word in runs if word]
        wholes.add(joined_runs(runs))
        if ways := all_ways(name, reading):
            words += sounds_in(ways)
            wholes.update(whole_sound(name, way) for way in ways)
            begins |= initials(ways)
    begun = f" {OF_A_NAME}".join(["", *dict.fromkeys(words + written)])
    marked = [*(WHOLE_NAME + name for name in sorted(wholes)), *(INITIALS + letters for letters in sorted(begins))]
    return words, " ".join([begun.lstrip(), *marked]).strip()


def sort_keys(record):
    """{column: sort key} of the name of `record`, for the lists in English and in Chinese. A Chinese name without an English one is
    sorted by its pinyin in the English list, an English name without a Chinese one by itself in the Chinese list."""
    return {
        "name_sort_en": sort_key(record.name_en or pinyin.pronounced(record.name_zh, record.name_reading)),
        "name_sort_zh": sort_key(record.name_zh, record.name_reading) if record.name_zh else sort_key(record.name_en),
    }


class Indexed(NamedTuple):
    """What the index reads of the row that all kinds of record share."""

    pk: str
    kind: str
    name_en: str
    name_zh: str
    name_reading: str
    summary_en: str
    summary_zh: str
    name_sort_en: str
    name_sort_zh: str


def keys_by_model(records):
    """{model of a table: [keys of those of `records` that it holds]}"""
    models, found = tables(), defaultdict(list)
    for record in records:
        found[models[kinds.of(record.kind).collection.accessor]].append(record.pk)
    return found


def texts_of_kinds(records):
    """(key, Text) of all that `searched_texts` of their kinds gives of `records`, such as places."""
    for model, keys in keys_by_model(records).items():
        yield from model.searched_texts(among_keys(as_value(keys)))


def words_by_entry(records):
    """{(key of a record, key of a source or None): words} of the list `records`, of Indexed: those of each source, and those that no
    source says."""
    words_by_record = {record.pk: defaultdict(list) for record in records}

    for record in records:
        own = words_by_record[record.pk][None]
        own.append(RULES)
        words, marked = words_and_marked(record.name_en, record.name_zh, reading=record.name_reading)
        own += words
        own += filter(None, [marked])
        own += words_of_text(record.summary_en)
        own += words_of_text(record.summary_zh)
    for key, text in texts_of_kinds(records):
        words_by_record[key][text.source] += words_of_labels(text.en, text.zh)
    all_of_them = among_keys(as_value(list(words_by_record)))
    names, named_again = AlternativeName.objects.filter(record__in=all_of_them), set()
    for key, source, name in names.values_list("record_id", "passage__source_id", "name"):
        words_by_record[key][source] += words_of_names(name)
        named_again.add((key, source))
    statements = Statement.objects.filter(record__in=all_of_them)
    for key, source, *texts in statements.values_list("record_id", "passage__source_id", "wording_en", "wording_zh", "quoted"):
        words_by_record[key][source] += chain.from_iterable(map(words_of_text, texts))
    found = {(key, source): words for key, each in words_by_record.items() for source, words in each.items()}
    for entry in named_again:
        found[entry] = " ".join(found[entry]).split()  # words with a mark that two names share stand there once
    return {entry: " ".join(dict.fromkeys(words)) for entry, words in found.items()}


def index(records):
    """Write the search entries, the sort keys and what is listed of `records`, a queryset of any kind of record; returns their number."""
    is_all = records.model is Record and not records.query.where and not records.query.is_sliced
    between = marks_between() if is_all else []  # whatever they lead to is written now
    at_once = BATCH_OF_ALL if is_all and connection.vendor == "sqlite" else BATCH
    number = index_keys(list(records.order_by("pk").values_list("pk", flat=True)), at_once)
    if between:
        StaleMark.objects.filter(pk__in=between).delete()
    return number


def index_keys(keys, at_once=BATCH):
    """The same of the records with these `keys`, in this order, so many `at_once`; returns their number."""
    for start in range(0, len(keys), at_once):
        again(partial(write_entries, keys[start : start + at_once]))
    return len(keys)


def write_words(words, keys):
    """Make `words`, {(key of a record, key of a source or None): words}, the search entries of the records with these keys. An entry
    whose words are the same stays: to take words out of the index costs as much as to write them."""
    stale = []
    entries = SearchEntry.objects.filter(record__in=among_keys(as_value(keys))).order_by()
    for number, *entry, kept in entries.values_list("pk", "record_id", "source_id", "words"):
        if words.get(tuple(entry)) == kept:
            del words[tuple(entry)]
        else:
            stale.append(number)
    if stale:
        SearchEntry.objects.filter(pk__in=stale).delete()
    rows = [(record, source, text) for (record, source), text in words.items()]
    is_put_off = connection.vendor == "sqlite" and len(rows) >= MANY_ENTRIES
    # Django's `bulk_create` takes half as long again as the database
    with connection.cursor() as cursor, merged_later(cursor) if is_put_off else nullcontext():
        for start in range(0, len(rows), BATCH):
            some = rows[start : start + BATCH]
            values = ", ".join(["(%s, %s, %s)"] * len(some))
            cursor.execute(
                f"INSERT INTO portal_searchentry (record_id, source_id, words) VALUES {values}",  # noqa: S608  no value is in it
                [value for row in some for value in row],
            )


@contextmanager
def merged_later(cursor):
    """Meanwhile FTS5 lays what is written beside what it has, until sixteen parts lie there: to merge every four of them was a quarter
    of what it costs. Within a transaction: how it merges is kept in the database, and a rollback takes that back."""
    cursor.execute(PARTS_BEFORE_MERGE, [0])
    yield
    cursor.execute(PARTS_BEFORE_MERGE, [4])  # as it comes


def write_sort_keys(records):
    """Write the sort keys of those of the list `records` whose names are sorted otherwise than is noted down. Django's `bulk_update`
    asks for each row anew which of all it is."""
    rows = []
    for record in records:
        keys = sort_keys(record)
        if keys != {column: getattr(record, column) for column in keys}:
            rows += [record.pk, *keys.values()]
    if rows:
        values = ", ".join(["(%s, %s, %s)"] * (len(rows) // 3))
        with connection.cursor() as cursor:
            cursor.execute(
                "UPDATE portal_record SET name_sort_en = written.column2, name_sort_zh = written.column3"  # noqa: S608  no value is in it
                f" FROM (VALUES {values}) AS written WHERE portal_record.id = written.column1",
                rows,
            )


def write_entries(keys):
    """Write the search entries, the sort keys and what is listed of the records with these keys, within a transaction."""
    forget_marks_of(keys)  # before the rows are read: what is marked later may not be among them
    # of two who index one record at once, the second reads what the first has written
    records = list(map(Indexed._make, lock(Record.objects.filter(pk__in=among_keys(as_value(keys))), *Indexed._fields)))
    write_words(words_by_entry(records), keys)
    write_sort_keys(records)
    write_listing(keys, keys_by_model(records))


def written_otherwise():
    """The records whose words in the index were written by the rules of an earlier version, or never."""
    found = SearchEntry.objects.filter(source=None, words__startswith=RULES).values("record_id")
    return Record.objects.filter(~Q(pk__in=found) | ~Q(pk__in=Listed.objects.values("record_id")))


def bring_up_to_date(apps=None, stdout=None, **kwargs):
    """Index the records that an earlier version has indexed. Takes what `post_migrate` sends; after a `flush` that is without `apps`."""
    if all(is_there(model, apps) for model in installed.get_models()) and (number := index(written_otherwise())) and stdout:
        stdout.write(f"{number} records indexed for the search by the rules of this version.")
