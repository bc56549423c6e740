"""Why a search has found a record: the text that a hit shows."""

from portal.models import AlternativeName, Record, Source, Statement
from portal.search.index import texts_of_kinds
from portal.text.search_words import Text, parts_of_places, parts_of_query, words_held, words_of_query


def explained(records, query):
    """Gives each of the list `records`, of specific(), its excerpt `why`: (text, language). For "lisbon robots" and a record named
    "Robots" that is the statement with "Lisbon". Of several texts with as many words the summary comes first, then those in the
    reader's language."""
    words, typed = words_of_query(query), {word for part in parts_of_query(query) for word in part}

    def weight(found):
        """How many of the typed words are `found`, and one for a name of the place that they are."""
        return len(found & typed) + any(found.issuperset(part) for part in parts_of_places(query))

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
    for record in records:
        named = {word for name in (record.name_en, record.name_zh) for word in words_held(name, words, True, record.name_reading)}
        summary, language = Record.summary.pick(record)
        summaries = [(text, tag, False) for text, tag in Text(record.summary_en, record.summary_zh).by_language]
        texts = sorted([*summaries, *texts_by_record[record.pk]], key=lambda text: text[1] != language)
        best, most = (summary, language), (0, 0)
        for text, tag, by_sound in texts:
            words_here = words_held(text, words, by_sound)
            if (weight(words_here - named), weight(words_here)) > most:
                best, most = (text, tag), (weight(words_here - named), weight(words_here))
        record.why = best
    return records
