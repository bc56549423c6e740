"""Whenever a worker is killed while it writes an import or takes one back, all of it is stored or nothing, and the index agrees."""

import json
import os
import subprocess
import sys

import pytest
from django.conf import settings

from tests.portal.site.test_kept_pages_over_processes import database

pytestmark = pytest.mark.engine("sqlite", "postgresql")


@pytest.fixture
def told(django_db_setup, django_db_blocker, tmp_path):
    """What the workers left behind that were killed: see killed_workers."""
    with django_db_blocker.unblock(), database(tmp_path) as address:
        variables = os.environ | {"DATABASE_URL": address, "VAR_ROOT": str(tmp_path), "DJANGO_SETTINGS_MODULE": "portal.settings"}
        command = [sys.executable, "-m", "tests.portal.imports.killed_workers"]
        done = subprocess.run(command, cwd=settings.BASE_DIR, env=variables, capture_output=True, text=True, timeout=120, check=False)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def test_thirty_kills_leave_all_or_nothing(told):
    assert told["read"] == ["preview", 0]
    for job, before, after in (("write", ["preview", 0], ["written", 12]), ("undo", ["written", 12], ["undone", 0])):
        killed, ended = told[job]
        assert len(killed) >= 12
        assert {tuple(each) for each in killed} <= {tuple(before), tuple(after)}
        assert (ended, told[f"index after {job}"]) == (after, [])
