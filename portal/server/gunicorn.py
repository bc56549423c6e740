"""gunicorn's settings: `gunicorn --config python:portal.server.gunicorn portal.wsgi`, and `make run` (portal/launch/serving.py).

gunicorn takes every name here that is one of its own settings. What an operator chooses stands in portal/settings.py.
"""

import os

from django.conf import settings

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings")

bind = settings.WEB_BIND
workers = settings.WEB_WORKERS
threads = settings.WEB_THREADS
worker_class = "portal.server.gunicorn_worker.PatientWorker"
preload_app = True  # a mistake in the settings ends the start, not worker after worker; and one that ends is replaced in no time
timeout = settings.WEB_TIMEOUT
graceful_timeout = settings.WEB_GRACEFUL_TIMEOUT
keepalive = settings.WEB_KEEPALIVE
max_requests = settings.WEB_MAX_REQUESTS
max_requests_jitter = max_requests // 5  # not all workers at once

worker_connections = 400  # of a worker: each takes a file, and a process is usually given 1024
limit_request_line = 0  # a search may be long; what is too much of it is cut by the search itself
limit_request_fields = 100
limit_request_field_size = 16 * 1024  # bytes: a cookie with a full shortlist has some 2 kB
forwarder_headers = ""  # none that a request brings, such as SCRIPT_NAME, says where the portal stands or who somebody is
secure_scheme_headers = {}  # nor that it came by https, which gunicorn believes of any proxy on this machine: BEHIND_PROXY decides

control_socket_disable = True

# What is logged. Of a request: when, method, path without its query or a key in it (portal/server/log.py), status, milliseconds,
# bytes, its number; not who asked.
loglevel = "warning"
accesslog = "-" if settings.ACCESS_LOG else None
access_log_format = "%(t)s %(m)s %({portal.path}e)s %(s)s %(M)s ms %(B)s B %({portal.request_id}e)s"
