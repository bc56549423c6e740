"""A record that is told in Chinese only: written, found and ordered by staff, and met by readers of English with its reading."""

import io
import json
import re

import pytest
from django.core.management import call_command
from pypdf import PdfReader

from enterprises.models import Enterprise
from portal.desk.gaps import lacks
from portal.models import Record, Sector, Statement
from portal.review.steps import MOVES
from portal.search.index import index
from tests.admin_pages import add_row, filled_in, make_user, meant, send
from tests.factories import (
    make_enterprise,
    make_exhibition,
    make_figure,
    make_measure,
    make_organization,
    make_participation,
    make_passage,
    make_selection_round,
    make_source,
)
from tests.page import visit

pytestmark = [pytest.mark.django_db, pytest.mark.once]

NAME, READING = "宕昌县博物馆", "Tànchāng Xiàn bówùguǎn"
IN_LINE = f"{NAME} ({READING})"
ENTERPRISES = "/admin/enterprises/enterprise/"


@pytest.fixture
def museum():
    """With an exhibition whose figure, source and measure have no English either."""
    found = make_enterprise(slug="museum", name_en="", name_zh=NAME, name_zh_confirmed=True, region_zh="甘肃省", country="CN")
    found.sectors.add(Sector.objects.create(name_zh="文物保护"))
    source = make_source(slug="notice", name_en="", name_zh="岷县通知")
    passage = make_passage(source=source, label_en="", label_zh="第一句")
    count = make_measure(name_en="", name_zh="参观人次", unit_en="", unit_one_en="", unit_zh="人次")
    show = make_exhibition(slug="show", name_en="", name_zh="礼县展", starts_on="2025-04-01", starts_precision="day", country="CN")
    figure = {"wording_en": "", "wording_zh": "参观者超过三百人次。", "passage": passage, "measure": count}
    make_figure(show, 300, "over", **figure)
    make_figure(found, 300, "over", **figure)
    make_participation(show, found, passage=passage)
    index(Record.objects.all())
    return found


def languages(page):
    """{text: its language} of all that names one."""
    return {each.text: each["lang"] for each in page.all() if each["lang"]}


def test_readers_of_english_meet_its_chinese_name_with_its_reading(client, museum):
    page = visit(client, "/en/enterprises/museum/")
    assert page.one("h1").text == NAME
    assert IN_LINE in page.one("title").text
    said = languages(page)
    assert {
        NAME: "zh-Hans",
        READING: "zh-Latn-pinyin",
        "第一句": "zh-Hans",
        "参观者超过三百人次。": "zh-Hans",
        "文物保护": "zh-Hans",
    }.items() <= said.items()
    data = json.loads(page.one("script", type="application/ld+json").text)["@graph"]
    entity = next(each for each in data if each.get("name") == NAME and "alternateName" in each)
    assert entity["alternateName"] == [READING]
    assert IN_LINE in str(data)  # the way to the page
    for address in (
        "/en/enterprises/",
        "/en/exhibitions/show/",
        "/en/search/?q=tanchang",
        f"/en/shortlist/?r={museum.pk}",
        "/en/map/",
        "/en/sources/notice/",
    ):
        said = languages(visit(client, address))
        assert (said.get(NAME), said.get(READING)) == ("zh-Hans", "zh-Latn-pinyin") or address == "/en/map/", address
    beside = visit(client, f"/en/compare/?r={museum.pk}&r={Record.objects.get(slug='show').pk}")
    assert {NAME, READING, "礼县展", "Lǐ Xiàn zhǎn"} <= set(languages(beside))
    suggested = client.get("/en/search/suggestions/", {"q": "tanch"}).json()["suggestions"][0]
    assert (suggested["name"], suggested["other"], suggested["other_language"]) == (NAME, READING, "zh-Latn-pinyin")
    assert f"<title>{IN_LINE}</title>" in client.get("/en/enterprises/feed.xml").content.decode()
    assert "礼县展 (Lǐ Xiàn zhǎn)" in client.get("/en/exhibitions/show/calendar.ics").content.decode()
    assert "/en/enterprises/museum/" in client.get("/sitemap.xml").content.decode()
    printed = PdfReader(io.BytesIO(client.get(f"/en/shortlist/dossier.pdf?r={museum.pk}").content))
    text = "".join(sheet.extract_text() for sheet in printed.pages)
    assert READING in text
    assert NAME in text
    assert READING not in visit(client, "/zh-hans/enterprises/museum/").text.replace("拼音", "")


@pytest.mark.engine("sqlite", "postgresql")
def test_staff_write_it_and_find_it(client):
    client.force_login(make_user("Publisher"))
    refused = send(client, f"{ENTERPRISES}add/", name_zh="")
    assert refused.context_data["adminform"].form.errors["name_en"] == ["Write it in English or in Chinese: one of them is enough."]
    assert send(client, f"{ENTERPRISES}add/", name_zh=NAME).status_code == 302
    museum = Enterprise.objects.get()
    assert (museum.name_en, museum.slug) == ("", "tan-chang-xian-bo-wu-guan")
    for query in ("", "?q=宕昌", "?o=1"):
        link = visit(client, f"{ENTERPRISES}{query}").one("th", cls="field-shown_name").one("a")
        assert (link.text, link.one("span")["lang"]) == (NAME, "zh-Hans"), query
    offered = client.get(
        "/admin/autocomplete/", {"term": "宕昌", "app_label": "enterprises", "model_name": "trademark", "field_name": "owner"}
    )
    assert f"{NAME} · {READING}" in offered.json()["results"][0]["text"]


def test_a_draft_counts_what_it_tells_in_one_language_only():
    museum = make_enterprise(name_en="", name_zh=NAME, name_zh_confirmed=True, region_zh="甘肃省", summary_en="Old things.")
    museum.sectors.add(Sector.objects.create(name_zh="文物保护"))
    make_figure(museum, wording_en="", passage=make_passage(label_en=""), measure=make_measure(unit_zh=""))
    said = [str(lack) for lack in lacks([museum.pk])[museum.pk]]
    assert said == ["no English name", "no picture", "5 texts in one language only"]
    assert [str(lack) for lack in lacks([Statement.objects.get().passage.source_id]).popitem()[1]] == [
        "no Chinese name",
        "1 text in one language only",
    ]


@pytest.mark.parametrize(
    ("setting", "refused"),
    [
        ("either", {"neither": ""}),
        ("chinese", {"english": "Before the public reads it, write: name in Chinese, wording in Chinese (A wording).", "neither": ""}),
        (
            "both",
            {
                "english": "Before the public reads it, write: name in Chinese, wording in Chinese (A wording).",
                "chinese": "Before the public reads it, write: name in English, wording in English (表述).",
            },
        ),
    ],
)
def test_publication_asks_for_the_languages_of_the_setting(setting, refused, settings):
    settings.PUBLISHED_LANGUAGES = setting
    publisher = make_user("Publisher")
    told = {
        "english": make_organization(published_at=None),
        "chinese": make_organization(published_at=None, name_en="", name_zh=NAME),
        "whole": make_organization(published_at=None, name_zh=NAME),
    }
    wordings = {"english": ("A wording", ""), "chinese": ("", "表述"), "whole": ("A wording", "表述")}
    for key, record in told.items():
        make_figure(record, wording_en=wordings[key][0], wording_zh=wordings[key][1])
        assert MOVES["send"].refusal(record, publisher) == refused.get(key, "")
        settings.REVIEW_BY_ANOTHER = False
        assert MOVES["publish"].refusal(record, publisher) == refused.get(key, "")


def test_what_is_public_is_written_in_the_languages_that_publication_asks_for(client, settings):
    settings.PUBLISHED_LANGUAGES = "both"
    client.force_login(make_user("Publisher"))
    museum, passage = make_enterprise(), make_passage()
    address = f"{ENTERPRISES}{museum.pk}/change/"
    data = filled_in(client.get(address))
    row = {"wording_zh": "表述。", "passage": passage.pk}
    assert "The public reads this: write it here, too." in client.post(address, add_row(data, "statements", **row)).content.decode()
    assert client.post(address, add_row(data, "statements", **row, wording_en="A wording.")).status_code == 302


def test_chinese_in_a_field_for_english_is_asked_about_once(client):
    client.force_login(make_user("Publisher"))
    asked = send(client, f"{ENTERPRISES}add/", name_en=NAME)
    page = asked.content.decode()
    assert "This is Chinese in the field for English." in page
    assert len(re.findall(r'<input type="checkbox" name="_meant" value="name_en \w+" aria-describedby="id_name_en_error">', page)) == 1
    again = client.post(f"{ENTERPRISES}add/", meant(asked) | {"website": "no address"})
    assert "This is Chinese in the field for English." not in again.content.decode()
    assert client.post(f"{ENTERPRISES}add/", filled_in(again) | {"website": ""}).status_code == 302
    address = f"{ENTERPRISES}{Enterprise.objects.get().pk}/change/"
    row = {"wording_en": "参观者三百人。", "wording_zh": "iPanda", "passage": make_passage().pk}
    data = add_row(filled_in(client.get(address)), "statements", **row)
    asked = client.post(address, data)
    assert "This is Chinese in the field for English." in asked.content.decode()
    other = client.post(address, meant(asked) | {"statements-0-wording_en": "参观者三千人。"})
    assert "This is Chinese in the field for English." in other.content.decode()
    assert client.post(address, meant(asked)).status_code == 302
    data = filled_in(client.get(address))
    named = add_row(data, "alternative_names", name="九色鹿", language="en")
    assert "The name is Chinese: choose its language." in client.post(address, named).content.decode()
    assert client.post(address, add_row(data, "alternative_names", name="九色鹿", language="zh-Hans")).status_code == 302
    for fine in ("The Mogao Caves (莫高窟)", "Dunhuang 敦煌"):
        assert send(client, address, name_en=fine).status_code == 302


@pytest.mark.engine("sqlite", "postgresql")
def test_two_categories_of_one_chinese_name_are_refused_in_words_and_two_without_english_are_not(client):
    client.force_login(make_user("Publisher"))
    address = f"/admin/initiatives/selectionround/{make_selection_round(published_at=None).pk}/change/"
    data = add_row(filled_in(client.get(address)), "categories", name_zh="重点项目", position=1)
    assert (
        "“重点项目” stands here twice."
        in client.post(address, add_row(data, "categories", name_zh="重点项目", position=2)).content.decode()
    )
    assert client.post(address, add_row(data, "categories", name_zh="重点企业", position=2)).status_code == 302


def test_fixtures_of_one_language_are_seeded(tmp_path, settings, capsys):
    settings.FIXTURE_DIRS = [tmp_path]
    common = {"kind": "enterprise", "published_at": "2025-05-21T00:00:00+08:00"}
    entries = [
        {"model": "portal.record", "pk": "museum", "fields": common | {"slug": "museum", "name_zh": NAME}},
        {"model": "enterprises.organization", "pk": "museum", "fields": {}},
        *({"model": "portal.sector", "pk": f"sector-{n}", "fields": {"name_zh": f"行业{n}"}} for n in range(3)),
    ]
    tmp_path.joinpath("all.json").write_text(json.dumps(entries), "utf-8")
    Sector.objects.create(name_zh="行业1")  # by staff
    call_command("seed")
    said = capsys.readouterr().out
    assert "3 created, 0 updated, 0 unchanged, 1 conflicting" in said
    assert "name_zh: “" in said
    museum = Record.objects.get()
    assert (museum.name_en, museum.name_sort_en) == ("", "tanchang xian bowuguan")
