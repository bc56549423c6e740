"""What the pages of nominees tell of selections."""

import pytest
from django.utils import timezone

from tests.factories import (
    make_category,
    make_enterprise,
    make_exhibition,
    make_nomination,
    make_nomination_event,
    make_passage,
    make_selection_round,
    make_source,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def exhibition():
    return make_exhibition(slug="zephyrine-exhibition")


def text_of(client, exhibition):
    return client.get(exhibition.get_absolute_url()).content.decode()


def test_a_nomination_in_an_unpublished_round_is_not_on_its_initiatives_page(client, exhibition):
    draft = make_selection_round(name_en="Quillwort Round", published_at=None)
    make_nomination(category=make_category(round=draft), initiative=exhibition)
    assert "Quillwort Round" not in text_of(client, exhibition)
    draft.published_at = timezone.now()
    draft.save()
    assert "Quillwort Round" in text_of(client, exhibition)


def test_a_nomination_that_only_an_unpublished_source_tells_of_is_not_on_its_initiatives_page(client, exhibition):
    shown = make_selection_round(name_en="Quillwort Round")
    nomination = make_nomination(category=make_category(round=shown), initiative=exhibition)
    source = make_source(published_at=None)
    make_nomination_event(nomination, passage=make_passage(source=source))
    assert "Quillwort Round" not in text_of(client, exhibition)
    source.published_at = timezone.now()
    source.save()
    assert "Quillwort Round" in text_of(client, exhibition)


def test_the_last_event_that_decides_is_the_outcome(client, exhibition):
    shown = make_selection_round(name_en="Quillwort Round")
    nomination = make_nomination(category=make_category(round=shown), initiative=exhibition, organization_id=make_enterprise().pk)
    make_nomination_event(nomination, "submitted", passage=make_passage())
    assert ">unknown<" in text_of(client, exhibition)
    make_nomination_event(nomination, "recognized", passage=make_passage())
    html = text_of(client, exhibition)
    assert ">unknown<" not in html
    assert "Recognized" in html
