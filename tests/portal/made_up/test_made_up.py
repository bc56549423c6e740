"""`manage.py made_up`: a portal that is full, the same each time, and says of itself that nothing in it is real."""

import io
import re

import pytest
from django.apps import apps
from django.core.management import CommandError, call_command
from django.db import connection, transaction

from enterprises.models import IntellectualProperty
from initiatives.models import Initiative, Participation
from portal.exchange.backups.tables import DERIVED, saved_models
from portal.launch.bench.pages import PAGE_KINDS
from portal.made_up.scale import Scale
from portal.models import Picture, Record, Statement, made_up
from tests.factories import make_enterprise

pytestmark = pytest.mark.django_db
OURS = ("portal", "enterprises", "initiatives")
NOTHING_IS_REAL = {"en": "Nothing here is real", "zh-hans": "本网站内容均为虚构"}


def make_up(*arguments):
    said = io.StringIO()
    call_command("made_up", *arguments, stdout=said)
    return said.getvalue()


@pytest.fixture(scope="module")
def rows(kept):
    make_up("70")
    connection.check_constraints()


@pytest.fixture
def full(rows, nothing_is_made_up):
    made_up.ask_anew()


def dumped():
    told = io.StringIO()
    call_command("dumpdata", exclude=["contenttypes", "auth.permission", *DERIVED], stdout=told)
    return told.getvalue()


@pytest.mark.once
def test_the_same_rows_come_each_time():
    dumps = []
    for _time in range(2):
        with transaction.atomic():
            make_up("20", "--places", "5")
            dumps.append(dumped())
            transaction.set_rollback(True)
    assert dumps[0] == dumps[1]
    assert '"made-up-enterprise-20"' in dumps[0]
    assert '"made-up-enterprise-21"' not in dumps[0]


def test_it_is_refused_where_records_are(client):
    make_enterprise()
    made_up.ask_anew()
    html = client.get("/en/").content.decode()
    assert NOTHING_IS_REAL["en"] not in html
    assert "noindex" not in html
    with pytest.raises(CommandError, match=r"Nothing was written\. This database has 1 records and terms that nobody made up"):
        make_up("20")
    assert Record.objects.count() == 1


@pytest.mark.once
@pytest.mark.parametrize("size", ["", "3", "0k", "2m", "many", "-20", "1.5k"])
def test_what_is_no_size_is_said(size):
    with pytest.raises(CommandError, match="is no size: write a number of enterprises from 10 to 1m"):
        call_command("made_up", f" {size}")


def test_it_is_refused_a_second_time(full):
    with pytest.raises(CommandError, match="has made-up records already"):
        make_up("20")


def test_the_fixtures_which_are_real_do_not_come_among_them(full):
    said = io.StringIO()
    call_command("seed", stdout=said)
    assert "All records here are made up" in said.getvalue()
    assert not Record.objects.exclude(pk__startswith="made-up").exists()


def test_it_has_what_a_province_would_have(full):
    statements = Statement.objects.filter(record="made-up-enterprise-1")
    assert statements.count() == 200
    assert IntellectualProperty.objects.filter(owner="made-up-enterprise-2").count() >= 10
    assert Picture.objects.filter(record="made-up-enterprise-3").count() == 12
    assert {len(name) for name in Record.objects.values_list("name_en", "name_zh").get(pk="made-up-enterprise-4")} == {250}
    assert Statement.objects.filter(record="made-up-enterprise-5", value__gte=10**11).count() == 3
    assert Record.objects.get(pk="made-up-enterprise-6").name_en == ""
    assert Participation.objects.filter(initiative="made-up-exhibition-1").count() == 60
    somewhere = Initiative.objects.published().exclude(country="")
    assert len(set(somewhere.values_list("country", flat=True))) == 44
    assert Record.objects.drafts().exists()
    assert Record.objects.waiting().exists()


def test_proportions_are_those_of_a_province():
    scale = Scale(100_000)
    assert [scale.size, scale.marks, scale.shows, scale.participations] == [100_000, 103_000, 2_000, 200_000]


@pytest.mark.once
def test_every_row_is_one_that_a_form_would_take(full):
    ours = [model for model in saved_models().values() if model._meta.app_label in OURS and not model._meta.auto_created]
    for model in ours:
        for row in model._base_manager.order_by("pk")[:25] if not hasattr(model, "history_type") else ():
            row.full_clean()


def test_every_row_has_its_history(full):
    for label in ("portal.Statement", "enterprises.Organization", "initiatives.Initiative", "initiatives.Participation"):
        model = apps.get_model(label)
        keys = set(model._base_manager.values_list("pk", flat=True))
        assert set(model.history.filter(history_type="+").values_list("id", flat=True)) == keys
    shown = Initiative.history.filter(history_type="~").first()
    assert shown.diff_against(shown.prev_record).changed_fields == ["format"]


PAGES = (
    *("", "enterprises/", "enterprises/made-up-enterprise-1/", "exhibitions/made-up-exhibition-1/", "sources/made-up-source-1/", "map/"),
    *("timeline/", "about/", "search/?q=machinery", "enquiry/", "no-such-page/"),
)


@pytest.mark.once
@pytest.mark.parametrize("language", NOTHING_IS_REAL)
def test_each_page_says_that_nothing_is_real(full, client, language):
    for page in PAGES:
        html = client.get(f"/{language}/{page}").content.decode()
        assert NOTHING_IS_REAL[language] in html, page
        assert re.search(r'<meta name="robots" content="[^"]*noindex', html), page


@pytest.mark.once
def test_the_staffs_pages_the_feed_and_robots_say_so_too(full, client):
    assert "Nothing here is real" in client.get("/admin/login/").content.decode()
    assert "<title>Made-up data: " in client.get("/en/feed.xml").content.decode()
    assert client.get("/robots.txt").content.decode() == "User-agent: *\nDisallow: /\n"


@pytest.mark.once  # tests/test_extremes.py opens each on both
def test_it_has_each_page_that_is_measured(full, client, admin_client):
    for kind in PAGE_KINDS:
        answer = (admin_client if kind.of_staff else client).get(kind.made_up)
        assert answer.status_code == 200, kind
