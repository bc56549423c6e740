"""What a step changes in public: found from the models themselves, told before it is taken, and held against what was seen."""

import re
from collections import Counter
from datetime import timedelta
from functools import partial

import pytest
from django.apps import apps
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from portal.models import Correction, Picture, ProposedChange, Record, ReviewStep, Statement
from portal.models.public import PartQuerySet, at
from portal.review.consequences.rehearsal import of_publishing, of_withdrawing, publish_at_once, rehearse
from portal.review.consequences.snapshot import shown_models, ties
from portal.review.steps import MOVES, take_step
from tests.admin_pages import filled_in
from tests.consequences import announced, lines, what_is_read
from tests.factories import (
    make_availability,
    make_enterprise,
    make_exhibition,
    make_figure,
    make_intention,
    make_measure,
    make_nomination,
    make_nomination_event,
    make_organization,
    make_participation,
    make_passage,
    make_programme,
    make_property,
    make_recordal,
    make_registration,
    make_source,
    make_stage,
    make_statement,
    make_trademark,
)
from tests.page import read, visit

pytestmark = pytest.mark.django_db

RECORDS = "/admin/portal/record/"
# What belongs to a record and is the staff's own, or is no row that a page shows: a new model stands here or has the verb.
NOT_SHOWN = {
    "portal.enquiry", "portal.enquirystep", "portal.mail", "portal.sending", "portal.opening", "portal.paper", "portal.proposedchange",
    "portal.importedrow", "portal.notthesame", "portal.sheetimport",
    "portal.listed", "portal.listedvalue", "portal.reviewstep", "portal.searchentry", "portal.slugredirect", "initiatives.formerlypublic", "initiatives.followup",
    "initiatives.officiallist", "initiatives.officialline", "enterprises.licence", "enterprises.rightevent", "enterprises.task",
    "enterprises.reminder",
}  # fmt: skip


def reaches_a_record(model, seen=()):
    forward = [field.related_model for field in (*model._meta.local_fields, *model._meta.local_many_to_many) if field.is_relation]
    return any(issubclass(other, Record) or (other not in seen and reaches_a_record(other, (*seen, other))) for other in forward)


def by_records_alone(model):
    return PartQuerySet.published(model.objects.all())


def test_every_model_that_belongs_to_a_record_is_asked_or_is_the_staffs_own():
    ours = [model for app in ("portal", "enterprises", "initiatives") for model in apps.get_app_config(app).get_models()]
    ours = [model for model in ours if not model.__name__.startswith("Historical") and not issubclass(model, Record)]
    belonging = {model._meta.label_lower for model in ours if reaches_a_record(model)}
    asked = {model._meta.label_lower for model in shown_models()}
    assert belonging - asked == NOT_SHOWN & belonging
    assert {"portal.record", "portal.statement", "portal.passage", "initiatives.selectioncategory"} <= asked
    for model in shown_models():
        if model is not Record:
            assert isinstance(model.objects.all(), PartQuerySet), model
            with at(timezone.now()):
                asks, asks_all = (str(rows.order_by().values("pk").query) for rows in (model.objects.published(), by_records_alone(model)))
            assert (asks != asks_all) == hasattr(model, "why_hidden"), f"{model}: a verb that asks for more says why"
            looks_further = set(re.findall(r'(?:FROM|JOIN) "(\w+)"', asks)) - set(re.findall(r'(?:FROM|JOIN) "(\w+)"', asks_all))
            says_where = hasattr(model, "ASKED_OF") or type(model.objects.all()).keys_around is not PartQuerySet.keys_around
            assert bool(looks_further) == says_where, (
                f"{model}: a verb that asks about rows of {looks_further} says which are around records"
            )
    named = {f"{tie.model._meta.model_name}.{tie.name}" for tie in ties()}
    assert {"organization.parent", "intellectualproperty.owner", "initiative.part_of", "nominationevent.actors"} <= named


def ask_for(client, user, key, *records):
    """The page that asks before a step with these records, as they were chosen in the list, and its form."""
    client.force_login(user)
    response = client.post(RECORDS, {"action": f"step_{key}", "_selected_action": [record.pk for record in records]})
    return read(response.content.decode()), filled_in(response)


def publish(client, data, **more):
    return client.post(RECORDS, data | {"note": "Seen."} | more, follow=True)


def test_a_draft_that_hides_something_is_named_and_published_in_the_same_step(client, people, settings):
    source = make_source(name_en="Night notice", published_at=None)
    show, parent = make_exhibition(name_en="Lantern show", published_at=None), make_organization()
    partner = make_organization(name_en="Lamp guild", published_at=None, parent_id=parent.pk)
    other = make_source(name_en="Idle notice", published_at=None)
    make_statement(show, passage=make_passage(source=source), wording_en="It glowed.")
    make_statement(show, passage=make_passage(source=other), wording_en="It hummed.")
    make_participation(show, partner, "organizer")
    type(show).objects.filter(pk=show.pk).update(part_of=make_programme(name_en="Night series", published_at=None).pk)
    make_property(name_en="Lamp", owner_id=make_enterprise().pk)
    take_step(MOVES["send"], [show.pk, source.pk], people["editor"])
    take_step(MOVES["send"], [partner.pk], people["publisher"])  # who sent it does not judge it
    page, data = ask_for(client, people["publisher"], "publish", show)
    hidden = " / ".join(lines(page, "hidden")["Lantern show"])
    for told in ("It glowed. its source waits for review: Night notice", "It hummed. its source is a draft: Idle notice"):
        assert told in hidden
    assert "its organization waits for review: Lamp guild" in hidden
    assert "Part of: Night series draft" in hidden
    offered = page.one("fieldset", cls="together").all("input")
    assert [box["value"].split(" ")[0] for box in offered] == [source.pk]
    chosen = {"together": [box["value"] for box in offered]}
    again = publish(client, data, **chosen)  # what changes with it was not seen yet
    assert "confirm it once more" in again.content.decode()
    assert not Record.objects.published().filter(pk__in=[show.pk, source.pk]).exists()
    page = read(again.content.decode())
    assert "Statement: It glowed." in lines(page, "appears")["Lantern show"]
    assert "It glowed." not in " ".join(lines(page, "hidden")["Lantern show"])
    stale = filled_in(again) | {"together": f"{source.pk} 2020-01-01T00:00:00+00:00"}
    assert "they were to be published together" in publish(client, stale).content.decode()
    assert not Record.objects.published().filter(pk__in=[show.pk, source.pk]).exists()
    assert "done for 2 records" in publish(client, filled_in(again)).content.decode()
    assert "It glowed." in visit(client, f"/en/exhibitions/{show.slug}/").text
    assert ReviewStep.objects.filter(step="published", user=people["publisher"]).count() == 2
    page, data = ask_for(client, people["second"], "publish", partner)
    assert lines(page, "hidden") == {}  # what it names is public
    settings.REVIEW_BY_ANOTHER = False  # nobody has sent the other to review, so that it is no part of any step
    done = publish(client, data, together=[f"{other.pk} {other.updated_at.isoformat()}"])
    assert "done for 1 record" in done.content.decode()
    assert not Record.objects.published().filter(pk=other.pk).exists()


def test_what_is_told_is_what_was_seen_or_it_is_told_again(client, people):
    source, show = make_source(name_en="Day notice"), make_exhibition(name_en="Kite show")
    figure = make_figure(show, passage=make_passage(source=source), wording_en="Kites flew.")
    make_nomination_event(make_nomination(), passage=figure.passage)
    page, data = ask_for(client, people["publisher"], "withdraw", source)
    data |= {"public_reason": "source"}
    assert lines(page, "goes")["Kite show"] == ["Statement: Kites flew."]
    assert any("the whole page" in group.text for group in page.one("ul", id="goes").all("li"))
    make_statement(show, passage=figure.passage, wording_en="Kites fell.")
    for sent in (data, data | {"announced": ""}):
        again = publish(client, sent)
        assert "confirm it once more" in again.content.decode()
        assert Record.objects.published().filter(pk=source.pk).exists()
    publish(client, filled_in(again) | {"public_reason": "source"})
    assert not Record.objects.published().filter(pk=source.pk).exists()


def test_of_what_is_scheduled_it_is_told_what_will_not_appear(client, people):
    show = make_exhibition(name_en="Snow show", published_at=timezone.now() + timedelta(days=3))
    make_statement(show, wording_en="It snowed.")
    page, data = ask_for(client, people["publisher"], "withdraw", show)
    assert "Will not appear" in page.text
    assert "Statement: It snowed." in lines(page, "goes")["Snow show"]
    publish(client, data, public_reason="mistake")
    assert not Record.objects.scheduled().exists()
    lapsing = make_exhibition(name_en="Rain show", published_at=None)
    Picture.objects.create(
        record_id=lapsing.pk, digest="0" * 64, width=9, height=9, alt_en="Rain.", alt_zh="雨。", credit="A", rights="B",
        rights_until=timezone.localdate() + timedelta(days=1),
    )  # fmt: skip
    take_step(MOVES["send"], [lapsing.pk], people["editor"])
    page, data = ask_for(client, people["publisher"], "publish", lapsing)
    assert "Picture: Rain." in lines(page, "appears")["Rain show"]
    later = publish(client, data, public_from=(timezone.localtime() + timedelta(days=5)).strftime("%Y-%m-%dT%H:%M"))
    page = read(later.content.decode())
    assert "Appears on" in page.text
    assert lines(page, "hidden")["Rain show"] == ["Picture: Rain. the right to show it has ended"]


@pytest.mark.once
def test_accepting_tells_what_a_draft_hides_and_publishes_it_along(client, people):
    show = make_exhibition(name_en="Painted Caves")
    make_statement(show, wording_en="Caves were shown.")
    make_participation(show, make_organization(published_at=None), "organizer")  # hidden before, and no matter of this change
    source = make_source(name_en="Cave notice", published_at=None)
    hidden = make_passage(source=source)
    take_step(MOVES["send"], [source.pk], people["editor"])
    client.force_login(people["editor"])
    form = f"/admin/initiatives/exhibition/{show.pk}/propose/"
    client.post(form, filled_in(client.get(form)) | {"statements-0-passage": hidden.pk, "city_en": "Porto"})
    client.force_login(people["publisher"])
    url = f"/admin/portal/proposedchange/{ProposedChange.objects.get().pk}/change/"
    asked = client.get(url)
    page = read(asked.content.decode())
    assert lines(page, "goes")["Painted Caves"] == ["Statement: Caves were shown. its source waits for review: Cave notice"]
    assert not page.all("ul", id="hidden")
    box = page.one("fieldset", cls="together").one("input")
    again = client.post(url, filled_in(asked) | {"together": box["value"], "_accepted": "x"})
    assert "accept it once more" in again.content.decode()
    assert Statement.objects.get().passage != hidden
    assert client.post(url, filled_in(again) | {"announced": "", "_accepted": "x"}).status_code == 200
    addresses = [record.get_absolute_url() for record in Record.objects.all()]
    before = what_is_read({address: Client().get(address) for address in addresses})
    assert client.post(url, filled_in(again) | {"_accepted": "x"}).status_code == 302
    after = what_is_read({address: Client().get(address) for address in addresses})
    told = announced(again)
    changed = {address for address in addresses if before[address] != after[address]}
    assert set(told) == changed - {show.get_absolute_url()}  # of its own page the comparison tells; the statement is shown elsewhere now
    assert {address for address, whole in told.items() if whole} == {source.get_absolute_url()}
    assert Statement.objects.published().get().passage == hidden
    assert Record.objects.published().filter(pk=source.pk).exists()


@pytest.mark.once
def test_what_stays_hidden_and_why_is_told_in_chinese_too(client, people):
    source, show = make_source(name_zh="夜报", published_at=None), make_exhibition(name_zh="灯展", published_at=None)
    make_statement(show, passage=make_passage(source=source), wording_zh="灯火通明。")
    take_step(MOVES["send"], [show.pk], people["editor"])
    client.force_login(people["publisher"])
    page = client.get(f"/admin/initiatives/exhibition/{show.pk}/step/publish/", headers={"accept-language": "zh-hans"}).content.decode()
    for told in ("仍不公开", "灯火通明。", "其来源为草稿：夜报"):
        assert told in read(page).text


@pytest.mark.once
def test_it_asks_no_more_queries_of_many_parts_than_of_few(client, people):
    source, measure = make_source(), make_measure()
    passage = make_passage(source=source)
    counts = []
    for number in (2, 60):
        for _ in range(number):
            show = make_exhibition()
            make_figure(show, passage=passage, measure=measure)
            make_participation(show, make_enterprise(), passage=passage)
        client.force_login(people["publisher"])
        with CaptureQueriesContext(connection) as queries:
            page = client.get(f"/admin/portal/source/{source.pk}/step/withdraw/").content.decode()
        assert page.count("Participation: ") >= number
        counts.append(len(queries))
    assert counts[1] <= counts[0], Counter(query["sql"][:90] for query in queries).most_common(3)


def test_around_a_record_stands_all_that_a_step_of_it_changes(people):
    first, second = make_passage(), make_passage()
    owner, host = make_enterprise(), make_organization()
    show = make_exhibition(part_of_id=make_programme().pk)
    mark = make_trademark(owner_id=owner.pk)
    registration = make_registration(mark, passage=first)
    make_recordal(mark, registration=registration, holder_id=host.pk, passage=second)
    make_participation(show, owner, passage=first)
    make_intention(show, "contract", our_side_id=owner.pk)
    nomination = make_nomination(organization_id=owner.pk)
    stage = make_stage(round=nomination.category.round, passage=first)
    stage.bodies.add(host)
    make_nomination_event(nomination, stage=stage, passage=second, recipient_id=host.pk).actors.add(host)
    figure = make_figure(show, passage=first)
    texts = {"before_en": "330 visitors", "before_zh": "330人次", "after_en": "350 visitors", "reason_en": "Counted again."}
    Correction.objects.create(record_id=show.pk, statement=figure.pk, user=people["publisher"], **texts)
    figure.passage = second
    figure.save()
    told = Counter()
    for hides_another in (False, True):
        for record in Record.objects.published():
            around = of_withdrawing([record])
            told.update(line.label for group in around.going for line in group.lines)
            everywhere = rehearse(lambda: Record.objects.filter(pk=record.pk).update(published_at=None))  # noqa: B023  called at once
            assert (record.name, around.seal) == (record.name, everywhere.seal)
        if not hides_another:  # the correction stands by what its figure's second source says alone, and so on
            Record.objects.filter(pk=first.source_id).update(published_at=None)
    for draft in Record.objects.drafts():
        everywhere = rehearse(partial(publish_at_once, [draft]), [draft.pk])
        assert of_publishing([draft], people["publisher"]).seal == everywhere.seal
    assert {"Correction", "Nomination", "Nomination event", "Owner", "Actors", "Part of"} <= {*told, "Actors"}, told


def test_corrections_that_are_no_longer_shown_are_counted_and_nothing_is_said_of_what_a_withdrawn_source_says(client, people):
    source = make_source()
    mark, show = make_property(slug="lamp"), make_exhibition(slug="show")
    figures = [make_figure(show, passage=make_passage(source=source)) for _ in range(2)]
    texts = {"before_en": "330 visitors", "before_zh": "330人次", "after_en": "350 visitors", "reason_en": "Counted again."}
    for figure in [*figures, make_figure(mark)]:
        Correction.objects.create(record_id=figure.record_id, statement=figure.pk, user=people["publisher"], **texts)
    take_step(MOVES["withdraw"], [source.pk], people["publisher"], "A doubt.")
    page = visit(client, "/en/corrections/")
    assert "2 corrections are no longer shown, since their source was withdrawn." in page.text
    assert "1 correction" in page.one("h2", cls="count").text
    assert "2 corrections are no longer shown" in client.get("/en/corrections/feed.xml").content.decode()
    assert "2条更正因其来源已撤下，不再显示。" in visit(client, "/zh-hans/corrections/").text
    take_step(MOVES["withdraw"], [mark.pk], people["publisher"], "A doubt.")
    page = visit(client, "/en/corrections/")
    assert "1 correction is no longer shown, since the page that it was about was withdrawn." in page.text
    assert "No correction since publication" not in page.text
    assert source.name_en not in page.one("main").text


CLAIMS = (  # what was said of sources, and is false once one that says it is withdrawn
    "sources say nothing", "no source on record", "no source on record states it", "knows of no source", "none is known", "not stated",
    "来源未提及", "均未载明", "尚无资料", "未见来源",
)  # fmt: skip


def test_no_page_says_that_sources_do_not_mention_what_a_withdrawn_one_says(client, people):
    passage = make_passage()
    mark, nomination = make_trademark(), make_nomination()
    make_registration(mark, territory="SG", passage=passage)
    make_recordal(mark, passage=passage)
    make_statement(mark, passage=passage)
    make_figure(make_exhibition(country="SG"), passage=passage)
    make_nomination_event(nomination, "recognized", passage=passage)
    make_availability(mark, passage=passage)
    records = [mark, nomination.category.round, nomination.organization, Record.objects.get(kind="exhibition")]
    pages = [
        *(record.get_absolute_url() for record in records),
        f"/en/compare/?r={mark.pk}&r={make_trademark().pk}",
        "/en/places/sg/",
        "/en/about/",
    ]
    take_step(MOVES["withdraw"], [passage.source_id], people["publisher"], "A doubt.")
    for address in [*pages, *(address.replace("/en/", "/zh-hans/") for address in pages)]:
        said = visit(client, address).text.casefold()
        assert [claim for claim in CLAIMS if claim in said] == [], address
    assert "Not listed here yet" in visit(client, pages[0]).text
    assert re.search("Not listed here yet: [^.]*outcome", visit(client, pages[1]).text)
