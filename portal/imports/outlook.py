"""What would become of an import, before anything is written."""

from dataclasses import dataclass


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


def what_would_happen(sheet_import, user):
    """The Outlook of confirming it as it stands."""
    raise NotImplementedError


def consequences_of_import(sheet_import, user):
    """The portal.review.consequences.Consequences of confirming it, for a Publisher; None where nothing that is public would change.
    Raises ValidationError with what would be refused."""
    raise NotImplementedError


@dataclass(frozen=True)
class WayBack:
    """What taking an import back would do: [(ImportedRow, why)] where a row stays."""

    gone: int = 0  # rows that were made, and go again
    restored: int = 0  # rows whose old values come back
    proposed: int = 0  # proposed changes that are taken back, or, of what is public, proposed the other way round
    corrected: int = 0  # outcomes and public figures that are taken back by a correction: these ask for a reason
    stays: tuple = ()
    seal: str = ""


def what_would_come_back(sheet_import, user):
    """The WayBack of an import that was written."""
    raise NotImplementedError
