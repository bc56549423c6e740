"""What a person chose for the lines of an official list, and what each line is by that."""

from collections import Counter
from dataclasses import dataclass, field
from hashlib import sha256

from django.utils.translation import gettext

from initiatives.models import OfficialLine

LineState = OfficialLine.State
LINE, ANOTHER_LINE, NAME, OPEN, HEADING, COMPLETE, ABSENT = "line", "another", "name", "open", "heading", "complete", "missing"  # controls


def digest(entries):
    """What the page was drawn for: where the names on record change meanwhile, the list may be read otherwise."""
    return sha256(repr([(entry.sort, entry.first_row, entry.names) for entry in entries]).encode()).hexdigest()[:16]


@dataclass
class Choices:
    """`lines` is {key of a nomination: position of the line that names it}."""

    entries: list
    lines: dict = field(default_factory=dict)
    names: set = field(default_factory=set)  # keys of nominations whose Chinese name is confirmed by this
    open: set = field(default_factory=set)
    headings: set = field(default_factory=set)
    is_complete: bool = False
    refusals: list = field(default_factory=list)

    @classmethod
    def by_default(cls, entries, matches, names, stored=None):
        """What stands ticked when the page is opened: what was decided before, else what nobody need ask about."""
        headings = {place for place, entry in enumerate(entries, start=1) if not entry.is_name}
        lines = list(stored.lines.all()) if stored else []
        if len(lines) != len(entries):
            return cls(entries, matches.ticked(), names, matches.doubtful(), headings)
        return cls(
            entries,
            {line.nomination_id: line.position for line in lines if line.nomination_id},
            names,
            {line.position for line in lines if line.state == LineState.OPEN},
            {line.position for line in lines if line.state == LineState.HEADING},
            stored.is_complete,
        )

    @classmethod
    def sent(cls, entries, nominations, sent):
        """What the page sent, a QueryDict."""
        found = cls(entries, is_complete=COMPLETE in sent)
        found.open, found.headings = found.positions(sent.getlist(OPEN)), found.positions(sent.getlist(HEADING))
        for nomination in nominations:
            typed = sent.get(f"{ANOTHER_LINE}-{nomination.pk}", "").strip()
            chosen = found.positions([typed or sent.get(f"{LINE}-{nomination.pk}", "")])
            if typed and not chosen:
                found.refusals.append(
                    gettext("%(nominee)s: the list has no line “%(line)s”.") % {"nominee": nomination, "line": typed[:20]}
                )
            found.lines.update((nomination.pk, line) for line in chosen)
            if f"{NAME}-{nomination.pk}" in sent and chosen:
                found.names.add(nomination.pk)
        for line, times in Counter(found.lines.values()).items():
            if times > 1:
                found.refusals.append(gettext("Line %(line)d is chosen for several nominees: it names one.") % {"line": line})
        return found

    def positions(self, texts):
        return {int(text) for text in texts if text.isascii() and text.isdecimal() and len(text) < 8 and 0 < int(text) <= len(self.entries)}

    def state_of(self, position):
        if position in self.lines.values():
            return LineState.CONFIRMED
        if position in self.headings:
            return LineState.HEADING
        return LineState.OPEN if position in self.open else LineState.NOT_OURS

    def sums(self):
        """{state: how many lines}; together they are all lines."""
        found = Counter(self.state_of(position) for position in range(1, len(self.entries) + 1))
        return {state: found[state] for state in LineState}

    def in_words(self):
        """The sum that proves that no line is lost."""
        sums = self.sums()
        text = gettext("lines %(all)d = confirmed %(confirmed)d + not ours %(not_ours)d + headings %(headings)d + open %(open)d")
        return text % {
            "all": len(self.entries),
            "confirmed": sums[LineState.CONFIRMED],
            "not_ours": sums[LineState.NOT_OURS],
            "headings": sums[LineState.HEADING],
            "open": sums[LineState.OPEN],
        }
