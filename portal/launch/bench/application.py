"""The portal as gunicorn serves it while it is measured: on request it says how many queries a page asked; or it has the bare view.

Either is made by a function, for what of Django it needs is there only after the portal's own `wsgi`.
"""

from portal.launch.bench.asking import COUNT_QUERIES

WANTED = "HTTP_" + COUNT_QUERIES.upper().replace("-", "_")


def with_bare_view():
    """The portal with the bare view, without its page cache."""
    from django.test import override_settings

    override_settings(ROOT_URLCONF="portal.launch.bench.bare").enable()  # for as long as this process lives
    from portal.wsgi import application

    return application


def counting():
    from django.db import connection

    from portal.wsgi import application as portal

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
