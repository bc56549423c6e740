"""What is kept: the tables, the querysets that choose among their rows, and what a row may not be."""

from portal.models.accounts import Account, Guess, Person, SecondFactor
from portal.models.audit import AuditEntry
from portal.models.enquiries import Enquiry, EnquiryStep, Sending
from portal.models.features import Feature
from portal.models.generations import Generation
from portal.models.imports import ImportedRow, MatchedHeadings, NotTheSame, SheetImport
from portal.models.kept_forms import KeptForm, SentForm
from portal.models.listing import Listed, ListedValue, StaleMark
from portal.models.mails import Mail
from portal.models.other_names import AlternativeName, SlugRedirect
from portal.models.papers import Paper
from portal.models.pictures import Picture
from portal.models.records import Record
from portal.models.review import Correction, Opening, ProposedChange, ReviewStep
from portal.models.search_entries import SearchEntry
from portal.models.sources import Passage, Source, Statement
from portal.models.terms import Measure, Sector, Technology
from portal.models.worker import WorkerBeat

__all__ = [
    "Account",
    "AlternativeName",
    "AuditEntry",
    "Correction",
    "Enquiry",
    "EnquiryStep",
    "Feature",
    "Generation",
    "Guess",
    "ImportedRow",
    "KeptForm",
    "Listed",
    "ListedValue",
    "Mail",
    "MatchedHeadings",
    "Measure",
    "NotTheSame",
    "Opening",
    "Paper",
    "Passage",
    "Person",
    "Picture",
    "ProposedChange",
    "Record",
    "ReviewStep",
    "SearchEntry",
    "SecondFactor",
    "Sector",
    "Sending",
    "SentForm",
    "SheetImport",
    "SlugRedirect",
    "Source",
    "StaleMark",
    "Statement",
    "Technology",
    "WorkerBeat",
]
