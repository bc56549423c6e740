"""The pages of places among what the search offers, and the words that lead to the map, the timeline and the lists."""

import re
from functools import cache

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from initiatives.kinds import EXHIBITIONS, PROGRAMMES, PROJECTS, SELECTIONS
from initiatives.places import on_record
from portal.search.answers import leads_to
from portal.search.suggestions import further_suggestions, page
from portal.search.understanding import are_words_for
from portal.text.folding import matchable
from portal.text.place_names import labels_of_places, named_places, names_of_place, plain_names
from portal.text.search_words import spelled

FEWEST = 2  # letters that begin the name of a place
FEWEST_WITHIN = 4  # letters of a name that a longer text holds: "laos" in "shows in Laos"

leads_to("map", gettext_lazy("Where in the world"), "map, places, countries, where, world map, 地图, 足迹, 国家和地区", only_alone=True)
leads_to("timeline", gettext_lazy("Timeline"), "timeline, dates, when, calendar, chronology, 时间线, 日历, 日程, 时间表", only_alone=True)
leads_to(EXHIBITIONS.address, EXHIBITIONS.title, "exhibition, show, fair, expo, 展览, 展会, 参展", only_alone=True)
leads_to(PROJECTS.address, PROJECTS.title, "project, 项目", only_alone=True)
leads_to(SELECTIONS.address, SELECTIONS.title, "selection, nomination, award, recommended, 评选, 申报, 推荐, 入选, 认定")
are_words_for(EXHIBITIONS, "exhibition, show, trade show, fair, expo, performance, 展览, 展览会, 展会, 参展, 博览会, 巡展, 演出")
are_words_for(PROJECTS, "project, 项目")
are_words_for(PROGRAMMES, "programme, 计划")
are_words_for(SELECTIONS, "selection, award, 评选, 认定")


@cache
def compared_names(code):
    """[(name of a place, the same as it is compared)]"""
    return [(name, matchable(name)) for name in names_of_place(code)]


@cache
def among_words():
    """{code: the expression that finds a place among other words by one of its plain names: "shows in Macau", 新加坡展览}"""
    names = {code: list(map(matchable, plain_names(code))) for code in labels_of_places()}
    latin = {
        code: [rf"\b{re.escape(name)}\b" for name in both if name.isascii() and len(name) >= FEWEST_WITHIN] for code, both in names.items()
    }
    chinese = {code: [re.escape(name) for name in both if not name.isascii()] for code, both in names.items()}
    return {code: re.compile("|".join([*latin[code], *chinese[code]])) for code in names}


def held_places(text):
    """The codes of the places that `text` names among other words; of one within another, such as 印度 in 印度尼西亚, the longer alone."""
    found = {code: [match.span() for match in expression.finditer(text)] for code, expression in among_words().items()}
    spans = [span for each in found.values() for span in each]

    def is_within(span):
        return any(start <= span[0] and span[1] <= end and (start, end) != span for start, end in spans)

    return [code for code, each in found.items() if not all(map(is_within, each))]


def begun_name(text, code):
    """The name of a place that is `text`, or of which a word begins with it; "" if none does. Of a Chinese name any part will do."""
    names = compared_names(code)
    begun = [name for name, compared in names if text == compared] or [name for name, compared in names if has_begun(text, compared)]
    return begun[0] if begun else ""


def has_begun(text, name):
    return f" {name}".find(f" {text}") >= 0 if text.isascii() else text in name


@further_suggestions
def suggested_places(text, still_typed):
    typed, codes = matchable(text).strip(), named_places(text)
    if still_typed and len(typed) >= FEWEST:
        codes = dict.fromkeys([*codes, *(code for code in labels_of_places() if begun_name(typed, code))])
    elif not still_typed and not codes:
        spelt = " ".join(part for word in typed.split() for part in spelled(word))
        codes = held_places(spelt)
    for code in sorted(set(codes) & on_record(), key=list(codes).index) if codes else ():
        labels = labels_of_places()[code]
        name = begun_name(typed, code) if still_typed else ""
        alias = name if name and not any(matchable(name) in matchable(label) for label in labels) else ""
        yield page(reverse("place", args=[code.lower()]), _("Place"), *labels, alias=alias, pigment="exhibition")
