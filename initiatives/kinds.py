"""The kinds of initiatives, and selection rounds."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from portal.models.kinds import Collection, declare

PROJECTS = Collection(
    segment="projects",
    title=_("Projects"),
    lede=_("What has been built, developed or launched to take Gansu’s culture abroad."),
    counted=ngettext_lazy("%(shown)s project", "%(shown)s projects", "number"),
    model="initiatives.Initiative",
    pigment="project",
    line="initiatives/_where.html",
    search=20,
    menu=20,
    home_cards=2,
    home_aside="initiatives/_home_projects.html",
)
PROGRAMMES = Collection(
    segment="programmes",
    title=_("Programmes"),
    lede=_("Longer undertakings under one name, and the series and projects that belong to them."),
    counted=ngettext_lazy("%(shown)s programme", "%(shown)s programmes", "number"),
    model="initiatives.Initiative",
    pigment="project",
    line="initiatives/_where.html",
    search=30,
    beside=PROJECTS,
)
EXHIBITIONS = Collection(
    segment="exhibitions",
    title=_("Exhibitions"),
    lede=_("Exhibitions, trade shows and performances in which Gansu’s culture is shown to the world."),
    counted=ngettext_lazy("%(shown)s exhibition", "%(shown)s exhibitions", "number"),
    model="initiatives.Initiative",
    pigment="exhibition",
    line="initiatives/_where_exhibition.html",
    search=10,
    menu=30,
    home_cards=2,
    home_aside="initiatives/_home_exhibitions.html",
)
NAMES = {"name-zh": _("Chinese name"), "name-en": _("English name")}
OF_PROJECTS = {"dates": _("dates"), "roles": _("who took part"), "outcome": _("outcome of the selection"), **NAMES}
PROGRAMME = declare("programme", _("programme"), PROGRAMMES, schema_type="EventSeries", looked_for=OF_PROJECTS)
PROJECT = declare("project", _("project"), PROJECTS, schema_type="Project", looked_for=OF_PROJECTS)
EXHIBITION = declare(
    "exhibition",
    _("exhibition"),
    EXHIBITIONS,
    schema_type="ExhibitionEvent",
    looked_for={"country": _("country or region"), "city": _("city"), "venue": _("venue"), **OF_PROJECTS},
)

SELECTIONS = Collection(
    segment="selections",
    title=_("Selections"),
    lede=_("National selections to which enterprises, projects and activities of Gansu were submitted or recommended."),
    counted=ngettext_lazy("%(shown)s selection", "%(shown)s selections", "number"),
    model="initiatives.SelectionRound",
    pigment="selection",
    line="initiatives/_where_selection.html",
    search=70,
    menu=50,
    is_proof=True,
)
SELECTION_ROUND = declare(
    "selection-round",
    _("selection round"),
    SELECTIONS,
    schema_type="Event",
    looked_for={"years": _("years"), "outcome": _("outcome"), **NAMES},
)
