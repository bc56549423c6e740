"""Requests that hold the character NUL: nobody types it, and PostgreSQL cannot even be asked for it."""

from django.db import DataError
from django.utils.translation import gettext_lazy as _

from portal.server.refusals import refuse


def holds_nul(parameters):
    """Whether a name or value of `parameters`, a QueryDict, has a NUL."""
    return any("\0" in text for name, values in parameters.lists() for text in (name, *values))


class NulRefused:
    """Answers 400 to an address or a cookie with a NUL, and to a form with one where the form does not say so itself, at
    its field, as those for typed text do."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        if "\0" in request.path_info or holds_nul(request.GET) or any("\0" in text for text in request.COOKIES.values()):
            return self.refuse(request)
        return self.get_response(request)

    def process_exception(self, request, exception):
        return self.refuse(request) if isinstance(exception, DataError) and holds_nul(request.POST) else None

    def refuse(self, request):
        title = _("This address or form contains a character that cannot be used")
        return refuse(request, 400, title, _("It is invisible (NUL, U+0000). Nothing was changed: go back and type the text again."))
