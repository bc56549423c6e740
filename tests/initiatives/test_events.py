"""Events of nominations: kept once they have been public, corrected by others, and never contradicting without a question."""

import json
from datetime import date, timedelta
from urllib.parse import parse_qs, urlsplit

import pytest
from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.db import IntegrityError, transaction
from django.db.models import ProtectedError
from django.test import Client
from django.utils import timezone

from enterprises.models import Organization
from initiatives.models import FormerlyPublic, Initiative, Nomination, NominationEvent, SelectionCategory, SelectionRound
from portal.models import ProposedChange, Record
from portal.settings import BASE_DIR
from tests.admin_pages import add_row, filled_in
from tests.factories import (
    make_category,
    make_exhibition,
    make_nomination,
    make_nomination_event,
    make_organization,
    make_passage,
    make_selection_round,
    make_source,
)
from tests.page import facets, visit

pytestmark = pytest.mark.django_db

Listed = NominationEvent.actors.through
LONG_AGO = timezone.now() - timedelta(days=30)
REFUSED = "correct it by another"


@pytest.fixture
def nomination():
    return make_nomination(category=make_category(round=make_selection_round()), initiative_id=make_exhibition().pk)


@pytest.fixture
def event(nomination):
    event = make_nomination_event(nomination, verb="recognized", happened_on=date(2025, 4, 3), happened_precision="day")
    event.actors.add(make_organization())
    return event


def other_value(field, event):
    """A value of the column that the row does not have."""
    if field.related_model:
        made = {Nomination: make_nomination, Organization: make_organization, NominationEvent: make_nomination_event}
        return made.get(field.related_model, make_passage)().pk
    values = {"DateField": date(2024, 1, 1), "DateTimeField": LONG_AGO, "BooleanField": not getattr(event, field.attname)}
    return values.get(field.get_internal_type(), "other")


def is_kept(event):
    """Whether the database refuses every way to rewrite the event."""
    rows, listed = NominationEvent.objects.filter(pk=event.pk), Listed.objects.filter(nominationevent=event)
    values = [{field.attname: other_value(field, event)} for field in NominationEvent._meta.local_concrete_fields]
    new = make_organization()
    ways = [lambda value=value: rows.update(**value) for value in values]
    ways += [lambda: rows._raw_delete(rows.db), event.actors.clear, lambda: listed.update(organization=new)]
    for way in ways:
        with pytest.raises(IntegrityError, match=REFUSED), transaction.atomic():
            way()
    with pytest.raises(ProtectedError):
        event.nomination.delete()
    return True


def withdraw(model):
    return lambda event: Record.objects.filter(pk__in=model.objects.values("pk")).update(published_at=None)


def move(model, make):
    return lambda event: model.objects.update(**make())


@pytest.mark.parametrize(
    "end",
    [
        lambda event: None,
        withdraw(SelectionRound),
        withdraw(Organization),
        withdraw(Initiative),
        lambda event: Record.objects.update(published_at=timezone.now() + timedelta(days=1)),
        move(Nomination, lambda: {"organization": make_organization(published_at=None)}),
        move(SelectionCategory, lambda: {"round": make_selection_round(published_at=None)}),
    ],
    ids=["public", "round", "organization", "initiative", "all put off", "of another", "of another round"],
)
def test_an_event_that_has_been_public_is_kept_by_the_database(event, end):
    end(event)
    assert is_kept(event)


def test_a_later_name_is_not_added_to_the_list_of_those_who_acted(nomination):
    early = make_nomination_event(nomination, recorded_at=LONG_AGO)
    with pytest.raises(IntegrityError, match=REFUSED), transaction.atomic():
        early.actors.add(make_organization())


@pytest.mark.parametrize("when", [None, timezone.now() + timedelta(days=1)])
def test_an_event_that_nobody_could_read_yet_is_rewritten_and_deleted(event, when):
    draft = make_nomination(category=make_category(round=make_selection_round(published_at=when)))
    event = make_nomination_event(draft, verb="recognized", recorded_at=LONG_AGO)
    event.actors.add(make_organization())
    event.actors.clear()
    event.verb = "withdrawn"
    event.save()
    draft.delete()
    assert not NominationEvent.objects.filter(pk=event.pk).exists()


def test_the_fixtures_are_loaded_again_and_nothing_changes():
    paths = sorted((BASE_DIR / "fixtures").glob("*.json"))
    call_command("loaddata", *paths, verbosity=0)
    before = list(NominationEvent.objects.values()), list(Listed.objects.values())
    assert before[0]
    call_command("loaddata", *paths, verbosity=0)
    call_command("seed", verbosity=0)
    withdraw(SelectionRound)(None)
    assert FormerlyPublic.objects.count() == Nomination.objects.count()
    call_command("loaddata", *paths, verbosity=0)
    call_command("seed", verbosity=0)
    assert (list(NominationEvent.objects.values()), list(Listed.objects.values())) == before


# ---- corrections --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("given", "why"),
    [
        ({"verb": "corrected"}, "A correction names the event that it replaces."),
        ({"replaces": "wrong", "reason_en": "Misread."}, "cite the passage"),
        ({"replaces": "wrong", "passage": "some"}, "Say why the event is replaced"),
        ({"reason_zh": "误读。"}, "The reason is that of a correction"),
        ({"replaces": "itself", "passage": "some", "reason_en": "Misread."}, "does not replace itself"),
    ],
)
def test_a_correction_is_whole(event, given, why):
    correction = NominationEvent(nomination=event.nomination, verb="withdrawn")
    rows = {"wrong": event.pk, "itself": correction.pk, "some": make_passage().pk}
    for name, value in given.items():
        setattr(correction, f"{name}_id" if name in ("replaces", "passage") else name, rows.get(value, value))
    with pytest.raises(ValidationError, match=why):
        correction.validate_constraints()
    with pytest.raises(IntegrityError), transaction.atomic():
        correction.save()


def correct(event, **fields):
    defaults = {
        "nomination": event.nomination,
        "verb": "not-recognized",
        "reason_en": "The list was misread.",
        "reason_zh": "误读名单。",
        "passage": make_passage(),
    }
    return make_nomination_event(replaces=event, **defaults | fields)


def test_a_correction_is_of_the_same_nomination_once_and_never_in_a_circle(event):
    other = make_nomination_event()
    correction = correct(event)
    for replaces, why in ((other, "of another nomination"), (event, "is replaced already")):
        again = NominationEvent(nomination=event.nomination, verb="withdrawn", replaces=replaces, reason_en="So.", passage=make_passage())
        with pytest.raises(ValidationError, match=why):
            again.full_clean()
    event.replaces = correction
    with pytest.raises(ValidationError, match="as replacing this very one"):
        event.clean()


def test_the_database_refuses_a_correction_of_another_nomination_and_a_circle(tmp_path):
    draft = make_nomination(category=make_category(round=make_selection_round(published_at=None)))
    first, other = make_nomination_event(draft), make_nomination_event()
    second, passage = correct(first), make_passage()
    third = correct(second)
    rows = NominationEvent.objects.filter(pk=first.pk)
    reason = {"passage": passage, "reason_en": "Misread."}
    late = {
        "id": "late",
        "nomination_id": draft.pk,
        "verb": "withdrawn",
        "replaces_id": "later",
        "passage_id": passage.pk,
        "reason_en": "So.",
    }
    later = late | {"id": "later", "replaces_id": "late"}
    elsewhere = {"id": "later", "nomination_id": other.nomination_id, "verb": "submitted"}
    ways = [
        lambda: correct(other, nomination=draft),
        lambda: rows.update(replaces=other, **reason),
        lambda: rows.update(replaces=third, **reason),
        lambda: rows.update(nomination=other.nomination),
        lambda: NominationEvent.objects.bulk_create([NominationEvent(**late), NominationEvent(**later)]),
        lambda: call_command("loaddata", fixture(tmp_path, late, elsewhere), verbosity=0),
    ]
    for way in ways:
        with pytest.raises(IntegrityError, match="of its own nomination"), transaction.atomic():
            way()
    call_command("loaddata", fixture(tmp_path, late, elsewhere | {"nomination_id": draft.pk}), verbosity=0)
    assert NominationEvent.objects.get(pk="late").replaces_id == "later"


def fixture(folder, *rows):
    """A file of events, in this order, whose references lead to what comes after them, too."""
    entries = [
        {"model": "initiatives.nominationevent", "pk": row["id"], "fields": {n.removesuffix("_id"): v for n, v in row.items() if n != "id"}}
        for row in rows
    ]
    path = folder / "events.json"
    path.write_text(json.dumps(entries))
    return path


# ---- the form -----------------------------------------------------------------------------------------------------------


def url_of(nomination, page="change"):
    return f"/admin/initiatives/nomination/{nomination.pk}/{page}/"


def text_of(response):
    return response.content.decode()


def row_of(response):
    """The controls of the one new row on the page."""
    (row,) = next(each.formset for each in response.context_data["inline_admin_formsets"] if each.formset.prefix == "events").extra_forms
    return row


@pytest.mark.parametrize("role", ["publisher", pytest.param("editor", marks=pytest.mark.once)])
def test_a_wrong_event_is_corrected_from_the_form_of_its_nomination(client, people, event, role):
    client.force_login(people[role])
    page = client.get(url_of(event.nomination))
    assert "its events are not changed or deleted" in text_of(page)
    address = f"{'' if role == 'publisher' else '../propose/'}?replaces={event.pk}"
    assert f'href="{address}#events-heading">Correct it by another event</a>' in text_of(page)
    url = url_of(event.nomination, "change" if role == "publisher" else "propose") + f"?replaces={event.pk}"
    page = client.get(url)
    assert row_of(page)["replaces"].value() == event.pk
    data = filled_in(page) | {"events-1-verb": "not-recognized", "events-1-note_en": "kept"}
    refused = client.post(url, data)
    assert "Say why the event is replaced, in English or Chinese, and cite the passage" in text_of(refused)
    assert row_of(refused)["note_en"].value() == "kept"
    data = filled_in(refused) | {"events-1-reason_zh": "误读名单。", "events-1-passage": make_passage().pk}
    actors = {make_organization().pk, make_organization().pk}
    data |= {"events-1-actors": sorted(actors)}  # listed after the event is written
    assert client.post(url, data).status_code == 302
    if role == "editor":
        client.force_login(people["publisher"])
        judged = f"/admin/portal/proposedchange/{ProposedChange.objects.get().pk}/change/"
        assert ("Nomination event: new", "Replaces", "—", "recognized, 3 April 2025") in client.get(judged).context_data["changes"]
        assert client.post(judged, filled_in(client.get(judged)) | {"_accepted": "x"}).status_code == 302
    correction = NominationEvent.objects.get(replaces=event)
    assert (correction.verb, correction.reason) == ("not-recognized", "误读名单。")
    assert {each.pk for each in correction.actors.all()} == actors
    assert "replaced by “not recognized”: 误读名单。" in text_of(client.get(url_of(event.nomination)))


@pytest.mark.parametrize("page", ["change", "propose"])
def test_a_second_outcome_is_asked_about_before_it_is_saved(client, people, event, page):
    client.force_login(people["publisher"])
    url = url_of(event.nomination, page)
    data = add_row(filled_in(client.get(url)), "events", verb="withdrawn", note_en="It withdrew.")
    asked = client.post(url, data)
    assert "“recognized, 3 April 2025” stands as the outcome already" in text_of(asked)
    assert row_of(asked)["note_en"].value() == "It withdrew."
    assert "checkbox" in str(row_of(asked)["both_hold"])
    assert client.post(url, filled_in(asked)).status_code == 200
    assert client.post(url, filled_in(asked) | {"events-1-both_hold": "others"}).status_code == 200
    assert client.post(url, filled_in(asked) | {"events-1-both_hold": event.pk}).status_code == 302
    assert NominationEvent.objects.count() == (2 if page == "change" else 1)
    if page == "propose":
        judged = f"/admin/portal/proposedchange/{ProposedChange.objects.get().pk}/change/"
        changes = client.get(judged).context_data["changes"]
        assert ("Nomination event: new", "Both outcomes hold", "—", "recognized, 3 April 2025") in changes


def test_that_both_outcomes_hold_comes_back_with_a_form_whose_session_ended(client, people, event):
    client.force_login(people["publisher"])
    url = url_of(event.nomination)
    asked = client.post(url, add_row(filled_in(client.get(url)), "events", verb="withdrawn"))
    sent = Client().post(url, filled_in(asked) | {"events-1-both_hold": event.pk})
    target = parse_qs(urlsplit(sent.headers["Location"]).query)["next"][0]
    back = client.get(target)
    assert "What you typed is here again" in text_of(back)
    assert NominationEvent.objects.count() == 1
    assert client.post(target, filled_in(back)).status_code == 302
    assert {each.verb for each in NominationEvent.objects.all()} == {"recognized", "withdrawn"}


def test_a_proposed_outcome_is_asked_about_again_where_another_came_meanwhile(client, people, nomination):
    client.force_login(people["editor"])
    url = url_of(nomination, "propose")
    page = client.get(url)
    rows = add_row(add_row(filled_in(page), "events", verb="recognized"), "events", verb="withdrawn")
    assert text_of(client.post(url, rows)).count("stands as the outcome already") >= 2
    assert client.post(url, add_row(filled_in(page), "events", verb="recognized")).status_code == 302
    make_nomination_event(nomination, verb="not-recognized")
    client.force_login(people["publisher"])
    judged = f"/admin/portal/proposedchange/{ProposedChange.objects.get().pk}/change/"
    assert "“not recognized” stands as the outcome already" in text_of(
        client.post(judged, filled_in(client.get(judged)) | {"_accepted": "x"})
    )
    assert NominationEvent.objects.get().verb == "not-recognized"


def test_a_nomination_that_has_been_public_is_not_deleted_with_its_events(client, people, event):
    client.force_login(people["publisher"])
    assert client.post(url_of(event.nomination, "delete"), {"post": "yes"}).status_code == 403
    url = f"/admin/initiatives/selectioncategory/{event.nomination.category_id}/change/"
    refused = client.post(url, filled_in(client.get(url)) | {"nominations-0-DELETE": "on"})
    assert "would require deleting the following protected related objects" in text_of(refused)
    assert NominationEvent.objects.exists()


# ---- what the public reads ----------------------------------------------------------------------------------------------


def outcomes_on(client, nomination):
    """What the comparison says of the outcome."""
    table = visit(client, f"/en/compare/?r={nomination.organization_id}&r={make_exhibition().pk}").one("tbody")
    return {row.all("td")[0].text.lower() for row in table.all("tr") if row.one("th").text == "Outcome"}


def test_what_was_replaced_is_struck_wherever_it_is_shown_and_decides_nothing(client, event):
    nomination, source = event.nomination, make_source()
    wrong = make_passage(source=source)
    actor = event.actors.get()
    other = make_nomination_event(nomination, verb="submitted", passage=wrong)
    correct(event, verb="corrected", happened_on=None, passage=make_passage(source=source))
    correct(other, verb="recommended", reason_zh="", passage=make_passage(source=source))
    category = nomination.category
    pages = {
        category.round.get_absolute_url(): 2,
        nomination.initiative.get_absolute_url(): 2,
        nomination.organization.get_absolute_url(): 2,
        actor.get_absolute_url(): 1,
        source.get_absolute_url(): 1,
        "/en/timeline/": 1,
        f"/en/compare/?r={nomination.initiative_id}&r={category.round_id}": 4,
    }
    for page, struck in pages.items():
        html = text_of(client.get(page))
        assert html.count("<del>") >= struck, page
        assert "The list was misread." in html, page
        assert html.count('<del><span class="vh">Replaced: </span>') == html.count("<del>"), page
    html = text_of(client.get(nomination.organization.get_absolute_url()))
    assert html.index("</span>Recognized") < html.index("Correction<"), "an undated correction stands before what it replaces"
    html = text_of(client.get(category.round.get_absolute_url()))
    assert "Not listed here yet: years, outcome" in html
    struck = [part.partition("</del>")[0] for part in html.split("<del>")[1:]]
    assert any(actor.name_en in part for part in struck), "who acted in what is struck is struck, too"
    make_selection_round()  # of one round alone no facet is shown
    assert facets(client, "/en/selections/")["status"] == {"corrected": 1, "recommended": 1}
    assert outcomes_on(client, nomination) == {"not listed here yet"}
    Record.objects.filter(pk=source.pk).update(published_at=None)
    html = text_of(client.get(category.round.get_absolute_url()))
    assert "<del>" not in html
    assert "outcome, Chinese name" not in html
    assert outcomes_on(client, nomination) == {"recognized"}
