"""Compares the uploaded files in the storages with their rows: what a machine that went down in the middle left behind."""

from dataclasses import dataclass, field
from datetime import timedelta

from django.core.files.storage import storages
from django.utils import timezone

from portal.media import papers
from portal.media.pictures import storing

YOUNG = 24  # hours
compared = [("default", storing.orphans), ("private", papers.orphans)]  # (storage, what compares it with its rows); others add theirs


@dataclass
class Orphans:
    """What one storage and its rows do not agree on."""

    storage: str
    names: list = field(default_factory=list)  # files without a row
    spared: list = field(default_factory=list)  # files without a row that are young: theirs may be on its way
    missing: list = field(default_factory=list)  # keys of rows whose files are not there

    def remove(self):
        for name in self.names:
            storages[self.storage].delete(name)


def find_orphans(young=timedelta(hours=YOUNG)):
    """The Orphans of every storage; files younger than `young` are spared, for a row is written after its file."""
    found = {}
    for alias, compare in compared:
        each = found.setdefault(alias, Orphans(alias))
        names, missing = compare()
        each.missing += missing
        for name in names:
            is_young = timezone.now() - storages[alias].get_modified_time(name) < young
            (each.spared if is_young else each.names).append(name)
    return list(found.values())
