"""What a passage is cited for beside statements: a role, another name, a step of a nomination, a right.

Models import one way, so that the page of a source cannot know who cites its passages. Each app registers readers in its
own `citations.py`, which is imported once all models are there.
"""

from typing import Any, NamedTuple

from django.utils.translation import gettext_lazy as _

from portal.models import AlternativeName
from portal.site.footnotes import Saying

readers = []


class Citation(NamedTuple):
    """One row that cites a passage, as the public reads it."""

    passage: str  # its key
    record: Any  # whose page shows the row
    saying: Saying
    other: Any = None  # the record that the saying names, where it names one


class CitationReader(NamedTuple):
    rows: Any  # called with a source: the queryset of the rows that cite its passages and that the public reads on pages of records
    tell: Any  # called with some of these rows: yields a Citation for each


def reader(rows):
    """Register the decorated function as that which tells of `rows`: see CitationReader."""

    def register(tell):
        readers.append(CitationReader(rows, tell))
        return tell

    return register


@reader(lambda source: AlternativeName.objects.published().filter(passage__source=source.pk).select_related("record"))
def names_citing(rows):
    for row in rows:
        yield Citation(row.passage_id, row.record, Saying(_("Also named"), row.name, row.language))
