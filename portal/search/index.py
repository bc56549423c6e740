"""What the search index holds, and the one function that writes it."""

from collections import defaultdict
from functools import lru_cache, partial

from django.apps import apps as installed
from django.db import connection, transaction
from django.db.models import Q, prefetch_related_objects

from portal.listing.keys import among_keys, as_value
from portal.listing.marking import forget_marks_of, marks_between
from portal.listing.writing import write_listing
from portal.models import AlternativeName, Listed, Record, SearchEntry, StaleMark, Statement
from portal.models.locking.order import lock
from portal.models.locking.retrying import again
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
    initials,
    joined_runs,
    stems_of_sounds,
    whole_name,
    words_of_index,
    words_of_runs,
)

# The first word of a record's own entry: by which rules it was written. Another number where the same texts give other words, and
# `migrate` indexes every record anew.
RULES = "\ue0023"
BATCH = 1000
LOCKED = 500  # records at most that are locked at a time, where nobody holds them anyway: a fraction of a second
LONGEST_SOUND = 8  # syllables written together; a whole name is added whatever its length


def sounds_in(ways):
    """The pinyin of a Chinese text, in each way that it is read, by syllables and by runs of them: 敦煌 → dun, dunhuang, huang."""
    words = {}
    for way in ways:
        for run in way:
            syllables = run.syllables
            for start in range(len(syllables)):
                sound = ""
                for syllable in syllables[start : start + LONGEST_SOUND]:
                    sound += syllable
                    words[sound] = True
            if len(syllables) > LONGEST_SOUND:
                words["".join(syllables)] = True
    joined = "".join(words)
    return stems_of_sounds(list(words)) if joined.isascii() and joined.isalnum() else words_of_index(" ".join(words))


@lru_cache(5000)  # places, sectors and countries, which thousands of records share
def words_of_label(label):
    return [*words_of_index(label), *sounds_in(all_ways(label))]


def words_of_labels(*labels):
    """The words of short texts, such as places, and of their pinyin: "Lanzhou", "兰州" → lanzhou, 兰州, 兰, 州, lan, zhou."""
    return [word for label in labels if label for word in words_of_label(label)]


def words_of_names(*names, reading=""):
    """The words of labels, each of them again with the mark OF_A_NAME, and each name in one word with the mark WHOLE_NAME,
    and the initials of its pinyin with the mark INITIALS.

    Words with the mark stand both stemmed and as written: whoever still types knows no stem. `reading` is the pinyin that staff gave
    the Chinese name."""
    words, written, wholes, begins = [], [], set(), set()
    for name in filter(None, names):
        runs, ways = runs_of(name), all_ways(name, reading)
        words += words_of_runs(runs)
        words += sounds_in(ways)
        written += [word[:LONGEST_WORD] for _run, word in runs if word]
        wholes.add(joined_runs(runs))
        wholes.update(whole_name(pinyin.letters(name, way)) for way in ways if way)  # without Chinese it is the name again
        begins |= initials(ways)
    marked = [OF_A_NAME + word for word in dict.fromkeys((*words, *written))]
    return [*words, *marked, *(WHOLE_NAME + name for name in sorted(wholes)), *(INITIALS + letters for letters in sorted(begins))]


def sort_keys(record):
    """{column: sort key} of the name of `record`, for the lists in English and in Chinese. A Chinese name without an English one is
    sorted by its pinyin in the English list, an English name without a Chinese one by itself in the Chinese list."""
    return {
        "name_sort_en": sort_key(record.name_en or pinyin.pronounced(record.name_zh, record.name_reading)),
        "name_sort_zh": sort_key(record.name_zh, record.name_reading) if record.name_zh else sort_key(record.name_en),
    }


def texts_of_kinds(records):
    """{key: [Text]} of the list `records`, of specific(): the texts that `searched_texts` of their kinds gives, such as places."""
    rows_by_model = defaultdict(list)
    for record in records:
        rows_by_model[type(record.specific)].append(record.specific)
    for model, rows in rows_by_model.items():
        prefetch_related_objects(rows, *model.SEARCHED_WITH)
    return {row.pk: list(row.searched_texts()) for rows in rows_by_model.values() for row in rows}


def words_by_entry(records):
    """{(key of a record, key of a source or None): words} of the list `records`, each of its kind's own table: those of each source,
    and those that no source says."""
    words_by_record = {record.pk: defaultdict(list) for record in records}

    for record in records:
        own = words_by_record[record.pk][None]
        own.append(RULES)
        own += words_of_names(record.name_en, record.name_zh, reading=record.name_reading)
        own += words_of_index(f"{record.summary_en}\n{record.summary_zh}")
    for key, texts in texts_of_kinds(records).items():
        for text in texts:
            words_by_record[key][text.passage.source_id if text.passage else None] += words_of_labels(text.en, text.zh)
    all_of_them = among_keys(as_value(list(words_by_record)))
    names = AlternativeName.objects.filter(record__in=all_of_them)
    for key, source, name in names.values_list("record_id", "passage__source_id", "name"):
        words_by_record[key][source] += words_of_names(name)
    statements = Statement.objects.filter(record__in=all_of_them)
    for key, source, *texts in statements.values_list("record_id", "passage__source_id", "wording_en", "wording_zh", "quoted"):
        words_by_record[key][source] += words_of_index("\n".join(texts))
    return {(key, source): " ".join(dict.fromkeys(words)) for key, each in words_by_record.items() for source, words in each.items()}


def index(records):
    """Write the search entries, the sort keys and what is listed of `records`, a queryset of any kind of record; returns their number."""
    is_all = records.model is Record and not records.query.where and not records.query.is_sliced
    between = marks_between() if is_all else []  # whatever they lead to is written now
    number = index_keys(list(records.order_by("pk").values_list("pk", flat=True)))
    if between:
        StaleMark.objects.filter(pk__in=between).delete()
    return number


def index_keys(keys):
    """The same of the records with these `keys`, in this order; returns their number."""
    size = BATCH if transaction.get_connection().in_atomic_block else LOCKED
    for start in range(0, len(keys), size):
        again(partial(write_entries, keys[start : start + size]))
    return len(keys)


def rows_of_kinds(records):
    """The list `records` as rows of their kinds' own tables."""
    keys_by_accessor, models = defaultdict(list), tables()
    for record in records:
        keys_by_accessor[record.collection.accessor].append(record.pk)
    return [
        row
        for accessor, keys in keys_by_accessor.items()
        for row in models[accessor]._base_manager.filter(pk__in=among_keys(as_value(keys)))
    ]


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
    SearchEntry.objects.bulk_create(
        (SearchEntry(record_id=record, source_id=source, words=text) for (record, source), text in words.items()), batch_size=BATCH
    )


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
    locked = lock(Record.objects.filter(pk__in=among_keys(as_value(keys))))
    records = rows_of_kinds(locked)
    write_words(words_by_entry(records), keys)
    write_sort_keys(records)
    write_listing(keys, {type(record) for record in records})


def written_otherwise():
    """The records whose words in the index were written by the rules of an earlier version, or never."""
    found = SearchEntry.objects.filter(source=None, words__startswith=RULES).values("record_id")
    return Record.objects.filter(~Q(pk__in=found) | ~Q(pk__in=Listed.objects.values("record_id")))


def bring_up_to_date(apps=None, stdout=None, **kwargs):
    """Index the records that an earlier version has indexed. Takes what `post_migrate` sends; after a `flush` that is without `apps`."""
    if all(is_there(model, apps) for model in installed.get_models()) and (number := index(written_otherwise())) and stdout:
        stdout.write(f"{number} records indexed for the search by the rules of this version.")
