"""One form of the admin as it is opened or sent: what the view, the form, its rows and the page ask about it.

It is made where a form arrives (`Kept.changeform_view`, or whoever proposes and replays), and carried by a copy of the admin that
lasts as long as the request, and by the inlines of that copy.
"""

from dataclasses import dataclass, field, replace
from enum import Enum, auto
from typing import Any

from portal.access.kept_forms.ended_sessions import brought_back
from portal.access.roles import may_change
from portal.server.body_limits import dropped_from


class Purpose(Enum):
    EDIT = auto()  # what is sent is written
    PROPOSAL = auto()  # it is kept as a proposed change, and not written
    REPLAY = auto()  # the server itself sends a proposed change to its form


@dataclass
class Submission:
    purpose: Purpose = Purpose.EDIT
    is_brought_back: bool = False  # after its session had ended: it is shown again, and not written
    files_to_choose: dict = field(default_factory=dict)  # {control: names of files} of what came and was not kept
    files_refused: str = ""  # why the files were not read
    before: str = ""  # the key of the row that was saved from this very form
    made: str = ""  # the key of the row that this one wrote
    comparison: Any = None  # portal.admin.form.comparing.Comparison, where somebody saved meanwhile
    was_published: bool = False  # the row, since the form was opened: what was to be an edit is shown as a proposal
    refusals: list = field(default_factory=list)  # why it is not taken, beside that
    uploads: list = field(default_factory=list)  # portal.admin.pictures.Upload of each picture, read before anything is locked
    pictures: Any = None  # those written, for portal.media.pictures.storing.keeping
    papers: Any = None  # those written, for portal.media.papers.kept_with_rows
    built: dict | None = field(default_factory=dict)  # {what it is: the class of a form, or those of its rows}; None keeps none

    @classmethod
    def of(cls, request, purpose=Purpose.EDIT):
        """What arrives with `request`."""
        if request.method != "POST":
            return cls(purpose)
        dropped = dropped_from(request)
        files = request.POST.files if brought_back(request) else dropped.names if dropped else {}
        files = files or {name: [file.name for file in found] for name, found in request.FILES.lists()}
        return cls(purpose, brought_back(request), {} if purpose is Purpose.PROPOSAL else files, dropped.why if dropped else "")

    def sent(self, before):
        """The same, as it is sent now."""
        return replace(self, before=before, refusals=[*self.refusals], built={})

    def kept(self, build, row, *further):
        """What `build` makes for the form of a row, once: while it is compared, checked and drawn it is asked for several times."""
        key = (self.purpose, row and row.pk, *further)
        if self.built is None:
            return build()
        if key not in self.built:
            self.built[key] = build()
        return self.built[key]

    def become_proposal(self):
        """The row was published since the form was opened."""
        self.purpose, self.files_to_choose, self.was_published = Purpose.PROPOSAL, {}, True

    @property
    def is_edit(self):
        return self.purpose is Purpose.EDIT

    @property
    def is_proposal(self):
        return self.purpose is Purpose.PROPOSAL

    @property
    def is_replay(self):
        """Whether what it may do was decided when it was proposed, even where whoever proposed it has left."""
        return self.purpose is Purpose.REPLAY

    def may_touch(self, user, row):
        """Whether it may change the row: by the role of its user, or because it only proposes or shows the change, or writes one
        that was accepted."""
        return row is None or not self.is_edit or may_change(user, row)


NOTHING_SENT = Submission(built=None)  # of an admin that draws a list, or is only asked what somebody may do
