"""By which values the lists of organizations and of intellectual property can be narrowed."""

from enterprises.models import CustomsRecordal, IntellectualProperty, Organization, TrademarkRegistration
from portal.listing.values import FLAG, lists_by

lists_by("sector", Organization, "sectors", missing=True)
lists_by("place", Organization, "country", missing=True)

lists_by("owner", IntellectualProperty, "owner", needs=("", "owner"), missing=True)
lists_by("territory", IntellectualProperty, "territory", of=TrademarkRegistration, to="trademark")
lists_by("recorded", IntellectualProperty, FLAG, of=CustomsRecordal, to="property")
