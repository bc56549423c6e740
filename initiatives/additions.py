"""The map and the timeline on pages of the whole portal, and what organizations have done on theirs."""

from django.utils.translation import gettext_lazy as _

from initiatives import destinations, organizations  # noqa: F401  register where these go, and what they have done
from portal.site.additions import deed, link, part

link("map", _("Where in the world"))
link("timeline", _("Timeline"))
deed("exhibitions-list", _("See exhibitions abroad"), 30)
part("home", "initiatives/_on_home.html")
part("empty shortlist", "initiatives/_on_empty_shortlist.html")
part("site map", "initiatives/_on_site_map.html")
