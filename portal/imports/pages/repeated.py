"""The same wrong text in one column of several rows, which is mended once for all of them."""

import hashlib
from collections import defaultdict
from dataclasses import dataclass

from portal.imports.options import FOR_ALL
from portal.imports.problems import OF_CELL, has_cell
from portal.models import ImportedRow

MANY_PLACES = 6  # that are named; of the others their number
MOST_REPEATED = 30  # wrong texts that are offered at a time, those of most rows first
LONGEST_TEXT_MENDED = 150  # characters; of a longer cell only the beginning is kept with its mistake


@dataclass(frozen=True)
class RepeatedMistake:
    """A text that is wrong in several rows."""

    letters: str  # of the column
    column: str  # its key
    text: str
    numbers: tuple  # of the rows
    reason: str
    remedy: str
    choices: tuple  # (text, label)

    @property
    def control(self):
        return f"all-{self.letters}-{hashlib.sha256(self.text.encode()).hexdigest()[:12]}"

    @property
    def pick(self):
        return f"pick-{self.control}"

    @property
    def first_numbers(self):
        return ", ".join(map(str, self.numbers[:MANY_PLACES]))

    @property
    def rest(self):
        return max(len(self.numbers) - MANY_PLACES, 0)

    def text_sent(self, sent):
        """What was typed in place of it, or picked; None where it says what it said."""
        text = sent.get(self.pick, "") or sent.get(self.control)
        return None if text is None or text.strip() == self.text.strip() else text.strip()


def repeated_mistakes(sheet_import):
    """[RepeatedMistake] of the wrong rows of an import."""
    found, numbers = {}, defaultdict(dict)
    rows = sheet_import.rows.filter(state=ImportedRow.State.WRONG).order_by("number", "part").values_list("number", "problems")
    for number, problems in rows.iterator(chunk_size=1000):
        for each in problems:
            text = each.get("value") or ""
            if each["of"] == OF_CELL and has_cell(each) and text and len(text) <= LONGEST_TEXT_MENDED:
                letters = each["place"].rstrip("0123456789")
                found.setdefault((letters, text), each)
                numbers[letters, text][number] = None
    several = sorted((where for where in found if len(numbers[where]) > 1), key=lambda where: (-len(numbers[where]), where))
    return [
        RepeatedMistake(
            *(letters, each["column"], text, tuple(numbers[letters, text])),
            *(each["reason"], each["remedy"], tuple(map(tuple, each["choices"]))),
        )
        for letters, text in several[:MOST_REPEATED]
        for each in [found[letters, text]]
    ]


def with_text_for_all(chosen, letters, old, new):
    """The options of an import, `chosen`, with `new` in place of each cell of a column that says `old`, or was to say it."""
    texts = dict((chosen.get(FOR_ALL) or {}).get(letters) or {})
    texts = {text: new if typed == old else typed for text, typed in texts.items()} | {old: new}
    return chosen | {FOR_ALL: (chosen.get(FOR_ALL) or {}) | {letters: texts}}
