"""The log: by its number a request is found; nothing is told over and over; and nothing that opens a page."""

import io
import logging
import re
from datetime import timedelta

import psycopg
import pytest
from django.conf import settings
from django.db import OperationalError
from django.test import Client
from django.urls import URLPattern, get_resolver
from gunicorn.config import Config
from gunicorn.glogging import Logger

from portal.models.listing import ListedQuerySet
from portal.server import gunicorn, log
from portal.server.database_outages import outage

NUMBER = "5f0c1d5b7a3e4f60"


@pytest.mark.django_db
@pytest.mark.parametrize(("given", "is_taken"), [(NUMBER, True), ("short", False), ("x" * 65, False), ("line\nbreak-and-more", False)])
def test_a_request_has_the_number_that_the_proxy_gave_it(client, settings, given, is_taken):
    settings.BEHIND_PROXY = True
    assert (client.get("/en/about/", headers={"x-request-id": given})["X-Request-ID"] == given) is is_taken
    settings.BEHIND_PROXY = False
    own = [client.get("/en/about/", headers={"x-request-id": given})["X-Request-ID"] for _request in range(2)]
    assert own[0] != own[1]
    assert all(re.fullmatch("[0-9a-f]{16}", number) for number in own)


@pytest.fixture
def written(monkeypatch):
    """What the settings' own handler writes."""
    stream = io.StringIO()
    handler = logging.StreamHandler(stream)
    configured = settings.LOGGING
    handler.setFormatter(logging.Formatter(configured["formatters"]["line"]["format"], style="{"))
    for name in configured["handlers"]["console"]["filters"]:
        assert configured["filters"][name]["()"].startswith("portal.server.log.")
        handler.addFilter(getattr(log, configured["filters"][name]["()"].rpartition(".")[2])())
    loggers = [logging.getLogger(), logging.getLogger("django")]
    for logger in loggers:
        monkeypatch.setattr(logger, "handlers", [handler])
    return stream.getvalue


@pytest.mark.django_db
def test_each_line_of_a_request_has_its_number(monkeypatch, written):
    def broken(self):
        logging.getLogger("portal").error("about to fail")
        raise RuntimeError("broken")

    monkeypatch.setattr(ListedQuerySet, "public", broken)
    browser = Client(raise_request_exception=False)
    number = browser.get("/en/exhibitions/")["X-Request-ID"]
    missing = browser.get("/no/such/page/")["X-Request-ID"]
    logging.getLogger("portal").error("no request")
    text = written()
    assert f" ERROR portal {number} about to fail\n" in text
    assert f" ERROR django.request {number} Internal Server Error: /en/exhibitions/\nTraceback" in text
    assert "RuntimeError: broken\n" in text
    assert f" {missing} " in text
    assert " ERROR portal - no request\n" in text


@pytest.mark.django_db
def test_what_the_database_was_too_busy_for_keeps_its_trace_and_an_outage_has_none(monkeypatch, written):
    outage.__init__()
    browser = Client(raise_request_exception=False)
    for cause, is_traced in ((psycopg.errors.QueryCanceled("took too long"), True), (psycopg.OperationalError("gone"), False)):

        def fail(records, cause=cause):
            raise OperationalError(str(cause)) from cause

        monkeypatch.setattr(ListedQuerySet, "public", fail)
        response = browser.get("/en/exhibitions/")
        assert response.status_code == 503
        assert (f"{response['X-Request-ID']} Service Unavailable: /en/exhibitions/\n" in written()) is is_traced
    assert written().count("Traceback") == 1
    assert written().count("The database has not answered") == 1


def record(created, message="Not Found: %s", error=None, status=404, args=("/x",)):
    made = logging.LogRecord("django.request", logging.WARNING, "", 0, message, args, error and (type(error), error, error.__traceback__))
    made.created, made.status_code = created, status
    return made


def raised(error):
    try:
        raise error
    except type(error) as caught:
        return caught


def raised_elsewhere(error):
    try:
        raise error
    except type(error) as caught:
        return caught


def test_one_error_is_told_a_few_times_a_minute_and_how_many_were_left_out(written):
    few = log.Few()
    assert [few.filter(record(second)) for second in range(8)] == [True] * log.MOST_LINES + [False] * 3
    assert few.filter(record(9, status=410))
    first, second = raised(ValueError("at one place")), raised_elsewhere(ValueError("at another"))
    assert [few.filter(record(10, error=error)) for error in (first, second, first, second) * 3] == [True] * 10 + [False] * 2
    assert written() == ""
    assert few.filter(record(61))
    assert re.findall("Left out.*", written()) == ["Left out, since they were like it: 3 more of “Not Found: /x”"]
    assert [few.filter(record(62)) for _line in range(5)][-1] is False
    assert few.filter(record(-5))  # the clock was put back
    for created in range(8):
        told = record(created)
        told.levelno = logging.INFO
        assert few.filter(told)


def patterns(resolver, before=""):
    for each in resolver.url_patterns:
        route = before + str(each.pattern)
        yield from [(route, each)] if isinstance(each, URLPattern) else patterns(each, route)


def test_no_key_of_an_address_is_shown():
    keyed = [route for route, each in patterns(get_resolver()) if {"token", "uidb64"} & set(each.pattern.converters)]
    assert len(keyed) == 4
    for route in keyed:
        path = "/" + re.sub("<[^>]*>", "k3y", route)
        assert "k3y" in path
        assert "k3y" not in log.without_keys(path)
    assert log.without_keys("/en/enquiry/") == "/en/enquiry/"


@pytest.mark.django_db
def test_the_access_log_says_of_a_request_what_the_privacy_statement_allows(client, written):
    config = Config()
    for name in ("accesslog", "access_log_format"):
        config.set(name, getattr(gunicorn, name) or "-")
    response = client.get("/en/preview/s3cret/\n/", {"q": "my name"}, headers={"x-request-id": NUMBER})
    environ = response.wsgi_request.environ | {"RAW_URI": "", "SERVER_PROTOCOL": "", "REMOTE_ADDR": "203.0.113.7"}

    class Answer:
        status, headers, sent = "404 Not Found", list(response.headers.items()), 512

    class Asked:
        headers = []

    logger = Logger(config)
    atoms = logger.atoms_wrapper_class(logger.atoms(Answer, Asked, environ, timedelta(milliseconds=31)))
    line = config.access_log_format % atoms
    number = response["X-Request-ID"]
    assert re.fullmatch(rf"\[[^]]+\] GET /en/preview/%E2%80%A6 404 31 ms 512 B {number}", line)
    assert "s3cret" not in written()
