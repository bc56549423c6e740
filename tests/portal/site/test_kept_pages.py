"""Public pages that are kept: the bytes that are sent, for whom, for how long, and where."""

import gzip
import socket
import threading
from contextlib import closing
from datetime import timedelta
from types import SimpleNamespace

import brotli
import pytest
from django.conf import settings
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from django.utils.http import parse_http_date

from portal.models import Record, SlugRedirect
from portal.models.generations import is_in_public
from portal.models.listing import Listed, ListedValue
from portal.search.index import index
from portal.site.kept_pages import middleware, shared
from portal.site.kept_pages.making import Making
from portal.site.kept_pages.page import BYTES_OF_OBJECT
from tests.admin_pages import make_user
from tests.browser.test_every_page import MISSING, PAGES
from tests.factories import make_exhibition

pytestmark = pytest.mark.django_db
HOME = "/en/"


@pytest.fixture(autouse=True)
def between_transactions(monkeypatch, settings):
    """A test runs in a transaction, of which a server keeps nothing."""
    monkeypatch.setattr(middleware, "connection", SimpleNamespace(in_atomic_block=False))
    settings.PAGE_CACHE_BYTES = 1024**2


@pytest.fixture
def later(monkeypatch):
    """The hours go on, by so many seconds."""

    def go_on(seconds):
        now = timezone.now()
        monkeypatch.setattr(middleware, "timezone", SimpleNamespace(now=lambda: now + timedelta(seconds=seconds)))
        monkeypatch.setattr(middleware, "datetime", SimpleNamespace(now=lambda zone: now + timedelta(seconds=seconds)))

    return go_on


def committed():
    """As at the end of a transaction, which a test has but one of: PostgreSQL raises the generation once in each."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT set_config('portal.raised', '', true)")


def queries(client, address, **options):
    with CaptureQueriesContext(connection) as asked:
        response = client.get(address, **options)
    return response, len(asked)


def is_kept(client, address, **options):
    """Whether it is answered by what is kept, at the second time."""
    client.get(address, **options)
    return queries(client, address, **options)[1] == 1


def test_a_kept_page_costs_one_query_and_is_the_same_to_the_last_byte(client):
    first, of_first = queries(client, HOME)
    second, of_second = queries(client, HOME)
    assert of_first > of_second == 1
    assert (first.content, first.headers.pop("X-Request-ID")) != (second.content, second.headers.pop("X-Request-ID"))
    assert first.content == second.content
    assert first.headers == second.headers
    for name in ("Content-Security-Policy", "X-Frame-Options", "Referrer-Policy", "Permissions-Policy", "X-Content-Type-Options"):
        assert second[name], name


def test_it_is_sent_as_the_browser_takes_it(client):
    made = client.get(HOME)
    for accepts, encoding, unpack in (
        ("gzip, deflate, br, zstd", "br", brotli.decompress),
        ("gzip", "gzip", gzip.decompress),
        ("br;q=0, gzip;q=0.5", "gzip", gzip.decompress),
        ("identity", None, bytes),
    ):
        response = client.get(HOME, headers={"Accept-Encoding": accepts})
        assert (response.get("Content-Encoding"), unpack(response.content)) == (encoding, made.content)
        assert response["Content-Length"] == str(len(response.content))
        assert response["ETag"] == made["ETag"]
        assert {"Accept-Encoding", "Cookie"} <= set(response["Vary"].split(", "))


def test_whoever_has_it_is_told_so_until_it_changes(client, later):
    show = make_exhibition(name_en="Caves")
    made = client.get(HOME)
    assert made["Cache-Control"] == "no-cache", "with a date alone a browser would not ask again"
    for names in (made["ETag"], f'"other", {made["ETag"]}', "*"):
        known = client.get(HOME, headers={"If-None-Match": names})
        assert (known.status_code, known.content, "Content-Type" in known) == (304, b"", False)
    assert client.get(HOME, headers={"If-None-Match": '"other"', "If-Modified-Since": made["Last-Modified"]}).status_code == 200
    later(5)
    dated = client.get(HOME)["Last-Modified"]
    assert client.get(HOME, headers={"If-Modified-Since": dated}).status_code == 304
    later(60)
    committed()
    Record.objects.filter(pk=show.pk).update(published_at=None)
    withdrawn = client.get(HOME, headers={"If-Modified-Since": dated, "If-None-Match": made["ETag"]})
    assert withdrawn.status_code == 200
    assert "Caves" not in withdrawn.text


def test_the_date_moves_with_each_state_and_of_two_in_one_second_none_is_believed():
    whole = timezone.now().replace(microsecond=0)
    moments = [whole - timedelta(days=1), whole - timedelta(seconds=5), whole - timedelta(seconds=5, microseconds=-1)]
    found = [middleware.date_of_state(moment) for moment in moments]
    assert [believed for _date, believed in found] == [True, True, True]
    assert [date for date, _believed in found] == sorted({date for date, _believed in found})
    assert middleware.date_of_state(timezone.now())[1] is False
    assert parse_http_date(Client().get(HOME)["Last-Modified"]) <= timezone.now().timestamp()


def test_a_page_that_several_threads_want_is_made_once_and_one_that_fails_holds_up_nobody():
    making, made, kept, is_under_way, may_end = Making(), [], {}, threading.Event(), threading.Event()

    def ask(number):
        with making.alone("page") as is_first:
            if is_first:
                is_under_way.set()
                assert may_end.wait(5)
            if not is_first and "page" in kept:
                return
            made.append(number)
            kept["page"] = number

    threads = [threading.Thread(target=ask, args=(number,)) for number in range(4)]
    threads[0].start()
    assert is_under_way.wait(5)
    for thread in threads[1:]:
        thread.start()
    may_end.set()
    for thread in threads:
        thread.join(5)
    assert made == [0]
    with pytest.raises(ZeroDivisionError), making.alone("page"):
        1 / 0  # noqa: B018
    with making.alone("page") as is_first:
        assert is_first


def test_unknown_parameters_and_another_order_make_no_new_page(client):
    address = "/en/exhibitions/?format=digital&sort=newest"
    client.get("/en/exhibitions/?sort=newest&utm_source=mail&format=digital")
    response, asked = queries(client, address)
    assert asked == 1
    assert "utm_source" not in response.text
    for other in ("/en/exhibitions/?format=digital", "/en/exhibitions/", "/en/exhibitions/?format=digital&sort=newest&page=2"):
        assert queries(client, other)[1] > 1, other


def test_how_lists_are_drawn_and_where_they_are_asked_for_make_pages_of_their_own(client, settings):
    settings.ALLOWED_HOSTS = ["testserver", "other.example"]
    make_exhibition()
    address = "/en/exhibitions/"
    client.get(address)  # writes what lists read of the show
    pages = [client.get(address), client.get(address, headers={"Host": "other.example"}), client.get(address, secure=True)]
    client.cookies["arrangement"] = "rows"
    pages.append(client.get(address))
    assert len({page.content for page in pages}) == 4
    client.cookies["arrangement"] = "neither"
    assert queries(client, address)[1] == 1


@pytest.mark.parametrize(
    "brought",
    [
        {"headers": {"Cookie": f"{settings.SESSION_COOKIE_NAME}=a"}},
        {"headers": {"Cookie": "messages=a"}},
        {"headers": {"Authorization": "Basic a"}},
    ],
    ids=str,
)
def test_what_is_somebodys_own_is_neither_kept_nor_answered_by_it(client, brought):
    assert not is_kept(client, HOME, **brought)
    client.get(HOME)
    assert queries(client, HOME, **brought)[1] > 1


def test_staff_see_their_own_page(client):
    make_exhibition(slug="show")
    client.get("/en/exhibitions/show/")
    client.force_login(make_user("Editor"))
    assert "Edit this record" in client.get("/en/exhibitions/show/").text
    client.logout()
    assert "Edit this record" not in client.get("/en/exhibitions/show/").text


def test_a_shortlist_that_names_no_public_record_counts_as_none(client):
    show, draft = make_exhibition(slug="show"), make_exhibition(slug="draft", published_at=None)
    client.get("/en/exhibitions/show/")
    client.cookies["shortlist"] = f"{draft.pk}.no-such-record"
    response, asked = queries(client, "/en/exhibitions/show/")
    assert asked == 2, "the state, and whether one of them is public"
    client.cookies["shortlist"] = f"{draft.pk}.{show.pk}"
    assert client.get("/en/exhibitions/show/").content != response.content
    del client.cookies["shortlist"]
    assert client.get("/en/exhibitions/show/").content == response.content


@pytest.mark.parametrize("address", ["/en/enquiry/", "/en/shortlist/", "/admin/login/"])
def test_pages_with_a_token_or_for_one_visitor_are_not_kept(client, address):
    for _time in range(2):
        response = client.get(address)
        assert response.status_code == 200
        assert "ETag" not in response


def test_suggestions_are_kept_like_results_until_something_changes(client):
    show = make_exhibition(name_en="Caves")
    index(Record.objects.filter(pk=show.pk))
    address = "/en/search/suggestions/"
    committed()
    made = client.get(f"{address}?q=cav")
    again, asked = queries(client, f"{address}?q=cav&utm_source=mail")
    assert asked == 1
    assert (again.content, again["ETag"], again["Cache-Control"]) == (made.content, made["ETag"], "no-cache")
    assert [each["name"] for each in made.json()["suggestions"]] == ["Caves"]
    assert queries(client, f"{address}?q=cave")[1] > 1
    assert queries(client, address.replace("/en/", "/zh-hans/") + "?q=cav")[1] > 1
    committed()
    Record.objects.filter(pk=show.pk).update(published_at=None)
    assert client.get(f"{address}?q=cav").json()["suggestions"] == []


def test_suggestions_for_whatever_is_typed_take_no_room_from_pages(client, settings):
    settings.PAGE_CACHE_BYTES = 150_000
    client.get(HOME)
    answers = [client.get("/en/search/suggestions/", {"q": f"{number:40}"}) for number in range(100)]
    assert sum(len(answer.content) for answer in answers) + 100 * BYTES_OF_OBJECT > settings.PAGE_CACHE_BYTES / 2
    assert queries(client, HOME)[1] == 1


def test_what_leads_on_is_missing_or_gone_is_kept_and_an_error_is_not(client, monkeypatch):
    show = make_exhibition(slug="show")
    SlugRedirect.objects.create(slug="old", record_id=show.pk)
    for address, status in (("/en/exhibitions/old/", 301), (f"/en/{MISSING}", 404), ("/en/exhibitions/show", 301)):
        response, asked = queries(client, address)
        again, asked_again = queries(client, address)
        assert (response.status_code, again.status_code, asked_again) == (status, status, 1)
        assert asked >= 1
    for source in ("poster", "letter"):  # an address that leads on takes along what it was asked with
        assert client.get(f"/en/exhibitions/old/?from={source}")["Location"] == f"/en/exhibitions/show/?from={source}"
    assert client.get("/en/exhibitions/old/")["Location"] == "/en/exhibitions/show/"
    assert client.post("/en/exhibitions/show/").status_code == 405


def test_another_host_and_plain_http_are_answered_as_ever(client, settings):
    client.get(HOME)
    assert client.get(HOME, headers={"Host": "evil.example"}).status_code == 400
    settings.SECURE_SSL_REDIRECT = True
    response = Client().get(HOME)
    assert (response.status_code, response["Location"]) == (301, f"https://testserver{HOME}")


def test_a_flood_of_random_addresses_takes_nothing_from_what_all_read(client, settings):
    settings.PAGE_CACHE_BYTES = 600_000
    client.get(HOME)
    for number in range(20):
        client.get(f"/en/no-such-page-{number}/")
        client.get(f"/en/search/?q=word{number}")
    assert queries(client, HOME)[1] == 1
    assert queries(client, "/en/no-such-page-0/")[1] > 1


@pytest.mark.once
def test_of_what_public_pages_read_the_generation_is_raised(client, article):
    """Whatever table a public page names must be one of which the triggers know."""
    from django.apps import apps

    tables = {model._meta.db_table: model for model in apps.get_models(include_auto_created=True) if not model._meta.proxy}
    with CaptureQueriesContext(connection) as asked:
        for address in (*PAGES, MISSING, "feed.xml", "corrections/feed.xml", "calendar.ics"):
            if not address.startswith("enquiry/"):
                client.get(f"/en/{address}", headers={"Authorization": "none"})
    text = "\n".join(query["sql"] for query in asked)
    read = {model for table, model in tables.items() if f'"{table}"' in text}
    assert read
    derived = {Listed, ListedValue}  # nobody writes them but together with marks or search entries
    assert [model._meta.label for model in read - derived if not is_in_public(model)] == []


class FakeRedis(threading.Thread):
    """So much of Redis as a page needs: it keeps values by their names, and may be slow to answer."""

    def __init__(self):
        super().__init__(daemon=True)
        self.listening, self.values, self.is_slow, self.asked = socket.create_server(("127.0.0.1", 0)), {}, False, 0
        self.url = f"redis://127.0.0.1:{self.listening.getsockname()[1]}/0"
        self.start()

    def run(self):
        while True:
            try:
                visitor, _address = self.listening.accept()
            except OSError:
                return
            threading.Thread(target=self.serve, args=(visitor,), daemon=True).start()

    def serve(self, visitor):
        with closing(visitor), visitor.makefile("rb") as lines:
            while line := lines.readline():
                words = []
                for _word in range(int(line[1:])):
                    words.append(lines.read(int(lines.readline()[1:]) + 2)[:-2])
                self.asked += 1
                if self.is_slow:
                    continue
                verb, name, *values = [*words, b"", b""]
                answer = b"+OK\r\n"
                if verb.upper() == b"HELLO":
                    answer = b"-ERR unknown command\r\n"
                elif verb.upper() == b"GET":
                    value = self.values.get(name)
                    answer = b"$-1\r\n" if value is None else b"$%d\r\n%b\r\n" % (len(value), value)
                elif verb.upper() == b"SET":
                    self.values[name] = values[0]
                visitor.sendall(answer)


class TestRedis:
    @pytest.fixture(autouse=True)
    def one_fingerprint(self, monkeypatch):
        monkeypatch.setattr(shared, "fingerprint", lambda: "this-version")

    @pytest.fixture
    def server(self, settings):
        server = FakeRedis()
        settings.CACHE_URL = server.url
        yield server
        server.listening.close()

    def test_processes_share_pages(self, server):
        made = Client().get(HOME)
        found, asked = queries(Client(), HOME)
        assert asked == 1
        assert (found.content, found["ETag"]) == (made.content, made["ETag"])

    def test_two_versions_share_none(self, server, monkeypatch):
        Client().get(HOME)
        monkeypatch.setattr(shared, "fingerprint", lambda: "the-next-version")
        assert queries(Client(), HOME)[1] > 1

    def test_what_nobody_wrote_so_is_no_page(self, server):
        Client().get(HOME)
        for value in (b"", b"{}\nbroken", b"[1]\n", b"\xff"):
            server.values = dict.fromkeys(server.values, value)
            assert queries(Client(), HOME)[0].status_code == 200

    @pytest.mark.parametrize("fault", ["slow", "down"])
    def test_one_that_does_not_answer_costs_no_page_and_is_left_alone_for_a_while(self, server, fault, caplog):
        client = Client()
        server.is_slow = fault == "slow"
        if fault == "down":
            server.listening.close()
        assert client.get(HOME).status_code == 200
        asked = server.asked
        assert [client.get(f"/en/{path}").status_code for path in ("about/", "map/", "")] == [200, 200, 200]
        assert server.asked == asked
        assert [record.message.partition(":")[0] for record in caplog.records if "shared" in record.name] == [
            "Pages are not shared for 10 seconds"
        ]


def test_the_fingerprint_is_that_of_code_templates_and_settings(settings):
    here = shared.fingerprint()
    assert here == shared.fingerprint()
    settings.PORTAL_CONTACT = "another"
    assert shared.fingerprint() != here
