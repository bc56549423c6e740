"""A page cache that can be told to forget what it keeps: so a page is measured that is not in it; and that something public has changed, so
that parts of pages and values that a process keeps are made anew, too."""

from django.conf import settings
from django.db import connection

from portal.launch.bench.asking import AFTER_CHANGE, COLD
from portal.models.triggers import GENERATIONS
from portal.site.kept_pages.memory import Memory
from portal.site.kept_pages.middleware import KeptPages


class ForgetfulPages(KeptPages):
    def __call__(self, request):
        if COLD in request.headers:
            self.memory = Memory(settings.PAGE_CACHE_BYTES)
        if AFTER_CHANGE in request.headers:
            raise_generation()
        return super().__call__(request)


def raise_generation():
    """As a row does that somebody changes, but that nothing says anything else afterwards."""
    with connection.cursor() as cursor:
        cursor.execute(f"UPDATE {GENERATIONS} SET number = number + 1")  # noqa: S608  a name of our own
