"""Lists of the admin as readers of either language meet them, and as they are when they are long."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from portal.models import Record, Sector
from portal.search.index import index
from tests.admin_pages import make_user
from tests.factories import make_enterprise, make_figure, make_licence, make_source, make_statement, make_trademark
from tests.page import read, visit

pytestmark = pytest.mark.django_db
LISTS = ("enterprises/enterprise", "enterprises/organization", "portal/record")


@pytest.mark.engine("sqlite", "postgresql")
@pytest.mark.parametrize("address", ["/admin/enterprises/enterprise/", "/admin/portal/record/"])
def test_readers_of_chinese_meet_the_chinese_name_first_and_in_its_order(client, address):
    for english, chinese in (("Alpha", "张掖公司"), ("Beta", "重庆公司"), ("Gamma", "安西公司"), ("Macao Ltd", ""), ("", "北京公司")):
        make_enterprise(name_en=english, name_zh=chinese, name_zh_confirmed=bool(chinese))
    index(Record.objects.all())
    client.force_login(make_user("Publisher"))

    def rows(language, query=""):
        page = read(client.get(f"{address}{query}", HTTP_ACCEPT_LANGUAGE=language).content.decode()).one("table", id="result_list")
        first, second = page.all("th", scope="col")[1:3]
        names = [(row.one("th").one("a").text, row.all("td")[1].text) for row in page.one("tbody").all("tr")]
        return names, "sorted" in first.classes, "sorted" in second.classes

    in_chinese = [("安西公司", "Gamma"), ("北京公司", "-"), ("重庆公司", "Beta"), ("Macao Ltd", "Macao Ltd"), ("张掖公司", "Alpha")]
    assert rows("zh-hans") == (in_chinese, True, False)
    assert rows("zh-hans", "?o=-1")[0] == in_chinese[::-1]
    by_english = ["Alpha", "-", "Beta", "Gamma", "Macao Ltd"]  # where there is none, by the reading of the Chinese name
    assert [english for _chinese, english in rows("zh-hans", "?o=2")[0]] == by_english
    names, *is_sorted = rows("en")
    assert [name for name, _chinese in names] == ["Alpha", "北京公司", "Beta", "Gamma", "Macao Ltd"]
    assert is_sorted == [True, False]


@pytest.mark.engine("sqlite", "postgresql")
@pytest.mark.parametrize(
    ("language", "rows"), [("en", [("Lamps", "灯具"), ("纸品", "纸品")]), ("zh-hans", [("灯具", "Lamps"), ("纸品", "-")])]
)
def test_terms_stand_by_their_names_in_the_language_of_the_reader(client, language, rows):
    for english, chinese in (("Lamps", "灯具"), ("", "纸品")):
        Sector.objects.create(name_en=english, name_zh=chinese)
    client.force_login(make_user("Publisher"))
    page = read(client.get("/admin/portal/sector/?q=品", HTTP_ACCEPT_LANGUAGE=language).content.decode())
    assert [row.one("th").text for row in page.one("tbody").all("tr")] == ["纸品"]
    page = read(client.get("/admin/portal/sector/", HTTP_ACCEPT_LANGUAGE=language).content.decode())
    shown = [(row.one("th").text, row.all("td")[1].text) for row in page.one("table", id="result_list").one("tbody").all("tr")]
    assert [row for row in shown if set(row) & {"灯具", "纸品"}] == rows


@pytest.mark.engine("sqlite", "postgresql")
@pytest.mark.parametrize(("address", "language"), [(f"/admin/{list_}/", language) for list_ in LISTS for language in ("en", "zh-hans")])
def test_each_page_of_a_long_list_goes_on_where_the_one_before_ended(client, address, language):
    names = [f"Works {number:03}" for number in range(70)]
    for name in reversed(names):
        make_enterprise(name_en=name, name_zh=f"{name}厂", name_zh_confirmed=True)
    make_source(name_en="Works of paper", name_zh="Works of paper", name_zh_confirmed=True)
    client.force_login(make_user("Publisher"))
    shown = []
    for number in (1, 2):
        page = read(client.get(f"{address}?p={number}", HTTP_ACCEPT_LANGUAGE=language).content.decode())
        shown.append([link.text.removesuffix("厂") for row in page.one("tbody").all("tr") for link in row.one("th").all("a")])
    others = ["Works of paper"] if "record" in address else []
    assert shown == [names[:50], [*names[50:], *others]]


@pytest.mark.once
def test_a_long_list_groups_its_numbers(client):
    Sector.objects.bulk_create(Sector(id=f"sector-{number}", name_en=f"Sector {number}") for number in range(1050))
    client.force_login(make_user("Publisher"))
    page = read(client.get("/admin/portal/sector/?p=2", HTTP_ACCEPT_LANGUAGE="en").content.decode())
    assert page.one("span", cls="question").text == "Select all 1,050 sectors"
    assert page.one("span", cls="all").text == "All 1,050 selected"
    assert page.one("p", cls="paginator").text == "1 2 3 4 5 … 20 21 1,050 sectors"
    in_chinese = read(client.get("/admin/portal/sector/", HTTP_ACCEPT_LANGUAGE="zh-hans").content.decode())
    assert in_chinese.one("p", cls="paginator").text.endswith("行业共1,050条")
    assert [link["href"] for link in page.one("p", cls="paginator").all("a")] == ["?p=1", "?p=3", "?p=4", "?p=5", "?p=20", "?p=21"]


@pytest.mark.once
def test_a_history_groups_the_digits_of_a_figure(client):
    enterprise = make_enterprise()
    make_figure(enterprise, value=1500000)
    client.force_login(make_user("Publisher"))
    page = visit(client, f"/admin/enterprises/enterprise/{enterprise.pk}/history/")
    assert "1,500,000" in page.text
    assert "1500000" not in page.text


NAMED_BY = {"en": "“Works” cannot be deleted while these name it. Change them first:", "zh-hans": "以下内容仍引用“Works”，修改后才能删除："}


@pytest.mark.once
@pytest.mark.parametrize("language", NAMED_BY)
def test_what_others_name_is_not_deleted_and_these_are_shown(client, language):
    works = make_enterprise(name_en="Works", name_zh="", published_at=None)
    mark = make_trademark(name_en="Lantern", name_zh="", owner_id=works.pk)
    client.force_login(make_user("Publisher"))
    address = f"/admin/enterprises/enterprise/{works.pk}/delete/"
    page = read(client.get(address, HTTP_ACCEPT_LANGUAGE=language).content.decode())
    assert NAMED_BY[language] in page.text
    (link,) = page.one("ul", id="deleted-objects").all("a")
    assert (link.text, mark.pk in link["href"]) == ("Lantern", True)
    client.post(address, {"post": "yes"})
    assert Record.objects.filter(pk=works.pk).exists()


@pytest.mark.engine("sqlite", "postgresql")
def test_what_lacks_something_is_counted_once_until_it_lacks_it_no_more(client, keeping):
    works, other = make_enterprise(name_en="Works"), make_enterprise(name_en="Other", published_at=None)
    client.force_login(make_user("Publisher"))

    def listed(gap):
        with CaptureQueriesContext(connection) as asked:
            page = read(client.get(f"/admin/enterprises/enterprise/?gap={gap}", HTTP_ACCEPT_LANGUAGE="en").content.decode())
        return [row.one("th").text for row in page.one("tbody").all("tr")], len(asked)

    names, number = listed("statement")
    assert names == ["Other", "Works"]
    names, fewer = listed("statement")
    assert (names, fewer < number) == (["Other", "Works"], True)
    make_statement(other)
    assert listed("statement")[0] == ["Works"]
    assert listed("any")[0] == ["Other", "Works"]
    make_statement(works)
    assert not read(client.get("/admin/enterprises/enterprise/?gap=statement").content.decode()).all("table", id="result_list")


@pytest.mark.engine("sqlite", "postgresql")
def test_a_text_that_only_staff_read_counts_among_gaps_at_the_next_request(client, keeping):
    mark = make_trademark(name_en="Lantern", name_zh="灯笼", name_zh_confirmed=True)
    licence = make_licence(mark, category_en="Toys", category_zh="玩具")
    client.force_login(make_user("Publisher"))

    def told():
        pages = [client.get(address).content.decode() for address in ("/admin/", "/admin/enterprises/trademark/?gap=language")]
        return "gap=language" in pages[0], bool(read(pages[1]).all("table", id="result_list"))

    assert told() == (False, False)
    type(licence).objects.update(category_zh="")
    assert told() == (True, True)
    type(licence).objects.update(category_zh="玩具")
    assert told() == (False, False)
