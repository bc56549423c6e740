"""What would become of an import, before anything is written."""

import copy
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.utils import timezone

from portal.imports import options
from portal.imports.judging import Verdict
from portal.imports.leases import CannotBeDone
from portal.imports.plans import ImportPlan, judged_anew, refuse_what_differs
from portal.imports.previewed import PreviewedPlan
from portal.imports.written_rows import forget_written, write_rows
from portal.models import Record
from portal.review.consequences.rehearsal import NOT_YET_SAID, rehearse

MOST_REHEARSED = 200  # rows that are judged anew, and whose consequences are told, within a request of a few seconds
MOST_COMPARED_PUBLIC = 30_000  # public records whose pages are compared before and after, which takes 0.15 ms of each


@dataclass(frozen=True)
class Outlook:
    """What confirming an import would do, in numbers of rows."""

    new: int = 0  # drafts, or parts of drafts
    changed: int = 0  # drafts, or parts of drafts
    public: int = 0  # rows of what is public that are written at once, by a Publisher
    proposed: int = 0  # rows that become proposed changes
    same: int = 0
    left: int = 0  # that nobody chose for, that are to be left, or that are wrong
    wrong: int = 0  # of these: while there are some, and not only right ones are asked for, nothing can be written
    figures: int = 0  # public figures that change, or outcomes that are replaced: these ask for a reason
    seal: str = ""  # for `ask_for(…, WRITE, …, seal)`: rows, choices and options as they were shown

    @property
    def is_anything(self):
        return bool(self.new + self.changed + self.public + self.proposed)


def outlook_of(plan):
    """The Outlook of a ImportPlan."""
    public = {id(each) for each in plan.public}
    rows = [each.row for each in plan.judged]
    return Outlook(
        new=sum(id(each) not in public for each in plan.added),
        changed=sum(id(each) not in public for each in plan.changed),
        public=len(plan.public),
        proposed=len(plan.proposed),
        same=sum(row.state == Verdict.SAME for row in rows),
        left=len(plan.left),
        wrong=sum(row.state == Verdict.WRONG and row.choice != options.LEAVE for row in rows),
        figures=plan.number_of_reasons,
        seal=plan.seal(),
    )


def what_would_happen(sheet_import, user):
    """The Outlook of confirming it as it stands. Few rows are judged anew for it; of many their preview tells, and they are judged before
    they are written."""
    if sheet_import.total > MOST_REHEARSED:
        return outlook_of(PreviewedPlan(sheet_import, user))
    _rows, judged = judged_anew(sheet_import)
    return outlook_of(ImportPlan(sheet_import, user, judged))


def is_rehearsed(sheet_import):
    """Whether its consequences on all pages are told: of few rows, in a portal of few enough records."""
    if sheet_import.total > MOST_REHEARSED:
        return False
    return Record.objects.published().order_by()[: MOST_COMPARED_PUBLIC + 1].count() <= MOST_COMPARED_PUBLIC


def consequences_of_import(sheet_import, user):
    """The portal.review.consequences.Consequences of confirming it, for a Publisher; None where nothing that is public would change, or
    it is not rehearsed. Raises ValidationError with what would be refused."""
    if not is_rehearsed(sheet_import):
        return None
    rows, judged = judged_anew(sheet_import)
    plan = ImportPlan(sheet_import, user, judged)
    if not plan.public:
        return None
    rehearsed = copy.copy(sheet_import)
    rehearsed.reason_en = sheet_import.reason_en or sheet_import.reason_zh or NOT_YET_SAID

    def write():
        forget_written(plan)  # where a collision has it rehearsed again
        write_rows(rehearsed, plan, timezone.now())

    try:
        refuse_what_differs(sheet_import, rows)
        return rehearse(write)
    except CannotBeDone as refused:
        raise ValidationError(refused.why) from refused
