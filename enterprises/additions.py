"""What may be licensed, in the navigation of the whole portal."""

from django.utils.translation import gettext_lazy as _

from portal.site.additions import main_link, part

main_link("licensing", _("Licensing"), 45)
part("site map", "enterprises/_on_site_map.html")
