"""What is listed of the records of every kind: each list can be narrowed to some of its kinds."""

from portal.listing.values import lists_by
from portal.models.records import tables

for each in tables().values():
    lists_by("kind", each, "kind")
