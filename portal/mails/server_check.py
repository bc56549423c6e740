"""Whether a server knows where its mails go."""

from django.conf import settings
from django.core.checks import Error


def mail_server_is_named(app_configs, **options):
    """Without EMAIL_URL mails are written into files, as on one's own machine, and reach nobody."""
    if settings.LOCAL or settings.EMAIL_URL_IS_SET:
        return []
    hint = "Set it, for example EMAIL_URL=submission://user:password@mail.example.org:587, or LOCAL=true on your own machine."
    return [Error("The environment variable EMAIL_URL is not set: no mail reaches anybody.", hint=hint, id="portal.E001")]
