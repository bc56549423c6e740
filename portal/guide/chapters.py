"""Chapters of the guide for staff. Each app has its own in `guide`, which is imported once all models are there.

Texts are English in the code and Chinese in the catalogue, as everywhere. `portal/guide/wording.py` tells how they name what is
written on buttons and fields, and how they lead to pages.
"""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import pgettext

from portal.access.roles import LABELS, ROLES, permissions_of

NARROW, WIDE = 760, 1100  # pixels of the window in which a page is pictured


class Steps(tuple):
    """Texts of what is done one after the other: Steps(_("Open …"), _("Press …"))."""

    def __new__(cls, *texts):
        return super().__new__(cls, texts)


@dataclass(frozen=True)
class PagePicture:
    """A picture of a part of a page, in each language: `make pictures` takes it (portal/launch/picturing.py)."""

    name: str  # of its files: "renewal" → static/guide/en/renewal.webp
    alt: Any
    page: tuple  # the name of its address and what that takes: ("admin:portal_record_change", "example-record")
    part: str = "#content"  # the selector of what is cut out, of several elements the box around them
    query: str = ""  # of the address: "state=draft"
    sent: dict | None = None  # what is posted to it, where it answers that with a page
    role: str = "Publisher"  # whose page it is
    width: int = WIDE
    tallest: int = 900  # pixels, at which it is cut off


@dataclass(frozen=True)
class HowTo:
    """One task of staff, under a heading of its own."""

    anchor: str
    title: Any
    body: tuple  # texts of paragraphs, Steps and PagePictures
    needs: str = ""  # the permission without which it is only read: "portal.change_record"
    pages: tuple = ()  # names of the addresses that lead here; "admin:portal_record" is list and forms of that model

    def is_about(self, view_name):
        return any(view_name == name or view_name.startswith(f"{name}_") for name in self.pages)

    @property
    def roles(self):
        """Those that may do it, as one text: "Editor, Publisher"."""
        labels = [str(LABELS[role]) for role in ROLES if tuple(self.needs.split(".")) in permissions_of(role)]
        return pgettext("within a list", ", ").join(labels)

    @property
    def blocks(self):
        """[(sort, part)] of its body for the template: ("text", …), ("steps", …), ("picture", …)."""
        sorts = {Steps: "steps", PagePicture: "picture"}
        return [(sorts.get(type(part), "text"), part) for part in self.body]

    @property
    def pictures(self):
        return [part for part in self.body if isinstance(part, PagePicture)]

    @property
    def texts(self):
        """Every text of it but its title and what pictures show."""
        for sort, part in self.blocks:
            if sort == "steps":
                yield from part
            elif sort == "text":
                yield part


@dataclass(frozen=True)
class Chapter:
    place: int  # its order among all, in tens
    key: str  # of its address
    title: Any
    lede: Any
    how_tos: list

    @property
    def pictures(self):
        return [picture for how_to in self.how_tos for picture in how_to.pictures]


chapters = []  # in the order of their places


def add_chapter(place, key, title, lede, *how_tos):
    """Register a chapter of an app."""
    chapters.append(Chapter(place, key, title, lede, list(how_tos)))
    chapters.sort(key=lambda chapter: chapter.place)


def how_tos_about(view_name):
    """[(Chapter, HowTo)] of what is done on a page, by the name of its address."""
    return [(chapter, how_to) for chapter in chapters for how_to in chapter.how_tos if view_name and how_to.is_about(view_name)]
