"""Which lines of an official list may name which nominees. A name alone only proposes: whoever it is, a person says.

Only the unified social credit code tells two bodies of one name apart; where a list has it, another code is another body.
"""

from collections import defaultdict
from enum import IntEnum
from typing import Any, NamedTuple

from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from enterprises.models import Organization
from initiatives.models import Initiative
from portal.models import AlternativeName
from portal.search.similar_names import NOT_WORDS, ComparedName, likeness
from portal.text.folding import comparable, is_simplified
from portal.text.pinyin import in_letters


class Nearness(IntEnum):
    """How near a line comes to a nominee, the nearest first."""

    CODE = 0
    EXACT = 1
    FORM = 2
    BODY = 3
    ALIKE = 4


NEARNESS_WORDS = {
    Nearness.CODE: _("the same unified social credit code"),
    Nearness.EXACT: _("the same name"),
    Nearness.FORM: _("the same name but for the legal form"),
    Nearness.BODY: _("the body that stands beside a project"),
    Nearness.ALIKE: _("names that are alike"),
}


def whole_form(name):
    """A name as it is compared with its legal form: without capitals, spaces and marks."""
    return NOT_WORDS.sub("", comparable(name))


def is_traditional(name):
    """Whether a name holds characters that only traditional writing has."""
    return any("\u4e00" <= character <= "\u9fff" and not is_simplified(character) for character in name)


class Written(NamedTuple):
    """The names of an entry as they are compared, with and without their legal form."""

    whole: set
    compared: set
    read_aloud: set  # of those in traditional characters, whose simplified ones sound the same

    @classmethod
    def of(cls, entry):
        variants = entry.variants()
        traditional = {whole_form(name) for name in variants if is_traditional(name)}
        compared = {name for name in map(ComparedName.of, variants) if name.folded}
        return cls({whole_form(name) for name in variants}, compared, {in_letters(name) for name in traditional})


class Proposed(NamedTuple):
    """That the line at `position` may name a nominee."""

    position: int
    nomination: Any
    nearness: Nearness
    is_ambiguous: bool = False  # others have exactly this name

    @property
    def why(self):
        return NEARNESS_WORDS[self.nearness]

    @property
    def is_sure(self):
        """Whether it stands ticked when the page is opened."""
        return self.nearness <= Nearness.EXACT and not self.is_ambiguous


class Register:
    """The names and codes on record: those of the `nominations`, and those of all organizations and initiatives."""

    def __init__(self, nominations):
        self.nominations = nominations
        self.by_name = defaultdict(set)  # {whole name: keys of the records that have it}
        self.names = defaultdict(list)  # {key of a record: its names}
        self.codes = {}
        for key, code, *names in Organization.objects.order_by().values_list("pk", "credit_code", "name_en", "name_zh"):
            self.codes[key] = code or ""
            self.add(key, *names)
        for key, *names in Initiative.objects.order_by().values_list("pk", "name_en", "name_zh"):
            self.add(key, *names)
        for key, name in AlternativeName.objects.filter(record__in=list(self.names)).order_by().values_list("record_id", "name"):
            self.add(key, name)

    def add(self, key, *names):
        for name in filter(None, names):
            self.names[key].append(name)
            self.by_name[whole_form(name)].add(key)

    @cached_property
    def compared(self):
        """{key of a record of a nomination: its ComparedNames}."""
        keys = {key for nomination in self.nominations for key in (nomination.organization_id, nomination.initiative_id)} - {None}
        return {key: {ComparedName.of(name) for name in self.names[key]} for key in keys}

    @cached_property
    def read_aloud(self):
        """{key of a record of a nomination: its names in pinyin}."""
        return {key: {in_letters(whole_form(name)) for name in self.names[key]} for key in self.compared}

    def is_known(self, name):
        return whole_form(name) in self.by_name

    def nearness(self, key, names):
        """How near `names`, Written ones, come to the record of that key; None where they are another's."""
        if any(key in self.by_name.get(name, ()) for name in names.whole):
            return Nearness.EXACT
        if names.compared & self.compared[key]:
            return Nearness.FORM
        if any(likeness(one, other) is not None for one in names.compared for other in self.compared[key]):
            return Nearness.ALIKE
        if names.read_aloud and names.read_aloud & self.read_aloud[key]:
            return Nearness.ALIKE
        return None

    def nearness_of(self, nomination, entry, names):
        """How near an entry comes to a nominee; None where it is another's."""
        if nomination.initiative_id:
            return self.nearness(nomination.initiative_id, names)
        code = self.codes[nomination.organization_id]
        found = self.nearness(nomination.organization_id, names)
        if entry.code and code:
            found = Nearness.CODE if entry.code == code else None
        is_about_a_project = len(entry.names) > 1 or nomination.is_unnamed_project
        return Nearness.BODY if found is not None and is_about_a_project else found

    def propose(self, position, entry):
        """(Proposals for one line, keys of the other records that have exactly its name)."""
        names = Written.of(entry)
        nearnesses = [(nomination, self.nearness_of(nomination, entry, names)) for nomination in self.nominations]
        found = [(nomination, nearness) for nomination, nearness in nearnesses if nearness is not None]
        named = {key for name in names.whole for key in self.by_name.get(name, ())}
        others = named - {key for nomination, _nearness in found for key in (nomination.organization_id, nomination.initiative_id)}
        if entry.code:
            others = {key for key in others if self.codes.get(key, "") in ("", entry.code)}
        closest = [nearness for _nomination, nearness in found if nearness <= Nearness.EXACT]
        is_ambiguous = len(closest) > 1 or (closest == [Nearness.EXACT] and bool(others))
        return [Proposed(position, nomination, nearness, is_ambiguous) for nomination, nearness in found], others


class Matches:
    """What is proposed for the entries of a list, and what stands ticked when its page is opened."""

    def __init__(self, entries, register):
        self.of_line, self.elsewhere = {}, {}
        for position, entry in enumerate(entries, start=1):
            if entry.is_name:
                proposals, others = register.propose(position, entry)
                if proposals:
                    self.of_line[position] = sorted(proposals, key=lambda each: each.nearness)
                elif others:
                    self.elsewhere[position] = others
        self.of_nominee = defaultdict(list)
        for proposals in self.of_line.values():
            for proposal in proposals:
                self.of_nominee[proposal.nomination.pk].append(proposal)
        for proposals in self.of_nominee.values():
            proposals.sort(key=lambda each: (each.nearness, each.position))

    def ticked(self):
        """{key of a nomination: position} of what nobody need ask about."""
        return {key: proposals[0].position for key, proposals in self.of_nominee.items() if proposals[0].is_sure}

    def doubtful(self):
        """The positions that a person is asked about: somebody of this name, or a like one, is on record."""
        taken = set(self.ticked().values())
        return {position for position in (*self.of_line, *self.elsewhere) if position not in taken}
