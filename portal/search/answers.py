"""Words of the field that lead to the page on which they are answered: "licensing", 备案. An app registers its own in `suggestions.py`."""

from functools import cache
from typing import Any, NamedTuple

from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import override

from portal.search.suggestions import further_suggestions, page
from portal.text.folding import matchable
from portal.text.search_words import words_of_index

FEWEST_TYPED = {True: 2, False: 4}  # characters of a word that is still typed, by whether it is Chinese


@cache
def as_compared(word):
    """(one of the words of the field as names are compared, its words as the index has them)"""
    return matchable(word), words_of_index(word)


class Answering(NamedTuple):
    address: str  # its name
    title: Any
    words: list  # each a word or several that a text holds together
    only_alone: bool  # whether they count as whole queries only, for they are words of names as well

    def is_meant(self, text):
        """The word by which `text` asks for it; "" if by none."""
        asked, typed = words_of_index(text), matchable(text)
        for word in self.words:
            compared, stems = as_compared(word)
            if not word.isascii():
                is_held = compared == typed if self.only_alone else compared in typed
            else:
                is_held = stems == asked if self.only_alone else set(stems) <= set(asked)
            if is_held:
                return word
        return ""

    def is_begun(self, text):
        """The word that begins with `text`; "" if none does."""
        typed = matchable(text).strip()
        if len(typed) < FEWEST_TYPED[not typed.isascii()]:
            return ""
        return next((word for word in self.words if as_compared(word)[0].startswith(typed)), "")


answers = []  # [Answering]


def leads_to(address, title, words, only_alone=False):
    """Lead who searches for one of `words`, parted by commas, to the page with this address, "customs, 海关备案"."""
    answers.append(Answering(address, title, [word.strip() for word in words.split(",")], only_alone))


@further_suggestions
def answered(text, still_typed):
    for each in answers:
        if word := each.is_meant(text) or (still_typed and each.is_begun(text)):
            titles = []
            for language in ("en", "zh-hans"):
                with override(language):
                    titles.append(capfirst(str(each.title)))
            is_named = any(matchable(word) in matchable(title) for title in titles)
            yield page(reverse(each.address), _("Page"), *titles, alias="" if is_named else word)
