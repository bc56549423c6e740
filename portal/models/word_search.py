"""Finds records by words: those of a search, and those that somebody is typing. portal/text/search_words.py says what a word is."""

from functools import partial

from django.db import models
from django.db.models import Q

from portal.models.kept_sql import QuerySet
from portal.models.public import is_public
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


def holds_any(groups, beginnings=(), for_staff=False):
    """The condition that one search entry of theirs holds all words of one of `groups`, or words that begin with all of one of
    `beginnings`: an entry that is meant in several ways is read once."""
    entries = SearchEntry.objects.all() if for_staff else SearchEntry.objects.public()
    return Q(pk__in=entries.holding_any(groups, beginnings).values("record_id"))


def initials_like(letters):
    """([groups], [beginnings]) of words of the index: a name has these initials, or where they are many begins with them."""
    group = [INITIALS + letters]
    return ([], [group]) if len(letters) >= MANY_INITIALS else ([group], [])


def names_like(text):
    """[([groups], [beginnings])] of words of the index: a record is named like `text`, which is being typed, if it holds the first of them,
    or all of the others. None for a single letter."""
    words, last, whole = Typed.read(text)
    if not words and len(last) < FEWEST_LETTERS:
        return []
    begun = [[WHOLE_NAME + whole]]
    if letters := typed_initials(text):
        begun.append([INITIALS + letters])
    held = [OF_A_NAME + word for word in words]
    if not last:
        return [([held], begun)]
    ended, going_on = [OF_A_NAME + word for word in word_stems(last)], [OF_A_NAME + last]
    if not words:
        return [([ended], [going_on, *begun])]
    return [([], begun), ([held], []), ([ended], [going_on])]


def words_like(text):
    """The same of what is searched for: none where `text` has no word."""
    parts = parts_of_query(text)
    if not parts:
        return []
    groups, beginnings = initials_like(letters) if (letters := typed_initials(text)) else ([], [])
    groups = [[WHOLE_NAME + whole_name(text[:LONGEST_QUERY])], *parts_of_places(text[:LONGEST_QUERY]), *groups]
    if len(parts) == 1:
        return [([*parts, *groups], beginnings)]
    return [(groups, beginnings), *(([part], []) for part in parts)]


def met(asked, for_staff=False):
    """The condition that a record holds the first of `asked`, or all of the others."""
    first, *others = (holds_any(*each, for_staff=for_staff) for each in asked)
    return first | Q(*others) if others else first


def met_first(asked, most):
    """The conditions, of which one is enough, on the first `most` public records of which that is true by the first of `asked`, and on as
    many of which it is true by the others: the index is read so far only."""
    entries = SearchEntry.objects.public().filter(is_public("record")).order_by()
    (groups, begun), *others = asked
    found = [entries.holding_any(groups, begun)]
    if others:
        (groups, begun), *others = others
        further = [SearchEntry.objects.public().holding_any(*each).values("record_id") for each in others]
        found.append(entries.holding_any(groups, begun).filter(*(Q(record__in=keys) for keys in further)))
    return [Q(pk__in=each.values("record_id").distinct()[:most]) for each in found]


def how_begun(text, for_staff=False):
    """0 for a name that is `text`, 1 for one that begins with it, 2 for any other."""
    whole, held = [WHOLE_NAME + Typed.read(text).whole], partial(holds, for_staff=for_staff)
    return models.Case(models.When(held(whole), then=0), models.When(held(whole, only_begins=True), then=1), default=2)


class Findable(QuerySet):
    def search(self, text):
        """Records whose public words hold every word of `text`, in either language, or with a name that is `text` however its words
        are parted, or has it for initials, or those of the place that `text` names; none where `text` has no word."""
        asked = words_like(text)
        return self.filter(met(asked)) if asked else self.none()

    def ranked(self, text):
        """With `rank`, by what a search for `text` has found: 0 a name that is `text`, 1 one that begins with it or has it for initials,
        2 names that hold all its words, 3 anything else."""
        parts, whole, letters = parts_of_query(text), [WHOLE_NAME + whole_name(text[:LONGEST_QUERY])], typed_initials(text)
        named = Q(*(holds([OF_A_NAME + word for word in part]) for part in parts))
        ranks = [(holds(whole), 0), (holds(whole, only_begins=True), 1), (named, 2)] if parts else []
        ranks += [(holds_any(*initials_like(letters)), 1)] if letters else []
        return self.annotate(rank=models.Case(*(models.When(condition, then=rank) for condition, rank in ranks), default=3))

    def first_found(self, text, most):
        """[(key, kind, whether a name is `text`)] of at most `most` public records that `search` finds, first those of this name."""
        if not (asked := words_like(text)):
            return []
        named = [WHOLE_NAME + whole_name(text[:LONGEST_QUERY])]
        first = [*met_first([([named], [])], most), *met_first(asked, most)]
        is_named = models.Case(models.When(holds(named), then=True), default=False)
        rows = self.filter(Q(*first, _connector=Q.OR)).annotate(is_named=is_named).order_by("-is_named")
        return list(rows.values_list("pk", "kind", "is_named")[:most])

    def named_like(self, text, for_staff=False):
        """Records with names that hold every word of `text`, the last as far as it is typed; with `rank`: 0 a name that is `text`,
        1 one that begins with it, 2 any other. None for a single letter. The public knows no name that only a draft gives."""
        if not (asked := names_like(text)):
            return self.none().annotate(rank=models.Value(0))
        return self.filter(met(asked, for_staff)).annotate(rank=how_begun(text, for_staff))

    def first_named_like(self, text, most):
        """Of the public records that `named_like` finds some, if there are more than `most`: of those whose names begin with `text`, and of
        any, so many. The index is read so far only."""
        if not (asked := names_like(text)):
            return self.none().annotate(rank=models.Value(0))
        begun = [([], [[WHOLE_NAME + Typed.read(text).whole]])]
        first = [*met_first(begun, most), *met_first(asked, most)]
        return self.filter(Q(*first, _connector=Q.OR)).annotate(rank=how_begun(text))
