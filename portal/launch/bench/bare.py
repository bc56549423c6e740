"""The bare view: what a page costs of which nothing is read and nothing drawn. These addresses are no portal's: gunicorn has them only
while `make bench` runs (portal/launch/bench/application.py)."""

from django.conf import settings
from django.conf.urls.i18n import i18n_patterns
from django.http import HttpResponse
from django.urls import path

from portal.urls import handler404, handler500
from portal.urls import urlpatterns as of_portal

__all__ = ["handler404", "handler500", "urlpatterns"]

BYTES = 25_000
TEXT = (settings.BASE_DIR / "README.md").read_bytes()[:BYTES]


def bare(request):
    return HttpResponse(TEXT)


urlpatterns = [*i18n_patterns(path("bare/", bare)), *of_portal]
