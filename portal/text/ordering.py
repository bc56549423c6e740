"""Choices in the order of the reader's language."""

from functools import lru_cache

from portal.search.index import sort_key

kept_sort_key = lru_cache(2000)(sort_key)  # the 249 countries and regions are sorted for each form


def by_name(choices):
    """`choices`, pairs of a value and its name, by their names: by pinyin in Chinese, without regard to capitals and accents."""
    return sorted(choices, key=lambda choice: kept_sort_key(str(choice[1])))
