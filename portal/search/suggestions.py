"""What the search box offers while somebody types: public records by their names."""

from typing import NamedTuple

from django.http import JsonResponse
from django.utils.text import capfirst
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from portal.listing.kept_parts import kept_parts
from portal.models import AlternativeName, Record
from portal.search.index import words_of_names
from portal.search.spelling import Vocabulary, respelled
from portal.server.refusals import read_only
from portal.text.fields import reads_chinese
from portal.text.pinyin import has_chinese
from portal.text.search_words import INITIALS, LONGEST_QUERY, OF_A_NAME, WHOLE_NAME, Typed, typed_initials, word_stems

MOST_SUGGESTIONS = 8  # records that are suggested
MOST_ORDERED = 250  # records of which the first are suggested
MOST_FURTHER = 3  # suggestions after them that are no records
LONGEST_REPEATED = 60  # characters of what was typed that an answer repeats

readers = []


def further_suggestions(read):
    """Registers a function that yields pages that are no record's (`page`) for a text and whether it is `still_typed`: for who types,
    those whose names begin with it; else those that it names. Each app has its own in `suggestions.py`."""
    readers.append(read)
    return read


def page(address, kind, en, zh, alias="", pigment=""):
    """A page among suggestions and results: its address, what it is, its name in both languages, and the name by which it was found."""
    first, second = ((zh, "zh-Hans"), (en, "en")) if reads_chinese() else ((en, "en"), (zh, "zh-Hans"))
    return {
        "name": first[0],
        "language": first[1],
        "other": second[0],
        "other_language": second[1],
        "alias": alias,
        "alias_language": ("zh-Hans" if has_chinese(alias) else "en") if alias else "",
        "kind": kind,
        "pigment": pigment,
        "place": "",
        "address": address,
    }


def pages_named(text, still_typed=False):
    """The pages that are no record's and that `text` names, each once."""
    return list({found["address"]: found for read in readers for found in read(text[:LONGEST_QUERY], still_typed)}.values())[:MOST_FURTHER]


class SuggestedRecord(NamedTuple):
    """A record as it is suggested, and the words of its names: drawn once for each language while nothing public changes."""

    pk: str
    words: frozenset
    name: str
    language: str
    other: str
    other_language: str
    kind: str
    pigment: str
    place: str
    address: str

    @classmethod
    def of(cls, record):
        return cls(
            record.pk,
            frozenset(words_of_names(record.name_en, record.name_zh, reading=record.name_reading)),
            record.name,
            record.name_language,
            record.other_name,
            record.other_language,
            capfirst(record.get_kind_display()),
            record.pigment,
            place_in_words(record),
            record.get_absolute_url(),
        )


def draw_suggested(keys):
    """{key: SuggestedRecord} of the public records among those with these `keys`."""
    records = Record.objects.published().specific().filter(pk__in=keys).order_by()
    return {record.pk: SuggestedRecord.of(record) for record in records}


def named_like(text):
    """The public records to suggest for `text`, as SuggestedRecord, the nearest names first."""
    # of what half of all names begin with, some: more would be put in order for the eight that are shown
    found = Record.objects.first_named_like(text, MOST_ORDERED)
    keys = list(found.order_by("rank", *found.by_name().query.order_by).values_list("pk", flat=True)[:MOST_SUGGESTIONS])
    return kept_parts("suggestion", keys, draw_suggested, get_language())


def suggested_records(text):
    """(the records to suggest for `text`, what was meant by it): those named nearly so where none is named so."""
    if records := named_like(text):
        return records, ""
    vocabulary = Vocabulary()
    meant = respelled(text, vocabulary, vocabulary.has, still_typed=True)
    records = named_like(meant) if meant else []
    return records, meant if records else ""


def is_named(names, text):
    """Whether one of the `names` is what somebody types who has got as far as `text`."""
    return are_meant(set(words_of_names(*names)), text)


def are_meant(held, text):
    """The same of names with the words `held`, a set that `words_of_names` gave."""
    typed = Typed.read(text)

    def goes_on(word):
        return any(other.startswith(word) for other in held)

    ended = {OF_A_NAME + word for word in word_stems(typed.last)} if typed.last else set()
    holds_last = not typed.last or goes_on(OF_A_NAME + typed.last) or ended <= held
    has_initials = typed_initials(text) and goes_on(INITIALS + typed_initials(text))
    return has_initials or goes_on(WHOLE_NAME + typed.whole) or (holds_last and {OF_A_NAME + word for word in typed.words} <= held)


def aliases_found(records, text):
    """{key: the public alternative name by which `text` finds the record} of those whose own names are not what finds it."""
    found = {}
    others = {record.pk for record in records if not are_meant(record.words, text)}
    for name in AlternativeName.objects.published().filter(record__in=others) if others else ():
        if name.record_id not in found and is_named([name.name], text):
            found[name.record_id] = name
    return found


def place_in_words(record):
    """The country or region of `record` in words; empty where none is on record."""
    return record.country_or_region.name if record.country_or_region else ""


def suggestion(record, alias):
    return {
        "name": record.name,
        "language": record.language,
        "other": record.other,
        "other_language": record.other_language,
        "alias": alias.name if alias else "",
        "alias_language": alias.language if alias else "",
        "kind": record.kind,
        "pigment": record.pigment,
        "place": record.place,
        "address": record.address,
    }


@read_only
def suggestions(request):
    """Suggestions for `?q=` as JSON: the records, and what the search box says of them."""
    text = request.GET.get("q", "").strip()
    further = pages_named(text, still_typed=True)
    records, meant = (named_like(text), "") if further else suggested_records(text)  # what is found as it was typed is no slip
    by_alias = aliases_found(records, meant or text)
    shown = f"{text[:LONGEST_REPEATED]}…" if len(text) > LONGEST_REPEATED else text
    found = [*(suggestion(record, by_alias.get(record.pk)) for record in records), *further]
    said = ngettext("%(n)s suggestion", "%(n)s suggestions", len(found)) % {"n": len(found)}
    answer = {
        "suggestions": found,
        "said": said if found else _("No suggestions"),
        "note": _("No name holds “%(words)s”. Near it: “%(meant)s”") % {"words": shown, "meant": meant} if meant else "",
        "all": _("All results for “%(words)s”") % {"words": shown},
    }
    response = JsonResponse(answer, json_dumps_params={"ensure_ascii": False})
    response["Cache-Control"] = "no-cache"  # asked for again each time, by its ETag
    return response
