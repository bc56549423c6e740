"""Entries of an official list: the names and headings that stand in a pasted text."""

import re
from dataclasses import dataclass, field
from enum import StrEnum

from initiatives.official_lists.words import HAN_CHARACTER, is_body

MARKS = " *※★☆#·•.,;:、，。；："
LEADING_REMARK, TRAILING_REMARK = re.compile(r"^\([^()]{1,20}\)\s*"), re.compile(r"\s*\([^()]{1,20}\)$")


class Sort(StrEnum):
    NAME = "name"
    TITLE = "title"  # of the list, of an annex
    HEAD = "head"  # of a table
    PLACE = "place"
    SECTION = "section"
    TOTAL = "total"
    SUBTOTAL = "subtotal"
    REMARK = "remark"
    PAGE = "page"  # its number, or a line that is drawn


@dataclass
class Entry:
    """One name, or one heading, with the rows of the text on which it stands, counted from 1. `names` is what may be the name of a
    body; of a project first its own."""

    sort: Sort
    first_row: int
    last_row: int
    text: str
    names: list = field(default_factory=list)
    number: str = ""
    code: str = ""  # unified social credit code, where the list has one
    others: list = field(default_factory=list)  # names that it may be instead
    count: int | None = None  # what a heading says of the names beneath it
    counted: int | None = None  # how many names there are
    is_joined: bool = False  # of a name that was broken at the end of a line
    is_split: bool = False  # one of several in a line

    @property
    def is_name(self):
        return self.sort == Sort.NAME

    @property
    def is_complete(self):
        """Whether its last name ends as those of bodies do, and no bracket in it is open."""
        return is_body(self.names[-1]) and self.names[-1].count("(") == self.names[-1].count(")")

    @property
    def miscounts(self):
        return self.count is not None and self.counted is not None and self.count != self.counted

    def variants(self):
        """Its names, each also without marks and without a remark in brackets before or behind it."""
        found = []
        for name in (*self.names, *self.others):
            bare = name.strip(MARKS)
            without = TRAILING_REMARK.sub("", bare)
            found += [name, bare, LEADING_REMARK.sub("", bare), without, LEADING_REMARK.sub("", without)]
        return [name for name in dict.fromkeys(each.strip(MARKS) for each in found) if name]

    def shown_name(self):
        """The name as people read it: Chinese with its own brackets."""
        name = " · ".join(self.names)
        return name.replace("(", "（").replace(")", "）") if HAN_CHARACTER.search(name) else name

    def join(self, rest, last_row, text):
        """Take in the `rest` of a name that was broken."""
        gap = "" if HAN_CHARACTER.search(self.names[-1]) or HAN_CHARACTER.search(rest) else " "
        self.names[-1] = f"{self.names[-1]}{gap}{rest}"
        self.last_row, self.text, self.is_joined = last_row, f"{self.text}\n{text}", True
