"""The page for an address at which nothing is, or is not any more."""

import re
from collections import defaultdict
from functools import partial
from itertools import combinations

from django.shortcuts import render

from portal.models import Record, SearchEntry
from portal.models.records import name_order
from portal.models.word_search import met_first
from portal.review.withdrawn import Withdrawn
from portal.text import search_words

MOST_SUGGESTED, MOST_WORDS_OF_ADDRESS = 6, 5
MOST_LIKE_ONE = 100  # records, of those that hold equally many of the words
BEGINNING = 4  # letters that a word has in common with what was meant: a slip of the hand comes later in most words
NAMED = re.compile(search_words.OF_A_NAME + r"(\S+)")


def words_of(path):
    """The words of the last part of the address of a page, as the index spells them; none of a file's, or of a page at the top."""
    parts = [part for part in path[:400].split("/") if part]
    if len(parts) < 2 or "." in parts[-1]:
        return []
    words = search_words.words_of_query(re.sub(r"[-_+]+", " ", parts[-1]))
    return [word for word in words if len(word) > 2 or not word.isascii()][:MOST_WORDS_OF_ADDRESS]


def nearest_keys(words):
    """The keys of public records whose names hold most of the `words`, or their beginnings: of those that hold equally many the first.
    The index is read so far only, for anybody may ask for any address."""
    keys = set()
    for number in range(len(words), 0, -1):
        for asked in dict.fromkeys((tuple(words), tuple(word[:BEGINNING] for word in words))):
            begun = [[search_words.OF_A_NAME + word for word in held] for held in combinations(asked, number)]
            keys.update(Record.objects.filter(*met_first([([], begun)], MOST_LIKE_ONE)).order_by().values_list("pk", flat=True))
        if len(keys) >= MOST_SUGGESTED:
            break
    return keys


def nearness(held, word):
    """How near the words `held` of a record's names come to one of the address."""
    return 3 * any(each.startswith(word) for each in held) + any(each.startswith(word[:BEGINNING]) for each in held)


def nearest_records(path):
    """The public records whose names come nearest to the words of the address: a word that begins as one of them does counts 1, one that
    goes on to its end 3 more."""
    if not (words := words_of(path)):
        return []
    named = defaultdict(set)
    for record, text in SearchEntry.objects.public().filter(record__in=nearest_keys(words)).values_list("record_id", "words"):
        named[record].update(NAMED.findall(text))
    scores = {record: sum(map(partial(nearness, held), words)) for record, held in named.items()}
    found = Record.objects.published().filter(pk__in=scores)
    return sorted(found.order_by(*name_order()), key=lambda record: -scores[record.pk])[:MOST_SUGGESTED]


def not_found(request, exception):
    """404 with names near to the words of the address; 410 for what was withdrawn, which names nothing at all."""
    if isinstance(exception, Withdrawn):
        return render(request, "portal/gone.html", {"is_nowhere": True}, status=410)
    return render(request, "404.html", {"suggested": nearest_records(request.path)}, status=404)
