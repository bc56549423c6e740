"""A page cache that can be told to forget what it keeps: so a page is measured that is not in it."""

from django.conf import settings

from portal.launch.bench.asking import COLD
from portal.site.kept_pages.memory import Memory
from portal.site.kept_pages.middleware import KeptPages


class ForgetfulPages(KeptPages):
    def __call__(self, request):
        if COLD in request.headers:
            self.memory = Memory(settings.PAGE_CACHE_BYTES)
        return super().__call__(request)
