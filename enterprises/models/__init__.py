from enterprises.models.events import RightEvent
from enterprises.models.law import LegalRule
from enterprises.models.licences import Licence
from enterprises.models.licensing import Availability
from enterprises.models.organizations import CreditCodeField, Enterprise, Organization
from enterprises.models.properties import CustomsRecordal, IntellectualProperty, Trademark, TrademarkRegistration
from enterprises.models.reach import Reach
from enterprises.models.tasks import CalendarAddress, Reminder, ReminderChoice, Task
from enterprises.models.working_days import CalendarDay, HolidayNotice

__all__ = [
    "Availability",
    "CalendarAddress",
    "CalendarDay",
    "CreditCodeField",
    "CustomsRecordal",
    "Enterprise",
    "HolidayNotice",
    "IntellectualProperty",
    "LegalRule",
    "Licence",
    "Organization",
    "Reach",
    "Reminder",
    "ReminderChoice",
    "RightEvent",
    "Task",
    "Trademark",
    "TrademarkRegistration",
]
