"""What a passage is cited for beside statements: a role, another name, a step of a nomination, a right.

Models import one way, so that the page of a source cannot know who cites its passages. Each app registers readers in its
own `citations.py`, which is imported once all models are there.
"""

from collections import defaultdict
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


def reader(read):
    """Register `read`: called with a source, it gives a Citation for each row that cites one of its passages and that the
    public reads on the page of its record."""
    readers.append(read)
    return read


def by_passage(source):
    """{key of a passage: [Citation]} of what cites the passages of `source`, each once."""
    found = defaultdict(list)
    for citation in dict.fromkeys(citation for read in readers for citation in read(source)):
        found[citation.passage].append(citation)
    return found


@reader
def names_citing(source):
    rows = AlternativeName.objects.published().filter(passage__source=source.pk)
    for row in rows.select_related("record"):
        yield Citation(row.passage_id, row.record, Saying(_("Also named"), row.name, row.language))
