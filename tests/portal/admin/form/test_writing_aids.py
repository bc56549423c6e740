"""What helps whoever writes: figures as people write them, the source of the sitting, names like another, short forms."""

from datetime import timedelta

import pytest
from django.utils import timezone
from django.utils.translation import override

from portal.models import AlternativeName, ProposedChange, Record, Source, Statement
from portal.search.index import index
from portal.search.similar_names import chinese_on_record, like_named, short_forms_of
from tests.admin_pages import add_row, filled_in, make_user, messages_of, send
from tests.factories import (
    make_enterprise,
    make_exhibition,
    make_figure,
    make_measure,
    make_passage,
    make_project,
    make_source,
    make_statement,
)
from tests.page import read, visit

pytestmark = [pytest.mark.django_db, pytest.mark.once]

EXHIBITIONS = "/admin/initiatives/exhibition/"
RECORDS = "/admin/portal/record/"
AUTOCOMPLETE = "/admin/autocomplete/?app_label=portal&model_name=statement&field_name=passage&term="


@pytest.fixture(autouse=True)
def english():
    with override("en"):
        yield


@pytest.fixture(autouse=True)
def publisher(client):
    user = make_user("Publisher")
    client.force_login(user)
    return user


def url_of(show):
    return f"{EXHIBITIONS}{show.pk}/change/"


def errors_at(response, name):
    """What the first row of statements says at one of its fields."""
    (rows,) = [each.formset for each in response.context_data["inline_admin_formsets"] if each.formset.prefix == "statements"]
    return list(rows.forms[0].errors.get(name, []))


# ---- a figure as it is written, without a script


def with_statement(client, show, **fields):
    words = {"passage": make_passage().pk, "wording_en": "It took money.", "wording_zh": "收入。"}
    return add_row(filled_in(client.get(url_of(show))), "statements", **words | fields)


def test_a_figure_fills_the_fields_is_shown_and_stored_by_the_next_save(client):
    show, measure = make_exhibition(), make_measure(unit_en="visitors", unit_zh="名观众")
    first = client.post(url_of(show), with_statement(client, show, as_written="nearly 1,500 visitors"))
    assert first.status_code == 200
    assert errors_at(first, "as_written") == ["“nearly 1,500 visitors” is filled in below and not saved yet: look at it, then save."]
    assert not Statement.objects.exists()
    shown = filled_in(first)
    filled = {name: shown[f"statements-0-{name}"] for name in ("as_written", "qualifier", "value", "currency", "measure")}
    assert filled == {"as_written": [""], "qualifier": ["nearly"], "value": ["1500"], "currency": [""], "measure": [measure.pk]}
    assert client.post(url_of(show), shown).status_code == 302
    found = Statement.objects.get()
    assert (found.qualifier, found.value, found.measure) == ("nearly", 1500, measure)


def test_what_has_several_readings_is_asked_and_fills_only_what_is_sure(client):
    show, measure = (
        make_exhibition(),
        make_measure(name_en="revenue", name_zh="收入", is_money=True, unit_en="", unit_one_en="", unit_zh=""),
    )
    first = client.post(url_of(show), with_statement(client, show, as_written="约150余万元"))
    assert errors_at(first, "as_written")[1:] == ["Choose the qualifier: about, over.", "Choose the measure: revenue."]
    page = read(first.content.decode())
    choices = page.one("select", name="statements-0-qualifier")
    assert [group.attributes["label"] for group in choices.all("optgroup")] == ["As written", "Others"]
    assert [option.text for option in choices.all("optgroup")[0].all("option")] == ["about", "over"]
    assert measure.pk in [option.attributes["value"] for option in page.one("select", name="statements-0-measure").all("option")]
    shown = filled_in(first)
    assert (shown["statements-0-qualifier"], shown["statements-0-value"], shown["statements-0-currency"]) == ([""], ["1500000"], ["CNY"])
    unsaid = client.post(url_of(show), shown | {"statements-0-as_written": "约150余万元", "statements-0-qualifier": "nearly"})
    assert errors_at(unsaid, "as_written") == ["The fields below say something else. Empty this one, or them."]
    assert client.post(url_of(show), shown).status_code == 200
    assert not Statement.objects.exists()
    client.post(url_of(show), shown | {"statements-0-qualifier": "over", "statements-0-measure": measure.pk})
    assert Statement.objects.get().value == 1_500_000


@pytest.mark.parametrize("written", ["hundreds of visitors", "不到100名观众", "2025年"])
def test_what_cannot_be_read_is_refused_where_it_stands_and_kept(client, written):
    show = make_exhibition()
    response = client.post(url_of(show), with_statement(client, show, as_written=written))
    assert len(errors_at(response, "as_written")) == 1
    assert filled_in(response)["statements-0-as_written"] == [written]
    assert not Statement.objects.exists()


def test_what_is_written_overwrites_nothing_that_the_fields_say(client):
    show = make_exhibition()
    make_figure(show, value=330, qualifier="over", measure=make_measure())
    data = filled_in(client.get(url_of(show)))
    refused = client.post(url_of(show), data | {"statements-0-as_written": "over 340"})
    assert errors_at(refused, "as_written") == ["The fields below say something else. Empty this one, or them."]
    assert Statement.objects.get().value == 330
    assert client.post(url_of(show), data | {"statements-0-as_written": "over 330"}).status_code == 302


def test_a_figure_as_written_neither_loses_what_somebody_else_saved_nor_what_was_typed(client):
    show, _measure = make_exhibition(city_en="Lisbon"), make_measure(unit_en="visitors")
    data = with_statement(client, show, as_written="40 visitors")
    client.post(url_of(show), filled_in(client.get(url_of(show))) | {"city_en": "Porto"})
    stale = client.post(url_of(show), data | {"city_en": "Braga"})
    shown = filled_in(stale)
    assert "Somebody saved this after you opened it" in stale.content.decode()
    assert (shown["statements-0-value"], shown["city_en"]) == (["40"], ["Braga"])
    assert client.post(url_of(show), shown).status_code == 302
    assert Statement.objects.get().value == 40


def test_an_editor_proposes_a_figure_as_written(client):
    show, _measure = make_exhibition(), make_measure(unit_en="visitors")
    make_statement(show)
    client.force_login(make_user("Editor"))
    url = f"{EXHIBITIONS}{show.pk}/propose/"
    first = send(client, url, {"statements-0-as_written": "over 40 visitors"})
    assert not ProposedChange.objects.exists()
    client.post(url, filled_in(first))
    assert ProposedChange.objects.get().sent["statements-0-value"] == ["40"]
    assert "_sitting" not in ProposedChange.objects.get().sent


def test_a_statement_alone_is_filled_in_too(client):
    statement, measure = make_statement(make_exhibition()), make_measure(unit_en="visitors")
    url = f"/admin/portal/statement/{statement.pk}/change/"
    first = send(client, url, as_written="up to 40 visitors")
    assert client.post(url, filled_in(first)).status_code == 302
    statement.refresh_from_db()
    assert (statement.qualifier, statement.value, statement.measure) == ("up-to", 40, measure)


# ---- what the scripts ask


def test_a_figure_is_read_for_the_form_by_those_who_may_write(client):
    measure = make_measure(unit_en="visitors", name_en="Visitors counted", name_zh="观众")
    other = make_measure(unit_en="guests", name_en="Guests", name_zh="嘉宾")
    url = f"{RECORDS}read-figure/"
    answer = client.get(url, {"text": "nearly 40 visitors"}).json()
    assert (answer["qualifier"], answer["value"], answer["currency"]) == ("nearly", "40", "")
    assert (answer["measure"], answer["asks"]) == ({"id": measure.pk, "text": "Visitors counted"}, [])
    other.unit_en = "visitors"
    other.save()
    answer = client.get(url, {"text": "40 visitors"}).json()
    assert answer["measure"] is None
    assert {each["id"] for each in answer["asks"][0]["offers"]} == {measure.pk, other.pk}
    assert client.get(url, {"text": "dozens"}).json() == {"error": "No number is named: leave the figure out."}
    assert "error" in client.get(url).json()
    assert client.post(url).status_code == 405
    client.force_login(make_user("Viewer"))
    for address in (url, f"{RECORDS}suggest/"):
        assert client.get(address, {"text": "1"}).status_code == 403
    client.logout()
    assert client.get(url).status_code == 302


# ---- the source of the sitting


def passages_offered(client, term=""):
    return [each["text"].split(" · ")[1] for each in client.get(f"{AUTOCOMPLETE}{term}").json()["results"]]


def two_sources():
    first, second = make_source(id="a-source", name_en="First"), make_source(id="b-source", name_en="Second")
    for source in (first, second):
        for number in (2, 1):
            make_passage(source=source, number=number, label_en=f"{source.name_en} {number}")
    return first, second


def test_the_source_of_the_sitting_is_offered_first_for_every_passage(client):
    _first, second = two_sources()
    assert passages_offered(client) == ["First 1", "First 2", "Second 1", "Second 2"]
    show = make_exhibition()
    assert send(client, url_of(show), _sitting=second.pk).status_code == 302
    assert passages_offered(client) == ["Second 1", "Second 2", "First 1", "First 2"]
    assert passages_offered(client, "First") == ["First 1", "First 2"]
    select = visit(client, f"{EXHIBITIONS}add/").one("select", name="_sitting")
    assert select.one("option", selected="").text == "Second"
    send(client, url_of(show), _sitting="")
    assert passages_offered(client)[0] == "First 1"


def test_a_refused_form_chooses_it_too_and_an_unknown_source_ends_it(client):
    _first, second = two_sources()
    assert send(client, f"{EXHIBITIONS}add/", name_en="", _sitting=second.pk).status_code == 200
    assert passages_offered(client)[0] == "Second 1"
    client.post(f"{RECORDS}sitting/", {"_sitting": "nonsense"})
    assert passages_offered(client)[0] == "First 1"


def test_it_is_chosen_in_the_list_of_sources_and_by_a_script_and_ends_by_itself(client):
    first, second = two_sources()
    client.post("/admin/portal/source/", {"action": "work_from", "_selected_action": [second.pk]})
    assert passages_offered(client)[0] == "Second 1"
    client.post("/admin/portal/source/", {"action": "work_from", "_selected_action": [first.pk, second.pk]})
    assert passages_offered(client)[0] == "Second 1"
    session = client.session
    session["source_of_sitting"] |= {"at": (timezone.now() - timedelta(hours=13)).isoformat()}
    session.save()
    assert passages_offered(client)[0] == "First 1"
    lone = make_passage(source=make_source(name_en="Notice"), label_en="whole notice")
    assert client.post(f"{RECORDS}sitting/", {"_sitting": second.pk}).json() == {"only": None}
    only = client.post(f"{RECORDS}sitting/", {"_sitting": lone.source_id}).json()["only"]
    assert only["id"] == lone.pk
    assert visit(client, f"{EXHIBITIONS}add/").one(id="writing")["data-passage"] == lone.pk
    Source.objects.filter(pk=lone.source_id).update(published_at=None)
    assert passages_offered(client)[0] == "whole notice"


# ---- names


@pytest.mark.parametrize(
    ("first", "second", "why"),
    [
        ("Dunhuang Academy", "dunhuang  ACADEMY", "the same name"),
        ("Dunhuang Academy", "Dunhuang-Academy!", "the same name"),
        ("Loess Studio Co., Ltd.", "Loess Studio", "the same name"),
        ("Loess Studio Inc", "Loess Studio", "the same name"),
        ("Loess Studio, LLC", "Loess Studio", "the same name"),
        ("LOESS STUDIO CO., LTD.", "Loess Studio", "the same name"),
        ("Café Lanzhou", "Cafe Lanzhou", "the same name"),
        ("Ｄｕｎｈｕａｎｇ Academy", "Dunhuang Academy", "the same name"),
        ("Dunhuang Academy", "Dunhuan Academy", "nearly the same name"),
        ("Dunhuang Academy", "Dunhuang Academie", "nearly the same name"),
        ("敦煌研究院", "敦煌研究所", "nearly the same name"),
        ("Exploring Dunhuang", "Exploring Dunhuang Tour", "one name holds the other"),
        ("甘肃演艺集团有限公司", "甘肃演艺集团", "the same name"),
        ("Dunhuang Academy", "Mogao Academy", None),
        ("Dunhuang", "Dunhuang No Longer Distant: Journey", None),
        ("Tour", "Tours", None),
        ("敦煌", "敦煌学", None),
        ("Licensing Show 2025", "Licensing Show 2026", None),
        ("Licensing Show", "Licensing Show 2026", None),
        ("展览", "展会", None),
    ],
)
def test_names_are_alike_or_not(first, second, why):
    record = make_exhibition(name_en=first)
    for one, other in ((first, second), (second, first)):
        Record.objects.filter(pk=record.pk).update(name_en=one)
        index(Record.objects.all())
        assert [(found.pk, str(said)) for found, said in like_named([other])] == ([(record.pk, why)] if why else [])
    assert like_named([second, ""], but=record.pk) == []


def test_chinese_and_alternative_names_count_too_and_the_most_alike_come_first():
    holding, same = make_exhibition(name_en="Silk Road Painting Exhibition"), make_project(name_en="Silk Road Painting")
    AlternativeName.objects.create(record_id=make_enterprise(id="studio").pk, name="Silk Road Paintings")
    chinese = make_exhibition(name_zh="丝路绘画展")
    index(Record.objects.all())
    found = like_named(["Silk Road Painting", "丝路绘画展"])
    assert [record.pk for record, _why in found][2:] == ["studio", holding.pk]
    assert {record.pk for record, _why in found[:2]} == {same.pk, chinese.pk}


def test_a_like_named_record_is_told_of_with_a_link_and_blocks_nothing(client):
    other = make_project(name_en="Painted <b>Caves</b>")
    index(Record.objects.all())
    response = send(client, f"{EXHIBITIONS}add/", name_en="Painted B Caves B")
    assert response.status_code == 302
    added = Record.objects.get(kind="exhibition")
    (warning,) = [read(text) for text in messages_of(response) if "like name" in text]
    assert warning.links() == {f"/admin/initiatives/project/{other.pk}/change/": "Painted <b>Caves</b> (project)"}
    kept = send(client, url_of(added), summary_en="A show.")
    assert not [text for text in messages_of(kept) if "like name" in text]
    renamed = send(client, url_of(added), name_en="Painted B Cave B")
    assert [text for text in messages_of(renamed) if "nearly the same name" in text]


def test_characters_that_cannot_be_drawn_are_told_of_once_and_block_nothing(client):
    response = send(client, f"{EXHIBITIONS}add/", name_en="Camels 🐫 of 䶮", summary_en="🐫 and 𪚥")
    (warning,) = [text for text in messages_of(response) if "no glyph" in text]
    assert "no glyph for 🐫 (U+1F42B), 𪚥 (U+2A6A5):" in warning
    kept = send(client, url_of(Record.objects.get()), summary_zh="峡谷")
    assert not [text for text in messages_of(kept) if "no glyph" in text]


def test_names_that_are_typed_get_suggestions_from_what_is_on_record(client):
    twin = make_project(name_en="Digital Cave", name_zh="数字洞窟")
    show = make_exhibition(name_en="Digital Cave")
    AlternativeName.objects.create(record_id=show.pk, name="数字石窟", language="zh-Hans")
    index(Record.objects.all())
    answer = client.get(f"{RECORDS}suggest/", {"row": show.pk, "name_en": "digital cave", "name_zh": ""}).json()
    assert [each["url"] for each in answer["like"]] == [f"/admin/initiatives/project/{twin.pk}/change/"]
    assert answer["chinese"] == ["数字石窟", "数字洞窟"]
    assert client.get(f"{RECORDS}suggest/", {"row": show.pk, "name_en": "Digital Cave", "name_zh": "洞"}).json()["chinese"] == []
    assert client.get(f"{RECORDS}suggest/").json() == {"like": [], "chinese": [], "aliases": []}
    box = visit(client, url_of(show)).one(id="suggestions")
    assert [name.text for name in box.one(data_part="chinese").all(data_name="")] == ["数字石窟", "数字洞窟"]


@pytest.mark.parametrize(
    ("name_en", "name_zh", "expected"),
    [
        ("Loess Studio Co., Ltd.", "黄土工作室有限公司", ["Loess Studio", "黄土工作室"]),
        ("Loess Ltd", "黄土股份有限公司", ["Loess", "黄土"]),
        ("General Administration of Customs (GAC)", "", ["GAC", "General Administration of Customs"]),
        ("Dunhuang Academy", "敦煌研究院", []),
        ("Limited Editions", "有限公司", []),
    ],
)
def test_short_forms_are_those_that_the_names_hold_themselves(name_en, name_zh, expected):
    record = make_enterprise(name_en=name_en, name_zh=name_zh)
    assert short_forms_of(record) == expected
    for name in expected:
        AlternativeName.objects.create(record_id=record.pk, name=name)
    assert short_forms_of(record) == []


def test_no_chinese_name_is_made_up():
    assert chinese_on_record(make_exhibition(name_en="Dunhuang Academy")) == []


def test_forms_that_are_only_read_offer_no_help(client):
    show = make_exhibition()
    client.force_login(make_user("Viewer"))
    page = visit(client, url_of(show))
    assert not page.all(id="writing")
    assert not page.all("select", name="_sitting")
    assert not page.all(cls="form-gaps")
