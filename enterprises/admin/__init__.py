from django.utils.translation import gettext_lazy as _

from enterprises.admin import law, licences, organizations, properties, reach, tasks, working_days
from enterprises.admin.events import lists
from portal.admin.list_groups import add_group

add_group(55, "rights", _("Rights in hand"), "enterprises.rightevent", "enterprises.licence")

__all__ = ["law", "licences", "lists", "organizations", "properties", "reach", "tasks", "working_days"]
