"""Every fact of the article is on a public page with its footnote, in both languages, and no number besides."""

import json
import re

import pytest
from django.conf import settings
from django.db.models import Q
from django.utils.translation import override

from initiatives.models import NominationEvent, Participation, SelectionRound
from portal.models import AlternativeName, Passage, Record, Source, Statement
from tests.article_pages import article_page

pytestmark = [pytest.mark.django_db, pytest.mark.once]

LANGUAGES = ["en", "zh-hans"]
ROWS = [row for path in sorted((settings.BASE_DIR / "fixtures").glob("*.json")) for row in json.loads(path.read_text("utf-8"))]
RECORDS = sorted(row["pk"] for row in ROWS if row["model"] == "portal.record")
SENTENCES = 30
CITING = (Participation.objects, NominationEvent.objects, AlternativeName.objects)


@pytest.fixture(scope="module")
def page_of(article):
    """The page of a record in a language."""

    def page_of(record, language):
        with override(language):
            return article_page(record.get_absolute_url())

    return page_of


def squeezed(text):
    """Text without spaces, which a page may set between the parts of a figure."""
    return re.sub(r"\s", "", text)


def test_there_is_something_to_look_for(article):
    assert len(RECORDS) == Record.objects.count() > 30
    assert Statement.objects.count() > 50
    assert Record.objects.count() == Record.objects.published().count()


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("key", RECORDS)
def test_everything_said_of_a_record_is_on_its_page_under_the_footnote_of_its_passage(page_of, key, language):
    record = Record.objects.get(pk=key)
    page = page_of(record, language)
    statements = list(Statement.objects.filter(record=record).select_related("passage__source", "measure"))
    if isinstance(record.specific, Source):
        return  # its statements stand at their passages: see the tests of the source's page
    assert statements
    with override(language):
        says = [(part, told(part)) for part in cited_parts(page)]
        for statement in statements:
            notes = [part for part, wordings in says if statement.wording in wordings]
            assert len(notes) == 1, statement.wording
            if notes[0].tag == "li":  # its mark leads to the footnote
                notes = [page.one(id=notes[0].one("a", cls="fn")["href"].removeprefix("#"))]
            assert statement.passage.label in notes[0].text
            assert notes[0].all("a", cls="note")[0]["href"].startswith(statement.passage.source.get_absolute_url() + "#")
            if statement.figure:
                assert squeezed(str(statement.figure)) in squeezed(page.one(cls="record-body").text), statement.figure


def cited_parts(page):
    """Whatever tells of statements with their passages: figures, a story and footnotes."""
    return (
        page.all("div", cls="fig") + page.all("div", cls="source") + [row for rows in page.all("ul", cls="told") for row in rows.all("li")]
    )


def told(part):
    """The statements in a part of a page."""
    if part.tag == "li":
        return [part.without("fn", "aside").text]
    return [said.without("aside").text for said in part.all("blockquote") + part.all("p", cls="fig-says")]


@pytest.mark.parametrize("language", LANGUAGES)
def test_everything_said_is_on_the_sources_page_at_its_passage_with_its_record(page_of, language):
    source = Source.objects.get()
    page = page_of(source, language)
    with override(language):
        for statement in Statement.objects.select_related("passage", "record", "measure"):
            passage = page.one(id=f"p{statement.passage.number}")
            lines = [line for line in passage.all("li") if line.all(id=statement.pk)]
            assert [statement.wording in line.text for line in lines] == [True]
            if statement.record_id != source.pk:
                assert lines[0].links()[statement.record.get_absolute_url()] == statement.record.name
            if statement.figure:
                number = f"{statement.figure.qualifier}{statement.figure.number}"
                assert statement.says_its_figure or squeezed(number) in squeezed(lines[0].text)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_role_name_and_step_is_on_the_sources_page_at_its_passage_with_its_record(page_of, language):
    page = page_of(Source.objects.get(), language)
    with override(language):
        told = [(row.passage, row.initiative, row.organization.name) for row in Participation.objects.all()]
        told += [(row.passage, row.record, row.name) for row in AlternativeName.objects.all()]
        told += [(row.passage, row.nomination.category.round, row.nomination.nominee.name) for row in NominationEvent.objects.all()]
        for passage, record, text in told:
            lines = [line for line in page.one(id=f"p{passage.number}").all("li") if text in line.text]
            assert any(record.get_absolute_url() in line.links() for line in lines), (passage, record)
    facts = len(told) + Statement.objects.count()
    assert re.search(rf"\b{facts} facts" if language == "en" else rf"共{facts}条信息", page.one("section", aria_labelledby="strip").text)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_sources_page_has_every_passage_in_order_and_says_which_are_silent(page_of, language):
    page = page_of(Source.objects.get(), language)
    passages = list(Passage.objects.order_by("number"))
    assert len(passages) == SENTENCES
    order = [one["id"] for one in page.one(cls="record-main").all() if re.fullmatch(r"p\d+", one["id"] or "")]
    assert order == [f"p{passage.number}" for passage in passages]
    nothing = "not used" if language == "en" else "未引用"
    for passage in passages:
        cited = passage.statements.exists() or any(rows.filter(passage=passage).exists() for rows in CITING)
        place = page.one(id=f"p{passage.number}")
        if cited:
            with override(language):
                assert passage.label in place.text
        else:
            assert nothing in place.parent.parent.text
    assert "Introduction, sentences 3 and 4: not used" in page.text or language != "en"
    speaker = "Provincial Department of Culture and Tourism" if language == "en" else "省文化和旅游厅"
    assert speaker in page.one("dl", cls="facts").text
    assert not page.all(cls="stated")


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_role_stands_on_both_pages_with_its_footnote(page_of, language):
    for participation in Participation.objects.select_related("initiative", "organization", "passage"):
        for record, other in (
            (participation.initiative, participation.organization),
            (participation.organization, participation.initiative),
        ):
            page = page_of(record, language)
            with override(language):
                said = participation.deed if record == participation.organization else participation.get_role_display()
                role = said[0].upper() + said[1:]
                groups = [group for cast in page.all("dl", cls="cast") for group in cast.all("div") if group.one("dt").text == role]
                rows = [row for group in groups for row in group.all("dd") if other.get_absolute_url() in row.links()]
                assert len(rows) == 1
                number = rows[0].one("a", cls="fn")["href"].removeprefix("#")
                assert participation.passage.label in page.one(id=number).text


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_event_of_a_selection_stands_on_the_page_of_its_round_with_its_footnote(page_of, language):
    for event in NominationEvent.objects.select_related("nomination__category__round", "nomination__organization", "passage"):
        page = page_of(event.nomination.category.round, language)
        with override(language):
            nominee = event.nomination.nominee
            rows = [row for row in page.all("dd") if nominee.get_absolute_url() in row.links() and row.all("a", cls="fn")]
            assert rows
            assert event.passage.label in page.one(id=rows[0].one("a", cls="fn")["href"].removeprefix("#")).text
            for body in [*event.actors.all(), *([event.recipient] if event.recipient else [])]:
                assert body.get_absolute_url() in page.one("main").links()


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("key", RECORDS)
def test_every_name_of_a_record_stands_on_its_page_in_its_language(page_of, key, language):
    record = Record.objects.get(pk=key)
    page = page_of(record, language)
    with override(language):
        assert page.one("h1").text == record.name
        own = "zh-Hans" if language == "zh-hans" else "en"
        assert (page.one("h1")["lang"] or own) == record.name_language
        for name in [record.other_name, *AlternativeName.objects.filter(record=record).values_list("name", flat=True)]:
            assert name in page.one("header", cls="page-head" if record.segment == "sources" else "record-head").text
    doubt = "Chinese name to be confirmed" if language == "en" else "中文名称待核实"
    header = page.one("header", cls="page-head" if record.segment == "sources" else "record-head")
    assert (doubt in header.text) == bool(record.name_zh and not record.name_zh_confirmed)


NUMBER = re.compile(r"\d[\d,.]*\d|\d")
# What counts and leads on a page: footnote marks and their numbers, the labels of passages, who says it and when.
FURNITURE = ("fn", "source-no", "note", "stated", "cite")


def numbers(*texts):
    return {number for text in texts for number in NUMBER.findall(text)}


def numbers_on_record(record):
    """Every number that the article gives of a record, as its page may write it in the present language."""
    statements = Statement.objects.filter(record=record).select_related("measure")
    found = numbers(*(f"{statement.wording} {statement.figure or ''}" for statement in statements), record.name_en, record.name_zh)
    own = record.specific
    days = [getattr(own, name, None) for name in ("starts_on", "ends_on")]
    if isinstance(own, SelectionRound):
        found |= numbers(f"{own.first_year} {own.last_year}")
        for category in own.categories.all():  # "2 named in the source · 8 not named"
            named = category.nominations.count()
            found |= numbers(f"{named} {category.not_named(named)}")
    of = Q(nomination__organization=record.pk) | Q(nomination__initiative=record.pk) | Q(nomination__category__round=record.pk)
    for event in NominationEvent.objects.filter(of):
        days.append(event.happened_on)
        found |= numbers(event.note)
    return found | {text for day in days if day for text in (str(day.year), str(day.month))}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("key", RECORDS)
def test_no_number_stands_on_the_page_of_a_record_that_the_article_does_not_give_of_it(page_of, key, language):
    record = Record.objects.get(pk=key)
    if isinstance(record.specific, Source):
        return  # its passages are numbered; what stands at each is tried above
    page = page_of(record, language)
    parts = [page.one("header", cls="record-head"), page.one(cls="record-body")]
    furnished = ("Source", "Updated on") if language == "en" else ("来源", "更新日期")
    counted = [group for group in parts[1].all("div") if group.all("dt") and group.all("dt")[0].text in furnished]
    linked = Record.objects.filter(slug__in=[address.rstrip("/").split("/")[-1] for part in parts for address in part.links()])
    with override(language):
        allowed = numbers_on_record(record) | numbers(*(name for one in linked for name in (one.name_en, one.name_zh)))
    shown = numbers(*(text for part in parts for text in part.without(*FURNITURE, tags=("cite",)).strings))
    furniture = numbers(*(group.text for group in counted))
    assert shown - furniture <= allowed


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("segment", ["enterprises", "organizations", "trademarks", "programmes", "projects", "exhibitions", "selections"])
def test_no_number_stands_on_a_card_that_the_article_does_not_give_of_its_record(article, segment, language):
    cards = article_page(f"/{language}/{segment}/").all("article", cls="card")
    assert cards
    for card in cards:
        record = Record.objects.get(slug=next(iter(card.links())).rstrip("/").split("/")[-1])
        with override(language):
            assert numbers(*card.without("card-note").strings) <= numbers_on_record(record)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_home_page_has_figures_only_with_their_footnotes_and_from_the_article(article, language):
    page = article_page(f"/{language}/")
    figures = page.all("div", cls="fig")
    assert figures
    with override(language):
        told = {
            squeezed(str(statement.figure)): statement for statement in Statement.objects.exclude(measure=None).select_related("measure")
        }
        for figure in figures:
            statement = told[squeezed(figure.one(cls="fig-num").text)]
            assert statement.passage.label in figure.text
            assert figure.one("a", cls="note")["href"].endswith(f"#{statement.pk}")
