"""What the search index holds, and the one function that writes it."""

from collections import defaultdict

from django.db import transaction
from pypinyin import lazy_pinyin

from portal.models import AlternativeName, Record, SearchEntry, Statement
from portal.search import RUN, plain, words_of_index

BATCH = 1000
LONGEST_SOUND = 8  # syllables written together; a whole name is added whatever its length


def pinyin_words(text):
    """The pinyin of the Chinese in `text`, syllable by syllable and written together as people do ("dunhuang")."""
    words = []
    for run, _word in RUN.findall(text):
        syllables = lazy_pinyin(run, v_to_u=False) if run else []
        for start in range(len(syllables)):
            for end in range(start + 1, min(start + LONGEST_SOUND, len(syllables)) + 1):
                words.append("".join(syllables[start:end]))
        if len(syllables) > LONGEST_SOUND:
            words.append("".join(syllables))
    return words_of_index(" ".join(words))


def words_of_names(*names):
    return [word for name in names for word in (*words_of_index(name), *pinyin_words(name))]


def sort_key(record):
    """What orders `record` among Chinese names: the pinyin of its name, syllable by syllable, in lower case."""
    return " ".join(lazy_pinyin(plain(record.name_zh or record.name_en)))[:500]


def entries(records):
    """The search entries of `records` (a list), not saved."""
    own, cited = {}, defaultdict(lambda: defaultdict(list))
    for record in records:
        own[record.pk] = words_of_names(record.name_en, record.name_zh)
        own[record.pk] += words_of_index(f"{record.summary_en}\n{record.summary_zh}")
    for name in AlternativeName.objects.filter(record__in=own).select_related("passage"):
        words = words_of_names(name.name)
        if name.passage:
            cited[name.record_id][name.passage.source_id] += words
        else:
            own[name.record_id] += words
    for statement in Statement.objects.filter(record__in=own).select_related("passage"):
        text = f"{statement.wording_en}\n{statement.wording_zh}\n{statement.quoted}"
        cited[statement.record_id][statement.passage.source_id] += words_of_index(text)
    for key, words in own.items():
        yield SearchEntry(record_id=key, words=" ".join(dict.fromkeys(words)))
        for source, more in cited[key].items():
            yield SearchEntry(record_id=key, source_id=source, words=" ".join(dict.fromkeys(words + more)))


def index(records):
    """Write what is derived from `records`, a queryset of any kind of record: their search entries and their order
    in Chinese. Returns how many records."""
    keys = list(records.order_by().values_list("pk", flat=True))
    for start in range(0, len(keys), BATCH):
        part = keys[start : start + BATCH]
        with transaction.atomic():
            # Locked first: of two who index one record at once, the second reads what the first has written.
            found = list(Record.objects.select_for_update().filter(pk__in=part).order_by("pk"))
            SearchEntry.objects.filter(record__in=part).delete()
            SearchEntry.objects.bulk_create(entries(found), batch_size=BATCH)
            for record in found:
                record.name_sort_zh = sort_key(record)
            Record.objects.bulk_update(found, ["name_sort_zh"], batch_size=BATCH)
    return len(keys)
