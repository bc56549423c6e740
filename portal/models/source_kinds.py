"""The kinds of sources."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from portal.models.kinds import Collection, declare

SOURCES = Collection(
    segment="sources",
    title=_("Sources"),
    lede=_("Where the facts come from. Every figure and every role leads to its place in one of these."),
    counted=ngettext_lazy("%(shown)s source", "%(shown)s sources", "number"),
    model="portal.Source",
    pigment="selection",
    line="portal/_where_source.html",
    search=80,
    menu=60,
    is_proof=True,
)
ARTICLE = declare("article", _("article"), SOURCES, schema_type="Article")
NOTICE = declare("notice", _("notice"), SOURCES, schema_type="CreativeWork")
REPORT = declare("report", _("report"), SOURCES, schema_type="Report")
CONTRACT = declare("contract", _("contract"), SOURCES, schema_type="CreativeWork")
