"""The page for an address at which nothing is, or is not any more."""

import re

from django.db.models import Case, IntegerField, Value, When
from django.shortcuts import render

from portal.models import Record
from portal.models.records import name_order
from portal.models.word_search import holds
from portal.review.withdrawn import Withdrawn
from portal.text import search_words

MOST_SUGGESTED, MOST_WORDS_OF_ADDRESS = 6, 5
BEGINNING = 4  # letters that a word has in common with what was meant: a slip of the hand comes later in most words


def words_of(path):
    """The words of the last part of the address of a page, as the index spells them; none of a file's, or of a page at the top."""
    parts = [part for part in path[:400].split("/") if part]
    if len(parts) < 2 or "." in parts[-1]:
        return []
    words = search_words.words_of_query(re.sub(r"[-_+]+", " ", parts[-1]))
    return [word for word in words if len(word) > 2 or not word.isascii()][:MOST_WORDS_OF_ADDRESS]


def nearest_records(path):
    """The public records whose names come nearest to the words of the address, as an integer score of each says."""
    score = Value(0)
    for word in words_of(path):
        for begins, points in ((word, 3), (word[:BEGINNING], 1)):
            named = holds([search_words.OF_A_NAME + begins], only_begins=True)
            score += Case(When(named, then=points), default=0, output_field=IntegerField())
    if isinstance(score, Value):
        return []
    found = Record.objects.published().annotate(score=score).filter(score__gt=0)
    return list(found.order_by("-score", *name_order())[:MOST_SUGGESTED])


def not_found(request, exception):
    """404 with names near to the words of the address; 410 for what was withdrawn, which names nothing at all."""
    if isinstance(exception, Withdrawn):
        return render(request, "portal/gone.html", {"is_nowhere": True}, status=410)
    return render(request, "404.html", {"suggested": nearest_records(request.path)}, status=404)
