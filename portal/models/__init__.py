from portal.models.audit import AuditEntry
from portal.models.kinds import Kind
from portal.models.papers import Paper
from portal.models.pictures import Picture
from portal.models.records import AlternativeName, Record, SearchEntry, SlugRedirect
from portal.models.review import Correction, Opening, ProposedChange, ReviewStep
from portal.models.sources import Passage, Source, Statement
from portal.models.terms import Measure, Sector, Technology

__all__ = [
    "AlternativeName",
    "AuditEntry",
    "Correction",
    "Kind",
    "Measure",
    "Opening",
    "Paper",
    "Passage",
    "Picture",
    "ProposedChange",
    "Record",
    "ReviewStep",
    "SearchEntry",
    "Sector",
    "SlugRedirect",
    "Source",
    "Statement",
    "Technology",
]
