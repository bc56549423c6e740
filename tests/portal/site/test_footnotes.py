"""A detail page: what it says, under which footnote, and what it keeps to itself."""

import re
from datetime import date

import pytest
from django.db import IntegrityError, transaction

from portal.models import AlternativeName
from tests.admin_pages import filled_in
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
    make_source,
    make_statement,
    make_trademark,
)
from tests.page import visit

pytestmark = [pytest.mark.django_db, pytest.mark.once]


def test_a_figure_leads_to_its_passage_and_back(client):
    source = make_source(name_en="Gazette", slug="gazette", speaker_en="the department", issued_on=date(2025, 5, 21))
    passage = make_passage(source=source, number=13, label_en="answer 1, sentence 5", is_spoken=True)
    show = make_exhibition(slug="show")
    money = make_measure(name_en="Revenue", is_money=True, unit_en="", unit_one_en="", unit_zh="")
    statement = make_figure(show, 1500000, "nearly", currency="CNY", measure=money, passage=passage, wording_en="Brought in revenue.")
    page = visit(client, "/en/exhibitions/show/")

    figure = page.one("div", cls="fig")
    assert "nearly 1.5 million yuan" in figure.text
    assert "Brought in revenue." in figure.text
    assert "answer 1, sentence 5" in figure.text
    group = page.one("section", aria_labelledby="figures")
    assert group.text.endswith("According to the department, 21 May 2025"), "said once for all figures"
    assert not page.one("div", cls="source").all("blockquote"), "what stands as a figure is not told again"
    assert "ccording to" not in page.one("section", aria_labelledby="sources").text, "who speaks is said above"
    address, anchor = figure.one("a", cls="note")["href"].split("#")

    at_the_source = visit(client, address)
    line = at_the_source.one(id=anchor)
    assert anchor == statement.pk
    assert "nearly 1.5 million yuan" in line.text
    assert line in at_the_source.one("div", id="p13").all("p")
    assert "/en/exhibitions/show/" in line.links()
    assert "the department" in at_the_source.one("dl", cls="facts").text


def test_footnotes_are_numbered_by_source_and_passage_and_each_passage_once(client):
    early, late = make_source(issued_on=date(2020, 1, 1)), make_source(issued_on=date(2025, 1, 1))
    show = make_exhibition(slug="show")
    first, second = make_passage(source=early, number=9), make_passage(source=late, number=2)
    for passage in (second, first, second):
        make_statement(show, passage=passage, wording_en=f"Said at {passage.number}.")
    make_participation(show, make_organization(slug="host", name_en="Host"), "host", passage=second)
    page = visit(client, "/en/exhibitions/show/")
    notes = page.all("div", cls="source")
    assert [note["id"] for note in notes] == ["n1", "n2"]
    assert [len(note.all("blockquote")) for note in notes] == [1, 2]
    assert "Said at 9." in notes[0].text
    cast = page.one("section", aria_labelledby="cast")
    assert cast.one("a", cls="fn")["href"] == "#n2"
    assert page.one("dl", cls="facts").links()["#sources"] == "2 sources"


def test_what_cites_nothing_says_so(client):
    show = make_exhibition(slug="show")
    make_participation(show, make_organization(), "host")
    page = visit(client, "/en/exhibitions/show/")
    assert page.one("p", cls="missing").text.endswith(", source. Know more? Tell us.")
    assert not page.all("section", aria_labelledby="sources")


def test_an_example_is_said_to_be_one_and_words_of_the_source_are_told_from_a_speakers(client):
    source = make_source(speaker_en="the department", issued_on=None)
    show = make_exhibition(slug="show")
    make_statement(show, passage=make_passage(source=source, is_spoken=True), is_example=True)
    make_statement(show, passage=make_passage(source=source, is_spoken=False))
    notes = visit(client, "/en/exhibitions/show/").all("div", cls="source")
    assert "named as an example" in notes[0].text
    assert "according to the department" in notes[0].text
    assert "named as an example" not in notes[1].text
    assert "according to the source itself" in notes[1].text


def test_a_chinese_name_that_nobody_has_checked_is_marked(client):
    make_exhibition(slug="checked", name_zh="敦煌展", name_zh_confirmed=True)
    make_exhibition(slug="unchecked", name_zh="寻境敦煌")
    make_exhibition(slug="nameless")
    for slug, marked in (("checked", False), ("unchecked", True), ("nameless", False)):
        for language, text in (("en", "Chinese name to be confirmed"), ("zh-hans", "中文名称待核实")):
            assert (text in visit(client, f"/{language}/exhibitions/{slug}/").text) == marked
            cards = visit(client, f"/{language}/exhibitions/").all("article", cls="card")
            assert [text in card.text for card in cards if f"/{language}/exhibitions/{slug}/" in card.links()] == [marked]
    heading = visit(client, "/zh-hans/exhibitions/nameless/").one("h1")
    assert heading["lang"] == "en"


def test_other_names_stand_in_their_language_with_their_source(client):
    show, source = make_exhibition(slug="show"), make_source(slug="gazette", name_zh="公报")
    passage = make_passage(source=source, label_en="answer 3, sentence 1")
    for name, language in (("Tour", "en"), ("巡展", "zh-Hans"), ("Exposition", "und")):
        AlternativeName.objects.create(record_id=show.pk, name=name, language=language, passage=passage if language == "en" else None)
        AlternativeName.objects.create(record_id=source.pk, name=name, language=language)
    page = visit(client, "/en/exhibitions/show/")
    header = page.one("header", cls="record-head")
    assert "Also named: Exposition; Tour; 巡展" in header.without("fn").text
    assert {span.text: span["lang"] for span in header.all("span") if span["lang"]} == {"Tour": "en", "巡展": "zh-Hans"}
    note = page.one(id=header.one("a", cls="fn")["href"].removeprefix("#"))
    assert note.one("blockquote").text == "Also named: Tour"
    assert "answer 3, sentence 1" in note.text
    header = visit(client, "/en/sources/gazette/").one("header", cls="page-head")
    assert "Also named: Exposition; Tour; 巡展" in header.text
    assert "Chinese name to be confirmed" in header.text


def test_no_footnote_is_without_words(client):
    works, host = make_enterprise(slug="works", name_en="Works"), make_organization(name_en="Dunhuang Host")
    mark = make_trademark(slug="mark", name_en="Mark")
    show, selection = make_exhibition(slug="show", name_en="Show"), make_selection_round(slug="round", name_en="Key Round")
    make_participation(show, host, "host", passage=make_passage())
    make_participation(show, works, "organizer", passage=make_passage())
    nomination = make_nomination(category=make_category(round=selection), organization_id=works.pk)
    make_nomination_event(nomination, "submitted", passage=make_passage()).actors.add(host.pk)
    make_registration(mark, number="1234567", passage=make_passage())
    make_recordal(mark, number="T2020-1", holder_id=works.pk, passage=make_passage())
    for address, words in {
        "/en/exhibitions/show/": ["Host: Dunhuang Host", "Organizer: Works"],
        "/en/enterprises/works/": ["Organized: Show", "Submitted: Key Round", "Customs recordal: T2020-1"],
        "/en/selections/round/": ["Submitted: Works"],
        host.get_absolute_url(): ["Hosted: Show", "Submitted candidates to: Key Round"],
        "/en/trademarks/mark/": ["Trademark registration: China 1234567, class 25", "Customs recordal: T2020-1"],
    }.items():
        page = visit(client, address)
        notes = page.all("div", cls="source")
        assert sorted(quote.text for note in notes for quote in note.all("blockquote")) == sorted(words)
        assert all(note.all("blockquote") for note in notes)


def test_words_of_a_role_give_way_to_a_statement_of_the_same_passage(client):
    show, passage = make_exhibition(slug="show"), make_passage()
    make_participation(show, make_organization(), "host", passage=passage)
    make_statement(show, passage=passage, wording_en="It was hosted.")
    note = visit(client, "/en/exhibitions/show/").one("div", cls="source")
    assert [quote.text for quote in note.all("blockquote")] == ["It was hosted."]


@pytest.mark.parametrize(
    ("fields", "english", "chinese"),
    [
        (
            {"period_starts_on": date(2024, 1, 1), "period_ends_on": date(2024, 12, 31)},
            "period: 1 January 2024 to 31 December 2024",
            "期间：2024年1月1日至2024年12月31日",
        ),
        ({"period_starts_on": date(2024, 1, 1)}, "period: from 1 January 2024", "期间：自2024年1月1日起"),
        ({"period_ends_on": date(2024, 12, 31)}, "period: until 31 December 2024", "期间：截至2024年12月31日"),
        ({"as_of": date(2025, 3, 1)}, "as of 1 March 2025", "截至2025年3月1日"),
        ({"is_example": True}, "named as an example", "资料举例提及"),
    ],
)
def test_what_limits_a_figure_stands_wherever_it_does(client, fields, english, chinese):
    show, passage = make_exhibition(slug="show"), make_passage(source=make_source(slug="gazette"))
    make_figure(show, passage=passage, **fields)
    other = make_selection_round()
    for language, text in (("en", english), ("zh-hans", chinese)):
        page = visit(client, f"/{language}/exhibitions/show/")
        assert text in page.one("div", cls="fig").text
        assert text in visit(client, f"/{language}/exhibitions/").one("article", cls="card").text
        assert visit(client, f"/{language}/sources/gazette/").one("ul", cls="statements").text.count(text) == 1
        assert text in visit(client, f"/{language}/").one("div", cls="fig").text
        assert text in visit(client, f"/{language}/compare/?r={show.pk}&r={other.pk}").one("table").text


def test_the_day_for_which_a_statement_without_a_figure_holds_is_told_too(client):
    show, passage = make_exhibition(slug="show"), make_passage(source=make_source(slug="gazette"))
    make_statement(show, passage=passage, as_of=date(2025, 3, 1))
    assert "as of 1 March 2025" in visit(client, "/en/exhibitions/show/").one("div", cls="source").text
    assert "as of 1 March 2025" in visit(client, "/en/sources/gazette/").one("ul", cls="statements").text


def test_a_figure_on_a_card_leads_to_its_statement_at_the_source(client):
    source = make_source(slug="gazette")
    figure = make_figure(make_exhibition(), 330, passage=make_passage(source=source, label_en="answer 2, sentence 3"))
    card = visit(client, "/en/exhibitions/").one("article", cls="card")
    assert card.links()[f"/en/sources/gazette/#{figure.pk}"] == "Source: answer 2, sentence 3"
    assert visit(client, "/en/sources/gazette/").one(id=figure.pk)


def test_a_source_says_what_it_is_and_which_passages_are_silent(client):
    source = make_source(slug="gazette", name_en="Gazette", publisher_en="Portal", author="柴勇军", editor="伏娅敏", url="")
    spoken = make_passage(source=source, number=2, part_en="Answer 1", label_en="answer 1, sentence 1")
    make_passage(source=source, number=1, part_en="Introduction", label_en="title", note_en="The title.")
    make_passage(source=source, number=3, part_en="Question 2", label_en="question 2")
    make_passage(source=source, number=4, part_en="Question 3", label_en="question 3")
    show = make_exhibition(slug="show", name_en="Show")
    make_statement(show, passage=spoken, wording_en="It was shown.")
    page = visit(client, "/en/sources/gazette/")
    silent = page.all("p", cls="silent")
    assert [line.text for line in silent] == ["1 Title: not used · The title.", "3–4 Questions 2 and 3: not used"]
    assert [heading.text for heading in page.all("h2", cls="part-head")] == ["Introduction", "Answer 1"]  # none over nothing
    assert "It was shown." in page.one(id="p2").text
    assert page.one(id="p2").links()["/en/exhibitions/show/"] == "Show"
    facts = page.one("dl", cls="facts")
    assert "21 May 2025" in facts.text
    assert {span.text: span["lang"] for span in facts.all("span") if span["lang"]} == {"柴勇军": "zh-Hans", "伏娅敏": "zh-Hans"}
    assert "1 fact, from 1 of its 4 sentences and lines." in page.text
    assert "21 May 2025" not in visit(client, "/zh-hans/sources/gazette/").one("dl", cls="facts").text
    assert "2025年5月21日" in visit(client, "/zh-hans/sources/gazette/").one("dl", cls="facts").text


def test_what_a_source_says_alike_of_several_records_is_said_once_and_a_long_part_folds(client):
    source = make_source(slug="gazette")
    first = make_passage(source=source, number=1, part_en="Answer 1", label_en="answer 1, sentence 1")
    shows = [make_exhibition(name_en=f"Show {n}") for n in range(9)]
    alike = [make_statement(show, passage=first, wording_en="Named among them.", is_example=True) for show in shows]
    for number in range(2, 6):
        passage = make_passage(source=source, number=number, part_en="Answer 1", label_en=f"answer 1, sentence {number}")
        make_figure(shows[0], 330, passage=passage, wording_en="There were 330 exhibitors.")
    page = visit(client, "/en/sources/gazette/")
    assert page.text.count("Named among them. named as an example") == 1
    line = page.one(id="p1").one("li")
    assert all(page.one(id=statement.pk).links() or page.one(id=statement.pk)["href"] for statement in alike)
    assert set(line.links()) == {show.get_absolute_url() for show in shows}
    fold = page.one("details", cls="fold")
    assert fold.one("summary").text == "4 more: answer 1, sentences 2–5"
    assert [section["id"] for section in fold.all("div", cls="sentence")] == ["p2", "p3", "p4", "p5"]
    assert fold.text.count("330") == 4  # the wording says the figure, which does not stand before it again


def test_the_text_of_a_passage_and_the_notes_of_staff_are_never_shown(client):
    passage = make_passage(text="Verbatim sentence.", source=make_source(slug="gazette", staff_note="Secret source"))
    show = make_exhibition(slug="show", staff_note="Secret show")
    works = make_enterprise(slug="works", private_contact="Secret contact", staff_note="Secret works")
    for record in (show, works):
        make_statement(record, passage=passage)
    for path in (
        "",
        "exhibitions/",
        "exhibitions/show/",
        "enterprises/works/",
        "sources/gazette/",
        "search/?q=secret",
        "search/?q=verbatim",
    ):
        html = client.get(f"/en/{path}").content.decode()
        assert "Secret" not in html
        assert "Verbatim" not in html


def test_a_source_is_quoted_only_where_the_right_to_it_is_noted(client, admin_client):
    source = make_source(slug="gazette")
    quoted = make_passage(source=source, number=1, quotation="We went abroad.", quotation_right="Permission of 3 June 2025, in the file")
    silent = make_passage(source=source, number=2, quotation="Nothing else.", quotation_right="The same")
    make_statement(make_exhibition(slug="show"), passage=quoted, wording_en="It was shown.")
    note = visit(client, "/en/exhibitions/show/").one("div", cls="source")
    assert note.one("blockquote", cls="quoted").text == "“We went abroad.”"
    page = visit(client, "/zh-hans/sources/gazette/")
    assert [quote.text for quote in page.all("blockquote")] == ["“We went abroad.”", "“Nothing else.”"]
    assert page.one(id="p1").one("blockquote").one("p")["lang"] == "en"
    assert "Permission" not in page.text
    address = f"/admin/portal/passage/{silent.pk}/change/"
    for right in ("", "Permission of 3 June 2025"):
        form = filled_in(admin_client.get(address)) | {"quotation": "Something else.", "quotation_right": right}
        answer = admin_client.post(address, form)
        assert answer.status_code == (302 if right else 200)
        assert ("Note why these words may be shown" in answer.content.decode()) == (not right)
    assert "“Something else.”" in visit(client, "/en/sources/gazette/").text
    with pytest.raises(IntegrityError), transaction.atomic():
        make_passage(source=source, number=3, quotation="Unfounded.")


def test_the_way_to_the_admin_is_offered_to_staff_only(client, admin_client):
    show = make_exhibition(slug="show")
    assert f"/{show.pk}/change/" not in client.get("/en/exhibitions/show/").content.decode()
    links = visit(admin_client, "/en/exhibitions/show/").links()
    assert [address for address, text in links.items() if text == "Edit this record"] == [
        f"/admin/initiatives/initiative/{show.pk}/change/"
    ]
    source = make_source(slug="gazette")
    assert f"/{source.pk}/change/" not in client.get("/en/sources/gazette/").content.decode()
    assert visit(admin_client, "/en/sources/gazette/").links()[f"/admin/portal/source/{source.pk}/change/"] == "Edit this record"


def test_a_sources_page_asks_only_for_what_it_shows(client, django_assert_num_queries):
    source = make_source(slug="gazette")
    make_statement(source, passage=make_passage(source=source))
    # the gate, the source, in which relations it has rows, how many facts its passages tell, of whatever sort, how many passages they are,
    # the passages, their statements, corrections of these
    with django_assert_num_queries(8):
        client.get("/en/sources/gazette/")


def test_a_footnote_of_a_long_source_weighs_no_more_than_that_of_a_short_one(client):
    def weight(passages):
        source = make_source(name_en="The Gazette")
        made = [make_passage(source=source, number=number, label_en="A sentence") for number in range(1, passages + 1)]
        show = make_exhibition(slug=f"of-{passages:03}")
        make_statement(show, passage=made[0])
        (strip,) = re.findall(r'<svg viewBox="0 0 120 14".*?</svg>', client.get(f"/en/exhibitions/of-{passages:03}/").text)
        assert 'class="tick-on"' in strip
        return len(strip)

    assert weight(200) <= weight(10) + 10
