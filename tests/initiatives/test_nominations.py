"""What the pages of nominees tell of selections."""

import re

import pytest
from django.utils import timezone

from tests.factories import (
    make_category,
    make_enterprise,
    make_exhibition,
    make_figure,
    make_measure,
    make_nomination,
    make_nomination_event,
    make_organization,
    make_passage,
    make_selection_round,
    make_source,
    make_stage,
)

pytestmark = [pytest.mark.django_db, pytest.mark.once]


@pytest.fixture
def exhibition():
    return make_exhibition(slug="zephyrine-exhibition")


def text_of(client, exhibition):
    return client.get(exhibition.get_absolute_url()).content.decode()


@pytest.mark.engine("sqlite", "postgresql")
def test_a_nomination_in_an_unpublished_round_is_not_on_its_initiatives_page(client, exhibition):
    draft = make_selection_round(name_en="Quillwort Round", published_at=None)
    make_nomination(category=make_category(round=draft), initiative=exhibition)
    assert "Quillwort Round" not in text_of(client, exhibition)
    draft.published_at = timezone.now()
    draft.save()
    assert "Quillwort Round" in text_of(client, exhibition)


@pytest.mark.engine("sqlite", "postgresql")
def test_a_nomination_that_only_an_unpublished_source_tells_of_is_not_on_its_initiatives_page(client, exhibition):
    shown = make_selection_round(name_en="Quillwort Round")
    nomination = make_nomination(category=make_category(round=shown), initiative=exhibition)
    source = make_source(published_at=None)
    make_nomination_event(nomination, passage=make_passage(source=source))
    assert "Quillwort Round" not in text_of(client, exhibition)
    source.published_at = timezone.now()
    source.save()
    assert "Quillwort Round" in text_of(client, exhibition)


@pytest.mark.engine("sqlite", "postgresql")
def test_the_last_event_that_decides_is_the_outcome(client, exhibition):
    shown = make_selection_round(name_en="Quillwort Round")
    nomination = make_nomination(category=make_category(round=shown), initiative=exhibition, organization_id=make_enterprise().pk)
    make_nomination_event(nomination, "submitted", passage=make_passage())
    assert "outcome of the selection" in text_of(client, exhibition)
    make_nomination_event(nomination, "recognized", passage=make_passage())
    html = text_of(client, exhibition)
    assert "outcome of the selection" not in html
    assert "Recognized" in html


# ---- the page of the round ----------------------------------------------------------------------------------------------


@pytest.fixture
def counted():
    """A category of which a source says that ten were put forward, and names two."""
    shown = make_selection_round()
    measure = make_measure(unit_en="enterprises", unit_one_en="enterprise", unit_zh="家企业")
    category = make_category(round=shown, statement=make_figure(shown, value=10, measure=measure))
    return category, [make_nomination(category=category) for _ in range(2)]


def tally_of(client, selection, language="en"):
    html = client.get(f"/{language}/selections/{selection.slug}/").content.decode()
    return re.sub(r"\s+", " ", re.sub("<[^>]+>", "", " ".join(re.findall('<p class="tally">(.*?)</p>', html, re.DOTALL))))


@pytest.mark.engine("sqlite", "postgresql")
def test_a_round_says_by_itself_how_many_of_how_many_are_recognized(client, counted):
    category, (first, second) = counted
    assert "recognized" not in tally_of(client, category.round), "of an outcome that is not known it says nothing"
    event = make_nomination_event(first, "recognized", passage=make_passage())
    said = tally_of(client, category.round)
    assert "1 of 10 recognized" in said
    assert "Footnote" in said.partition("recognized")[2], "with its source"
    assert "outcome of 1 that is named not listed here" in said
    assert "10家企业中1家企业获认定" in tally_of(client, category.round, "zh-hans")
    make_nomination_event(second, "recognized", passage=make_passage())
    assert "2 of 10 recognized" in tally_of(client, category.round)
    make_nomination_event(first, "not-recognized", replaces=event, reason_en="Misread.", passage=make_passage())
    said = tally_of(client, category.round)
    assert "1 of 10 recognized" in said
    assert "1 not recognized" in said


def test_the_qualifier_of_the_count_is_kept(client, counted):
    category, (first, _second) = counted
    type(category.statement).objects.update(qualifier="nearly")
    make_nomination_event(first, "recognized", passage=make_passage())
    said = tally_of(client, category.round)
    assert "1 of nearly 10 recognized" in said
    assert "近10家企业中1家企业获认定" in tally_of(client, category.round, "zh-hans")
    assert "not named" not in said, "nothing is subtracted from a number that is not exact"


@pytest.mark.engine("sqlite", "postgresql")
def test_what_only_a_draft_source_says_of_an_outcome_is_not_counted(client, counted):
    category, (first, second) = counted
    make_nomination_event(first, "recognized", passage=make_passage())
    make_nomination_event(second, "recognized", passage=make_passage(source=make_source(published_at=None)))
    assert "1 of 10 recognized" in tally_of(client, category.round)


def test_the_stages_of_a_round_name_those_who_decide_in_them(client):
    shown = make_selection_round()
    told = make_stage(round=shown, kind="expert-review", passage=make_passage())
    told.bodies.add(make_organization(name_en="Quillwort Commission"), make_organization(name_en="Hidden Office", published_at=None))
    hidden = make_stage(round=shown, kind="notice", passage=make_passage(source=make_source(published_at=None)))
    nomination = make_nomination(category=make_category(round=shown))
    make_nomination_event(nomination, "passed", stage=told, passage=make_passage())
    make_nomination_event(nomination, "not-passed", stage=hidden, passage=make_passage())
    html = client.get(shown.get_absolute_url()).content.decode()
    assert "Stages and who decides" in html
    assert "Quillwort Commission" in html
    assert "Expert review: passed" in html
    for absent in ("Hidden Office", "ublic notice"):
        assert absent not in html
    assert "专家评审：通过" in client.get(f"/zh-hans/selections/{shown.slug}/").content.decode()
