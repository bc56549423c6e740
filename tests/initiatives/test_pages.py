"""The pages of programmes, projects, exhibitions and selections."""

from datetime import date

import pytest

from enterprises.models import Organization
from initiatives.models import Participation
from portal.models import Technology
from portal.search.index import index
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
    make_programme,
    make_project,
    make_selection_round,
    make_source,
)
from tests.page import facets, visit

pytestmark = [pytest.mark.django_db, pytest.mark.once]

INFERRED = {"en": "our inference", "zh-hans": "据资料推断"}


def facts(page):
    """{what: text} of the facts beside a record."""
    return {group.one("dt").text: group.one("dd").text for group in page.one("dl", cls="facts").all("div")}


def cast(page, section):
    """[(role or heading, [name of a record])] of a section."""
    groups = [group for rows in page.one("section", aria_labelledby=section).all("dl", cls="cast") for group in rows.all("div")]
    return [(group.one("dt").text, [row.all("a")[0].text for row in group.all("dd")]) for group in groups]


ROLES = [  # in the order of practice: as the page of the initiative says it, and as that of the organization does
    ("host", "Host", "Hosted", "主办单位", "主办"),
    ("organizer", "Organizer", "Organized", "组织单位", "组织开展"),
    ("co-organizer", "Co-organizer", "Co-organized", "协办单位", "协办"),
    ("supporter", "Supporter", "Supported", "支持单位", "支持"),
    ("guided-by", "Guided by", "Gave guidance to", "指导单位", "指导"),
    ("developer", "Developer", "Developed", "研发单位", "研发"),
    ("exhibitor", "Exhibitor", "Exhibited at", "参展单位", "参展"),
    ("attended", "Attended", "Attended", "参加", "参加"),
]


@pytest.mark.parametrize(("language", "colon", "here", "there"), [("en", ": ", 1, 2), ("zh-hans", "：", 3, 4)])
def test_every_role_reads_right_from_either_side_wherever_it_stands(client, language, colon, here, there):
    show, works, source = make_exhibition(slug="show", name_en="Show"), make_enterprise(slug="works", name_en="Works"), make_source()
    for number, role in enumerate(reversed(Participation.Role.values), start=1):
        make_participation(show, works, role, passage=make_passage(source=source, number=number))
    page, its = visit(client, f"/{language}/exhibitions/show/"), visit(client, f"/{language}/enterprises/works/")
    assert cast(page, "cast") == [(row[here], ["Works"]) for row in ROLES]
    assert cast(its, "roles") == [(row[there], ["Show"]) for row in ROLES]
    for noted, name, side in ((page, "Works", here), (its, "Show", there)):
        quotes = {quote.text for quote in noted.all("blockquote")}
        assert quotes == {f"{row[side]}{colon}{name}" for row in ROLES}
    card = visit(client, f"/{language}/enterprises/").one("ul", cls="card-facts")
    assert {item.one("b").text for item in card.all("li")} <= {row[there] for row in ROLES}
    (shelf,) = [
        shelf for shelf in client.get(f"/{language}/organizations/?role=host").context_data["filter"].shelves if shelf.parameter == "role"
    ]
    assert {choice.value: str(choice.label).capitalize() for choice in shelf.choices} == {row[0]: row[there] for row in ROLES}
    told = visit(client, f"/{language}/compare/?r={show.pk}&r={works.pk}").one("tbody").text
    cited = visit(client, f"/{language}/sources/{source.slug}/").text
    for row in ROLES:
        assert (row[there].lower() in told, f"{row[here]}{colon}Works" in cited) == (True, True)


@pytest.mark.engine("sqlite", "postgresql")
def test_those_of_one_role_stand_by_name_in_the_order_of_the_readers_language(client):
    show = make_exhibition(slug="show")
    names = {"Zhongyang": "安宁", "beijing": "丁香", "Aomen": "常青"}
    for name_en, name_zh in names.items():
        make_participation(show, make_organization(name_en=name_en, name_zh=name_zh), "exhibitor")
        make_participation(show, make_organization(name_en=f"{name_en} host", name_zh=f"{name_zh}主办"), "host")
    index(Organization.objects.all())
    assert cast(visit(client, "/en/exhibitions/show/"), "cast")[1] == ("Exhibitor", ["Aomen", "beijing", "Zhongyang"])
    assert cast(visit(client, "/zh-hans/exhibitions/show/"), "cast")[1] == ("参展单位", ["安宁", "常青", "丁香"])
    card = visit(client, "/en/exhibitions/").one("article", cls="card")
    assert "Host Aomen host; beijing host; Zhongyang host" in card.text
    assert "主办单位安宁主办；常青主办；丁香主办" in visit(client, "/zh-hans/exhibitions/").one("article", cls="card").text.replace(" ", "")


def test_an_organization_with_two_roles_stands_under_both(client):
    show, academy = make_exhibition(slug="show"), make_organization(name_en="Academy")
    for role in ("host", "organizer"):
        make_participation(show, academy, role)
    assert cast(visit(client, "/en/exhibitions/show/"), "cast") == [("Host", ["Academy"]), ("Organizer", ["Academy"])]


def test_what_belongs_together_leads_to_each_other(client):
    whole = make_programme(slug="whole", name_en="Whole")
    make_project(slug="part", name_en="Part", part_of_id=whole.pk)
    make_exhibition(slug="guess", name_en="Guess", part_of_id=whole.pk, part_of_inferred=True)
    page = visit(client, "/en/programmes/whole/")
    assert [row.all("a")[0].text for row in page.one("section", aria_labelledby="parts").all("li")] == ["Guess", "Part"]
    assert page.one("section", aria_labelledby="parts").text.count(INFERRED["en"]) == 1
    part, guess = visit(client, "/en/projects/part/"), visit(client, "/en/exhibitions/guess/")
    for page, text in ((part, "Whole"), (guess, "Whole")):
        assert text in facts(page)["Part of"]
        near = [card.one("h3").text for card in page.one("section", aria_labelledby="kin").all("article", cls="card")]
        assert near == ["Guess" if page is part else "Part"], "what the page links to already does not stand here again"
    twin = make_exhibition(slug="twin", name_en="Whole", part_of_id=whole.pk)
    parts = visit(client, "/en/programmes/whole/").one("section", aria_labelledby="parts")
    assert [row.text for row in parts.all("li") if row.one("a")["href"] == twin.get_absolute_url()] == ["Whole exhibition"]
    assert facts(visit(client, "/en/exhibitions/twin/"))["Part of"] == "Whole programme"
    assert INFERRED["en"] not in part.text
    assert INFERRED["en"] in facts(guess)["Part of"]


@pytest.mark.parametrize("language", ["en", "zh-hans"])
def test_what_is_inferred_is_marked(client, language):
    day = {"starts_on": date(2025, 1, 1), "starts_precision": "year"}
    make_exhibition(slug="stated", country="SG", **day)
    make_exhibition(slug="inferred", country="SG", country_inferred=True, dates_inferred=True, **day)
    assert INFERRED[language] not in visit(client, f"/{language}/exhibitions/stated/").text
    page = visit(client, f"/{language}/exhibitions/inferred/")
    where, when = list(facts(page).values())[:2]
    assert INFERRED[language] in where
    assert INFERRED[language] in when


@pytest.mark.parametrize(
    ("fields", "english", "chinese"),
    [
        ({"starts_on": date(2025, 4, 9), "starts_precision": "day"}, "9 April 2025", "2025年4月9日"),
        ({"starts_on": date(2025, 4, 1), "starts_precision": "month"}, "April 2025", "2025年4月"),
        ({"starts_on": date(2025, 1, 1), "starts_precision": "year"}, "2025", "2025年"),
        (
            {"starts_on": date(2025, 4, 9), "starts_precision": "day", "ends_on": date(2025, 5, 1), "ends_precision": "month"},
            "9 April 2025 to May 2025",
            "2025年4月9日至2025年5月",
        ),
        (
            {"starts_on": date(2025, 5, 1), "starts_precision": "month", "ends_on": date(2025, 5, 1), "ends_precision": "month"},
            "May 2025",
            "2025年5月",
        ),
        (
            {"starts_on": date(2025, 1, 1), "starts_precision": "month", "ends_on": date(2025, 1, 1), "ends_precision": "year"},
            "from January 2025, ending in 2025",
            "2025年1月起，2025年内结束",
        ),
        (
            {"starts_on": date(2025, 1, 1), "starts_precision": "year", "ends_on": date(2025, 5, 3), "ends_precision": "day"},
            "begun in 2025, until 3 May 2025",
            "2025年内开始，至2025年5月3日",
        ),
        (
            {"starts_on": date(2024, 5, 1), "starts_precision": "month", "ends_on": date(2025, 1, 1), "ends_precision": "year"},
            "May 2024 to 2025",
            "2024年5月至2025年",
        ),
        ({"ends_on": date(2025, 1, 1), "ends_precision": "year"}, "until 2025", "至2025年"),
    ],
)
def test_a_date_is_told_as_far_as_it_is_known(client, fields, english, chinese):
    show = make_exhibition(slug="show", **fields)
    assert facts(visit(client, "/en/exhibitions/show/"))["When"] == english
    assert facts(visit(client, "/zh-hans/exhibitions/show/"))["时间"] == chinese
    compared = visit(client, f"/en/compare/?r={show.pk}&r={make_exhibition().pk}").one("tbody")
    dates = [row.all("td")[0].text for row in compared.all("tr") if row.one("th").text == "Dates"]
    assert not show.ends_on or dates == [english], "the same where it is compared"


def test_what_is_on_record_of_an_exhibition_is_not_missed(client):
    full = make_exhibition(
        slug="full", name_zh="展", country="SG", city_en="Singapore", venue_en="Hall", starts_on=date(2025, 1, 1), starts_precision="day"
    )
    make_participation(full, passage=make_passage())
    make_figure(full)
    page = visit(client, "/en/exhibitions/full/")
    assert not page.all("p", cls="missing")
    assert facts(page)["Where"] == "Hall, Singapore"
    assert "新加坡·Singapore·Hall" in facts(visit(client, "/zh-hans/exhibitions/full/")).values()
    make_exhibition(slug="city", city_en="Paris")
    assert facts(visit(client, "/en/exhibitions/city/"))["Where"] == "Paris"


def test_technologies_stand_on_the_page_in_its_language(client):
    project = make_project(slug="cave")
    project.technologies.add(Technology.objects.create(name_en="Game technology", name_zh="游戏技术"))
    assert "Game technology" in visit(client, "/en/projects/cave/").one("section", aria_labelledby="technologies").text
    assert "游戏技术" in visit(client, "/zh-hans/projects/cave/").one("section", aria_labelledby="technologies").text


# ---- selections


def make_ten_enterprises(qualifier="exactly", value=10):
    """A round to which `value` enterprises were submitted, two of them named."""
    selection = make_selection_round(slug="round", name_en="Key enterprises")
    measure = make_measure(
        name_en="Enterprises submitted", name_zh="申报企业", unit_en="enterprises", unit_one_en="enterprise", unit_zh="家"
    )
    passage = make_passage(number=26)
    count = make_figure(selection, value, qualifier, measure=measure, passage=passage)
    category = make_category(round=selection, statement=count)
    for name in ("Performing Arts", "Digital Culture"):
        nomination = make_nomination(
            category=category, organization_id=make_enterprise(name_en=name, slug=name.lower().replace(" ", "-")).pk
        )
        make_nomination_event(nomination, "submitted", passage=passage, happened_on=date(2025, 4, 1), happened_precision="month")
    return category


def tally(page):
    return [part.text for part in page.one("p", cls="tally").all("span")]


@pytest.mark.engine("sqlite", "postgresql")
def test_the_named_and_the_unnamed_are_counted_from_an_exact_number(client):
    category = make_ten_enterprises()
    page = visit(client, "/en/selections/round/")
    assert tally(page) == ["10 enterprises submitted", "2 named in the source", "8 not named"]
    chinese = tally(visit(client, "/zh-hans/selections/round/"))
    assert chinese == ["申报企业10家", "资料列名2家", "未列名8家"]
    named = page.one("section", aria_labelledby=f"category-{category.pk}").one("ul", cls="named")
    assert [row.all("a")[0].text for row in named.all("li")] == ["Digital Culture", "Performing Arts"]
    wall = [drawing["aria-label"] for drawing in page.all("svg", role="img")]
    assert wall[:2] == ["Digital Culture, named in the source", "Performing Arts, named in the source"]
    assert wall[2:] == ["not named in the source"] * 8


@pytest.mark.parametrize(
    ("qualifier", "english"),
    [
        ("about", "about 10"),
        ("nearly", "nearly 10"),
        ("over", "over 10"),
        ("at-least", "at least 10"),
        ("up-to", "up to 10"),
    ],
)
def test_nothing_is_subtracted_from_a_number_that_is_not_exact(client, qualifier, english):
    make_ten_enterprises(qualifier)
    page = visit(client, "/en/selections/round/")
    assert tally(page) == [f"{english} enterprises submitted", "2 named in the source"]
    assert "not named" not in page.text
    assert "未列名" not in visit(client, "/zh-hans/selections/round/").one("main").text


def test_one_that_is_not_named_and_one_that_was_put_forward(client):
    make_ten_enterprises(value=3)
    assert tally(visit(client, "/en/selections/round/")) == ["3 enterprises submitted", "2 named in the source", "1 not named"]
    one = make_selection_round(slug="one")
    make_category(
        round=one,
        statement=make_figure(one, 1, measure=make_measure(name_en="projects put forward", unit_en="companies", unit_one_en="company")),
    )
    assert tally(visit(client, "/en/selections/one/")) == ["1 company, projects put forward", "0 named in the source", "1 not named"]


def test_those_named_are_counted_where_no_source_gives_the_whole_number(client):
    bare = make_selection_round(slug="bare")
    make_nomination(category=make_category(round=bare))
    assert tally(visit(client, "/en/selections/bare/")) == ["1 named in the source"]
    assert tally(visit(client, "/zh-hans/selections/bare/")) == ["资料列名1个"]


def test_the_years_of_a_round_stand_on_its_page_and_card(client):
    make_selection_round(slug="two", first_year=2025, last_year=2026)
    make_selection_round(slug="one", first_year=2024, last_year=2024)
    make_selection_round(slug="none")
    for language, years in (
        ("en", {"two": "2025–2026", "one": "2024", "none": ""}),
        ("zh-hans", {"two": "2025—2026年", "one": "2024年", "none": ""}),
    ):
        for card in visit(client, f"/{language}/selections/").all("article", cls="card"):
            slug = next(iter(card.links())).split("/")[-2]
            assert card.one("p", cls="where").text == years[slug]
            if years[slug]:
                assert years[slug] in facts(visit(client, f"/{language}/selections/{slug}/")).values()


def test_what_was_counted_is_said_in_the_words_of_its_measure(client):
    selection = make_selection_round(slug="round")
    measure = make_measure(
        name_en="companies whose projects were recommended", name_zh="获推荐项目所属公司", unit_en="companies", unit_zh="家公司"
    )
    passage = make_passage()
    category = make_category(round=selection, statement=make_figure(selection, 4, measure=measure, passage=passage))
    nomination = make_nomination(category=category, is_unnamed_project=True)
    make_nomination_event(nomination, "recommended", passage=passage)
    assert tally(visit(client, "/en/selections/round/"))[0] == "4 companies whose projects were recommended"
    assert tally(visit(client, "/zh-hans/selections/round/"))[0] == "获推荐项目所属公司：4家公司"


def test_a_long_wall_is_left_to_its_number(client):
    make_ten_enterprises(value=900)
    page = visit(client, "/en/selections/round/")
    assert tally(page)[-1] == "898 not named"
    assert not page.all("ol", cls="niches")


def test_a_selection_says_how_far_it_is_known(client):
    category = make_ten_enterprises()
    page = visit(client, "/en/selections/round/")
    steps = page.one("section", aria_labelledby="steps")
    assert "Submitted April 2025" in steps.text
    assert "outcome" in page.one("p", cls="missing").text
    make_nomination_event(category.nominations.first(), "recognized")
    page = visit(client, "/en/selections/round/")
    assert not [line for line in page.all("p", cls="missing") if "outcome" in line.text]
    assert "Recognized" in page.one("section", aria_labelledby="steps").text


def test_each_step_names_who_took_it_and_for_whom(client):
    category = make_ten_enterprises()
    first, second = category.nominations.order_by("pk")
    department, bureau, ministry = (make_organization(name_en=name) for name in ("Department", "Bureau", "Ministry"))
    for nomination, actor in ((first, department), (second, bureau)):
        event = make_nomination_event(nomination, "recommended", recipient_id=ministry.pk, has_unnamed_actors=actor == bureau)
        event.actors.add(actor)
    steps = visit(client, "/en/selections/round/").one("section", aria_labelledby="steps").text
    for nomination, actor in ((first, "Department"), (second, "Bureau")):
        assert f"{nomination.organization.name_en} By {actor}" in steps
    assert steps.count("with others, whom the source does not name") == 1
    assert steps.count("Ministry") == 2


def test_a_nomination_stands_on_the_pages_of_its_round_its_nominee_and_its_project(client):
    selection = make_selection_round(slug="round", name_en="Key projects")
    category = make_category(round=selection, name_en="Projects")
    works, project = make_enterprise(slug="works", name_en="Works"), make_project(slug="cave", name_en="Cave")
    named = make_nomination(category=category, organization_id=works.pk, initiative_id=project.pk)
    make_nomination_event(named, "submitted", passage=make_passage(label_en="answer 3, sentence 1"))
    make_nomination_event(named, "not-recognized")
    for address in ("/en/enterprises/works/", "/en/projects/cave/"):
        table = visit(client, address).one("section", aria_labelledby="selections")
        assert f"/en/selections/round/?nomination={named.pk}#nomination-{named.pk}" in table.links()
        assert "Submitted" in table.text
        assert "Not recognized" in table.one("tbody").text
        number = table.all("a", cls="fn")[0]["href"].removeprefix("#")
        assert "answer 3, sentence 1" in visit(client, address).one(id=number).text
    row = visit(client, "/en/selections/round/").one("section", aria_labelledby=f"category-{category.pk}")
    assert row.links()["/en/projects/cave/"] == "Cave"
    assert row.links()["/en/enterprises/works/"] == "Works"


def test_a_project_that_the_source_does_not_name_is_said_to_be_one(client):
    selection = make_selection_round(slug="round")
    nomination = make_nomination(
        category=make_category(round=selection), organization_id=make_enterprise(slug="works").pk, is_unnamed_project=True
    )
    make_nomination_event(nomination, "recommended")
    said = "What was recommended is its project, which the source does not name."
    assert said in visit(client, "/en/selections/round/").text
    assert said in visit(client, "/en/enterprises/works/").text


@pytest.mark.engine("sqlite", "postgresql")
def test_selections_can_be_asked_for_by_year_and_by_what_happened(client):
    category = make_ten_enterprises()
    make_selection_round(slug="later", first_year=2026, last_year=2027)
    assert facets(client, "/en/selections/") == {"year": {"2026": 1, "none": 1}, "status": {"submitted": 1}}
    assert [card.pk for card in client.get("/en/selections/?status=submitted").context_data["records"]] == [category.round_id]
    assert [card.address for card in client.get("/en/selections/?year=2026").context_data["records"]] == ["/en/selections/later/"]
