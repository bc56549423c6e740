"""The map and the timeline on pages of the whole portal."""

from django.utils.translation import gettext_lazy as _

from portal.site.additions import link, part

link("map", _("Places on record"))
link("timeline", _("Timeline"))
part("home", "initiatives/_on_home.html")
part("site map", "initiatives/_on_site_map.html")
