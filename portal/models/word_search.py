"""Finds records by words: those of a search, and those that somebody is typing. portal/text/search_words.py says what a word is."""

from functools import partial

from django.db import models
from django.db.models import Q

from portal.models.kept_sql import QuerySet
from portal.models.search_entries import SearchEntry
from portal.text.search_words import (
    INITIALS,
    LONGEST_QUERY,
    OF_A_NAME,
    WHOLE_NAME,
    Typed,
    parts_of_places,
    parts_of_query,
    typed_initials,
    whole_name,
    word_stems,
)

FEWEST_LETTERS = 2  # that name something; one letter begins half of all names
MANY_INITIALS = 4  # that mean one name even where more follow: its legal form


def holds(words, only_begins=False, for_staff=False):
    """The condition on records that a search entry of theirs holds all `words`, or words that begin with them: one that the
    public may read, or for staff any."""
    entries = SearchEntry.objects.all() if for_staff else SearchEntry.objects.public()
    return Q(pk__in=entries.holding(words, only_begins).values("record_id"))


def begins_like(letters, held=holds):
    """The condition that a name has these initials, or where they are many begins with them."""
    return held([INITIALS + letters], only_begins=len(letters) >= MANY_INITIALS)


class Findable(QuerySet):
    def search(self, text):
        """Records whose public words hold every word of `text`, in either language, or with a name that is `text` however its words
        are parted, or has it for initials, or those of the place that `text` names; none where `text` has no word."""
        parts = parts_of_query(text)
        if not parts:
            return self.none()
        found = Q(*map(holds, parts)) | holds([WHOLE_NAME + whole_name(text[:LONGEST_QUERY])])
        for part in parts_of_places(text[:LONGEST_QUERY]):
            found |= holds(part)
        if letters := typed_initials(text):
            found |= begins_like(letters)
        return self.filter(found)

    def ranked(self, text):
        """With `rank`, by what a search for `text` has found: 0 a name that is `text`, 1 one that begins with it or has it for initials,
        2 names that hold all its words, 3 anything else."""
        parts, whole, letters = parts_of_query(text), [WHOLE_NAME + whole_name(text[:LONGEST_QUERY])], typed_initials(text)
        named = Q(*(holds([OF_A_NAME + word for word in part]) for part in parts))
        ranks = [(holds(whole), 0), (holds(whole, only_begins=True), 1), (named, 2)] if parts else []
        ranks += [(begins_like(letters), 1)] if letters else []
        return self.annotate(rank=models.Case(*(models.When(condition, then=rank) for condition, rank in ranks), default=3))

    def keys_and_kinds_named(self, text, most):
        """[(key, kind)] of at most `most` records with a name that is `text`."""
        whole = whole_name(text[:LONGEST_QUERY])
        return list(self.filter(holds([WHOLE_NAME + whole])).values_list("pk", "kind")[:most]) if whole else []

    def named_like(self, text, for_staff=False):
        """Records with names that hold every word of `text`, the last as far as it is typed; with `rank`: 0 a name that is `text`,
        1 one that begins with it, 2 any other. None for a single letter. The public knows no name that only a draft gives."""
        held = partial(holds, for_staff=for_staff)
        words, last, whole = Typed.read(text)
        if not words and len(last) < FEWEST_LETTERS:
            return self.none().annotate(rank=models.Value(0))
        named = Q()
        if words:
            named &= held([OF_A_NAME + word for word in words])
        if last:
            ended = [OF_A_NAME + word for word in word_stems(last)]
            named &= held([OF_A_NAME + last], only_begins=True) | holds(ended)
        if letters := typed_initials(text):
            named |= held([INITIALS + letters], only_begins=True)
        is_whole, begins = held([WHOLE_NAME + whole]), held([WHOLE_NAME + whole], only_begins=True)
        rank = models.Case(models.When(is_whole, then=0), models.When(begins, then=1), default=2)
        return self.filter(named | begins).annotate(rank=rank)
