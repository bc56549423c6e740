from initiatives.models.dates import Precision
from initiatives.models.initiatives import Exhibition, Initiative, Participation, Programme, Project
from initiatives.models.nominations import FormerlyPublic, Nomination, NominationEvent
from initiatives.models.selections import SelectionCategory, SelectionRound

__all__ = [
    "Exhibition",
    "FormerlyPublic",
    "Initiative",
    "Nomination",
    "NominationEvent",
    "Participation",
    "Precision",
    "Programme",
    "Project",
    "SelectionCategory",
    "SelectionRound",
]
