"""`make pictures`: the pictures of the guide for staff, of pages as they are now. `make pictures ALL=1` takes each anew."""

import os
import subprocess
import tempfile

from portal.launch import environment
from portal.launch.environment import ROOT
from portal.launch.testing import PYTHON, VENV


def take_pictures_of_pages():
    """In a database and folders of its own, which are deleted again; returns the exit status."""
    environment.prepare_environment(VENV, ROOT / "requirements-dev.txt")
    command = [PYTHON, "-m", "portal.launch.page_pictures", *["--all"] * bool(os.environ.get("ALL"))]
    with tempfile.TemporaryDirectory(prefix="going-global-pictures-") as folder:
        variables = environment.children() | {
            "DJANGO_SETTINGS_MODULE": "portal.settings",
            "ENV_FILE": os.devnull,
            "SECRET_KEY": "only-for-pictures",
            "ALLOWED_HOSTS": "localhost",
            "LOCAL": "true",
            "VAR_ROOT": folder,
            "DATABASE_URL": f"sqlite:///{folder}/portal.sqlite3",
            "DJANGO_ALLOW_ASYNC_UNSAFE": "true",  # playwright keeps an event loop in the thread that draws the pages
        }
        return subprocess.run(command, cwd=ROOT, env=variables, check=False).returncode
