from portal.models.kinds import Kind
from portal.models.records import AlternativeName, Record, SearchEntry, SlugRedirect
from portal.models.sources import Passage, Source, Statement
from portal.models.terms import Measure, Sector, Technology

__all__ = [
    "AlternativeName",
    "Kind",
    "Measure",
    "Passage",
    "Record",
    "SearchEntry",
    "Sector",
    "SlugRedirect",
    "Source",
    "Statement",
    "Technology",
]
