"""What may be licensed, in the navigation of the whole portal, and what a visitor can do with enterprises and their brands."""

from django.utils.translation import gettext_lazy as _

from portal.site.additions import deed, main_link, part

main_link("licensing", _("Licensing"), 45)
part("site map", "enterprises/_on_site_map.html")
deed("enterprises-list", _("Find a partner"), 10)
deed("licensing", _("License a brand"), 20)
