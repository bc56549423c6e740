"""How much of a request is read, by who sends it: decided before anything reads it, from its head and its session."""

from django.conf import settings
from django.core import signing
from django.core.exceptions import BadRequest, RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent
from django.core.files.uploadhandler import FileUploadHandler, SkipFile
from django.db import Error as DatabaseError
from django.http import UnreadablePostError
from django.http.multipartparser import MultiPartParserError
from django.template.defaultfilters import filesizeformat
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext

from portal.server.refusals import refuse

STAFF_COOKIE, SALT = "staff", "portal.server.bodies"  # of a browser in which staff were signed in, and may be no more
PUBLIC_FIELDS = 200  # of a form; the longest of the public has some 60
FORMS = ("_add", "_change", "_papers")  # names of pages of the admin that show a form again with what was typed
TIMES = 4  # so many times what is taken at once is read of such a form, without its files


class FilesDropped(FileUploadHandler):
    """Reads over the files of a form; their names are kept, for the page on which they are chosen again."""

    def __init__(self, request, why):
        super().__init__(request)
        self.names, self.why = {}, why  # {control: names of files}; what is said of it

    def new_file(self, field_name, file_name, *args, **kwargs):
        self.names.setdefault(field_name, []).append(file_name)
        raise SkipFile

    def receive_data_chunk(self, raw_data, start):
        """Nothing arrives here."""

    def file_complete(self, file_size):
        """No file is made."""


def dropped_from(request):
    """The FilesDropped of a form whose files were not read; None where they were."""
    return next((handler for handler in request.upload_handlers if isinstance(handler, FilesDropped)), None)


def is_known(request):
    """Whether a member of staff is signed in, or was in this browser: what was typed when a session ended is kept (access/kept_forms),
    and what was typed while the database is away is given back."""
    try:
        if request.user.is_authenticated:
            return request.user.is_staff
    except DatabaseError:
        if was_known(request):
            return True
        raise
    return was_known(request)


def was_known(request):
    try:
        signing.loads(request.COOKIES.get(STAFF_COOKIE, ""), salt=SALT, max_age=settings.SESSION_COOKIE_AGE)
    except signing.BadSignature:
        return False
    return request.path.startswith(reverse("admin:index"))


def number_of_fields(request):
    """How many fields a small form has at most, without taking it apart."""
    if request.content_type == "multipart/form-data":
        return request.body.lower().count(b"content-disposition:")
    return request.body.count(b"&") + 1


def unread(request):
    """What answers a refusal or an outage looks into `request.POST`, too: nothing is read there, and nothing said to be kept."""
    request._mark_post_parse_error()


class BodiesBounded:
    """Refuses what is too large, or of unknown length, unread: before it, no middleware and no view reads `request.POST`.

    The public sends as much as settings.PUBLIC_BYTES in PUBLIC_FIELDS, staff settings.UPLOAD_BYTES with files and
    DATA_UPLOAD_MAX_MEMORY_SIZE without.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        is_new = response.status_code == 200 and STAFF_COOKIE not in request.COOKIES
        if is_new and request.path.startswith(reverse("admin:index")) and request.user.is_authenticated:
            response.set_cookie(
                STAFF_COOKIE,
                signing.dumps("", salt=SALT),
                max_age=settings.SESSION_COOKIE_AGE,
                path=reverse("admin:index"),
                secure=not settings.LOCAL,
                httponly=True,
                samesite="Lax",
            )
        return response

    def process_view(self, request, view, args, kwargs):
        length = request.META.get("CONTENT_LENGTH") or "0"
        if "HTTP_TRANSFER_ENCODING" in request.META:
            return self.refuse(request, 411, _("It was sent without its length."))
        if not (length.isascii() and length.isdecimal() and len(length) < 16):
            return self.refuse(request, 400, _("It was sent with a length that is no number."))
        try:
            if int(length) > settings.PUBLIC_BYTES and (refusal := self.of_large(request, int(length))):
                return refusal
        except DatabaseError:
            unread(request)
            raise
        return self.of_form(request, int(length)) if request.method == "POST" else None

    def of_large(self, request, length):
        """The refusal of what is larger than what the public may send, None where it is read."""
        if not is_known(request):
            return self.too_large(request, length, settings.PUBLIC_BYTES)
        if length <= settings.UPLOAD_BYTES:
            return None
        match = request.resolver_match
        if length > TIMES * settings.UPLOAD_BYTES or match.app_name != "admin" or not match.url_name.endswith(FORMS):
            return self.too_large(request, length, settings.UPLOAD_BYTES)
        why = _(
            "The files of this form are too large together: at most %(most)s are taken at once. Nothing was saved, and what you typed is "
            "here again. Choose fewer files, save, and add the others then."
        ) % {"most": filesizeformat(settings.UPLOAD_BYTES)}
        request.upload_handlers = [FilesDropped(request, why)]
        return None

    def of_form(self, request, length):
        """Read the form here, so that what is wrong with it is said in the portal's own words. Gives the refusal, or None."""
        try:
            if length <= settings.PUBLIC_BYTES and number_of_fields(request) > PUBLIC_FIELDS and not is_known(request):
                return self.too_many_fields(request, PUBLIC_FIELDS)
            request.POST  # noqa: B018  what is read once is kept
        except TooManyFieldsSent:
            return self.too_many_fields(request, settings.DATA_UPLOAD_MAX_NUMBER_FIELDS)
        except TooManyFilesSent:
            most = settings.DATA_UPLOAD_MAX_NUMBER_FILES
            return self.refuse(request, 413, _("It has more than %(most)d files, the most that are taken at once.") % {"most": most})
        except RequestDataTooBig:
            return self.too_large(request, length, settings.DATA_UPLOAD_MAX_MEMORY_SIZE)
        except (BadRequest, MultiPartParserError, UnreadablePostError):
            return self.refuse(request, 400, _("It broke off, or is not written as browsers write forms."))
        return None

    def too_large(self, request, length, most):
        why = _("It has %(size)s; at most %(most)s are taken here.") % {"size": filesizeformat(length), "most": filesizeformat(most)}
        return self.refuse(request, 413, why)

    def too_many_fields(self, request, most):
        return self.refuse(request, 413, _("It has more than %(most)d fields, the most that are taken here.") % {"most": most})

    def refuse(self, request, status, why):
        unread(request)
        title = _("This could not be taken")
        how = _("Nothing was stored. Go back, make it smaller or try another browser, and send it again.")
        return refuse(request, status, title, pgettext("two sentences", "%(why)s %(how)s") % {"why": why, "how": how})
