from initiatives.models.dates import Precision
from initiatives.models.initiatives import Exhibition, Initiative, Participation, Programme, Project
from initiatives.models.selections import Nomination, NominationEvent, SelectionCategory, SelectionRound

__all__ = [
    "Exhibition",
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
