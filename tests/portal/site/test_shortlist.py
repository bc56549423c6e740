"""The shortlist, some records side by side, and the dossier."""

import io
import re
import time
from unittest import mock

import pypdf
import pytest
from django.utils import timezone

from portal.models import Picture, Record
from tests.factories import (
    make_category,
    make_exhibition,
    make_figure,
    make_measure,
    make_nomination,
    make_nomination_event,
    make_passage,
    make_selection_round,
)
from tests.origins import FROM_ELSEWHERE, FROM_HERE
from tests.page import visit
from tests.pictures import make_picture

pytestmark = [pytest.mark.django_db, pytest.mark.once]

SHOW, FIRM = "journey-to-singapore", "gansu-hengzhen"
CHANGE = "/en/shortlist/change/"


def kept(client):
    return client.cookies["shortlist"].value.split(".") if client.cookies["shortlist"].value else []


def names(page):
    return [card.one("h3").text for card in page.all("article", cls="card")]


def test_a_record_is_put_on_the_list_and_taken_off_without_scripts(client):
    show = make_exhibition(name_en="Silk")
    page = visit(client, "/en/exhibitions/")
    button = page.one("button", cls="take")
    assert (button["form"], button["name"], button["value"], button.text) == ("shortlist", "take", show.pk, "Save Silk")
    form = page.one("form", id="shortlist")
    response = client.post(form["action"], {"take": show.pk, "next": form.one("input")["value"]})
    assert client.get(response["Location"])["Location"] == f"/en/exhibitions/#keep-{show.pk}"
    assert kept(client) == [show.pk]
    page = visit(client, f"/zh-hans/exhibitions/{show.slug}/")
    assert page.one("span", cls="kept-count").text == "1", "the list outlives a change of language"
    button = page.one("button", cls="take")
    assert (button["name"], button.text) == ("drop", "移出收藏夹：Silk")
    assert names(visit(client, "/en/shortlist/")) == ["Silk"]
    client.post(CHANGE, {"drop": show.pk})
    assert kept(client) == []
    assert "Nothing saved yet" in visit(client, "/en/shortlist/").text


def test_the_cookie_is_for_the_server_alone(client, settings):
    settings.LOCAL = False
    client.post(CHANGE, {"take": make_exhibition().pk})
    cookie = client.cookies["shortlist"]
    assert (cookie["httponly"], cookie["secure"], cookie["samesite"]) == (True, True, "Lax")


def test_a_script_is_told_what_is_on_the_list(client):
    show = make_exhibition()
    response = client.post(CHANGE, {"take": show.pk}, headers={"Accept": "application/json"})
    answer = response.json()
    assert (answer["count"], answer["keys"]) == (1, [show.pk])
    assert client.get(answer["check"], headers={"Accept": "application/json"}).json() == {"keys": [show.pk]}
    other = make_exhibition()
    answer = client.post(CHANGE, {"take": other.pk}, headers={"Accept": "application/json"}).json()
    assert answer == {"count": 2, "keys": [show.pk, other.pk], "check": ""}


@pytest.mark.parametrize(("language", "said"), [("en", "Your browser keeps no cookies"), ("zh-hans", "您的浏览器不保存Cookie")])
def test_a_browser_that_keeps_no_cookies_is_told_so_and_given_the_address_of_the_list(client, language, said):
    show, back = make_exhibition(name_en="Silk"), f"/{language}/exhibitions/?kind=exhibition"
    for headers in ({}, {"Accept": "application/json"}):
        response = client.post(f"/{language}/shortlist/change/", {"take": show.pk, "next": back}, headers=headers)
        client.cookies.clear()
        check = response.json()["check"] if headers else response["Location"]
        if headers:
            assert client.get(check, headers=headers).json() == {"keys": []}
        page = visit(client, check)
        assert said in page.text
        assert f"{back}#keep-{show.pk}" in page.one("main").links()
        assert names(page) == ["Silk"]
    share = page.one("input", id="share")["value"]
    assert share in page.one("main").links()
    for address in (share, f"{share}&back=forged"):
        assert said not in visit(client, address).text
    with mock.patch("django.core.signing.time.time", return_value=time.time() + 61):
        assert said not in visit(client, check).text


@pytest.mark.parametrize("value", ["no-such-record", "", "a b", "\0", "x" * 500, "../../etc", "é"])
def test_what_is_no_public_record_is_not_taken(client, value):
    draft = make_exhibition(published_at=None)
    client.post(CHANGE, {"take": [value, draft.pk]})
    assert kept(client) == []
    client.cookies["shortlist"] = value.replace("\0", "")
    assert "Nothing saved yet" in visit(client, "/en/shortlist/").text


@pytest.mark.parametrize("address", ["https://evil.example/", "//evil.example/", "javascript:alert(1)", "/\\evil.example", ""])
def test_the_way_back_stays_on_the_site(client, address):
    first = client.post(CHANGE, {"take": make_exhibition().pk, "next": address})["Location"]
    assert client.get(first)["Location"] == "/en/shortlist/"
    assert client.post(CHANGE, {"take": make_exhibition().pk, "next": address})["Location"] == "/en/shortlist/"


@pytest.mark.parametrize("headers", FROM_ELSEWHERE)
def test_another_site_changes_nothing(client, headers):
    response = client.post(CHANGE, {"take": make_exhibition().pk}, headers=headers)
    assert response.status_code == 403
    assert "shortlist" not in client.cookies


@pytest.mark.parametrize("headers", FROM_HERE)
def test_a_page_of_ours_changes_the_list(client, headers):
    show = make_exhibition()
    assert client.post(CHANGE, {"take": show.pk}, headers=headers).status_code == 302
    assert kept(client) == [show.pk]


def test_a_full_list_says_so_and_stays_as_it_is(client):
    keys = [make_exhibition().pk for _ in range(31)]
    client.post(CHANGE, {"take": keys[:30]})
    response = client.post(CHANGE, {"take": keys[30]})
    assert response.status_code == 400
    assert "It holds 30 entries" in response.content.decode()
    assert kept(client) == keys[:30]


@pytest.mark.engine("sqlite", "postgresql")
def test_a_withdrawn_record_leaves_list_comparison_and_dossier_and_is_not_named(client):
    gone, other, third = make_exhibition(name_en="Gone"), make_exhibition(name_en="Other"), make_exhibition(name_en="Third")
    keys = [gone.pk, other.pk, third.pk]
    client.post(CHANGE, {"take": keys})
    query = "&".join(f"r={key}" for key in keys)
    before = text_of(client.get("/en/shortlist/dossier.pdf").content)
    assert "Gone" in before
    Record.objects.filter(pk=gone.pk).update(published_at=None)
    page = visit(client, "/en/shortlist/")
    assert names(page) == ["Other", "Third"]
    assert "1 entry of this list is no longer public." in page.text
    for address in (f"/en/shortlist/?{query}", f"/en/compare/?{query}"):
        assert "Gone" not in visit(client, address).text
    assert gone.pk not in client.get("/en/compare/")["Location"]
    after = text_of(client.get(f"/en/shortlist/dossier.pdf?{query}").content)
    assert "Gone" not in after
    assert "Other" in after
    Record.objects.update(published_at=None)
    assert client.get(f"/en/shortlist/dossier.pdf?{query}").status_code == 404


def text_of(pdf):
    """All text of a PDF, by its own map from glyphs to characters."""
    return "\n".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(pdf)).pages)


def test_a_shared_list_is_shown_as_such_and_can_be_taken_over(client):
    show = make_exhibition(name_en="Silk")
    page = visit(client, f"/en/shortlist/?r={show.pk}")
    assert page.one("h1").text == "A shared list"
    form = next(form for form in page.all("form") if "Save all in my list" in form.text)
    client.post(form["action"], {"take": [field["value"] for field in form.all("input")]})
    assert visit(client, f"/en/shortlist/?r={show.pk}").one("h1").text == "Saved list"


SAID = {
    "en": "A list holds no more than 30 entries. Its address names 3 more, which are left out: ask whoever shared it for a second list.",
    "zh-hans": "收藏夹最多容纳30项。此网址另有3项未显示，可请分享者分两次发送。",
}


@pytest.mark.parametrize("language", SAID)
def test_a_shared_list_of_more_than_a_list_holds_says_how_many_are_left_out(client, language):
    keys = [make_exhibition().pk for _ in range(33)]
    page = visit(client, f"/{language}/shortlist/?{'&'.join(f'r={key}' for key in [*keys, keys[0]])}")
    assert SAID[language] in [notice.text for notice in page.all("p", cls="notice")]
    assert len(page.one("div", cls="cards").all("h3")) == 30
    whole = visit(client, f"/{language}/shortlist/?{'&'.join(f'r={key}' for key in keys[:30])}")
    assert not whole.all("p", cls="notice")


@pytest.mark.parametrize("number", [0, 1, 5])
def test_a_comparison_says_how_many_it_takes(client, number):
    query = "&".join(f"r={make_exhibition().pk}" for _ in range(number))
    assert "Choose two to four to compare" in visit(client, f"/en/compare/?{query}").text


def test_the_address_of_a_comparison_carries_its_records(client):
    keys = [make_exhibition().pk for _ in range(2)]
    client.post(CHANGE, {"take": keys})
    address = f"/en/compare/?r={keys[0]}&r={keys[1]}"
    assert client.get("/en/compare/")["Location"] == address
    page = visit(client, address)
    assert address in page.one("p", cls="print-address").text
    assert len(page.one("thead").all("th")) == 2


def test_a_list_is_not_emptied_unasked(client):
    client.post(CHANGE, {"take": make_exhibition().pk})
    question = visit(client, "/en/shortlist/").one("details", cls="ask-first")
    assert question.one("summary").text == "Empty the list"
    button = question.one("button")
    assert (button["form"], button["name"]) == ("shortlist", "clear")
    client.post(CHANGE, {"clear": button["value"]})
    assert kept(client) == []


def test_a_figure_keeps_its_qualifier_and_what_is_struck_its_reason_in_both_languages_of_the_dossier(client):
    show = make_exhibition(name_en="Silk", name_zh="丝绸")
    measure = make_measure(name_en="revenue", name_zh="收入", is_money=True, unit_en="", unit_one_en="", unit_zh="")
    make_figure(show, value=1_500_000, currency="CNY", qualifier="nearly", measure=measure, is_example=True)
    round_ = make_selection_round(name_en="Best of", name_zh="年度评选")
    wrong = make_nomination_event(make_nomination(initiative_id=show.pk, category=make_category(round=round_)), verb="recognized")
    told = {"reason_en": "The list was misread.", "reason_zh": "误读名单。", "passage": make_passage()}
    make_nomination_event(wrong.nomination, verb="not-recognized", replaces=wrong, **told)
    content = client.get(f"/zh-hans/shortlist/dossier.pdf?r={show.pk}").content
    found = re.sub(r"\s", "", text_of(content))
    assert "nearly1.5million" in found
    assert "近150万" in found
    assert "namedasanexample" in found
    assert "资料举例提及" in found
    assert re.search(r"[^t]recognized:Bestof\d*corrected:Thelistwasmisread\.notrecognized:Bestof", found)
    assert re.search(r"认定：年度评选\d*已更正：误读名单。未获认定：年度评选", found)
    assert b"LineThrough" in content


def test_rare_characters_and_other_scripts_are_drawn_and_what_cannot_be_is_a_box_with_its_code(client):
    """The picture is gone, too: neither stops the dossier, which stays a PDF/UA."""
    guests = "Guests: བོད, معرض, 한국, ᠮᠣᠩᠭᠣᠯ"
    show = make_exhibition(name_en="Silk", name_zh="𰻝面䶮𠮷㛃㕔𨱏堃", summary_en=guests, summary_zh="🐫与𪚥\ufe0f")
    picture = make_picture(show, is_cover=True)
    Picture.objects.filter(pk=picture.pk).update(digest="0" * 64)
    content = client.get(f"/en/shortlist/dossier.pdf?r={show.pk}").content
    found = re.sub(r"\s", "", text_of(content))
    for text in ("𰻝面䶮𠮷㛃㕔𨱏堃", "བོད", "معرض", "한국", "□(U+1F42B)与□(U+2A6A5)"):
        assert text in found, text
    assert b"pdfuaid" in content


@pytest.mark.engine("sqlite", "postgresql")
def test_of_a_shared_list_a_draft_looks_like_what_never_was(client):
    gone = make_exhibition(slug="gone")
    Record.objects.filter(pk=gone.pk).update(published_at=None)
    draft = make_exhibition(slug="draft", published_at=None)
    soon = make_exhibition(slug="soon", published_at=timezone.now() + timezone.timedelta(days=1))
    assert "1 entry of this list is no longer public." in visit(client, f"/en/shortlist/?r={gone.pk}").text
    pages = [visit(client, f"/en/shortlist/?r={key}").one("main").text for key in ("nope", draft.pk, soon.pk)]
    assert "1 entry of this list was not found here." in pages[0]
    assert "no longer public" not in pages[0]
    assert pages == pages[:1] * 3
    both = visit(client, f"/en/shortlist/?r=nope&r={gone.pk}&r={draft.pk}").text
    assert "1 entry of this list is no longer public." in both
    assert "2 entries of this list were not found here." in both


@pytest.mark.engine("sqlite", "postgresql")
def test_a_scheduled_record_is_in_nothing(client):
    soon = make_exhibition(name_en="Soon", published_at=timezone.now() + timezone.timedelta(days=1))
    assert names(visit(client, f"/en/shortlist/?r={soon.pk}")) == []
    assert client.get(f"/en/shortlist/dossier.pdf?r={soon.pk}").status_code == 404


def test_the_article_side_by_side_is_never_blank(client, article):
    page = visit(client, f"/en/compare/?r={SHOW}&r={FIRM}&r=dunhuang-cultural-innovation")
    rows = {row.one("th").text: [cell.text for cell in row.all("td")] for row in page.one("tbody").all("tr")}
    assert all(text for cells in rows.values() for text in cells)
    assert rows["Type"] == ["digital", "–does not apply", "–does not apply"]
    missing = next(part.text for part in page.all("p", cls="aside") if part.text.startswith("Not listed here yet:"))
    assert "city" in missing
    assert "City" not in rows, "what none of them has is no row"
    assert "April 2025 (our inference)" in rows["Selections"][1]
    assert rows["Outcome"][1] == "not listed here yet"
    assert rows["Chinese name"][1].endswith("to be confirmed")
    assert rows["Country or region"][0] == "Singapore (our inference)"
    assert rows["Figures"][0].startswith("revenue of the exhibition: nearly 1.5 million yuan")
    assert "host: Dunhuang Academy" in rows["Took part"][0]
    notes = {link["href"] for link in page.one("tbody").all("a", cls="fn")}
    assert notes
    assert notes <= {f"#{note['id']}" for note in page.all("div", cls="source")}


def test_the_dossier_of_the_article_is_tagged_and_reads_in_both_scripts(client, article, settings):
    settings.PORTAL_CONTACT = "desk@example.org"
    for language, first, host in (
        ("zh-hans", "资料册Dossier", "甘肃省文化和旅游"),
        ("en", "Dossier资料册", "CultureandtourismofGansuProvince"),
    ):
        response = client.get(f"/{language}/shortlist/dossier.pdf?r={SHOW}&r={FIRM}")
        found = re.sub(r"\s", "", text_of(response.content))
        assert all(text in found for text in (first, host, "desk@example.org")), "the reader’s language first, and who to ask"
    assert response["Content-Type"] == "application/pdf"
    assert "noindex" in response["X-Robots-Tag"]
    assert b"/MarkInfo" in response.content or b"/StructTreeRoot" in response.content
    for text in (
        "JourneytoSingapore",
        "走进新加坡",
        "甘肃恒真数字文化科技有限公司",
        "nearly1.5millionyuan",
        "近150万元",
        "answer1,sentence5",
        "答复一第5句",
    ):
        assert text in found, text
