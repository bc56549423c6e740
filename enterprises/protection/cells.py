"""What stands in one cell: where a mark stands at a destination in a class, why, and by which registrations."""

from typing import NamedTuple

from django.db import models
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, pgettext

FIRST_CLASS_OF_SERVICES = 35


class CellState(models.TextChoices):
    """From the best to the worst: of several registrations the best counts."""

    PROTECTED = "protected", gettext_lazy("protected")
    NOT_CHECKED = "not-checked", gettext_lazy("not checked since")
    AT_RISK = "at-risk", gettext_lazy("at risk on the show’s days")
    APPLIED = "applied", gettext_lazy("applied for")
    NOT_KNOWN = "not-known", gettext_lazy("not known which mark")
    OTHER_CLASS = "other-class", gettext_lazy("other class")
    GAP = "gap", gettext_lazy("gap")


ORDER = {state: place for place, state in enumerate(CellState)}


class Cell(NamedTuple):
    """One state with its reason; `words` is the reason with a place for the classes, in the language in which it was asked for."""

    state: CellState
    words: str
    notes: tuple = ()  # sentences beside the reason
    nice_classes: tuple = ()  # empty: no class is on record
    rows: tuple = ()  # the registrations on which it rests

    @property
    def reason(self):
        return self.words.replace("{classes}", classes_in_words(self.nice_classes))

    @property
    def label(self):
        return self.state.label


def classes_in_words(nice_classes):
    """(16, 25) → "classes 16, 25"; services say that they are services."""
    if not nice_classes:
        return _("no class entered")
    numbers = pgettext("within a list", ", ").join(map(str, nice_classes))
    named = ngettext("class %(numbers)s", "classes %(numbers)s", len(nice_classes)) % {"numbers": numbers}
    return _("%(classes)s, services") % {"classes": named} if min(nice_classes) >= FIRST_CLASS_OF_SERVICES else named


def together(cells):
    """Cells that say the same of several classes are one, in the order of the first of them."""
    merged = {}
    for cell in cells:
        same = merged.setdefault((cell.state, cell.words, cell.notes), cell)
        if same is not cell:
            rows = tuple(dict.fromkeys((*same.rows, *cell.rows)))
            merged[cell.state, cell.words, cell.notes] = same._replace(nice_classes=same.nice_classes + cell.nice_classes, rows=rows)
    return list(merged.values())
