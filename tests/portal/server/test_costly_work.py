"""What costs a core for seconds is made by few at a time, once, and kept."""

import fcntl
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from threading import Event, get_ident

import pytest
from django.conf import settings
from django.core.cache import caches
from django.test import Client
from django.urls import reverse

from portal.media import typesetting
from portal.media.pictures import encoder, reading
from portal.server import costly_work
from portal.server.costly_work import Busy, slot
from tests.factories import make_exhibition, make_statement
from tests.pictures import make_picture, plain, upload

HOLDS = """
import fcntl, sys
file = open(sys.argv[1], "ab")
fcntl.flock(file, fcntl.LOCK_EX)
print("held", flush=True)
sys.stdin.read()
"""


@pytest.fixture(autouse=True)
def nobody_waits(monkeypatch, tmp_path, settings):
    settings.CACHE_ROOT = tmp_path
    monkeypatch.setattr(costly_work, "WAITS", 0)


@pytest.fixture
def typeset(monkeypatch):
    """The sheets that were set in type, in order; nothing is, and nothing is kept from before."""
    done = []
    forget()

    def set_in_type(sheet, data, form, *standards, pictures=None):
        done.append(sheet)
        return f"{form} {len(done)}".encode()

    monkeypatch.setattr(typesetting, "set_in_type", set_in_type)
    yield done
    forget()


def forget():
    for name in ("dossiers", "pictures"):
        caches[name].clear()


def dossier_of(*records):
    return f"/en/shortlist/dossier.pdf?{'&'.join(f'r={record.pk}' for record in records)}"


def card_of(record):
    return reverse("og-image", args=["en", record.pk])


def test_a_process_that_dies_gives_its_slot_back(tmp_path):
    (tmp_path / "locks").mkdir()
    other = subprocess.Popen(
        [sys.executable, "-c", HOLDS, tmp_path / "locks" / "slot-0"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    with other:
        assert other.stdout.readline() == "held\n"
        with pytest.raises(Busy), slot("a", 0):
            pytest.fail("Two hold the only slot.")
        other.kill()
        other.wait()
        with slot("a", 0):
            pass


def test_as_many_are_made_at_a_time_as_the_setting_says_and_no_two_of_one_key(settings):
    settings.MADE_AT_ONCE = 2
    with slot("a", 0):
        with pytest.raises(Busy), slot("a", 0):
            pytest.fail("The same is made twice at a time.")
        with slot("b", 0), pytest.raises(Busy), slot("c", 0):
            pytest.fail("Three are made at a time.")
    with slot("a", 0), slot("b", 0):
        pass


@pytest.mark.django_db
def test_whoever_finds_no_slot_is_told_in_both_languages_when_to_try_again(client, caplog):
    forget()  # the card of the portal itself may have been made by another test
    record = make_exhibition()
    with slot("another", 0):
        for address in (dossier_of(record), card_of(record), reverse("og-site", args=["en"])):
            refused = client.get(address)
            assert (refused.status_code, refused["Retry-After"]) == (503, "5")
            assert "no-store" in refused["Cache-Control"]
            assert f'<a class="more" href="{address}" rel="nofollow">Try again</a>' in refused.content.decode()
        assert "文件正在依次生成" in client.get(dossier_of(record).replace("/en/", "/zh-hans/")).content.decode()
    assert not caplog.records  # nobody is to be woken for it


@pytest.mark.django_db
def test_half_of_the_threads_are_left_for_pages(client, monkeypatch):
    record = make_exhibition()
    monkeypatch.setattr(costly_work, "WAITS", 60)
    with ExitStack() as taken:
        for _each in range(max(1, settings.WEB_THREADS // 2)):
            taken.enter_context(costly_work.a_seat(0))
        started = time.monotonic()
        assert client.get(dossier_of(record)).status_code == 503
        assert time.monotonic() - started < 5, "at once"
        assert client.get(record.get_absolute_url()).status_code == 200


@pytest.mark.django_db
def test_a_dossier_is_made_once_and_anew_when_something_of_it_changed(client, typeset):
    shown, other = make_exhibition(), make_exhibition()
    first = client.get(dossier_of(shown, other))
    assert client.get(dossier_of(shown, other)).content == first.content
    assert typeset == ["dossier.typ"]
    red, blue = (upload(plain(colour=colour)) for colour in [(200, 40, 40), (40, 40, 200)])  # neighbouring shades may be encoded alike
    changed = [
        lambda: make_statement(record=shown),
        lambda: make_picture(shown, red, is_cover=True),
        lambda: shown.pictures.update(credit="Somebody"),
        lambda: (shown.pictures.all().delete(), make_picture(shown, blue, is_cover=True, credit="Somebody")),  # another that is told alike
        lambda: type(other).objects.filter(pk=other.pk).update(name_en="Another Name"),
        lambda: type(other).objects.filter(pk=other.pk).update(published_at=None),
    ]
    for number, change in enumerate(changed, 2):
        change()
        assert client.get(dossier_of(shown, other)).content == f"pdf {number}".encode()
    assert client.get(dossier_of(shown, other), headers={"host": "localhost"}).content == b"pdf 8"  # whose links lead there
    assert client.get(dossier_of(other)).status_code == 404


def test_what_several_ask_for_at_once_is_made_once(typeset, monkeypatch, tmp_path):
    address, waiting, pause = reverse("og-site", args=["en"]), set(), Event()
    monkeypatch.setattr(costly_work, "WAITS", 60)
    monkeypatch.setattr(costly_work.time, "sleep", lambda _seconds: pause.wait(0.001) or waiting.add(get_ident()))
    (tmp_path / "locks").mkdir()
    with (tmp_path / "locks" / "slot-0").open("ab") as held, ThreadPoolExecutor(3) as pool:
        fcntl.flock(held, fcntl.LOCK_EX)
        asked = [pool.submit(Client().get, address) for _each in range(3)]
        while len(waiting) < 3 and not all(each.done() for each in asked):
            pause.wait(0.001)
        held.close()
        answers = [each.result() for each in asked]
    assert {(answer.status_code, answer.content) for answer in answers} == {(200, b"png 1")}
    with slot("another", 0):
        assert Client().get(address).status_code == 200  # what is kept needs no slot


def test_a_large_picture_is_encoded_apart_in_its_turn_with_the_same_result(monkeypatch):
    large = plain((2400, 1700), colour="red")
    apart = reading.read_picture(upload(large, exif=turned(large)))
    monkeypatch.setattr(reading, "ENCODED_APART_FROM", 50_000_000)
    here = reading.read_picture(upload(large, exif=turned(large)))
    assert apart == here
    assert (apart.width, apart.height) == (1700, 2400)
    monkeypatch.setattr(reading, "ENCODED_APART_FROM", 100_000)
    cut = upload(plain((500, 400)))
    for file, why in ((upload(cut.read()[:2000]), "cut short"), (upload(plain((479, 600))), "only 479 pixels wide; at least 480")):
        with pytest.raises(reading.PictureRefused, match=why):
            reading.read_picture(file)
    monkeypatch.setattr(reading, "ENCODING_WAITS", 0)
    with slot("another", 0), pytest.raises(reading.PictureRefused, match="Pictures of others are being read"):
        reading.read_picture(upload())


def turned(image):
    exif = image.getexif()
    exif[0x0112] = 6
    return exif


def test_a_large_photograph_is_decoded_at_a_fraction_of_its_size(monkeypatch):
    sizes = []
    monkeypatch.setattr(encoder, "in_eight_bits", lambda image, _negative: sizes.append(image.size) or image)
    encoder.encode(upload(plain((4000, 2000))))
    assert sizes == [(2000, 1000)]
