"""What every page of the public site may say of the site itself."""

from django.conf import settings

from portal.fields import reads_chinese


def site(request):
    language = "zh" if reads_chinese() else "en"
    return {
        "site": {
            "contact": settings.PORTAL_CONTACT,
            "host": settings.PORTAL_HOST[language],
            "organizer": settings.PORTAL_ORGANIZER[language],
            "site_code": settings.PORTAL_SITE_CODE,
            "icp_number": settings.PORTAL_ICP_NUMBER,
            "security_number": settings.PORTAL_SECURITY_NUMBER,
        }
    }
