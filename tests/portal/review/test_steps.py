"""From a draft to the public and back: who takes which step, and what it leaves behind."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from portal.models import Correction, Picture, Record, ReviewStep
from portal.review.steps import MOVES, take_step
from tests.admin_pages import filled_in, seen
from tests.factories import make_exhibition, make_figure, make_passage, make_project, make_source, make_statement
from tests.page import visit

pytestmark = [pytest.mark.django_db, pytest.mark.once]

EXHIBITIONS = "/admin/initiatives/exhibition/"


def text_of(response):
    return response.content.decode()


def step(client, user, record, key, **sent):
    """Take one step as a person does: open its page, fill it in, send it."""
    client.force_login(user)
    url = f"{EXHIBITIONS}{record.pk}/step/{key}/"
    opened = client.get(url)
    return opened if opened.status_code != 200 else client.post(url, filled_in(opened) | sent)


def state_of(record):
    record = Record.objects.get(pk=record.pk)
    for name in ("published", "scheduled", "waiting", "returned"):
        if getattr(Record.objects, name)().filter(pk=record.pk).exists():
            return name
    return "draft"


@pytest.mark.engine("sqlite", "postgresql")
def test_a_record_is_sent_returned_sent_again_published_and_withdrawn(client, people):
    show = make_exhibition(published_at=None)
    step(client, people["editor"], show, "send", note="Please look at the figure.")
    assert state_of(show) == "waiting"
    assert "Please look at the figure." in text_of(client.get(f"{EXHIBITIONS}{show.pk}/change/"))
    step(client, people["publisher"], show, "return", note="Which hall?")
    assert state_of(show) == "returned"
    client.force_login(people["editor"])
    form = text_of(client.get(f"{EXHIBITIONS}{show.pk}/change/"))
    assert "Which hall?" in form
    assert f"{show.pk}/step/send/" in form
    step(client, people["editor"], show, "send")
    step(client, people["publisher"], show, "publish")
    assert state_of(show) == "published"
    assert client.get(f"/en/exhibitions/{show.slug}/").status_code == 200
    step(client, people["publisher"], show, "withdraw", note="The organizer asked for it.", public_reason="request")
    assert state_of(show) == "draft"
    client.logout()
    assert client.get(f"/en/exhibitions/{show.slug}/").status_code == 410
    steps = ReviewStep.objects.order_by("pk").values_list("step", "user__username", "note")
    assert list(steps) == [
        ("sent", "editor", "Please look at the figure."),
        ("returned", "publisher", "Which hall?"),
        ("sent", "editor", ""),
        ("published", "publisher", ""),
        ("withdrawn", "publisher", "The organizer asked for it."),
    ]
    client.force_login(people["viewer"])
    history = text_of(client.get(f"{EXHIBITIONS}{show.pk}/history/"))
    for told in ("Which hall?", "The organizer asked for it.", "Sent to review", "Returned with a comment", "Withdrawn"):
        assert told in history
    assert "Saved without a change" not in history


@pytest.mark.engine("sqlite", "postgresql")
def test_a_record_is_published_at_a_set_time(client, people):
    show = make_exhibition(published_at=None)
    step(client, people["editor"], show, "send")
    tomorrow = timezone.localtime() + timedelta(days=1)
    asked = step(client, people["publisher"], show, "publish", public_from=tomorrow.strftime("%Y-%m-%dT%H:%M"))
    assert "confirm it once more" in text_of(asked)  # what appears then was not seen yet
    assert "Appears on" in text_of(asked)
    assert state_of(show) == "waiting"
    client.post(f"{EXHIBITIONS}{show.pk}/step/publish/", filled_in(asked))
    assert state_of(show) == "scheduled"
    client.logout()
    assert client.get(f"/en/exhibitions/{show.slug}/").status_code == 404
    Record.objects.update(published_at=timezone.now() - timedelta(minutes=1))  # the clock moves
    assert client.get(f"/en/exhibitions/{show.slug}/").status_code == 200


@pytest.mark.parametrize("moment", ["2020-01-01T08:00", "tomorrow"])
def test_a_moment_that_has_passed_or_is_none_is_refused(client, people, moment):
    show = make_exhibition(published_at=None)
    step(client, people["editor"], show, "send")
    refused = step(client, people["publisher"], show, "publish", public_from=moment)
    assert refused.status_code == 200
    assert refused.context_data["form"].errors["public_from"]
    assert state_of(show) == "waiting"


@pytest.mark.parametrize("key", ["return", "withdraw"])
def test_who_sends_back_or_withdraws_says_why(client, people, key):
    show = make_exhibition(**({"published_at": None} if key == "return" else {}))
    if key == "return":
        step(client, people["editor"], show, "send")
    before = state_of(show)
    refused = step(client, people["publisher"], show, key, note="  ")
    assert refused.context_data["form"].errors["note"]
    assert state_of(show) == before


def test_who_sent_a_record_does_not_publish_it_unless_the_office_is_small(client, people, settings):
    show = make_exhibition(published_at=None)
    step(client, people["publisher"], show, "send")
    step(client, people["publisher"], show, "publish")
    assert "another Publisher publishes it" in text_of(client.get(f"{EXHIBITIONS}{show.pk}/step/publish/"))
    assert state_of(show) == "waiting"
    settings.REVIEW_BY_ANOTHER = False
    step(client, people["publisher"], show, "publish")
    assert state_of(show) == "published"
    unsent = make_exhibition(published_at=None)
    settings.REVIEW_BY_ANOTHER = True
    step(client, people["second"], unsent, "publish")
    assert state_of(unsent) == "draft"


def test_whoever_withdraws_is_told_what_goes_and_what_stays(client, people):
    show, firm = make_exhibition(name_en="Painted Caves"), make_project(name_en="Cave works")
    make_statement(firm, wording_en="It built Painted Caves.")
    make_statement(make_project(name_en="Draft works", published_at=None), wording_en="It, too, built Painted Caves.")
    client.force_login(people["publisher"])
    page = text_of(client.get(f"{EXHIBITIONS}{show.pk}/step/withdraw/"))
    assert "Its address answers at once that it was withdrawn" in page
    assert "Cave works" in page
    assert "Draft works" not in page


def test_a_publisher_who_sent_a_record_reads_why_there_is_no_button_to_publish_it(client, people):
    show = make_exhibition(published_at=None)
    step(client, people["publisher"], show, "send")
    assert "another Publisher publishes it" in text_of(client.get(f"{EXHIBITIONS}{show.pk}/change/"))
    client.force_login(people["second"])
    assert "another Publisher publishes it" not in text_of(client.get(f"{EXHIBITIONS}{show.pk}/change/"))


def test_only_who_sent_a_record_takes_it_back(client, people):
    show = make_exhibition(published_at=None)
    step(client, people["editor"], show, "send")
    step(client, people["publisher"], show, "take-back")
    assert state_of(show) == "waiting"
    step(client, people["editor"], show, "take-back")
    assert state_of(show) == "draft"


MAY = {  # state → role → the steps that it may take
    "draft": {"editor": ["send"], "publisher": ["send"], "viewer": []},
    "waiting": {"editor": ["take-back"], "publisher": ["return", "publish"], "viewer": []},
    "returned": {"editor": ["send"], "publisher": ["send"], "viewer": []},
    "scheduled": {"editor": [], "publisher": ["publish", "withdraw"], "viewer": []},
    "published": {"editor": [], "publisher": ["withdraw"], "viewer": []},
}


def make_show(state, people):
    show = make_exhibition(
        published_at=timezone.now() + timedelta(days=state == "scheduled") if state in ("scheduled", "published") else None
    )
    if state in ("waiting", "returned"):
        take_step(MOVES["send"], [show.pk], people["editor"])
    if state == "returned":
        take_step(MOVES["return"], [show.pk], people["second"], "Why?")
    assert state_of(show) == state
    return show


@pytest.mark.parametrize("state", MAY)
def test_each_role_takes_the_steps_of_the_table_and_no_other(client, people, state):
    show = make_show(state, people)
    for role, allowed in MAY[state].items():
        for key in MOVES:
            before = ReviewStep.objects.count()
            step(client, people[role], show, key, note="A note.", public_reason="mistake")
            assert (ReviewStep.objects.count() > before) == (key in allowed), (role, key)
            assert (state_of(show) != state) == (key in allowed), (role, key)
            if key in allowed:
                show = make_show(state, people)


@pytest.mark.engine("sqlite", "postgresql")
def test_many_records_at_once_after_a_list_of_what_would_happen(client, people):
    drafts, public = [make_exhibition(published_at=None) for _ in range(2)], make_exhibition()
    client.force_login(people["editor"])
    chosen = {"action": "step_send", "_selected_action": [record.pk for record in (*drafts, public)]}
    page = client.post(EXHIBITIONS, chosen)
    assert "It is public or scheduled already." in text_of(page)
    assert not Record.objects.waiting().exists()
    done = client.post(EXHIBITIONS, filled_in(page) | {"note": "Three shows."}, follow=True)
    assert set(Record.objects.waiting().values_list("pk", flat=True)) == {draft.pk for draft in drafts}
    assert "done for 2 records" in text_of(done)
    client.force_login(people["publisher"])
    page = client.post("/admin/portal/record/", chosen | {"action": "step_publish"})
    client.post("/admin/portal/record/", filled_in(page))
    assert Record.objects.published().count() == 3


@pytest.mark.engine("sqlite", "postgresql")
def test_of_two_who_decide_at_once_the_second_is_told_that_nothing_is_left(people):
    show = make_project(published_at=None)
    take_step(MOVES["send"], [show.pk], people["editor"])
    assert [record.pk for record in take_step(MOVES["publish"], [show.pk], people["publisher"], seen=seen(show))[0]] == [show.pk]
    taken, refused = take_step(MOVES["return"], [show.pk], people["second"], "Too late.")
    assert not taken
    assert [(record.pk, why) for record, why in refused] == [(show.pk, "It does not wait for review.")]


@pytest.mark.engine("sqlite", "postgresql")
def test_what_was_changed_while_it_was_judged_is_not_published_unseen(client, people):
    show = make_exhibition(published_at=None)
    step(client, people["editor"], show, "send")
    client.force_login(people["publisher"])
    page = client.get(f"{EXHIBITIONS}{show.pk}/step/publish/")
    assert "changed after it was sent" not in text_of(page)
    editor = Client()
    editor.force_login(people["editor"])
    form = f"{EXHIBITIONS}{show.pk}/change/"
    assert editor.post(form, filled_in(editor.get(form)) | {"summary_en": "Unseen."}).status_code == 302
    told = client.post(f"{EXHIBITIONS}{show.pk}/step/publish/", filled_in(page), follow=True)
    assert "look at it again" in text_of(told)
    assert state_of(show) == "waiting"
    assert "changed after it was sent" in text_of(client.get(f"{EXHIBITIONS}{show.pk}/step/publish/"))
    step(client, people["publisher"], show, "publish")
    assert state_of(show) == "published"


def test_what_is_sent_by_hand_without_the_state_that_was_seen_publishes_nothing(client, people):
    shows = [make_exhibition(published_at=None) for _ in range(2)]
    take_step(MOVES["send"], [show.pk for show in shows], people["editor"])
    client.force_login(people["publisher"])
    chosen = {"action": "step_publish", "_selected_action": [show.pk for show in shows]}
    pages = {
        f"{EXHIBITIONS}{shows[0].pk}/step/publish/": {},
        EXHIBITIONS: chosen,
        "/admin/portal/record/": chosen,
    }
    for url, data in pages.items():
        whole = filled_in(client.post(url, data) if data else client.get(url))
        whole.pop("seen")
        for unsaid in ({}, {"seen": ""}, {"seen": [f"{show.pk} " for show in shows]}):
            told = client.post(url, whole | unsaid, follow=True)
            assert "Which state of it you saw was not said" in text_of(told)
    assert {state_of(show) for show in shows} == {"waiting"}
    assert not Record.objects.published().exists()


@pytest.mark.engine("sqlite", "postgresql")
def test_a_figure_that_was_changed_while_its_record_was_withdrawn_is_a_correction(client, people, settings):
    settings.REVIEW_BY_ANOTHER = False
    show = make_exhibition()
    figure = make_figure(show, value=330)
    step(client, people["publisher"], show, "withdraw", note="A doubt.", public_reason="source")
    figure.value = 350
    figure.save()
    client.force_login(people["publisher"])
    assert "A figure that was public reads otherwise now" in text_of(client.get(f"{EXHIBITIONS}{show.pk}/step/publish/"))
    step(client, people["publisher"], show, "publish")
    assert state_of(show) == "draft"
    step(client, people["publisher"], show, "publish", note="重新统计。")
    assert state_of(show) == "published"
    correction = Correction.objects.get()
    assert (correction.before_en[:12], correction.after_en[:12], correction.reason_zh) == ("330 visitors", "350 visitors", "重新统计。")


@pytest.mark.engine("sqlite", "postgresql")
def test_a_figure_that_is_gone_with_its_measure_is_told_in_the_words_of_then(client, people, settings):
    settings.REVIEW_BY_ANOTHER = False
    show = make_exhibition()
    figure = make_figure(show, value=330)
    step(client, people["publisher"], show, "withdraw", note="A doubt.", public_reason="source")
    measure = figure.measure
    figure.delete()
    measure.delete()
    step(client, people["publisher"], show, "publish", note="It was never counted.")
    assert state_of(show) == "published"
    assert (Correction.objects.get().before_en, Correction.objects.get().after_en) == (
        "330 visitors" + measure.name_en.removeprefix("Visitors"),
        "",
    )


@pytest.mark.engine("sqlite", "postgresql")
def test_who_sent_what_is_scheduled_does_not_bring_it_forward(client, people):
    show = make_exhibition(published_at=None)
    step(client, people["second"], show, "send")
    take_step(MOVES["publish"], [show.pk], people["publisher"], public_from=timezone.now() + timedelta(days=9), seen=seen(show))
    step(client, people["second"], show, "publish")
    assert state_of(show) == "scheduled"


def test_the_step_tells_of_statements_whose_source_is_not_public_and_of_pictures_without_words(client, people):
    show = make_exhibition(published_at=None)
    make_statement(show, passage=make_passage(source=make_source(published_at=None)))
    client.force_login(people["editor"])
    assert "its source is a draft" in text_of(client.get(f"{EXHIBITIONS}{show.pk}/step/send/"))
    for number, words in enumerate([{"alt_en": "A wall."}, {"alt_zh": "墙。"}, {}]):
        Picture.objects.create(record_id=show.pk, digest=str(number) * 64, width=9, height=9, **words)
    assert "1 of its pictures does not say what it shows" in text_of(client.get(f"{EXHIBITIONS}{show.pk}/step/send/"))


def test_the_form_says_why_the_step_that_is_due_cannot_be_taken(client, people):
    show = make_exhibition(published_at=None)
    picture = Picture.objects.create(record_id=show.pk, digest="0" * 64, width=9, height=9, alt_en="A wall.", alt_zh="墙。", credit="Li")
    form = f"{EXHIBITIONS}{show.pk}/change/"
    client.force_login(people["editor"])
    assert "Send to review: Credit or rights are missing for 1 of its pictures" in text_of(client.get(form))
    client.post(f"{EXHIBITIONS}{show.pk}/step/send/", {"confirmed": "yes"})
    assert state_of(show) == "draft"
    Picture.objects.filter(pk=picture.pk).update(rights="For this site")
    assert "Send to review:" not in text_of(client.get(form))
    step(client, people["editor"], show, "send")
    assert state_of(show) == "waiting"
    Picture.objects.filter(pk=picture.pk).update(rights="")
    client.force_login(people["publisher"])
    assert "Publish: Credit or rights are missing for 1 of its pictures" in text_of(client.get(form))
    for name in ("viewer", "editor"):
        client.force_login(people[name])
        assert "Publish:" not in text_of(client.get(form))


def test_a_step_is_a_page_in_chinese_too(client, people):
    show = make_exhibition(published_at=None, name_zh="敦煌展")
    client.force_login(people["editor"])
    page = text_of(client.get(f"{EXHIBITIONS}{show.pk}/step/send/", headers={"accept-language": "zh-hans"}))
    assert "敦煌展" in page
    assert '<html lang="zh-Hans">' in page
    assert "公开页面没有变化" not in page
    assert "全部内容均予显示" in page  # once it is public


def test_the_form_says_who_else_has_opened_it_lately(client, people):
    show = make_exhibition()
    url = f"{EXHIBITIONS}{show.pk}/change/"
    for name in ("publisher", "second"):
        client.force_login(people[name])
        page = client.get(url)
    assert [str(opening.user) for opening in page.context_data["others"]] == ["publisher"]


@pytest.mark.engine("sqlite", "postgresql")
def test_all_staff_read_the_log_of_corrections_and_find_in_it(client, people):
    show, other = make_exhibition(name_en="Dunhuang Tour"), make_exhibition(name_en="Silk Road Show")
    for record, after in ((show, {"after_en": "50 visitors", "after_zh": "50人次"}), (other, {})):
        words = {"before_en": "40 visitors", "before_zh": "40人次", "reason_en": "Miscounted.", "reason_zh": "误计。"}
        Correction.objects.create(record_id=record.pk, statement="x", user=people["publisher"], **words, **after)
    client.force_login(people["viewer"])
    page = visit(client, "/admin/portal/correction/")
    rows = [row.text for row in page.one(id="result_list").one("tbody").all("tr")]
    assert any("Dunhuang Tour" in row and "40 visitors" in row and "50 visitors" in row and "Miscounted." in row for row in rows)
    assert any("Silk Road Show" in row and "taken out" in row for row in rows)
    assert f"{EXHIBITIONS}{show.pk}/change/" in page.one(id="result_list").links()
    found = visit(client, "/admin/portal/correction/?q=50人次").one(id="result_list").one("tbody").all("tr")
    assert ["Dunhuang Tour" in row.text for row in found] == [True]
