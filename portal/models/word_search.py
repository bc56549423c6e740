"""Finds records by words: those of a search, and those that somebody is typing. portal/text/search_words.py says what a word is."""

from functools import partial

from django.db import models
from django.db.models import Q

from portal.models.search_entries import SearchEntry
from portal.text.search_words import LONGEST_QUERY, OF_A_NAME, WHOLE_NAME, Typed, parts_of_query, whole_name, word_stems

FEWEST_LETTERS = 2  # that name something; one letter begins half of all names


def holds(words, only_begins=False, for_staff=False):
    """The condition on records that a search entry of theirs holds all `words`, or words that begin with them: one that the
    public may read, or for staff any."""
    entries = SearchEntry.objects.all() if for_staff else SearchEntry.objects.public()
    return Q(pk__in=entries.holding(words, only_begins).values("record_id"))


class Findable(models.QuerySet):
    def search(self, text):
        """Records whose public words hold every word of `text`, in either language, or with a name that is `text` however its words
        are parted; none where `text` has no word."""
        parts = parts_of_query(text)
        if not parts:
            return self.none()
        return self.filter(Q(*map(holds, parts)) | holds([WHOLE_NAME + whole_name(text[:LONGEST_QUERY])]))

    def ranked(self, text):
        """With `rank`, by what a search for `text` has found: 0 a name that is `text`, 1 one that begins with it, 2 names
        that hold all its words, 3 anything else."""
        parts, whole = parts_of_query(text), [WHOLE_NAME + whole_name(text[:LONGEST_QUERY])]
        named = Q(*(holds([OF_A_NAME + word for word in part]) for part in parts))
        ranks = [(holds(whole), 0), (holds(whole, only_begins=True), 1), (named, 2)] if parts else []
        return self.annotate(rank=models.Case(*(models.When(condition, then=rank) for condition, rank in ranks), default=3))

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
        is_whole, begins = held([WHOLE_NAME + whole]), held([WHOLE_NAME + whole], only_begins=True)
        rank = models.Case(models.When(is_whole, then=0), models.When(begins, then=1), default=2)
        return self.filter(named | begins).annotate(rank=rank)
