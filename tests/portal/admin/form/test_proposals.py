"""A change of what is public, proposed by an Editor: seen side by side, accepted or declined by a Publisher."""

import pytest

from initiatives.models import Exhibition
from portal.admin.records import AlternativeNameInline
from portal.models import AlternativeName, Correction, ProposedChange, ReviewStep, Sector, Statement
from tests.admin_pages import add_row, filled_in, make_user
from tests.factories import (
    make_category,
    make_exhibition,
    make_figure,
    make_measure,
    make_passage,
    make_selection_round,
    make_source,
    make_statement,
)
from tests.page import read

pytestmark = [pytest.mark.django_db, pytest.mark.once]

EXHIBITIONS = "/admin/initiatives/exhibition/"


@pytest.fixture
def show():
    show = make_exhibition(name_en="Painted Caves", city_en="Lisbon")
    make_figure(show, value=330, measure=make_measure(name_en="visits", name_zh="参观", unit_en="visitors", unit_zh="人次"))
    return show


def text_of(response):
    return response.content.decode()


def propose(client, editor, show, **changes):
    client.force_login(editor)
    url = f"{EXHIBITIONS}{show.pk}/propose/"
    return client.post(url, filled_in(client.get(url)) | changes)


def decide(client, user, decision, page=None, **sent):
    """Decide on `page`, which shows the change already, or on its page as it is opened now."""
    client.force_login(user)
    url = f"/admin/portal/proposedchange/{ProposedChange.objects.latest('proposed_at').pk}/change/"
    return client.post(url, filled_in(page or client.get(url)) | sent | {f"_{decision}": "x"})


def shown(client, show):
    client.logout()
    return text_of(client.get(f"/en/exhibitions/{show.slug}/"))


@pytest.mark.engine("sqlite", "postgresql")
def test_nothing_changes_until_a_publisher_accepts(client, people, show):
    changes = {"city_en": "Porto", "statements-0-value": "350", "_why": "The organizer counted again."}
    assert propose(client, people["editor"], show, **changes).status_code == 302
    assert Statement.objects.get().value == 330
    assert "330" in shown(client, show)
    assert "Porto" not in shown(client, show)
    client.force_login(people["publisher"])
    page = client.get(f"/admin/portal/proposedchange/{ProposedChange.objects.get().pk}/change/")
    part = f"Statement: {Statement.objects.get()}"
    assert page.context_data["changes"] == [("", "City in English", "Lisbon", "Porto"), (part, "Value", "330", "350")]
    assert "The organizer counted again." in text_of(page)
    assert decide(client, people["publisher"], "accepted", page, _reason_en="Counted again.").status_code == 302
    assert Exhibition.objects.get().city_en == "Porto"
    assert "350" in shown(client, show)
    steps = ReviewStep.objects.order_by("pk").values_list("step", "user__username")
    assert list(steps) == [("proposed", "editor"), ("accepted", "publisher")]
    correction = Correction.objects.get()
    assert (correction.before_en, correction.after_en) == ("330 visitors, visits", "350 visitors, visits")
    assert (correction.before_zh, correction.after_zh) == ("330人次，参观", "350人次，参观")
    assert (correction.reason_en, correction.user) == ("Counted again.", people["publisher"])
    assert Statement.history.first().history_user == people["publisher"]


def test_a_public_figure_is_not_accepted_without_a_reason(client, people, show):
    propose(client, people["editor"], show, **{"statements-0-value": "350"})
    refused = decide(client, people["publisher"], "accepted")
    assert "Say why the public figure changes" in text_of(refused)
    assert Statement.objects.get().value == 330
    assert ProposedChange.objects.get().state == "open"


def test_a_declined_change_is_kept_with_its_comment(client, people, show):
    propose(client, people["editor"], show, city_en="Porto")
    refused = decide(client, people["publisher"], "declined")
    assert "Say in a comment why" in text_of(refused)
    assert "takes the place of what the public reads now" in text_of(refused)
    assert "Nothing that the public sees" not in text_of(refused)
    decide(client, people["publisher"], "declined", refused, comment="It was Lisbon.")
    assert (ProposedChange.objects.get().state, ProposedChange.objects.get().comment) == ("declined", "It was Lisbon.")
    assert Exhibition.objects.get().city_en == "Lisbon"
    again = decide(client, people["publisher"], "accepted")
    assert "decided already" in text_of(again)


def test_who_proposed_a_change_takes_it_back_and_does_not_accept_it(client, people, show):
    propose(client, people["publisher"], show, city_en="Porto")
    assert decide(client, people["publisher"], "accepted").status_code == 403
    assert Exhibition.objects.get().city_en == "Lisbon"
    assert decide(client, people["publisher"], "dropped").status_code == 302
    assert ProposedChange.objects.get().state == "dropped"


def test_what_somebody_proposed_who_has_left_is_judged_like_any_other(client, people, show):
    propose(client, people["editor"], show, **{"city_en": "Porto", "statements-0-value": "350"})
    people["editor"].is_active = False
    people["editor"].save()
    people["editor"].groups.clear()
    client.force_login(people["publisher"])
    page = client.get(f"/admin/portal/proposedchange/{ProposedChange.objects.get().pk}/change/")
    assert [label for _part, label, _now, _proposed in page.context_data["changes"]] == ["City in English", "Value"]
    refused = decide(client, people["publisher"], "accepted", page)
    assert "Say why the public figure changes" in text_of(refused)
    decide(client, people["publisher"], "accepted", refused, _reason_en="Counted again.")
    assert (Exhibition.objects.get().city_en, Statement.objects.get().value) == ("Porto", 350)


def test_what_the_form_refuses_is_told_in_whole_sentences_and_a_popup_is_no_matter(client, people, show):
    propose(client, people["editor"], show, slug="taken", _popup="1")
    other = make_exhibition(slug="taken")
    refused = decide(client, people["publisher"], "accepted")
    assert refused.context_data["errors"] == ["Another record has this address."]
    other.delete()
    decide(client, people["publisher"], "accepted")
    assert Exhibition.objects.get().slug == "taken"


def test_an_accepted_change_of_what_was_withdrawn_is_not_called_public(client, people, show):
    propose(client, people["editor"], show, city_en="Porto")
    Exhibition.objects.update(published_at=None)
    refused = decide(client, people["publisher"], "unheard-of")
    assert "Accept the change or decline it." in text_of(refused)
    told = client.get(decide(client, people["publisher"], "accepted", refused).headers["Location"], follow=True)
    assert "The change is written; the record is not public." in text_of(told)


def test_a_figure_that_is_moved_to_a_source_that_is_not_public_is_a_correction(client, people, show):
    hidden = make_passage(source=make_source(published_at=None))
    client.force_login(people["publisher"])
    url = f"{EXHIBITIONS}{show.pk}/change/"
    data = filled_in(client.get(url)) | {"statements-0-passage": hidden.pk}
    assert "This changes a figure that is public" in text_of(client.post(url, data))
    assert client.post(url, data | {"_reason_en": "The source was withdrawn."}).status_code == 302
    assert (Correction.objects.get().after_en, Correction.objects.get().reason_en) == ("", "The source was withdrawn.")


@pytest.mark.engine("sqlite", "postgresql")
def test_new_words_of_a_measure_correct_every_public_figure_of_it(client, people, show):
    client.force_login(people["publisher"])
    url = f"/admin/portal/measure/{Statement.objects.get().measure_id}/change/"
    data = filled_in(client.get(url)) | {"unit_en": "guests"}
    assert "This changes a figure that is public" in text_of(client.post(url, data))
    assert client.post(url, data | {"_reason_en": "Guests were counted."}).status_code == 302
    correction = Correction.objects.get()
    assert (correction.before_en, correction.after_en) == ("330 visitors, visits", "330 guests, visits")


def test_what_both_take_out_is_no_conflict(client, people, show):
    propose(client, people["editor"], show, **{"statements-0-DELETE": "on", "city_en": "Porto"})
    Statement.objects.all().delete()
    decide(client, people["publisher"], "accepted")
    assert Exhibition.objects.get().city_en == "Porto"


def test_a_proposal_that_takes_a_figure_from_the_public_asks_for_a_reason_too(client, people, show):
    hidden = make_passage(source=make_source(published_at=None))
    propose(client, people["editor"], show, **{"statements-0-passage": hidden.pk})
    refused = decide(client, people["publisher"], "accepted")
    assert "Say why the public figure changes" in text_of(refused)
    assert decide(client, people["publisher"], "accepted", refused, _reason_en="It was withdrawn.").status_code == 302
    assert Correction.objects.get().after_en == ""


def test_a_term_that_shares_its_key_with_a_record_asks_for_no_reason(client, people, show):
    term = Sector.objects.create(pk=show.pk, name_en="Film", name_zh="电影")
    client.force_login(people["publisher"])
    assert "Reason for the correction" not in text_of(client.get(f"/admin/portal/sector/{term.pk}/change/"))


def test_an_editor_cannot_decide(client, people, show):
    propose(client, people["editor"], show, city_en="Porto")
    assert decide(client, people["editor"], "accepted").status_code == 403
    assert Exhibition.objects.get().city_en == "Lisbon"


def test_only_who_proposed_a_change_and_publishers_take_it_back(client, people, show):
    propose(client, people["editor"], show, city_en="Porto")
    stranger = make_user("Editor", "stranger")
    assert decide(client, stranger, "dropped").status_code == 403
    assert decide(client, people["viewer"], "dropped").status_code == 403
    assert ProposedChange.objects.get().state == "open"
    assert not ReviewStep.objects.filter(step="dropped").exists()
    for user in (people["editor"], people["publisher"]):
        assert decide(client, user, "dropped").status_code == 302
        assert (ProposedChange.objects.get().state, ProposedChange.objects.get().decided_by) == ("dropped", user)
        ProposedChange.objects.update(state="open", decided_by=None, decided_at=None)


@pytest.mark.engine("sqlite", "postgresql")
def test_a_change_is_accepted_beside_the_state_of_the_record_that_was_seen(client, people, show):
    propose(client, people["editor"], show, city_en="Porto")
    client.force_login(people["publisher"])
    url = f"/admin/portal/proposedchange/{ProposedChange.objects.get().pk}/change/"
    sent = filled_in(client.get(url)) | {"_accepted": "x"}
    for unsaid in ({"seen": ""}, {"seen": "2020-01-01T00:00:00+00:00"}):
        assert client.post(url, sent | unsaid).context_data["errors"]
    form = f"{EXHIBITIONS}{show.pk}/change/"
    client.post(form, filled_in(client.get(form)) | {"venue_en": "The mint"})
    assert "It was changed while you judged it: look at it again." in text_of(again := client.post(url, sent))
    assert Exhibition.objects.get().city_en == "Lisbon"
    assert client.post(url, filled_in(again) | {"_accepted": "x"}).status_code == 302
    assert Exhibition.objects.get().city_en == "Porto"


@pytest.mark.engine("sqlite", "postgresql")
def test_what_others_changed_meanwhile_is_kept_and_what_both_changed_is_refused(client, people, show):
    propose(client, people["editor"], show, city_en="Porto")
    Exhibition.objects.update(venue_en="The mint")
    decide(client, people["publisher"], "accepted")
    found = Exhibition.objects.get()
    assert (found.city_en, found.venue_en) == ("Porto", "The mint")
    propose(client, people["editor"], show, city_en="Braga")
    Exhibition.objects.update(city_en="Faro")
    refused = decide(client, people["publisher"], "accepted")
    assert "City in English was changed meanwhile to “Faro”." in text_of(refused)
    assert Exhibition.objects.get().city_en == "Faro"


def test_rows_are_added_and_taken_out_by_a_proposal(client, people, show):
    client.force_login(people["editor"])
    url = f"{EXHIBITIONS}{show.pk}/propose/"
    data = filled_in(client.get(url)) | {"statements-0-DELETE": "on"}
    data = add_row(data, "statements", passage=make_passage().pk, wording_en="It went on to Porto.", wording_zh="其后赴波尔图。")
    assert client.post(url, data).status_code == 302
    assert Statement.objects.count() == 1
    decide(client, people["publisher"], "accepted", _reason_zh="原数有误。")
    assert [statement.wording_en for statement in Statement.objects.all()] == ["It went on to Porto."]
    correction = Correction.objects.get()
    assert (correction.before_en, correction.after_en, correction.reason) == ("330 visitors, visits", "", "原数有误。")


def test_a_proposal_that_says_nothing_new_is_none(client, people, show):
    for changes in ({}, {"published_at": "", "_why": "For no reason.", "owned-0-kind": "trademark", "owned-TOTAL_FORMS": "1"}):
        response = propose(client, people["editor"], show, **changes)
        assert "Nothing that can be proposed here was changed" in text_of(response)
        assert not ProposedChange.objects.exists()
    assert "For no reason." in text_of(response)


def test_a_mistake_in_a_proposal_is_told_at_once(client, people, show):
    response = propose(client, people["editor"], show, name_en="")
    assert response.status_code == 200
    assert response.context_data["errors"]
    assert not ProposedChange.objects.exists()


def test_drafts_and_terms_are_changed_at_their_form_and_not_proposed(client, people):
    draft, measure = make_exhibition(published_at=None), make_measure()
    client.force_login(people["editor"])
    assert client.get(f"{EXHIBITIONS}{draft.pk}/propose/").status_code == 403
    assert client.get(f"/admin/portal/measure/{measure.pk}/propose/").status_code == 403
    client.force_login(people["viewer"])
    assert client.get(f"{EXHIBITIONS}{make_exhibition().pk}/propose/").status_code == 403


def test_parts_with_a_form_of_their_own_are_proposed_there(client, people):
    category = make_category(round=make_selection_round(), name_en="Games")
    client.force_login(people["editor"])
    url = f"/admin/initiatives/selectioncategory/{category.pk}/propose/"
    assert client.post(url, filled_in(client.get(url)) | {"name_en": "Video games"}).status_code == 302
    category.refresh_from_db()
    assert category.name_en == "Games"
    decide(client, people["publisher"], "accepted")
    category.refresh_from_db()
    assert category.name_en == "Video games"


def test_a_publisher_changes_a_public_figure_with_a_reason_only(client, people, show):
    client.force_login(people["publisher"])
    url = f"{EXHIBITIONS}{show.pk}/change/"
    data = filled_in(client.get(url)) | {"statements-0-value": "350"}
    refused = client.post(url, data)
    assert "This changes a figure that is public" in text_of(refused)
    assert [(mistake.where, mistake.target) for mistake in refused.context_data["mistakes"]] == [("Statement 1", "id_reason_en")]
    assert client.post(url, filled_in(refused) | {"_reason_en": "Counted again."}).status_code == 302
    assert Correction.objects.get().reason_en == "Counted again."
    own = f"/admin/portal/statement/{Statement.objects.get().pk}/change/"
    data = filled_in(client.get(own)) | {"value": "360"}
    refused = read(text_of(client.post(own, data)))
    assert "This changes a figure that is public" in refused.one("a", href="#id_reason_en").text
    assert refused.one(id=refused.one(id="id_reason_en")["aria-describedby"]).text == "Say why, in English or Chinese."
    assert client.post(own, data | {"_reason_en": "And again."}).status_code == 302
    assert Correction.objects.filter(before_en="350 visitors, visits", after_en="360 visitors, visits").exists()
    assert client.get(f"/admin/portal/statement/{Statement.objects.get().pk}/delete/").status_code == 403


def test_a_change_of_words_and_of_a_draft_needs_no_reason(client, people, show):
    draft = make_exhibition(published_at=None)
    make_figure(draft)
    words = make_statement(show)
    client.force_login(people["publisher"])
    for record, changes in ((draft, {"statements-0-value": "5"}), (show, {"statements-1-wording_en": "Otherwise."})):
        url = f"{EXHIBITIONS}{record.pk}/change/"
        assert client.post(url, filled_in(client.get(url)) | changes).status_code == 302
    assert words.pk
    assert not Correction.objects.exists()


def test_a_proposal_whose_form_has_changed_since_says_so_and_writes_nothing(client, people, show, monkeypatch):
    """A control that the form has gained was never filled in: it would be emptied."""
    AlternativeName.objects.create(record_id=show.pk, name="Caves", language="en")
    monkeypatch.setattr(AlternativeNameInline, "fields", ["name", "language"])
    assert propose(client, people["editor"], show, city_en="Porto").status_code == 302
    monkeypatch.undo()
    response = decide(client, people["publisher"], "accepted")
    assert response.status_code == 200
    assert "The form on which it was filled in has other fields by now." in text_of(response)
    assert 'name="_accepted"' not in text_of(response)
    assert "Porto" not in shown(client, show)
    assert ProposedChange.objects.get().state == "open"
    response = decide(client, people["publisher"], "declined", response, comment="Once more, please.")
    assert response.status_code == 302
