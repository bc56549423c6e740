"""Context processors: `site`, what the portal is called and who answers for it, and whether all of it is made up."""

from django.conf import settings

from portal.models.made_up import is_made_up
from portal.site.host import host_name
from portal.text.fields import of_reader


def site(request):
    return {
        "is_made_up": is_made_up,  # asked where a page is drawn that says so
        "site": {
            "speaker": host_name(),
            "contact": settings.PORTAL_CONTACT,
            "host": of_reader(settings.PORTAL_HOST),  # who answers for the portal; empty where that is not set
            "organizer": of_reader(settings.PORTAL_ORGANIZER),
            "site_code": settings.PORTAL_SITE_CODE,
            "icp_number": settings.PORTAL_ICP_NUMBER,
            "security_number": settings.PORTAL_SECURITY_NUMBER,
        },
    }
