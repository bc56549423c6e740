"""gunicorn's settings as the README's command reads them."""

import os
import subprocess
import sys
from runpy import run_path
from types import ModuleType

import pytest
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from gunicorn.config import Config

from portal import settings as portal_settings
from portal.server import gunicorn

COMMAND = ["-m", "gunicorn", "--check-config", "--config", "python:portal.server.gunicorn", "portal.wsgi"]


def test_gunicorn_takes_every_name_and_value():
    config = Config()
    names = {name for name, value in vars(gunicorn).items() if name.islower() and not name.startswith("_")}
    ours = {name for name in names if not isinstance(getattr(gunicorn, name), ModuleType) and name != "settings"}
    assert ours <= set(config.settings)
    for name in ours:
        config.set(name, getattr(gunicorn, name))


def test_each_setting_reaches_gunicorn_under_its_own_name(settings):
    names = ("workers", "threads", "timeout", "graceful_timeout", "keepalive", "max_requests")
    for number, name in enumerate(names, start=7):
        setattr(settings, f"WEB_{name.upper()}", number)
    settings.WEB_BIND = "127.0.0.1:8765"
    read = run_path(gunicorn.__file__)
    assert [read[name] for name in names] == [*range(7, 13)]
    assert read["bind"] == "127.0.0.1:8765"
    assert read["preload_app"]  # a mistake in the settings ends the start
    assert not read["forwarder_headers"]


def test_what_is_no_number_ends_the_start_in_one_line():
    variables = {"PATH": os.environ["PATH"], "ENV_FILE": os.devnull, "SECRET_KEY": "k", "ALLOWED_HOSTS": "localhost", "WEB_WORKERS": "two"}
    done = subprocess.run([sys.executable, *COMMAND], cwd=settings.BASE_DIR, env=variables, capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert done.stderr.strip() == (
        "Error: The environment variable WEB_WORKERS is not a whole number from 1 to 64. Set it, for example WEB_WORKERS=2."
    )


@pytest.mark.parametrize("text", ["", "0", "65", "-1", "2.5", "1e1", "²", "two", "9" * 5000])
def test_a_number_out_of_bounds_is_refused_by_name(monkeypatch, text):
    monkeypatch.setenv("WEB_WORKERS", text)
    with pytest.raises(ImproperlyConfigured, match="WEB_WORKERS is not a whole number from 1 to 64"):
        portal_settings.whole("WEB_WORKERS", 2, 1, 64)
