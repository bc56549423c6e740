"""Why a search has found a record: the text that a hit shows."""

from typing import NamedTuple

from django.utils.translation import get_language

from portal.listing.kept_parts import kept_parts
from portal.models import AlternativeName, Record, Source, Statement
from portal.search.index import texts_of_kinds
from portal.text.pinyin import has_chinese
from portal.text.search_words import Text, heard, parts_of_places, parts_of_query, words_of_index, words_of_query


class ReadText(NamedTuple):
    """A text with the words that it holds: to cut and stem them takes longer than all that a query asks of them."""

    text: str
    language: str
    words: frozenset
    spoken: str  # the text, where it is found by its pinyin, too
    reading: str  # that staff gave it

    @classmethod
    def read(cls, text, language, by_sound, reading=""):
        return cls(text, language, frozenset(words_of_index(text)), text if by_sound and has_chinese(text) else "", reading)

    def held(self, words, latin):
        """Those of `words`, a set, that it holds, or of `latin`, those of them that may be pinyin, that are how it is spoken."""
        found = words & self.words
        return found.union(word for word, _start, _end in heard(self.spoken, latin, self.reading)) if self.spoken and latin else found


class TextsOfRecord(NamedTuple):
    """What an excerpt of a record is chosen from, of ReadText; those in the reader's language first."""

    pk: str
    names: tuple
    summary: tuple  # (text, language), shown where nothing else is
    texts: tuple


def excerpts(keys, query):
    """{key: (text, language)} of the public records with these `keys`. For "lisbon robots" and a record named "Robots" that is the
    statement with "Lisbon". Of several texts with as many words the summary comes first, then those in the reader's language."""
    words, typed = set(words_of_query(query)), {word for part in parts_of_query(query) for word in part}
    latin, places = [word for word in words if word.isascii()], parts_of_places(query)

    def weight(found):
        """How many of the typed words are `found`, and one for a name of the place that they are."""
        return len(found & typed) + any(found.issuperset(part) for part in places)

    best_by_key = {}
    for record in kept_parts("texts of a record", keys, texts_of_records, get_language()):
        named = {word for name in record.names for word in name.held(words, latin)}
        best, most = record.summary, (0, 0)
        for text in record.texts:
            found = text.held(words, latin)
            if found and (weighs := (weight(found - named), weight(found))) > most:
                best, most = (text.text, text.language), weighs
        best_by_key[record.pk] = best
    return best_by_key


def texts_of_records(keys):
    """{key: TextsOfRecord} of the public records among those with these `keys`."""
    records = list(Record.objects.published().filter(pk__in=keys).order_by())
    texts_by_record = {record.pk: [] for record in records}  # [(text, language, whether it is found by its pinyin)]
    for statement in Statement.objects.published().filter(record__in=texts_by_record):
        texts = [*Text(statement.wording_en, statement.wording_zh).by_language, *Text.as_written(statement.quoted).by_language]
        texts_by_record[statement.record_id] += [(*text, False) for text in texts]
    for name in AlternativeName.objects.published().filter(record__in=texts_by_record):
        texts_by_record[name.record_id].append((name.name, name.language, True))
    told = list(texts_of_kinds(records))
    sources = {text.source for _key, text in told} - {None}
    public = {None, *(Source.objects.published().filter(pk__in=sources).values_list("pk", flat=True) if sources else ())}
    for key, text in told:
        if text.source in public:
            texts_by_record[key] += [(*each, True) for each in text.by_language]
    return {record.pk: texts_of_record(record, texts_by_record[record.pk]) for record in records}


def texts_of_record(record, further):
    summary = Record.summary.pick(record)
    summaries = [(text, tag, False) for text, tag in Text(record.summary_en, record.summary_zh).by_language]
    texts = sorted([*summaries, *further], key=lambda text: text[1] != summary[1])
    names = tuple(ReadText.read(name, "", True, record.name_reading) for name in (record.name_en, record.name_zh))
    return TextsOfRecord(record.pk, names, summary, tuple(ReadText.read(*text) for text in texts))
