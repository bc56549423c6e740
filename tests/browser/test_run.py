"""What `make run` serves once the packages are there: the whole of it, in a copy of the project, as a visitor meets it."""

import os
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from urllib.request import urlopen

import pytest
from django.conf import settings

from portal.launch import running
from tests.browser.conftest import Watch

pytestmark = pytest.mark.browser
SECONDS_TO_START = 120
HEAVIEST = 150_000  # bytes of a page with everything, compressed: it opens on a telephone abroad
HEAVIEST_HOME = 110_000
PHONE = {"width": 390, "height": 844}
SCREENS_OF_HOME = 6
LEFT_OUT = (".*", "var", "tests")


@pytest.fixture
def project(tmp_path, tables):
    """A copy of the project in a folder with a space and Chinese letters in its name.

    Its database has the tables already: to make them takes as long as all else, and the tests' own is made by the same migrations.
    """
    copy = tmp_path / "路径 with space"
    shutil.copytree(settings.BASE_DIR, copy, ignore=shutil.ignore_patterns(*LEFT_OUT))
    (copy / "var").mkdir()
    running.write_local_env(copy / "var" / "local.env")
    with closing(sqlite3.connect(copy / "var" / "portal.sqlite3")) as database:
        tables.backup(database)
    return copy


@pytest.fixture
def serve(project):
    """`serve()` starts the server in a terminal without UTF-8; gives its process, its address and what it printed so far."""
    started = []

    def serve():
        port = running.free_port("127.0.0.1", 8400)
        variables = {"PATH": os.environ["PATH"], "LC_ALL": "C", "PYTHONUTF8": "1", "PYTHONUNBUFFERED": "1"}
        process = subprocess.Popen(
            [sys.executable, "-m", "portal.launch.serving", "127.0.0.1", str(port)],
            cwd=project,
            env=variables,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            encoding="utf-8",
        )
        started.append(process)
        printed = []
        for line in process.stdout:
            printed.append(line)
            if line.startswith("Going Global is at"):
                break
        else:
            pytest.fail(f"It ended before it served:\n{''.join(printed)}")
        return process, f"http://127.0.0.1:{port}", "".join(printed)

    yield serve
    for process in started:
        process.kill()
        process.stdout.close()
        process.wait()


def status_of(address):
    """The status of the page at `address`, asked for until the worker is up."""
    until = time.monotonic() + SECONDS_TO_START
    while True:
        try:
            with urlopen(address) as answer:
                return answer.status
        except ConnectionError:
            if time.monotonic() > until:
                raise
            time.sleep(0.1)


def weight_of(page, path):
    """The bytes that come over the line for a page and all that it asks for, read to its end, with an empty cache."""
    tool, sizes = page.context.new_cdp_session(page), []
    tool.send("Network.enable")
    tool.send("Network.setCacheDisabled", {"cacheDisabled": True})
    tool.on("Network.loadingFinished", lambda event: sizes.append(event["encodedDataLength"]))
    page.goto(path)
    height = page.evaluate("document.documentElement.scrollHeight")
    for place in range(0, height, 600):
        page.evaluate("place => scrollTo(0, place)", place)
    page.wait_for_load_state("networkidle")
    tool.detach()
    return sum(sizes)


def test_a_first_start_serves_the_site_and_a_second_does_nothing_again(launch, serve):
    process, address, printed = serve()
    for name in ("viewer", "editor", "publisher", "admin"):
        assert f"\n  {name} " in printed
    assert status_of(f"{address}/healthz") == 200
    context = launch("ours").new_context(base_url=address)
    page = context.new_page()
    watch = Watch(page, address)
    page.goto("/en/exhibitions/journey-to-singapore/")
    assert "nearly 1.5 million yuan" in page.locator("main").inner_text()
    assert page.evaluate("[...document.styleSheets].every(sheet => /\\.[0-9a-f]{12}\\.css$/.test(sheet.href))")
    page.set_viewport_size(PHONE)
    for path, heaviest in {"/en/": HEAVIEST_HOME, "/zh-hans/": HEAVIEST_HOME, "/en/exhibitions/": HEAVIEST}.items():
        assert weight_of(page, path) <= heaviest, path
        height = page.evaluate("document.documentElement.scrollHeight")
        assert heaviest != HEAVIEST_HOME or height <= SCREENS_OF_HOME * PHONE["height"], f"{path} is {height} px high"
    context.close()
    assert watch.problems == []

    process.send_signal(signal.SIGINT)
    assert process.wait(timeout=40) == 0

    _process, address, printed = serve()
    assert "passwords" not in printed
    assert "Static files" not in printed
    assert "\n0 created, 0 updated" in printed
    assert status_of(f"{address}/en/") == 200
