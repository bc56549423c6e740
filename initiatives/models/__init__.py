from initiatives.models.dates import Precision
from initiatives.models.follow_ups import FollowUp
from initiatives.models.initiatives import Exhibition, Initiative, Participation, Programme, Project
from initiatives.models.intention_steps import IntentionStep
from initiatives.models.intentions import Intention
from initiatives.models.nominations import FormerlyPublic, Nomination, NominationEvent
from initiatives.models.official_lists import OfficialLine, OfficialList
from initiatives.models.selections import SelectionCategory, SelectionRound
from initiatives.models.stages import SelectionStage

__all__ = [
    "Exhibition",
    "FollowUp",
    "FormerlyPublic",
    "Initiative",
    "Intention",
    "IntentionStep",
    "Nomination",
    "NominationEvent",
    "OfficialLine",
    "OfficialList",
    "Participation",
    "Precision",
    "Programme",
    "Project",
    "SelectionCategory",
    "SelectionRound",
    "SelectionStage",
]
