"""The table of a category: every nominee by every stage, and one outcome for many."""

import pytest

from initiatives.models import NominationEvent
from portal.models import ProposedChange
from tests.admin_pages import filled_in, messages_of
from tests.factories import make_category, make_nomination, make_nomination_event, make_passage, make_selection_round, make_stage

pytestmark = [pytest.mark.django_db, pytest.mark.once]


def url_of(category):
    return f"/admin/initiatives/selectioncategory/{category.pk}/table/"


@pytest.fixture
def category():
    """Of a public round, with a stage and three nominees."""
    shown = make_selection_round()
    make_stage(round=shown, kind="expert-review")
    found = make_category(round=shown)
    for _n in range(3):
        make_nomination(category=found)
    return found


def enter(client, category, confirm=True, **fields):
    """Tick all nominees, show what would happen, and enter it."""
    page = client.get(url_of(category))
    sent = filled_in(page) | {"nominee": [each.pk for each in category.nominations.all()], "happened": "2025-05-26"} | fields
    page = client.post(url_of(category), sent)
    return client.post(url_of(category), filled_in(page) | {"confirmed": "on"} | fields) if confirm else page


def test_each_cell_says_what_is_on_record_with_its_day(client, people, category):
    stage, nomination = category.round.stages.get(), category.nominations.first()
    make_nomination_event(nomination, "submitted", happened_on="2025-01-02", happened_precision="day")
    make_nomination_event(nomination, "passed", stage=stage, happened_on="2025-03-01", happened_precision="month")
    client.force_login(people["viewer"])
    html = client.get(url_of(category)).content.decode()
    for text in ("Expert review", "submitted, 2 January 2025", "passed, March 2025"):
        assert text in html
    assert 'name="nominee"' not in html
    assert client.post(url_of(category), {"nominee": nomination.pk}).status_code == 403


def test_it_is_reached_from_the_forms_and_lists_of_category_and_round(client, people, category):
    client.force_login(people["editor"])
    for address in (
        "selectioncategory/",
        f"selectioncategory/{category.pk}/change/",
        "selectionround/",
        f"selectionround/{category.round_id}/change/",
    ):
        assert url_of(category) in client.get(f"/admin/initiatives/{address}").content.decode(), address


@pytest.mark.engine("sqlite", "postgresql")
def test_one_outcome_for_many_is_written_by_a_publisher_and_never_twice(client, people, category):
    client.force_login(people["publisher"])
    stage, passage = category.round.stages.get(), make_passage()
    shown = enter(client, category, confirm=False, verb="passed", stage=stage.pk, passage=passage.pk)
    assert shown.content.decode().count("Expert review: passed, 26 May 2025") == 3
    assert not NominationEvent.objects.exists(), "nothing before it is confirmed"
    for _time in range(2):
        done = enter(client, category, verb="passed", stage=stage.pk, passage=passage.pk)
    assert NominationEvent.objects.filter(verb="passed", stage=stage, passage=passage, happened_on="2025-05-26").count() == 3
    assert NominationEvent.objects.count() == 3
    assert messages_of(done, "warning") == ["Nothing was new: all of it is entered or proposed already."]
    enter(client, category, verb="recognized", passage=passage.pk)
    assert NominationEvent.objects.filter(verb="recognized").count() == 3


def test_an_editor_proposes_and_what_is_accepted_is_what_was_entered(client, people, category):
    client.force_login(people["editor"])
    stage = category.round.stages.get()
    done = enter(client, category, verb="passed", stage=stage.pk, note_en="Group A")
    assert messages_of(done) == ["3 changes are proposed: a Publisher decides."]
    assert (NominationEvent.objects.count(), ProposedChange.objects.open().count()) == (0, 3)
    enter(client, category, verb="passed", stage=stage.pk)
    assert ProposedChange.objects.count() == 3, "they wait already"
    client.force_login(people["publisher"])
    proposal = ProposedChange.objects.first()
    url = f"/admin/portal/proposedchange/{proposal.pk}/change/"
    page = client.get(url)
    assert "Group A" in page.content.decode()
    assert client.post(url, filled_in(page) | {"_accepted": "on"}).status_code == 302
    event = NominationEvent.objects.get()
    assert (event.verb, event.stage, event.note_en, str(event.happened_on)) == ("passed", stage, "Group A", "2025-05-26")


def test_what_is_refused_is_said_at_its_field(client, people, category):
    client.force_login(people["editor"])
    for fields, text in (
        ({"nominee": []}, "Tick the nominees"),
        ({"verb": "passed"}, "Say which stage was passed"),
        ({"happened": "soon"}, "soon"),
    ):
        assert text in enter(client, category, confirm=False, **{"verb": "recognized"} | fields).content.decode()
    assert not ProposedChange.objects.exists()


def test_a_correction_needs_its_reason_and_passage(client, people, category):
    client.force_login(people["publisher"])
    nomination = category.nominations.first()
    wrong = make_nomination_event(nomination, "recognized", passage=make_passage())
    tick = {f"correct-{nomination.pk}": wrong.pk, "nominee": [nomination.pk]}
    said = enter(client, category, verb="not-recognized", **tick).content.decode()
    assert "Say why what is entered is replaced" in said
    assert "A correction cites the passage" in said
    whole = {"reason_en": "Misread.", "passage": make_passage().pk}
    assert enter(client, category, verb="not-recognized", **tick | whole).status_code == 302
    assert nomination.events.get(verb="not-recognized").replaces == wrong


@pytest.mark.engine("sqlite", "postgresql")
def test_what_is_refused_of_one_nominee_is_entered_of_none(client, people, category):
    client.force_login(people["editor"])
    last = list(category.nominations.all())[-1]
    both = [make_nomination_event(last, verb, passage=make_passage()) for verb in ("recognized", "withdrawn")]
    ticks = {f"correct-{last.pk}": both[-1].pk, "reason_en": "Misread.", "passage": make_passage().pk}
    refused = enter(client, category, verb="not-recognized", **ticks)
    assert refused.status_code == 200
    assert "recognized" in refused.content.decode()
    assert not ProposedChange.objects.exists()
    assert messages_of(refused) == []
