"""What taking an import back would do: what goes, what comes back, what stays since somebody worked on it."""

import hashlib
import json
from collections import defaultdict
from dataclasses import dataclass

from portal.access.roles import may_change
from portal.imports.matching import in_some
from portal.imports.plans import record_of_part
from portal.imports.stored_values import digest_of_row, from_json, lists_by_row
from portal.models import Listed, ListedValue, NotTheSame, Opening, ProposedChange, Record, ReviewStep, SearchEntry, Statement
from portal.models.public import is_draft
from portal.review.corrections import public_figures
from portal.review.steps import was_public
from portal.sheets.columns import sheet_kinds
from portal.text.told import kept_text, told_together
from portal.text.told import told_text as _

FOLLOWS_A_RECORD = (
    SearchEntry,
    Listed,
    ListedValue,
    Opening,
    ReviewStep,
    ProposedChange,
    NotTheSame,
)  # rows that follow a record and are no loss


@dataclass(frozen=True)
class WayBack:
    """What taking an import back would do, in numbers of rows; `stays` has [(ImportedRow, why)]."""

    gone: int = 0  # rows that were made, and go again
    restored: int = 0  # rows whose old values come back
    proposed: int = 0  # proposed changes that are taken back
    corrected: int = 0  # outcomes and public figures that are taken back by a correction: these ask for a reason
    stays: tuple = ()
    seal: str = ""


class UndoPlan:
    """The rows of an import that was written, by what becomes of them when `user` takes it back: lists of (ImportedRow, the row as it is
    stored now, its lists), of proposals (ImportedRow, ProposedChange); `figures` are keys of public figures that change thereby."""

    def __init__(self, sheet_import, user):
        self.sheet_import, self.user, self.kind = sheet_import, user, sheet_kinds[sheet_import.kind]
        self.model = self.kind.model._meta.concrete_model
        self.stays_once_public = getattr(self.model, "STAYS_ONCE_PUBLIC", False)
        self.gone, self.restored, self.corrected, self.dropped, self.stays = [], [], [], [], []
        rows = list(sheet_import.rows.exclude(row="", proposal="").filter(result__gt="").defer("cells", "values"))
        self.place_proposals([row for row in rows if row.proposal])
        written = [row for row in rows if row.after and not row.proposal]
        for some in in_some(range(len(written))):
            self.place([written[number] for number in some])
        self.figures = self.public_figures_touched()

    def place_proposals(self, rows):
        proposals = ProposedChange.objects.in_bulk({row.proposal for row in rows})
        for row in rows:
            proposal = proposals.get(row.proposal)
            if proposal and proposal.state == ProposedChange.State.OPEN:
                self.dropped.append((row, proposal))
            elif proposal and proposal.state == ProposedChange.State.ACCEPTED:
                self.stays.append((row, _("A Publisher accepted the change: change it on its form.")))

    def place(self, rows):
        """Sort some rows by what becomes of them."""
        found = self.model._base_manager.filter(pk__in=[row.row for row in rows])
        if self.kind.carrier:
            found = found.select_related(self.kind.carrier)
        stored = {each.pk: each for each in found}
        lists = lists_by_row(self.model, stored)
        new = [row.row for row in rows if row.before is None and row.row in stored]
        referring, once_public = rows_referring_to(self.model, new), self.once_public(new)
        for row in rows:
            row_now = stored.get(row.row)
            if row_now is None:
                self.stays.append((row, _("It is not there any more.")))
                continue
            triple = row, row_now, lists[row.row]
            record = record_of_part(row_now, self.kind)
            if digest_of_row(row_now, lists[row.row]) != row.after:
                self.stays.append((row, _("It was edited since.")))
            elif getattr(row_now, "is_fixed", False):
                self.place_fixed(triple)
            elif record.published_at is not None and not may_change(self.user, record):
                self.stays.append((row, _("It is public: a Publisher takes it back.")))
            elif row.before is not None:
                self.restored.append(triple)
            elif row.row in once_public:
                self.stays.append((row, _("It was public: it stays, and is not deleted.")))
            elif row.row in referring:
                self.stays.append((row, _("Others refer to it: %(kinds)s.") % {"kinds": told_together(", ", sorted(referring[row.row]))}))
            else:
                self.gone.append(triple)

    def once_public(self, keys):
        """Those of `keys`, of rows that the import made, which the public could ever read, and which nobody deletes for that reason."""
        if not self.kind.is_of_records:
            return set(self.model.objects.were_public().filter(pk__in=keys).values_list("pk", flat=True)) if self.stays_once_public else ()
        steps = ReviewStep.objects.filter(record__in=keys).order_by().values_list("record", flat=True)
        told = self.model.history.filter(id__in=keys).exclude(is_draft()).order_by().values_list("id", flat=True)
        return {record.pk for record in Record.objects.filter(pk__in={*steps, *told}) if was_public(record)}

    def place_fixed(self, triple):
        """What has been public and is not changed any more is taken back by another that says so."""
        row, row_now, _lists = triple
        if not may_change(self.user, record_of_part(row_now, self.kind)):
            self.stays.append((row, _("It is public: a Publisher takes it back.")))
        elif row_now.passage_id is None:
            self.stays.append((row, _("It is public, and cites no passage: correct it on the form of its nomination.")))
        else:
            self.corrected.append(triple)

    def public_figures_touched(self):
        if self.kind.model is not Statement:
            return []
        return list(public_figures([row_now.pk for _row, row_now, _lists in (*self.gone, *self.restored)]))

    @property
    def way_back(self):
        return WayBack(
            gone=len(self.gone),
            restored=len(self.restored),
            proposed=len(self.dropped),
            corrected=len(self.corrected) + len(self.figures),
            stays=tuple(self.stays),
            seal=self.seal(),
        )

    def seal(self):
        parts = (self.gone, self.restored, self.corrected, self.dropped, self.stays)
        told = [[row.pk for row, *_others in part] for part in parts]
        return hashlib.sha256(json.dumps([told, self.figures]).encode()).hexdigest()


def relations_to(model, that_follow=False):
    """The fields of other models by which rows of `model` are named, hidden ones too: of what merely follows it, or of all else."""
    for relation in model._meta.get_fields(include_hidden=True):
        if not relation.auto_created or relation.concrete or relation.many_to_many or getattr(relation, "parent_link", False):
            continue
        other = relation.related_model
        is_own_list = other._meta.auto_created and issubclass(model, other._meta.auto_created)
        follows = other in FOLLOWS_A_RECORD or is_own_list
        if follows == that_follow and not hasattr(other, "instance_type"):
            yield relation.field


def rows_referring_to(model, keys):
    """{key: {what refers to it, in words}} of rows that others name, beside what merely follows them."""
    found = defaultdict(set)
    for field in relations_to(model):
        for some in in_some(keys):
            rows = field.model._base_manager.filter(**{f"{field.name}__in": some}).order_by()
            for key in rows.values_list(field.name, flat=True):
                found[key].add(kept_text(field.model._meta.verbose_name_plural))
    return found


def what_would_come_back(sheet_import, user):
    """The WayBack of an import that was written."""
    return UndoPlan(sheet_import, user).way_back


def values_before(model, row):
    """{name: value} as the model has it, of what stood there before the import."""
    return {name: from_json(model, name, value) for name, value in row.before.items()}
