"""What a WSGI server starts: `gunicorn --config python:portal.server.gunicorn portal.wsgi`."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings")
application = get_wsgi_application()

from django.conf import settings  # noqa: E402  these need the settings and the models, which are ready only now
from django.db import connections  # noqa: E402

from portal.access.second_factor import require_keys  # noqa: E402
from portal.text.pinyin.dictionary import pypinyin  # noqa: E402

if connections["default"].vendor == "postgresql":
    from portal.server.postgresql.base import limit_web_process  # psycopg is heavy, and SQLite needs none of it

    limit_web_process()
require_keys()
if not settings.LOCAL:  # one's own machine answers sooner, and takes longer for its first Chinese name
    pypinyin()  # which each worker would read, and keep, for itself
connections.close_all()  # a connection does not survive the fork of a worker
