"""What the search finds beside names, summaries and statements: what each kind of record says of its own."""

import json
import re
from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from portal.models import Record, Sector, Technology
from portal.search.index import index
from tests.admin_pages import add_row, filled_in, make_user
from tests.factories import (
    make_availability,
    make_category,
    make_enterprise,
    make_exhibition,
    make_passage,
    make_project,
    make_recordal,
    make_registration,
    make_selection_round,
    make_source,
    make_statement,
    make_trademark,
)

pytestmark = pytest.mark.django_db


def found(text):
    return sorted(record.name_en for record in Record.objects.published().search(text))


def make_each_kind():
    works = make_enterprise(
        name_en="Works", country="SG", region_en="Hexi", region_zh="河西", address_en="Lotus Road", credit_code="911000001000013428"
    )
    works.sectors.add(Sector.objects.create(name_en="Film production", name_zh="影视制作"))
    show = make_exhibition(
        name_en="Show", country="MO", format="trade-show", city_en="Taipa", city_zh="氹仔", venue_en="Lotus Hall", venue_zh="莲花馆"
    )
    show.technologies.add(Technology.objects.create(name_en="Mural restoration", name_zh="壁画修复"))
    mark = make_trademark(name_en="Mark", licensing_en="Textiles, in Asia.", licensing_zh="纺织品")
    make_registration(mark, number="12345678", territory="US")
    make_recordal(mark, number="T2020-77")
    make_availability(mark, category_en="Lanterns", category_zh="灯笼", is_worldwide=True, term_en="Nine years", term_zh="九年")
    make_source(
        name_en="Gazette", publisher_en="Belt Portal", publisher_zh="门户网站", author="Chai Yongjun", editor="伏娅敏",
        speaker_en="the bureau", speaker_zh="文旅局", about_en="Printed weekly.", about_zh="周报。",
    )  # fmt: skip
    selection = make_selection_round(name_en="Round")
    make_category(round=selection, name_en="Overseas promotion", name_zh="海外推广")


def test_finds_each_kind_by_what_it_says_of_itself_in_either_language_and_by_pinyin():
    make_each_kind()
    index(Record.objects.all())
    for name, texts in {
        "Works": [
            "Singapore", "新加坡", "xinjiapo", "hexi", "河西", "lotus road", "911000001000013428",
            "films", "影视", "yingshi", "works singapore film",
        ],
        "Show": ["Macao, China", "中国澳门", "aomen", "taipa", "氹仔", "lotus hall", "莲花馆", "trade show", "展会", "murals", "壁画"],
        "Mark": ["textile", "纺织品", "12345678", "T2020-77", "United States", "美国", "mark 12345678",
            "lantern", "灯笼", "denglong", "worldwide", "全球", "nine years", "九年",
        ],
        "Gazette": ["belt portal", "门户", "Yongjun", "伏娅敏", "fuyamin", "bureau", "文旅局", "weekly", "周报"],
        "Round": ["overseas", "海外推广", "haiwai"],
    }.items():  # fmt: skip
        for text in texts:
            assert found(text) == [name], text
    assert found("lotus") == ["Show", "Works"]


@pytest.mark.parametrize("moment", [None, timedelta(hours=1)])
def test_a_number_that_only_an_unpublished_source_gives_is_not_found_until_that_is_published(moment):
    source = make_source(published_at=moment and timezone.now() + moment)
    mark = make_trademark(name_en="Mark")
    make_registration(mark, number="12345678", territory="US", passage=make_passage(source=source))
    make_recordal(mark, number="T2020-77", passage=make_passage(source=source))
    index(Record.objects.all())
    texts = ["12345678", "T2020", "United States", "mark 12345678"]
    assert [text for text in texts if found(text)] == []
    Record.objects.filter(pk=source.pk).update(published_at=timezone.now())
    assert [text for text in texts if found(text) != ["Mark"]] == []


def test_what_a_draft_says_of_itself_is_not_found():
    make_each_kind()
    Record.objects.update(published_at=None)
    index(Record.objects.all())
    for text in ("Singapore", "澳门", "12345678", "伏娅敏", "海外推广"):
        assert found(text) == [], text
        assert Record.objects.search(text).count() == 1


def test_either_spelling_of_a_place_finds_what_is_written_in_the_other():
    make_exhibition(name_en="Roots in Macao")
    make_statement(make_project(name_en="Journey"), wording_en="It went to Macau and Hongkong.")
    make_enterprise(name_en="Elsewhere", country="HK")
    index(Record.objects.all())
    for text in ("Macao", "macau", "ＭＡＣＡＵ"):
        assert found(text) == ["Journey", "Roots in Macao"], text
    assert found("hong kong") == found("Hongkong") == ["Elsewhere", "Journey"]
    assert found("journey macao hong kong") == ["Journey"]


def test_a_number_a_category_and_a_term_that_staff_write_are_found_at_once(client):
    client.force_login(make_user("Publisher"))
    works, mark, selection = make_enterprise(name_en="Works"), make_trademark(name_en="Mark"), make_selection_round(name_en="Round")
    sector = Sector.objects.create(name_en="Film", name_zh="影视")
    works.sectors.add(sector)
    category = make_category(round=selection)
    index(Record.objects.all())

    def form(address):
        return filled_in(client.get(address))

    number = {"territory": "US", "route": "national", "number": "12345678", "nice_class": 25}
    addresses = [
        f"/admin/enterprises/trademark/{mark.pk}/change/",
        f"/admin/initiatives/selectioncategory/{category.pk}/change/",
        f"/admin/portal/sector/{sector.pk}/change/",
    ]
    forms = [
        add_row(form(addresses[0]), "registrations", **number),
        form(addresses[1]) | {"name_en": "Overseas promotion"},
        form(addresses[2]) | {"name_en": "Animation"},
    ]
    assert [client.post(address, data).status_code for address, data in zip(addresses, forms, strict=True)] == [302, 302, 302]
    assert (found("12345678"), found("overseas"), found("animation"), found("film")) == (["Mark"], ["Round"], ["Works"], [])


def test_a_new_category_in_the_fixtures_of_a_round_is_found(settings, tmp_path):
    selection = make_selection_round(name_en="Round")
    index(Record.objects.all())
    fields = {"round": selection.pk, "name_en": "Overseas promotion", "name_zh": "海外推广"}
    tmp_path.joinpath("all.json").write_text(json.dumps([{"model": "initiatives.selectioncategory", "pk": "overseas", "fields": fields}]))
    settings.FIXTURE_DIRS = [tmp_path]
    call_command("seed", verbosity=0, stdout=StringIO())
    assert found("海外") == ["Round"]


def test_the_index_is_written_with_as_few_queries_for_many_records_as_for_few():
    """What lists read is written along, by one question for each sort of value, and its marks are cleared: as many of those, too."""
    asked = []
    for _turn in range(2):
        for _ in range(4):
            make_each_kind_again()
        with CaptureQueriesContext(connection) as queries:
            index(Record.objects.all())
        asked.append([query["sql"] for query in queries])
    few, many = asked
    assert len(many) == len(few)
    of_lists = re.compile('"portal_(listed|stalemark)')
    assert len([sql for sql in many if not of_lists.search(sql)]) <= 25


def make_each_kind_again():
    mark = make_trademark()
    make_registration(mark, passage=make_passage())
    make_recordal(mark, passage=make_passage())
    for record in (make_enterprise(), make_exhibition(), make_source(), make_selection_round()):
        make_statement(record)
