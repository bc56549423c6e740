from enterprises.models.events import RightEvent
from enterprises.models.licences import Licence
from enterprises.models.licensing import Availability
from enterprises.models.organizations import CreditCodeField, Enterprise, Organization
from enterprises.models.properties import CustomsRecordal, IntellectualProperty, Trademark, TrademarkRegistration
from enterprises.models.tasks import CalendarAddress, Reminder, Task

__all__ = [
    "Availability",
    "CalendarAddress",
    "CreditCodeField",
    "CustomsRecordal",
    "Enterprise",
    "IntellectualProperty",
    "Licence",
    "Organization",
    "Reminder",
    "RightEvent",
    "Task",
    "Trademark",
    "TrademarkRegistration",
]
