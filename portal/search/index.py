"""What the search index holds, and the one function that writes it."""

from collections import defaultdict
from functools import partial

from django.db import transaction
from django.db.models import prefetch_related_objects

from portal.models import AlternativeName, Record, SearchEntry, Statement
from portal.models.locking.order import lock
from portal.models.locking.retrying import again
from portal.text import pinyin
from portal.text.ordering import sort_key
from portal.text.words import LONGEST_WORD, OF_A_NAME, RUN, WHOLE_NAME, comparable, whole_name, words_of_index

BATCH = 1000
LOCKED = 100  # records at most that are locked at a time, where nobody holds them anyway: a fraction of a second
LONGEST_SOUND = 8  # syllables written together; a whole name is added whatever its length


def pinyin_words(text, reading=""):
    """The pinyin of the Chinese in `text`, syllable by syllable and written together as people do ("dunhuang"), in each way that
    it may be read."""
    words = []
    for way in pinyin.ways(text, reading):
        for run in way:
            syllables = run.syllables
            for start in range(len(syllables)):
                for end in range(start + 1, min(start + LONGEST_SOUND, len(syllables)) + 1):
                    words.append("".join(syllables[start:end]))
            if len(syllables) > LONGEST_SOUND:
                words.append("".join(syllables))
    return words_of_index(" ".join(words))


def words_of_labels(*labels, reading=""):
    """The words under which short texts, such as places, are found: also by pinyin."""
    return [word for label in labels for word in (*words_of_index(label), *pinyin_words(label, reading))]


def words_of_names(*names, reading=""):
    """Those of labels, and again as what they are: the words of a name, also as written, since who still types knows no stem;
    each name as a whole. `reading` is that of the Chinese name, where staff gave one."""
    words = words_of_labels(*names, reading=reading)
    written = [word[:LONGEST_WORD] for name in names for _run, word in RUN.findall(comparable(name)) if word]
    sounds = [sound for name in names if name for sound in (name, *(pinyin.letters(name, way) for way in pinyin.ways(name, reading)))]
    wholes = {whole_name(sound) for sound in sounds}
    return [*words, *(OF_A_NAME + word for word in (*words, *written)), *(WHOLE_NAME + name for name in sorted(wholes))]


def sort_keys(record):
    """{column: what orders the record by its name} on the pages of either language. Where it has no name in theirs, it stands
    among the others by the pinyin of its Chinese name, or by its English one."""
    spoken = pinyin.pronounced(record.name_zh, record.name_reading)
    return {
        "name_sort_en": sort_key(record.name_en or spoken),
        "name_sort_zh": sort_key(record.name_zh, record.name_reading) if record.name_zh else sort_key(record.name_en),
    }


def texts_of_kinds(records):
    """{key: [Text]} of `records` (a list, of specific()): what each says beside names, summaries and statements."""
    by_model = defaultdict(list)
    for record in records:
        by_model[type(record.specific)].append(record.specific)
    for model, group in by_model.items():
        prefetch_related_objects(group, *model.SEARCHED_WITH)
    return {own.pk: list(own.searched_texts()) for group in by_model.values() for own in group}


def entries(records):
    """The search entries of `records` (a list, of specific()), not saved."""
    found = {record.pk: defaultdict(list) for record in records}  # {record: {source or None: words}}

    def add(key, passage, words):
        found[key][passage.source_id if passage else None].extend(words)

    for record in records:
        add(record.pk, None, words_of_names(record.name_en, record.name_zh, reading=record.name_reading))
        add(record.pk, None, words_of_index(f"{record.summary_en}\n{record.summary_zh}"))
    for key, texts in texts_of_kinds(records).items():
        for text in texts:
            add(key, text.passage, words_of_labels(text.en, text.zh))
    for name in AlternativeName.objects.filter(record__in=found).select_related("passage"):
        add(name.record_id, name.passage, words_of_names(name.name))
    for statement in Statement.objects.filter(record__in=found).select_related("passage"):
        text = f"{statement.wording_en}\n{statement.wording_zh}\n{statement.quoted}"
        add(statement.record_id, statement.passage, words_of_index(text))
    for key, by_source in found.items():
        for source, words in by_source.items():
            yield SearchEntry(record_id=key, source_id=source, words=" ".join(dict.fromkeys(words)))


def index(records):
    """Write what is derived from `records`, a queryset of any kind of record: their search entries and their order
    by name. Returns how many records."""
    keys = list(records.order_by("pk").values_list("pk", flat=True))
    size = BATCH if transaction.get_connection().in_atomic_block else LOCKED
    for start in range(0, len(keys), size):
        again(partial(write_entries, keys[start : start + size]))
    return len(keys)


def write_entries(keys):
    """Index the records with these keys, within a transaction."""
    lock(Record.objects.filter(pk__in=keys))  # of two who index one record at once, the second reads what the first has written
    found = list(Record.objects.specific().filter(pk__in=keys).order_by("pk"))
    SearchEntry.objects.filter(record__in=keys).delete()
    SearchEntry.objects.bulk_create(entries(found), batch_size=BATCH)
    for record in found:
        for column, key in sort_keys(record).items():
            setattr(record, column, key)
    Record.objects.bulk_update(found, ["name_sort_en", "name_sort_zh"], batch_size=BATCH)
