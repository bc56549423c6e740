"""What a save asks of the database: for what was changed, not for what stands beside it."""

import pytest
from django.contrib.admin.utils import quote
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from portal.models import AlternativeName, Measure, Opening, Picture, Record
from portal.search.index import index
from tests.admin_pages import filled_in, make_user, send
from tests.factories import (
    make_category,
    make_enterprise,
    make_exhibition,
    make_figure,
    make_measure,
    make_nomination,
    make_nomination_event,
    make_organization,
    make_participation,
    make_passage,
    make_recordal,
    make_registration,
    make_selection_round,
    make_trademark,
)

pytestmark = pytest.mark.django_db
MOST = 75  # of the longest record of the article, savepoints counted


def questions_of_a_save(client, row, **change):
    """How many queries the save of the form of `row` asks, in which nothing but `change` was changed."""
    url = reverse(f"admin:{row._meta.app_label}_{row._meta.model_name}_change", args=[quote(row.pk)])
    data = filled_in(client.get(url)) | change
    with CaptureQueriesContext(connection) as queries:
        response = client.post(url, data)
        asked = len(queries)
    assert response.status_code == 302, response.context_data["errors"]
    return asked


def add_rows(exhibition, mark, nomination, count):
    """Give each of the three `count` rows of every sort that its form holds."""
    passage, other, measure = make_passage(), make_organization(), make_measure()
    for number in range(count):
        for record in (exhibition, mark):
            AlternativeName.objects.create(record_id=record.pk, name=f"{passage.pk} {number}", passage=passage)
            Picture.objects.create(record_id=record.pk, digest="0" * 64, width=640, height=480)
        make_figure(exhibition, passage=passage, measure=measure)
        make_participation(exhibition, make_enterprise(), passage=passage)
        registration = make_registration(mark, passage=passage)
        make_recordal(mark, registration=registration, holder_id=other.pk, passage=passage)
        make_nomination_event(nomination, recipient_id=other.pk, passage=passage).actors.add(other)


@pytest.mark.once
def test_a_save_asks_as_many_questions_beside_50_unchanged_rows_as_beside_5(client):
    client.force_login(make_user("Publisher"))
    exhibition, mark = make_exhibition(), make_trademark()
    nomination = make_nomination(category=make_category(round=make_selection_round(published_at=None)))  # its events may be changed
    asked = []
    for count in (5, 45):
        add_rows(exhibition, mark, nomination, count)
        index(Record.objects.all())  # as they are where people made them
        asked.append(
            [
                questions_of_a_save(client, exhibition, staff_note=f"{count} more rows"),
                questions_of_a_save(client, mark, staff_note=f"{count} more rows"),
                questions_of_a_save(client, nomination, organization=make_organization().pk),
            ]
        )
    assert asked[0] == asked[1]


def test_a_save_of_a_long_record_asks_few_questions(client, article):
    client.force_login(make_user("Publisher"))
    show = Record.objects.get(slug="hong-kong-licensing-show-2025").specific
    assert questions_of_a_save(client, show, staff_note="looked through") <= MOST
    assert Opening.objects.filter(record=show.pk).exists()


def test_a_row_that_nobody_changed_is_held_against_what_became_of_the_rows_that_it_names(client):
    client.force_login(make_user("Publisher"))
    exhibition, measure = make_exhibition(), make_measure()
    make_figure(exhibition, measure=measure)
    Measure.objects.filter(pk=measure.pk).update(is_money=True, unit_en="", unit_one_en="", unit_zh="")
    refused = send(client, reverse("admin:initiatives_exhibition_change", args=[quote(exhibition.pk)]), staff_note="looked through")
    assert "An amount of money needs its currency." in refused.content.decode()
