"""The portal as gunicorn serves it while it is measured: on request it forgets the pages that it keeps, and says how many queries a page
asked; or it has the bare view.

Either is made by a function, for what of Django it needs is there only after the settings were changed.
"""

import os

from portal.launch.bench.asking import COUNT_QUERIES

WANTED = "HTTP_" + COUNT_QUERIES.upper().replace("-", "_")
PAGE_CACHE = "portal.site.kept_pages.middleware.KeptPages"
FORGETFUL = "portal.launch.bench.forgetting.ForgetfulPages"


def portal_with(*instead, **changed):
    """The portal's own application, with `instead` in the place of its page cache and these settings for as long as the process lives."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings")
    from django.conf import settings
    from django.test import override_settings

    middleware = [name for each in settings.MIDDLEWARE for name in (instead if each == PAGE_CACHE else (each,))]
    override_settings(MIDDLEWARE=middleware, **changed).enable()
    from portal.wsgi import application

    return application


def with_bare_view():
    return portal_with(ROOT_URLCONF="portal.launch.bench.bare")


def counting():
    portal = portal_with(FORGETFUL)
    from django.db import connection

    def application(environ, start_response):
        if WANTED not in environ:
            return portal(environ, start_response)
        asked, begun = [], []

        def count(execute, sql, parameters, many, context):
            asked.append(sql)
            return execute(sql, parameters, many, context)

        with connection.execute_wrapper(count):
            response = portal(environ, lambda *of_response: begun.append(of_response))
            try:
                body = [b"".join(response)]  # some pages ask while they are sent
            finally:
                if hasattr(response, "close"):
                    response.close()
        status, headers, *_more = begun[0]
        start_response(status, [*headers, (COUNT_QUERIES, str(len(asked)))])
        return body

    return application
