"""What is mailed of a fault, to whom and how often."""

from datetime import timedelta

import pytest
from django.db import DatabaseError, OperationalError
from django.test import Client
from django.utils import timezone

from portal.models import Mail
from portal.models.listing import ListedQuerySet
from portal.models.records import RecordQuerySet

pytestmark = [pytest.mark.django_db, pytest.mark.once]


@pytest.fixture(autouse=True)
def told(settings):
    settings.ERROR_MAIL = ["a@example.org", "b@example.org"]


@pytest.fixture
def browser():
    return Client(raise_request_exception=False)


def failing(monkeypatch, error):
    cause = ValueError("Ana Silva, ana@example.org")

    def fail(records):
        raise error from cause

    for rows, verb in ((RecordQuerySet, "published"), (ListedQuerySet, "public")):
        monkeypatch.setattr(rows, verb, fail)


def test_a_fault_is_mailed_without_a_word_of_what_was_sent(browser, monkeypatch, settings):
    failing(monkeypatch, RuntimeError("of Ana Silva"))
    response = browser.post("/en/enquiry/?r=s3cret", {"name": "Ana Silva", "sent": "1", "r": "s3cret"})
    assert response.status_code == 500
    mails = list(Mail.objects.order_by("to"))
    assert [(mail.to, mail.enquiry, mail.sent_at) for mail in mails] == [(address, None, None) for address in settings.ERROR_MAIL]
    subject, body = mails[0].subject, mails[0].body
    assert subject.startswith("Going Global: RuntimeError in tests/portal/server/test_error_mails.py, line ")
    assert f"\nPOST /en/enquiry/\nNumber: {response['X-Request-ID']}\n" in body
    assert "portal/enquiries/form.py" in body
    assert "\nValueError\n" in body
    assert [word for word in ("Ana", "s3cret", str(settings.BASE_DIR), "sessionid") if word in subject + body] == []


def test_one_fault_is_mailed_once_in_a_while_and_another_beside_it(browser, monkeypatch, settings):
    settings.ERROR_MAIL = settings.ERROR_MAIL[:1]
    failing(monkeypatch, RuntimeError())
    for _request in range(3):
        browser.get("/en/exhibitions/")
    first = Mail.objects.get()
    failing(monkeypatch, KeyError())
    browser.get("/en/exhibitions/")
    assert Mail.objects.count() == 2
    Mail.objects.update(at=timezone.now() - timedelta(minutes=31))
    browser.get("/en/exhibitions/")
    assert Mail.objects.count() == 3
    Mail.objects.filter(pk=first.pk).update(at=timezone.now() - timedelta(days=31))
    of_others = Mail.objects.create(to="ana@example.org", subject="Your enquiry", at=timezone.now() - timedelta(days=31))
    failing(monkeypatch, RuntimeError())
    browser.get("/en/exhibitions/")
    assert not Mail.objects.filter(pk=first.pk).exists()
    assert Mail.objects.filter(pk=of_others.pk).exists()
    assert Mail.objects.count() == 4


def test_nothing_is_mailed_of_an_outage_or_where_nobody_is_named(browser, monkeypatch, settings):
    failing(monkeypatch, OperationalError("connection refused"))
    assert browser.get("/en/exhibitions/").status_code == 503
    failing(monkeypatch, RuntimeError())
    assert browser.get("/no-such-page/").status_code == 404
    settings.ERROR_MAIL = []
    assert browser.get("/en/exhibitions/").status_code == 500
    assert not Mail.objects.exists()


def test_a_mail_that_cannot_be_written_changes_no_answer(browser, monkeypatch):
    def fail(**fields):
        raise DatabaseError

    failing(monkeypatch, RuntimeError())
    monkeypatch.setattr(Mail.objects, "create", fail)
    assert browser.get("/en/exhibitions/").status_code == 500
    assert not Mail.objects.exists()
