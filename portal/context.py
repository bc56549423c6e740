"""What every page of the public site may say of the site itself."""

from django.conf import settings

from portal.text.fields import reads_chinese


def host():
    """Who answers for the portal, in the reader's language; empty where that is not set."""
    return settings.PORTAL_HOST["zh" if reads_chinese() else "en"]


def site(request):
    return {
        "site": {
            "contact": settings.PORTAL_CONTACT,
            "host": host(),
            "organizer": settings.PORTAL_ORGANIZER["zh" if reads_chinese() else "en"],
            "site_code": settings.PORTAL_SITE_CODE,
            "icp_number": settings.PORTAL_ICP_NUMBER,
            "security_number": settings.PORTAL_SECURITY_NUMBER,
        }
    }
