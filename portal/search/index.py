"""What the search index holds, and the one function that writes it."""

from collections import defaultdict
from functools import partial

from django.apps import apps as installed
from django.db import transaction
from django.db.models import prefetch_related_objects

from portal.models import AlternativeName, Record, SearchEntry, Statement
from portal.models.locking.order import lock
from portal.models.locking.retrying import again
from portal.models.migrated import is_there
from portal.text import pinyin
from portal.text.folding import runs_of
from portal.text.ordering import sort_key
from portal.text.search_words import INITIALS, LONGEST_WORD, OF_A_NAME, WHOLE_NAME, all_ways, initials, whole_name, words_of_index

# The first word of a record's own entry: by which rules it was written. Another number where the same texts give other words, and
# `migrate` indexes every record anew.
RULES = "\ue0023"
BATCH = 1000
LOCKED = 100  # records at most that are locked at a time, where nobody holds them anyway: a fraction of a second
LONGEST_SOUND = 8  # syllables written together; a whole name is added whatever its length


def pinyin_words(text, reading=""):
    """The pinyin of the Chinese in `text`, in each of its readings, by syllables and by runs of them: 敦煌 → dun, dunhuang, huang."""
    words = []
    for way in all_ways(text, reading):
        for run in way:
            syllables = run.syllables
            for start in range(len(syllables)):
                for end in range(start + 1, min(start + LONGEST_SOUND, len(syllables)) + 1):
                    words.append("".join(syllables[start:end]))
            if len(syllables) > LONGEST_SOUND:
                words.append("".join(syllables))
    return words_of_index(" ".join(words))


def words_of_labels(*labels, reading=""):
    """The words of short texts, such as places, and of their pinyin: "Lanzhou", "兰州" → lanzhou, 兰州, 兰, 州, lan, zhou."""
    return [word for label in labels for word in (*words_of_index(label), *pinyin_words(label, reading))]


def words_of_names(*names, reading=""):
    """The words of labels, each of them again with the mark OF_A_NAME, and each name in one word with the mark WHOLE_NAME,
    and the initials of its pinyin with the mark INITIALS.

    Words with the mark stand both stemmed and as written: whoever still types knows no stem. `reading` is the pinyin that staff gave
    the Chinese name."""
    words = words_of_labels(*names, reading=reading)
    written = [word[:LONGEST_WORD] for name in names for _run, word in runs_of(name) if word]
    sounds = [sound for name in names if name for sound in (name, *(pinyin.letters(name, way) for way in all_ways(name, reading)))]
    wholes = {whole_name(sound) for sound in sounds}
    begins = {letters for name in names for letters in initials(name, reading)}
    marked = [OF_A_NAME + word for word in (*words, *written)]
    return [*words, *marked, *(WHOLE_NAME + name for name in sorted(wholes)), *(INITIALS + letters for letters in sorted(begins))]


def sort_keys(record):
    """{column: sort key} of the name of `record`, for the lists in English and in Chinese. A Chinese name without an English one is
    sorted by its pinyin in the English list, an English name without a Chinese one by itself in the Chinese list."""
    spoken = pinyin.pronounced(record.name_zh, record.name_reading)
    return {
        "name_sort_en": sort_key(record.name_en or spoken),
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


def entries(records):
    """The search entries of the list `records`, of specific(), not saved: one of each record for each source, and one without."""
    words_by_record = {record.pk: defaultdict(list) for record in records}  # {key of a record: {key of a source or None: words}}

    def add(key, passage, words):
        words_by_record[key][passage.source_id if passage else None].extend(words)

    for record in records:
        add(record.pk, None, [RULES])
        add(record.pk, None, words_of_names(record.name_en, record.name_zh, reading=record.name_reading))
        add(record.pk, None, words_of_index(f"{record.summary_en}\n{record.summary_zh}"))
    for key, texts in texts_of_kinds(records).items():
        for text in texts:
            add(key, text.passage, words_of_labels(text.en, text.zh))
    for name in AlternativeName.objects.filter(record__in=words_by_record).select_related("passage"):
        add(name.record_id, name.passage, words_of_names(name.name))
    for statement in Statement.objects.filter(record__in=words_by_record).select_related("passage"):
        text = f"{statement.wording_en}\n{statement.wording_zh}\n{statement.quoted}"
        add(statement.record_id, statement.passage, words_of_index(text))
    for key, words_by_source in words_by_record.items():
        for source, words in words_by_source.items():
            yield SearchEntry(record_id=key, source_id=source, words=" ".join(dict.fromkeys(words)))


def index(records):
    """Write the search entries and the sort keys of `records`, a queryset of any kind of record; returns their number."""
    keys = list(records.order_by("pk").values_list("pk", flat=True))
    size = BATCH if transaction.get_connection().in_atomic_block else LOCKED
    for start in range(0, len(keys), size):
        again(partial(write_entries, keys[start : start + size]))
    return len(keys)


def write_entries(keys):
    """Write the search entries and the sort keys of the records with these keys, within a transaction."""
    lock(Record.objects.filter(pk__in=keys))  # of two who index one record at once, the second reads what the first has written
    records = list(Record.objects.specific().filter(pk__in=keys).order_by("pk"))
    SearchEntry.objects.filter(record__in=keys).delete()
    SearchEntry.objects.bulk_create(entries(records), batch_size=BATCH)
    for record in records:
        for column, key in sort_keys(record).items():
            setattr(record, column, key)
    Record.objects.bulk_update(records, ["name_sort_en", "name_sort_zh"], batch_size=BATCH)


def written_otherwise():
    """The records whose words in the index were written by the rules of an earlier version, or never."""
    return Record.objects.exclude(pk__in=SearchEntry.objects.filter(source=None, words__startswith=RULES).values("record_id"))


def bring_up_to_date(apps=None, stdout=None, **kwargs):
    """Index the records that an earlier version has indexed. Takes what `post_migrate` sends; after a `flush` that is without `apps`."""
    if all(is_there(model, apps) for model in installed.get_models()) and (number := index(written_otherwise())) and stdout:
        stdout.write(f"{number} records indexed for the search by the rules of this version.")
