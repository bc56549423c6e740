from datetime import date

import pytest

from initiatives.admin.partial_dates import PartialDateField, text_of
from initiatives.models import Exhibition, NominationEvent, SelectionRound
from tests.admin_pages import ADMINISTRATOR, add_row, filled_in, make_user, send
from tests.factories import (
    make_category,
    make_enterprise,
    make_exhibition,
    make_figure,
    make_nomination,
    make_nomination_event,
    make_programme,
    make_selection_round,
    make_statement,
)

pytestmark = [pytest.mark.django_db, pytest.mark.once]


@pytest.fixture(autouse=True)
def publisher(client):
    client.force_login(make_user("Publisher"))


def rows_of(response, prefix):
    (rows,) = [each.formset for each in response.context_data["inline_admin_formsets"] if each.formset.prefix == prefix]
    return rows.initial_forms


def page_of(record, page="change"):
    return f"/admin/{record._meta.app_label}/{record._meta.model_name}/{record.pk}/{page}/"


def test_a_date_is_kept_as_far_as_it_is_known_and_shown_as_it_can_be_typed(client):
    exhibition = make_exhibition(starts_on=date(2024, 2, 3), starts_precision="day")
    data = filled_in(client.get(page_of(exhibition)))
    assert data["starts"] == ["2024-02-03"]
    for typed, day, precision in [
        ("2025", date(2025, 1, 1), "year"),
        ("2025年", date(2025, 1, 1), "year"),
        ("2025-04", date(2025, 4, 1), "month"),
        ("2025年4月", date(2025, 4, 1), "month"),
        ("２０２５－０４", date(2025, 4, 1), "month"),
        ("2025-04-21", date(2025, 4, 21), "day"),
        ("2025/4/21", date(2025, 4, 21), "day"),
        ("2025 年 4 月 21 日", date(2025, 4, 21), "day"),
        ("", None, ""),
    ]:
        assert client.post(page_of(exhibition), data | {"starts": typed}).status_code == 302
        data = filled_in(client.get(page_of(exhibition)))
        exhibition.refresh_from_db()
        assert (exhibition.starts_on, exhibition.starts_precision) == (day, precision)
    for typed in ("2025", "2025-04", "2025-04-21", ""):
        assert text_of(*PartialDateField().clean(typed)) == typed


def test_what_is_no_date_is_refused_at_its_field(client):
    refused = send(client, page_of(make_exhibition()), starts="2025-13")
    assert refused.context_data["adminform"].form.errors == {"starts": ["There is no day “2025-13” in the calendar."]}
    assert Exhibition.objects.get().starts_on is None


@pytest.mark.parametrize(
    ("starts", "ends"), [("2025-05", "2025-04"), ("2025-04-02", "2025-04-01"), ("2026-01", "2025"), ("2025-05", "2024")]
)
def test_an_end_before_the_start_is_refused_in_words(client, starts, ends):
    refused = send(client, page_of(make_exhibition()), starts=starts, ends=ends)
    assert "It ends on or after the day it starts." in refused.content.decode()


@pytest.mark.parametrize(("starts", "ends"), [("2025-04", "2025"), ("2025-12-31", "2025"), ("2025-04-30", "2025-04"), ("2025", "2025-01")])
def test_an_end_covers_the_whole_month_or_year_that_it_names(client, starts, ends):
    exhibition = make_exhibition()
    assert send(client, page_of(exhibition), starts=starts, ends=ends).status_code == 302
    exhibition.refresh_from_db()
    assert text_of(exhibition.ends_on, exhibition.ends_precision) == ends


def test_inferred_dates_need_dates(client):
    refused = send(client, page_of(make_exhibition()), dates_inferred="on")
    assert "What is marked as inferred is empty" in refused.content.decode()


def test_a_form_that_nobody_changed_changes_nothing(client):
    exhibition = make_exhibition(starts_on=date(2025, 4, 1), starts_precision="month", staff_note="One line.\nAnother.")
    make_figure(exhibition)
    moment = exhibition.updated_at
    assert send(client, page_of(exhibition)).status_code == 302
    assert exhibition.history.count() == 1
    assert exhibition.statements.get().history.count() == 1
    exhibition.refresh_from_db()
    assert exhibition.updated_at == moment


def test_the_history_tells_a_date_as_far_as_it_was_known(client):
    exhibition = make_exhibition(starts_on=date(2025, 1, 1), starts_precision="year")
    send(client, page_of(exhibition), starts="2025-01")
    assert client.get(page_of(exhibition, "history")).context_data["page"].object_list[0].changes == [("Starts on", "2025", "January 2025")]


def test_an_empty_date_is_not_shown_as_a_word(client):
    exhibition = make_exhibition()
    client.force_login(make_user("Viewer"))
    assert "None" not in client.get(page_of(exhibition)).content.decode()


def test_a_date_is_read_by_those_who_may_not_change_it(client):
    exhibition = make_exhibition(starts_on=date(2025, 4, 1), starts_precision="month")
    client.force_login(make_user("Viewer"))
    assert "April 2025" in client.get(page_of(exhibition)).content.decode()


def test_an_organization_shows_what_it_takes_part_in(client):
    organization, exhibition = make_enterprise(), make_exhibition()
    data = add_row(filled_in(client.get(page_of(organization))), "participations", initiative=exhibition.pk, role="exhibitor")
    assert client.post(page_of(organization), data).status_code == 302
    assert [part.organization_id for part in exhibition.participations.all()] == [organization.pk]


def test_a_series_lists_its_editions(client):
    series = make_exhibition(is_recurring=True)
    edition = make_exhibition(part_of_id=series.pk)
    assert f"/admin/initiatives/initiative/{edition.pk}/change/" in client.get(page_of(series)).content.decode()


def test_a_kind_list_holds_its_own_kind_only(client):
    make_programme()
    exhibition = make_exhibition()
    assert list(client.get("/admin/initiatives/exhibition/").context_data["cl"].queryset) == [exhibition]
    assert client.get("/admin/initiatives/initiative/").context_data["cl"].result_count == 2


def test_a_category_may_take_its_count_from_a_figure_of_its_own_round_only(client):
    selection = make_selection_round()
    category = make_category(round=selection)
    own = make_figure(selection, value=10)
    make_statement(selection)
    make_figure(make_selection_round())
    form = client.get(page_of(category)).context_data["adminform"].form
    assert list(form.fields["statement"].queryset) == [own]
    (rows,) = [
        each.formset for each in client.get(page_of(selection)).context_data["inline_admin_formsets"] if each.formset.prefix == "categories"
    ]
    assert list(rows.forms[0].fields["statement"].queryset) == [own]


def test_years_are_not_grouped_like_amounts(client):
    selection = make_selection_round(first_year=2025, last_year=2026)
    client.force_login(make_user("Viewer"))
    assert "2025–2026" in client.get(page_of(selection)).content.decode()


@pytest.mark.engine("sqlite", "postgresql")
@pytest.mark.parametrize("role", ["Editor", "Publisher", ADMINISTRATOR])
def test_an_event_is_added_but_never_rewritten_or_taken_back(client, role):
    if role != "Publisher":
        client.force_login(make_user(role))
    nomination = make_nomination(category=make_category(round=make_selection_round()))
    event = make_nomination_event(nomination, verb="submitted")
    SelectionRound.objects.update(published_at=None)  # withdrawn: it has been public
    page = client.get(page_of(nomination))
    assert 'name="events-0-verb"' not in page.content.decode()
    rewriting = {"events-0-verb": "recognized", "events-0-happened": "2025", "events-0-DELETE": "on"}
    data = add_row(filled_in(page) | rewriting, "events", verb="under-review", happened="2025年4月")
    assert client.post(page_of(nomination), data).status_code == 302
    event.refresh_from_db()
    assert (event.verb, event.happened_on) == ("submitted", None)
    added = NominationEvent.objects.exclude(pk=event.pk).get()
    assert (added.verb, added.happened_on, added.happened_precision) == ("under-review", date(2025, 4, 1), "month")


@pytest.mark.engine("sqlite", "postgresql")
def test_an_event_that_was_never_public_is_changed_and_taken_out(client):
    nomination = make_nomination(category=make_category(round=make_selection_round(published_at=None)))
    wrong, misread = (make_nomination_event(nomination, verb="submitted") for _ in range(2))
    places = {form.instance: place for place, form in enumerate(rows_of(client.get(page_of(nomination)), "events"))}
    changes = {f"events-{places[wrong]}-DELETE": "on", f"events-{places[misread]}-verb": "recommended"}
    assert send(client, page_of(nomination), changes).status_code == 302
    assert list(NominationEvent.objects.values_list("pk", "verb")) == [(misread.pk, "recommended")]


def test_the_history_of_a_round_holds_its_categories_nominations_and_events(client):
    selection = make_selection_round()
    nomination = make_nomination(category=make_category(round=selection))
    make_nomination_event(nomination)
    entries = client.get(page_of(selection, "history")).context_data["page"].object_list
    assert {entry.part for entry in entries} == {"", "Selection category", "Nomination", "Nomination event"}


def test_the_years_of_a_round_are_read_as_dates_are(client):
    selection = make_selection_round()
    refused = send(client, page_of(selection), first_year="2025年", last_year="26")
    assert refused.context_data["adminform"].form.errors == {"last_year": ["Write the year with four digits, as in 2025-04-21."]}
    assert send(client, page_of(selection), first_year="2025年", last_year="２０２６").status_code == 302
    selection.refresh_from_db()
    assert (selection.first_year, selection.last_year) == (2025, 2026)
