"""What is to be written of an import, and how: at once, as a proposed change, or by an event that replaces another."""

import hashlib
import json
from operator import attrgetter

from portal.access.roles import PUBLISH, may_change
from portal.imports import options
from portal.imports.judging import Judge, Verdict
from portal.imports.leases import CannotBeDone
from portal.models import Statement
from portal.review.corrections import FIGURE_FIELDS, public_figures
from portal.sheets.columns import sheet_kinds
from portal.text.figure_wording import Grouped
from portal.text.told import told_text as _
from portal.text.told import with_languages

MOST_ROWS_TOLD = 10  # rows that a refusal names


class ImportPlan:
    """The rows of an import that are written, of the list `judged`: `added` and `changed` at once, `proposed` by an Editor of what is
    public, `replaced` [(JudgedRow, the event that takes its place)]. `public` has those that are written at once and are seen at once."""

    def __init__(self, sheet_import, user, judged):
        self.sheet_import, self.user, self.judged = sheet_import, user, judged
        self.kind = sheet_kinds[sheet_import.kind]
        self.added, self.changed, self.proposed, self.replaced, self.public, self.left = [], [], [], [], [], []
        for each in judged:
            self.place(each)

    def place(self, each):
        row = each.row
        if row.result:
            self.left.append(each)
            return
        if row.state not in (Verdict.NEW, Verdict.CHANGED) or row.choice == options.LEAVE:
            if row.state != Verdict.SAME:
                self.left.append(each)
            return
        record = None if each.is_new and self.kind.is_of_records else self.record_of(each)
        is_public = record is not None and record.published_at is not None
        event = self.replacement(each)
        if is_public and not may_change(self.user, record):
            self.proposed.append((each, event))
            return
        if is_public:
            self.public.append(each)
        if event is not None:
            self.replaced.append((each, event))
        else:
            (self.added if each.is_new else self.changed).append(each)

    @property
    def written_at_once(self):
        return [*self.added, *self.changed, *(each for each, _event in self.replaced)]

    @property
    def judged_to_write(self):
        return [*self.written_at_once, *(each for each, _event in self.proposed)]

    def leave_those_with_results(self):
        """Write nothing of rows of which something is said already: that they were changed since."""
        self.left += [each for each in self.judged_to_write if each.row.result]
        lists = (self.added, self.changed, self.public)
        self.added, self.changed, self.public = ([each for each in some if not each.row.result] for some in lists)
        self.proposed, self.replaced = ([pair for pair in some if not pair[0].row.result] for some in (self.proposed, self.replaced))

    def record_of(self, each):
        return record_of_judged(each, self.kind)

    def replacement(self, each):
        """The row that takes the place of one that has been public and is not changed any more; None where it may be changed."""
        instance = each.instance
        relation = getattr(type(instance), "REPLACED_BY_WAY_OF", "")
        if each.is_new or not relation or not instance.is_fixed:
            return None
        return instance.another(**{f"{relation}_id": instance.pk})

    @property
    def figures(self):
        """Keys of the public statements whose figures change."""
        if self.kind.model is not Statement:
            return []
        hiding = {*FIGURE_FIELDS, "passage"}
        return list(public_figures([each.row.row for each in self.changed if each.changed & hiding]))

    @property
    def number_of_reasons(self):
        return len(self.figures) + len(self.replaced) + sum(event is not None for _each, event in self.proposed)

    def seal(self):
        """A digest of what is written, of which rows, over which versions: confirmed is what was shown."""
        written = [self.added, self.changed, [each for each, _event in self.proposed], [each for each, _event in self.replaced]]
        told = [[sealed_row(each.row) for each in some] for some in written]
        return f"{self.seal_of_choices()}{digest_in_half(told)}"

    def seal_of_choices(self):
        """The first half of the seal: of what the person chose, for the whole and for rows, and may do."""
        chosen = {name: bool(self.sheet_import.options.get(name)) for name in (options.EMPTY_CLEARS, options.ONLY_RIGHT, options.AS_SOURCE)}
        of_rows = [[each.row.number, each.row.part, each.row.choice] for each in self.judged if each.row.choice]
        return digest_in_half([chosen, of_rows, self.user.pk, self.user.has_perm(PUBLISH)])

    def is_as_shown(self, seal):
        """Whether it is what had that `seal`: where only right rows are wanted it may be less, but nothing that was not chosen."""
        return seal.startswith(self.seal_of_choices()) if self.sheet_import.options.get(options.ONLY_RIGHT) else seal == self.seal()


def digest_in_half(said):
    return hashlib.sha256(json.dumps(said, sort_keys=True).encode()).hexdigest()[:32]


def sealed_row(row):
    return [row.number, row.part, row.row, row.version, row.choice, with_languages(row.changes)]


def record_of_part(row, kind):
    """The record on whose page a row stands; itself where it is one."""
    return row if kind.is_of_records else attrgetter(kind.carrier.replace("__", "."))(row)


def record_of_judged(each, kind):
    return record_of_part(each.instance, kind)


def what_a_row_was(row):
    return row.state, row.row, row.version


def judged_anew(kept, progress=None):
    """([ImportedRow], [JudgedRow]) as the rows are judged now. Those that are not what was previewed say so in `result`."""
    rows = list(kept.rows.defer("cells"))  # which are not read again
    previewed = {row.pk: what_a_row_was(row) for row in rows}
    judged = []
    Judge(kept, judged.append).judge(rows, progress)
    for row in rows:
        row.result = "" if what_a_row_was(row) == previewed[row.pk] else _("was changed since it was previewed")
    return rows, judged


def refuse_what_differs(kept, rows):
    """Raise CannotBeDone, which names them, where rows are not what was previewed, or are wrong, unless only what is right is wanted."""
    if kept.options.get(options.ONLY_RIGHT):
        return
    if differing := [row for row in rows if row.result]:
        said = _("These rows were changed since they were previewed: %(rows)s. Nothing was stored.")
        raise CannotBeDone(said % {"rows": first_rows_told(differing)})
    if wrong := [row for row in rows if row.state == Verdict.WRONG and row.choice != options.LEAVE]:
        said = _("These rows are wrong: %(rows)s. Nothing was stored.")
        raise CannotBeDone(said % {"rows": first_rows_told(wrong)})


def first_rows_told(rows):
    """The first of `rows` by number and name, for people."""
    some = "; ".join(f"{row.number} · {row.name}" for row in rows[:MOST_ROWS_TOLD])
    return (
        some
        if len(rows) <= MOST_ROWS_TOLD
        else _("%(some)s and %(count)s more") % {"some": some, "count": Grouped(len(rows) - MOST_ROWS_TOLD)}
    )
