"""Those who write the same rows at the same moment: they wait for each other in one order, and who collides is taken all the same."""

import json
import re
import time
from functools import partial
from threading import Barrier, Event

import pytest
from django.contrib import messages
from django.contrib.sessions.backends.signed_cookies import SessionStore
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import OperationalError, connection, transaction
from django.test import Client

from initiatives.models import Exhibition
from portal.access.kept_forms import sent_twice
from portal.admin import records
from portal.admin import review as admin_review
from portal.enquiries import form, handling
from portal.exchange.seeding import seed
from portal.models import Enquiry, Paper, Record, ReviewStep, SearchEntry, SentForm, SlugRedirect
from portal.models.locking import retrying
from portal.models.locking.order import delete_old, lock
from portal.review.consequences import rehearsal
from portal.review.steps import MOVES, take_step
from portal.search.index import index
from portal.server.retried_requests import AsItCame
from tests.admin_pages import add_row, filled_in
from tests.factories import make_exhibition, make_passage, make_source, make_statement

KEYS, OTHERS = ["fair-1", "fair-2", "fair-3"], ["show-1", "show-2", "show-3"]
LIST = "/admin/initiatives/exhibition/"
SECONDS = 5  # after which what should happen does not any more


class InTheWay(Exception):
    sqlstate = "40P01"


def collide(*args, **kwargs):
    raise OperationalError("deadlock detected") from InTheWay()


def gone(*args, **kwargs):
    raise OperationalError("server closed the connection unexpectedly")


def once_in_the_way(function):
    """`function`, whose first call collides once it is done."""
    calls = []

    def act(*args, **kwargs):
        result = function(*args, **kwargs)
        calls.append(result)
        return collide() if len(calls) == 1 else result

    return act


@pytest.fixture
def private_files(settings, tmp_path):
    """The folder of the papers."""
    storage = {"BACKEND": "django.core.files.storage.FileSystemStorage", "OPTIONS": {"location": tmp_path / "private"}}
    settings.STORAGES = settings.STORAGES | {"private": storage}
    return tmp_path / "private"


def contract():
    return SimpleUploadedFile("contract.pdf", b"%PDF-1.7")


def entry(model, pk, **fields):
    return {"model": model, "pk": pk, "fields": fields}


def fixtures(path, turn):
    """Public exhibitions that stand in the tables in the opposite order of their keys; what their statements quote differs from turn to
    turn, and those without any are themselves other ones after the first."""
    said = {"passage": "line", "wording_en": "It opened.", "wording_zh": "已开幕。", "quoted": f"number 70{turn}"}
    public = {"published_at": "2025-05-21T00:00:00+08:00"}
    entries = [
        entry("portal.record", "article", kind="article", slug="article", name_en="Article", **public),
        entry("portal.source", "article"),
        entry("portal.passage", "line", source="article", number=1, label_en="line 1", label_zh="第1行"),
    ]
    for key in reversed(KEYS):
        entries += [
            entry("portal.record", key, kind="exhibition", slug=key, name_en=key.title(), **public),
            entry("initiatives.initiative", key),
            entry("portal.statement", f"{key}-said", record=key, **said),
        ]
    for key in reversed(OTHERS):
        told = {"kind": "exhibition", "slug": key, "name_en": key.title(), "summary_en": f"Turn {min(turn, 1)}."}
        entries += [entry("portal.record", key, **told, **public), entry("initiatives.initiative", key)]
    path.write_text(json.dumps(entries), "utf-8")
    return path


def waiting():
    """How many wait for a lock."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(DISTINCT pid) FROM pg_locks WHERE NOT granted")
        return cursor.fetchone()[0]


def at_once(threads, *acts, keys=KEYS):
    """The results of `acts`, called at one moment while a third holds the middle one of the records until both of them wait: so each
    has what it locks first, and wants what it locks last."""
    held = Event()

    def hold():
        with transaction.atomic():
            list(Record.objects.select_for_update().filter(pk=keys[1]))
            held.set()
            until = time.monotonic() + SECONDS
            while connection.vendor == "postgresql" and waiting() < len(acts) and time.monotonic() < until:
                time.sleep(0.005)

    def run(act):
        held.wait(SECONDS)
        return act()

    return threads(hold, *(partial(run, act) for act in acts))[1:]


def test_rows_are_locked_by_one_verb_only(settings):
    files = [file for app in ("portal", "enterprises", "initiatives") for file in (settings.BASE_DIR / app).rglob("*.py")]
    assert [file.name for file in files if "select_for_update(" in file.read_text("utf-8")] == ["order.py"]


@pytest.mark.django_db(transaction=True)
def test_of_two_who_write_the_same_records_at_once_none_is_in_the_other_s_way(people, threads, tmp_path, settings, monkeypatch):
    settings.REVIEW_BY_ANOTHER = False
    monkeypatch.setattr(retrying, "PAUSES_BEFORE_RETRIES", ())  # nobody gets a second try
    clients = {}
    for name in ("publisher", "second"):
        clients[name] = Client()
        clients[name].force_login(people[name])

    def step(name, keys, move):
        """A step with several records, chosen in this order."""

        def opened():
            return filled_in(clients[name].post(LIST, {"action": f"step_{move}", "_selected_action": keys}))

        [sent] = threads(opened)
        sent |= {"action": [f"step_{move}"], "_selected_action": keys, "note": ["Because."], "public_reason": ["wrong"]}
        return lambda: clients[name].post(LIST, sent)

    def hand_over(keys):
        to = people["editor"].pk
        sent = {"action": "hand_over", "_selected_action": keys, "chosen": "yes", "confirmed": "yes", "to": to, "role": "responsible"}
        return lambda: clients["second"].post(LIST, sent | {"seen": f"{to} responsible"})

    def lay(turn):
        return partial(seed, [fixtures(tmp_path / f"{turn}.json", turn)])

    def index_all():
        return index(Record.objects.all())

    def states():
        """What became of the records: (how many are public, who is in charge, what is found of them)."""
        found = list(Record.objects.filter(pk__in=KEYS))
        words = SearchEntry.objects.filter(record__in=KEYS, source="article").values_list("words", flat=True)
        return sum(each.is_published for each in found), {each.responsible_id for each in found}, set(words)

    backwards, all_records = KEYS[::-1], len([*KEYS, *OTHERS, "article"])
    first, second = threads(lay(0), lay(0))
    assert {len(first.created), len(second.created)} == {0, all_records + len(["line", *KEYS])}
    handed, withdrawn = at_once(threads, hand_over(KEYS), step("publisher", backwards, "withdraw"))
    assert (handed.status_code, withdrawn.status_code) == (302, 302)
    assert threads(states)[0][:2] == (0, {people["editor"].pk})
    report, withdrawn = at_once(threads, lay(1), step("publisher", OTHERS[::-1], "withdraw"), keys=OTHERS)
    assert (len(report.updated + report.conflicts), withdrawn.status_code) == (len(KEYS) * 2 + len(OTHERS), 302)
    first, second = at_once(threads, step("publisher", KEYS, "publish"), step("second", backwards, "publish"))
    assert {first.status_code, second.status_code} == {302}
    assert threads(states)[0][0] == len(KEYS)
    indexed, withdrawn = at_once(threads, index_all, step("second", backwards, "withdraw"))
    assert (indexed, withdrawn.status_code) == (all_records, 302)
    report, published = at_once(threads, lay(2), step("publisher", KEYS, "publish"))
    assert (len(report.updated), published.status_code) == (len(KEYS), 302)
    first, second = at_once(threads, lay(3), lay(3))
    assert {len(first.updated), len(second.updated)} == {0, len(KEYS)}
    report, indexed = at_once(threads, lay(4), index_all)
    assert (len(report.updated), indexed) == (len(KEYS), all_records)
    assert at_once(threads, index_all, index_all) == [all_records] * 2
    [(_public, _in_charge, words)] = threads(states)
    assert all("704" in text.split() for text in words)
    [steps] = threads(lambda: list(ReviewStep.objects.order_by().values_list("step", flat=True)))
    assert sorted(steps) == sorted(["published", "withdrawn"] * 2 * len(KEYS) + ["withdrawn"] * len(OTHERS))


def test_a_request_is_again_as_it_came(rf):
    request = rf.post("/", {"name": "Ana", "upload": contract()})
    request.session, request.session["kept"] = SessionStore(), "before"
    file, came = request.FILES["upload"], AsItCame(request)  # it was read before (portal/server/body_limits.py)
    for _try in range(2):
        file.read()
        request.made, request.session["kept"] = "a row", "meanwhile"
        came.restore()
        assert (hasattr(request, "made"), request.session["kept"], file.read()) == (False, "before", b"%PDF-1.7")


@pytest.mark.django_db(transaction=True)
def test_who_collides_is_taken_at_a_further_try(people, client, threads, monkeypatch, settings, private_files):
    settings.FILE_UPLOAD_MAX_MEMORY_SIZE = 0  # the file waits in the file system, as a large one does
    show = make_exhibition(published_at=None)
    client.force_login(people["publisher"])
    url = f"{LIST}{show.pk}/change/"
    monkeypatch.setattr(sent_twice, "forget_kept", once_in_the_way(sent_twice.forget_kept))  # the last that is done of a save
    data = filled_in(client.get(url)) | {"name_en": ["Named anew"]}
    data = add_row(data, "papers", title="Contract", kind="contract", upload=contract())
    answer = client.post(url, data)
    assert answer.status_code == 302
    assert len(messages.get_messages(answer.wsgi_request)) == 1
    assert Exhibition.objects.get().name_en == "Named anew"
    assert Exhibition.history.filter(name_en="Named anew").count() == SentForm.objects.count() == Paper.objects.count() == 1
    assert [path.read_bytes() for path in private_files.rglob("*") if path.is_file()] == [b"%PDF-1.7"]

    for key, name in (("b", "First"), ("a", "Second")):
        make_exhibition(id=key, name_en=name)
    with transaction.atomic():
        assert [record.pk for record in lock(Exhibition.objects.filter(pk__in=["b", "a"]))] == ["a", "b"]

    keys, both = [make_exhibition().pk, show.pk], Barrier(2)
    tries = []

    def crosswise(first, second):
        def act():
            tries.append(first)
            lock(Record.objects.filter(pk=first))
            if len(tries) <= 2 and connection.vendor == "postgresql":
                both.wait(SECONDS)
            return len(lock(Record.objects.filter(pk=second)))

        return retrying.again(act)

    assert threads(partial(crosswise, *keys), partial(crosswise, *keys[::-1])) == [1, 1]
    assert len(tries) == (3 if connection.vendor == "postgresql" else 2)  # SQLite has one writer: the second waits

    def tried(act):
        tries.clear()
        with pytest.raises(OperationalError):
            retrying.again(lambda: act(tries.append(1)))
        return len(tries)

    monkeypatch.setattr(retrying.time, "sleep", lambda _seconds: None)
    assert tried(collide) == 1 + len(retrying.PAUSES_BEFORE_RETRIES)
    assert tried(gone) == 1
    with transaction.atomic():  # of which only the whole can be run again
        assert tried(collide) == 1
    monkeypatch.setattr(retrying, "LONGEST_RETRYING", 0)
    assert tried(collide) == 1


@pytest.mark.engine("postgresql")  # SQLite has one writer
@pytest.mark.django_db(transaction=True)
def test_who_names_what_is_locked_or_cleans_up_waits_for_nobody(threads):
    show = make_exhibition()
    SentForm.objects.create(key="old")

    def beside():
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(f"SET LOCAL lock_timeout = '{SECONDS}s'")
            SlugRedirect.objects.create(slug="former", record_id=show.pk)
            delete_old(SentForm.objects.all())

    with transaction.atomic():
        lock(Record.objects.filter(pk=show.pk))
        lock(SentForm.objects.all())
        threads(beside)
    assert SlugRedirect.objects.count() == SentForm.objects.count() == 1


@pytest.mark.django_db
def test_who_collides_to_the_end_is_told_and_has_everything_that_was_typed(people, client, monkeypatch, private_files):
    show = make_exhibition(published_at=None)
    client.force_login(people["publisher"])
    url = f"{LIST}{show.pk}/change/"
    typed = filled_in(client.get(url)) | {"summary_en": ["Two lines,\r\nand “quotes” & <signs>."]}
    typed = add_row(typed, "papers", title="Contract", kind="contract")
    with monkeypatch.context() as patched:
        patched.setattr(records, "show_change", collide)
        page = client.post(url, typed | {"papers-0-upload": contract()})
    assert (page.status_code, page["Retry-After"]) == (503, "5")
    assert "Choose again, for browsers forget files: contract.pdf" in page.content.decode()
    assert "Nothing was saved; what you typed is still here." in page.content.decode()
    assert Record.objects.get(pk=show.pk).summary_en == "" == Exhibition.history.latest().summary_en
    assert not SentForm.objects.exists()
    again = filled_in(page)
    assert {name: found for name, found in again.items() if name != "csrfmiddlewaretoken"} == {
        name: found if isinstance(found, list) else [found] for name, found in typed.items() if name != "csrfmiddlewaretoken"
    }
    assert client.post(url, again | {"papers-0-upload": contract()}).status_code == 302
    assert Paper.objects.get().title == "Contract"
    assert Record.objects.get(pk=show.pk).summary_en == typed["summary_en"][0].replace("\r\n", "\n")

    monkeypatch.setattr(rehearsal, "lock", collide)
    asked = f"{LIST}{make_exhibition().pk}/step/withdraw/?from=desk"
    page = client.get(asked)
    assert page.status_code == 503
    assert f'href="{asked}"' in page.content.decode()


@pytest.mark.django_db
def test_a_visitor_who_collides_to_the_end_has_what_was_typed(client, monkeypatch):
    monkeypatch.setattr(handling, "SHORTEST_FILLING", -1)
    url = "/zh-hans/enquiry/"
    sent = re.findall(r'<input type="hidden" name="(form|sent)" value="([^"]+)"', client.get(url).content.decode())
    typed = {"name": "Ana", "email": "ana@example.org", "country": "PT", "role": "museum", "message": "May we?", "consent": "on"}
    with monkeypatch.context() as patched:
        patched.setattr(form, "take_in", collide)
        page = client.post(url, typed | dict(sent))
    assert (page.status_code, page["Retry-After"]) == (503, "5")
    assert not Enquiry.objects.exists()
    html = page.content.decode()
    assert "重新提交" in html
    again = dict(re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', html))
    again |= dict(re.findall(r'<textarea [^>]*name="([^"]+)"[^>]*>\n([^<]*)<', html))
    assert client.post(url, again).status_code == 302
    assert Enquiry.objects.get().message == "May we?"


@pytest.mark.django_db
def test_a_step_is_not_taken_where_what_it_changes_became_another_in_the_same_second(people, client, monkeypatch, settings):
    settings.REVIEW_BY_ANOTHER = False
    show, source = make_exhibition(published_at=None), make_source()
    make_statement(show, passage=make_passage(source=source), wording_en="It opened.")
    client.force_login(people["publisher"])
    url = f"{LIST}{show.pk}/step/publish/"

    def after_the_source_is_withdrawn(act):
        monkeypatch.setattr(admin_review, "again", retrying.again)
        take_step(MOVES["withdraw"], [source.pk], people["second"], "Wrong.")
        return retrying.again(act)

    monkeypatch.setattr(admin_review, "again", after_the_source_is_withdrawn)
    data = filled_in(client.get(url))
    page = client.post(url, data)
    assert page.status_code == 200
    assert page.context_data["is_new_to_them"]
    assert not Record.objects.get(pk=show.pk).is_published
    assert client.post(url, filled_in(page)).status_code == 302
    assert Record.objects.get(pk=show.pk).is_published
