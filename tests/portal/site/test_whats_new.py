"""What is new, for people: what was published, corrected and withdrawn, month by month."""

from datetime import UTC, datetime, timedelta

import pytest
from django.contrib.auth.models import User
from django.utils import timezone

from portal.models import Correction, Record, ReviewStep
from portal.review.steps import MOVES, take_step
from portal.site.whats_new import MONTHS_ON_A_PAGE, MOST_NAMED
from tests.admin_pages import make_user
from tests.factories import make_exhibition, make_figure, make_passage, make_project, make_source
from tests.page import visit

pytestmark = pytest.mark.django_db

MAY, JUNE = (
    datetime(2025, 5, 31, 15, 59, tzinfo=UTC),
    datetime(2025, 5, 31, 16, 1, tzinfo=UTC),
)  # a minute on either side of midnight in Gansu


def months(client, query="", language="en"):
    """{heading: the section of that month}, as they stand."""
    page = visit(client, f"/{language}/new/{query}")
    return {section.one("h2").text: section for section in page.all("section", cls="month")}


def correct(statement, at, **texts):
    told = {"before_en": "330 guests", "before_zh": "330人次", "after_en": "350 guests", "after_zh": "350人次", "reason_en": "Recounted."}
    return Correction.objects.create(
        record_id=statement.record_id, statement=statement.pk, user=User.objects.get_or_create(username="counter")[0], at=at, **told | texts
    )


def test_each_month_names_what_was_published_and_corrected_in_it_by_kind(client):
    source = make_source(published_at=MAY)
    show, project = make_exhibition(name_en="Painted Caves", published_at=JUNE), make_project(name_en="Sands", published_at=JUNE)
    corrected = correct(make_figure(show, passage=make_passage(source=source)), JUNE + timedelta(days=31))
    make_exhibition(name_en="Hidden", published_at=None)
    make_exhibition(name_en="Tomorrow", published_at=timezone.now() + timedelta(days=1))
    shown = months(client)
    assert list(shown) == ["July 2025", "June 2025", "May 2025"]
    assert [
        (heading.text, [name.text for name in group.all("dd")])
        for group in shown["June 2025"].all("div", cls="is-exhibition")
        for heading in group.all("dt")
    ] == [("Exhibitions 1", ["Painted Caves"])]
    assert shown["June 2025"].links()[project.get_absolute_url()] == "Sands"
    assert shown["May 2025"].links() == {source.get_absolute_url(): source.name_en}
    july = shown["July 2025"]
    assert july.links() == {corrected.get_absolute_url(): "Painted Caves"}
    assert (july.one("del").text, july.one("ins").text) == ("330 guests", "350 guests")
    page = visit(client, "/en/new/").text
    assert not any(word in page for word in ("Hidden", "Tomorrow"))
    assert list(months(client, language="zh-hans")) == ["2025年7月", "2025年6月", "2025年5月"]
    page = visit(client, "/en/new/")
    assert page.one("main").all("a", type="application/atom+xml")[0]["href"] == "/en/feed.xml"
    assert page.one("footer").links()["/en/new/"] == "What’s new"


def test_of_what_was_withdrawn_stand_its_kind_and_reason_and_no_name(client):
    publisher = make_user("Publisher")
    caves, scheduled = (
        make_exhibition(name_en="Painted Caves"),
        make_exhibition(name_en="Never", published_at=timezone.now() + timedelta(days=1)),
    )
    Record.objects.filter(pk=scheduled.pk).update(published_at=None, submitted_at=timezone.now(), submitted_by=make_user("Editor"))
    seen = {scheduled.pk: Record.objects.get(pk=scheduled.pk).updated_at.isoformat()}
    take_step(MOVES["publish"], [scheduled.pk], publisher, public_from=timezone.now() + timedelta(days=1), seen=seen)
    corrected = correct(make_figure(caves), timezone.now())
    take_step(MOVES["withdraw"], [caves.pk, scheduled.pk], publisher, "Painted Caves was a mistake.", public_reason="mistake")
    assert ReviewStep.objects.filter(step="withdrawn").count() == 2
    page = visit(client, "/en/new/").one("main")
    assert [line.text for line in page.one("ul", cls="plain").all("li")] == ["Exhibition: published by mistake"]
    assert not any(word in page.text for word in ("Painted", "Never", corrected.before_en))
    Record.objects.filter(pk=caves.pk).update(published_at=timezone.now())
    assert "published by mistake" not in visit(client, "/en/new/").text


def test_a_month_of_many_names_the_latest_and_leads_to_the_list_and_years_have_pages(client):
    shows = [make_exhibition(name_en=f"Show {number}", published_at=JUNE + timedelta(minutes=number)) for number in range(MOST_NAMED + 2)]
    for months_ago in range(MONTHS_ON_A_PAGE):
        make_project(published_at=datetime(2024, 1 + months_ago, 9, tzinfo=UTC))
    first = months(client)
    assert len(first) == MONTHS_ON_A_PAGE
    june = first["June 2025"].links()
    assert june[shows[-1].get_absolute_url()] == f"Show {MOST_NAMED + 1}"
    assert shows[1].get_absolute_url() not in june
    assert june["/en/exhibitions/?sort=newest"] == "and 2 more: Exhibitions"
    assert list(months(client, "?page=2")) == ["January 2024"]


@pytest.mark.once
def test_where_nothing_was_published_yet_no_month_is_named(client):
    page = visit(client, "/en/new/").one("main")
    assert [heading.text for heading in page.all("h2")] == ["Nothing has been published yet"]
