"""A record is of a kind that an app declares: the list stands in a trigger, made anew from the declarations after each `migrate`."""

from portal.models import kinds
from portal.models.triggers import PREFIX, Trigger, builder

REFUSAL = "A record is of one of the kinds that the apps of the portal declare."


@builder
def known_kinds(apps):
    table = apps.get_model("portal", "Record")._meta.db_table
    is_unknown = "NEW.kind NOT IN ({})".format(", ".join(f"'{kind}'" for kind in kinds.declared))
    for name, moment in (("kind_added", "BEFORE INSERT"), ("kind_changed", "BEFORE UPDATE OF kind")):
        yield Trigger(PREFIX + name, moment, table, is_unknown, REFUSAL)
