from enterprises.models.licensing import Availability
from enterprises.models.organizations import CreditCodeField, Enterprise, Organization
from enterprises.models.properties import CustomsRecordal, IntellectualProperty, Trademark, TrademarkRegistration

__all__ = [
    "Availability",
    "CreditCodeField",
    "CustomsRecordal",
    "Enterprise",
    "IntellectualProperty",
    "Organization",
    "Trademark",
    "TrademarkRegistration",
]
