"""The public list of corrections, and where a page leads to it."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import User
from django.utils import timezone

from portal.models import Correction, Record
from tests.factories import make_exhibition, make_figure, make_passage, make_source, make_statement
from tests.page import visit

pytestmark = pytest.mark.django_db


def make_correction(statement, days_ago=0, **texts):
    defaults = {"before_en": "330 visitors", "before_zh": "330人次", "after_en": "350 visitors", "after_zh": "350人次"}
    return Correction.objects.create(
        record_id=statement.record_id,
        statement=statement.pk,
        user=User.objects.get_or_create(username="counter")[0],
        at=timezone.now() - timedelta(days=days_ago),
        **defaults | {"reason_en": "Counted again."} | texts,
    )


def entries(page):
    return page.all("li", cls="correction")


def test_each_correction_says_what_was_what_is_and_why_newest_first(client):
    show = make_exhibition(slug="show", name_en="Painted Caves")
    figure = make_figure(show)
    old = make_correction(figure, 9, after_en="", after_zh="")
    new = make_correction(figure, 2, reason_en="", reason_zh="重新统计。")
    page = visit(client, "/en/corrections/")
    first, second = entries(page)
    assert [entry["id"] for entry in (first, second)] == [new.pk, old.pk]
    assert first.links()["/en/exhibitions/show/"] == "Painted Caves"
    assert (first.one("del").text, first.one("ins").text) == ("330 visitors", "350 visitors")
    reason = first.one("dd", cls="correction-why")
    assert (reason.text, reason["lang"]) == ("重新统计。", "zh-Hans")
    assert first.one("time")["datetime"].startswith(timezone.localdate(new.at).isoformat())
    assert "taken out" in second.text
    assert not second.all("ins")
    assert "counter" not in page.text  # who did it is the staff's own
    chinese = entries(visit(client, "/zh-hans/corrections/"))
    assert (chinese[0].one("del").text, chinese[0].one("ins").text) == ("330人次", "350人次")
    assert not chinese[0].one("dd", cls="correction-why")["lang"]
    assert chinese[1].one("dd", cls="correction-why")["lang"] == "en"


def test_nothing_is_said_of_what_is_not_public_any_more_or_was_said_by_no_public_source(client):
    source = make_source()
    show, other = make_exhibition(slug="show"), make_exhibition(slug="other")
    figure, foreign = make_figure(show), make_figure(other, passage=make_passage(source=source))
    kept, taken_out = make_correction(figure), make_correction(make_figure(show), 1, after_en="", after_zh="")
    make_correction(foreign, 2)
    draft = make_exhibition(published_at=None)
    make_correction(make_figure(draft), 3)
    type(figure).objects.get(pk=taken_out.statement).delete()  # its history still knows the source

    def shown():
        return [entry["id"] for entry in entries(visit(client, "/en/corrections/"))]

    assert len(shown()) == 3
    Record.objects.filter(pk=source.pk).update(published_at=None)
    assert shown() == [kept.pk, taken_out.pk]
    assert "Last corrected" not in visit(client, "/en/exhibitions/other/").text
    Record.objects.filter(pk=show.pk).update(published_at=timezone.now() + timedelta(days=1))
    assert shown() == []
    assert "No correction since publication" in visit(client, "/en/corrections/").one("main").text


def test_pages_lead_to_a_correction_on_whichever_page_of_the_list_it_stands(client):
    source = make_source(slug="gazette")
    show = make_exhibition(slug="show")
    figure, plain = (make(show, passage=make_passage(source=source)) for make in (make_figure, make_statement))
    oldest = make_correction(figure, 99)
    address = f"/en/corrections/?at={oldest.pk}#{oldest.pk}"
    for path in ("exhibitions/show/", "sources/gazette/"):
        page = visit(client, f"/en/{path}")
        assert address in page.one("main").links(), path
    line = visit(client, "/en/sources/gazette/").one(id=figure.pk).parent
    assert line.links()[address].startswith("corrected on")
    assert "corrected on" not in visit(client, "/en/sources/gazette/").one(id=plain.pk).parent.text
    facts = visit(client, "/en/exhibitions/show/").one("dl", cls="facts")
    assert address in facts.links()
    for days in range(24):
        make_correction(figure, days)
    assert [entry["id"] for entry in entries(visit(client, address))] == [oldest.pk]
    assert len(entries(visit(client, "/en/corrections/?at=no-such-key"))) == 24
    assert len(entries(visit(client, f"/en/corrections/?at={oldest.pk}&page=1"))) == 24
    assert [entry["id"] for entry in entries(visit(client, "/en/corrections/?page=9"))] == [oldest.pk]
    newest = Correction.objects.first()
    assert f"?at={newest.pk}#" in visit(client, "/en/exhibitions/show/").one("div", cls="fig").all("a")[-1]["href"]


def test_the_footer_the_sources_and_the_page_about_the_portal_lead_to_the_list(client):
    for path in ("about/", "sources/"):
        page = visit(client, f"/en/{path}")
        assert "/en/corrections/" in page.one("main").links()
        assert page.one("footer").links()["/en/corrections/"] == "Corrections"
