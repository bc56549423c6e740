"""How texts of the guide name what stands on pages, and lead to them.

[Save]                                  what a button, field or heading says: its own text, which a test looks up
[Records](admin:portal_record_changelist)   the same as a link to that page; `?gap=any` may follow the name
[](#years)                              a link to a task of the same chapter, under its title; [](rights#years) of another one
"""

import re
from typing import NamedTuple

from django.urls import reverse
from django.utils.html import conditional_escape, format_html
from django.utils.safestring import mark_safe

from portal.guide.chapters import chapters

MARK = re.compile(r"\[([^\]]*)\](?:\(([^)\s]+)\))?")


class Mark(NamedTuple):
    """What is written in brackets: Mark("Save", ""), Mark("", "#years")."""

    label: str
    target: str


def marks_in(text):
    return [Mark(*match.groups(default="")) for match in MARK.finditer(str(text))]


def how_to_at(target, chapter):
    """The chapter and task that "#years" or "rights#years" names; `chapter` is the one of the text."""
    key, _sign, anchor = target.partition("#")
    chapter = next(each for each in chapters if each.key == key) if key else chapter
    return chapter, next(how_to for how_to in chapter.how_tos if how_to.anchor == anchor)


def address_of(target):
    """ "admin:portal_record_changelist?gap=any" → "/admin/portal/record/?gap=any"."""
    name, sign, query = target.partition("?")
    return reverse(name) + sign + query


def drawn_mark(mark, chapter):
    if "#" in mark.target:
        there, how_to = how_to_at(mark.target, chapter)
        return format_html('<a href="{}#{}">{}</a>', reverse("guide-chapter", args=[there.key]), how_to.anchor, how_to.title)
    if mark.target:
        return format_html('<a href="{}"><b>{}</b></a>', address_of(mark.target), mark.label)
    return format_html("<b>{}</b>", mark.label)


def drawn(text, chapter):
    """A text of `chapter` as HTML."""
    text, done, end = str(text), [], 0
    for match in MARK.finditer(text):
        done += [conditional_escape(text[end : match.start()]), drawn_mark(Mark(*match.groups(default="")), chapter)]
        end = match.end()
    return mark_safe("".join([*done, conditional_escape(text[end:])]))  # noqa: S308  each part is escaped
