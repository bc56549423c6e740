"""What README.md and docs/server.md tell whoever sets the portal up on a server: every line of it, run in an empty environment."""

import configparser
import http.client
import os
import re
import shutil
import signal
import socket
import sqlite3
import subprocess
import tempfile
import time
from contextlib import closing, contextmanager
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import get_commands, load_command_class
from django.db import connection

from portal.server.body_limits import TIMES
from tests.databases import copied_postgresql
from tests.machine import Machine, blocks

README, PAGE = settings.BASE_DIR / "README.md", settings.BASE_DIR / "docs" / "server.md"
NEW_DATABASE = "going_global_on_a_server"

pytestmark = pytest.mark.django_db  # else there is no database of the tests to copy


@contextmanager
def database(root):
    """The DATABASE_URL of a copy of the tests' database, which has its tables and no rows."""
    if connection.vendor == "sqlite":
        path = root / "portal.sqlite3"
        with closing(sqlite3.connect(path)) as copied:
            connection.ensure_connection()
            connection.connection.backup(copied)
        shutil.copyfile(path, root / "blank.sqlite3")
        yield f"sqlite:///{path}"
        return
    (root / "blank.sqlite3").touch()
    with copied_postgresql(NEW_DATABASE) as address:
        yield address


@pytest.fixture(scope="module")
def machine(django_db_setup, django_db_blocker):
    """A machine on which all was done that README.md says of setting the portal up."""
    with django_db_blocker.unblock(), tempfile.TemporaryDirectory(prefix="going-global-") as name, database(Path(name)) as url:
        machine = Machine(Path(name), url)
        machine.really("check", "backup", "alerts")
        machine.set_up = machine.run("".join(blocks(README, "## On a server")))
        machine.told = machine.called
        machine.backups = machine.root / "var/backups/going-global"
        machine.old = shutil.copytree(machine.backups, machine.root / "old")
        yield machine


@pytest.fixture
def first_backup(machine):
    """The folder of backups as it was once the portal was set up."""
    shutil.rmtree(machine.backups, ignore_errors=True)
    shutil.copytree(machine.old, machine.backups)


def commands(lines):
    """[[command, argument, …]] of the portal's among the calls that were noted."""
    return [line.partition(" | ")[0].split()[1:] for line in lines if line.startswith("manage.py ")]


def check_arguments(found):
    for name, *arguments in found:
        load_command_class(get_commands()[name], name).create_parser("manage.py", name).parse_args(arguments)


def test_a_machine_is_set_up_line_by_line(machine):
    assert machine.set_up.returncode == 0, machine.set_up
    assert machine.set_up.stdout.splitlines()[-1] == "Nothing needs anybody."
    done = [command[0] for command in commands(machine.told)]
    assert done == ["migrate", "seed", "collectstatic", "check", "createsuperuser", "backup", "alerts"]
    check_arguments(commands(machine.told))
    started = next(line for line in machine.told if line.startswith("systemctl enable"))
    installed = {path.name for path in (machine.root / "etc/systemd/system").glob("going-global-*.*")}
    for unit in started.split()[3:]:
        assert {unit, f"{unit}.service"} & installed, unit


def test_nobody_else_reads_what_the_portal_keeps(machine):
    modes = {"etc/going-global.env": 0o640, "var/lib/going-global": 0o750, "var/backups/going-global": 0o700}
    assert {name: (machine.root / name).stat().st_mode & 0o777 for name in modes} == modes
    assert {line.split(" | ")[1].split()[0] for line in machine.told if line.startswith("manage.py")} == {"0027"}
    [backup] = machine.old.iterdir()
    assert backup.stat().st_mode & 0o777 == 0o600


def test_every_machine_has_keys_of_its_own(machine):
    kept = (machine.root / "etc/going-global.env").read_text("utf-8")
    assert len(re.search("^SECRET_KEY=(.+)$", kept, re.MULTILINE)[1]) >= 50
    assert len(re.search("^SECOND_FACTOR_KEYS=(.+)$", kept, re.MULTILINE)[1]) == 44


def test_the_settings_of_the_example_are_those_of_the_readme():
    text = (settings.BASE_DIR / "docs/server/going-global.env").read_text("utf-8")
    listed = set(re.findall(r"^\| `([A-Z_]+)`", README.read_text("utf-8"), re.MULTILINE))
    assert set(re.findall("^([A-Z_]+)=", text, re.MULTILINE)) <= listed


def test_the_units_are_such_as_systemd_takes(machine):
    """Where there is no systemd, as far as can be told without it: each starts programs that are there."""
    folder = machine.root / "etc/systemd/system"
    units = [path for path in folder.iterdir() if path.is_file()]
    if shutil.which("systemd-analyze"):
        done = subprocess.run(["systemd-analyze", "verify", *units], capture_output=True, text=True, check=False)
        assert (done.returncode, done.stderr) == (0, "")
    for path in units:
        unit = configparser.ConfigParser(strict=False, interpolation=None)
        unit.optionxform = str
        unit.read(path, "utf-8")
        if path.suffix == ".service":
            assert [os.access(command[0], os.X_OK) for command in machine.commands_of(path.name)].count(False) == 0, path.name
        else:
            assert (folder / f"{path.stem}.service").is_file()
        if failed := unit["Unit"].get("OnFailure"):
            assert failed.replace("%n", "") == "going-global-failed@.service"


def test_nginx_takes_its_settings(machine):
    """As far as can be told without nginx: where it is installed, it says so itself."""
    installed = machine.root / "etc/nginx/sites-enabled/going-global"
    text = installed.read_text("utf-8")
    assert text.count("{") == text.count("}")
    public, staff = (int(megabytes) * 1024**2 for megabytes in re.findall(r"client_max_body_size (\d+)m;", text))
    assert (public > settings.PUBLIC_BYTES, staff > TIMES * settings.UPLOAD_BYTES) == (True, True)
    assert f"unix:{machine.root}/run/going-global/web.sock" in text
    assert f"WEB_BIND=unix:{machine.root}/run/going-global/web.sock" in (machine.root / "etc/going-global.env").read_text("utf-8")
    if shutil.which("nginx") and shutil.which("openssl"):
        keys = machine.root / "etc/ssl/going-global"
        keys.mkdir(parents=True)
        names = ["-keyout", keys / "privkey.pem", "-out", keys / "fullchain.pem", "-subj", "/CN=portal.example.org"]
        new = ["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes"]
        subprocess.run([*new, *names], check=True, capture_output=True)
        whole = machine.root / "nginx.conf"
        whole.write_text(f"pid {machine.root}/nginx.pid; events {{}} http {{ access_log off; include {installed}; }}")
        done = subprocess.run(["nginx", "-t", "-e", "stderr", "-c", whole], capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stderr


@pytest.mark.once  # the set-up above has written one of PostgreSQL by the same command
def test_the_night_writes_a_backup_even_into_a_folder_that_is_gone(machine):
    shutil.rmtree(machine.backups)
    machine.really("backup")
    for command in machine.commands_of("going-global-nightly.service"):
        done = machine.start(command)
        assert (done.wait(), command) == (0, command), machine.journal
    assert [path.suffix for path in machine.backups.iterdir()] == [".zip"]
    assert [command[0] for command in commands(machine.called)] == ["backup", "wipe_enquiries", "prune_audit", "remind"]
    check_arguments(commands(machine.called))


@pytest.mark.once
def test_whoever_operates_the_portal_is_warned_by_mail(machine):
    shutil.rmtree(machine.backups, ignore_errors=True)
    machine.really("alerts")
    [alerts] = machine.commands_of("going-global-alerts.service")
    assert machine.start(alerts).wait() == 1, machine.journal
    [failed] = machine.commands_of("going-global-failed@.service")
    assert machine.start([word.replace("%i", "going-global-web.service") for word in failed]).wait() == 0, machine.journal
    mails = [path.read_text("utf-8") for path in sorted((machine.root / "mail").iterdir(), key=lambda path: path.stat().st_mtime_ns)]
    assert ["To: operators@example.org" in mail for mail in mails] == [True, True]
    assert "There is no backup in" in mails[0]
    assert "going-global-web.service failed" in mails[1]


@pytest.mark.once  # a server asks PostgreSQL in tests/portal/site/test_kept_pages_over_processes.py
def test_the_pages_answer_where_nginx_looks_for_them(machine):
    [command] = machine.commands_of("going-global-web.service")
    server = machine.start(command)
    try:
        web = machine.root / "run/going-global/web.sock"
        until = time.monotonic() + 30
        while not web.is_socket() and time.monotonic() < until and server.poll() is None:
            time.sleep(0.05)
        asking = http.client.HTTPConnection("portal.example.org", timeout=20)
        asking.sock = socket.socket(socket.AF_UNIX)
        asking.sock.connect(str(web))
        with closing(asking):
            asking.request("GET", "/robots.txt", headers={"X-Forwarded-Proto": "https", "X-Forwarded-For": "192.0.2.1"})
            assert asking.getresponse().status == 200
        assert web.stat().st_mode & 0o777 == 0o777  # nginx is another user
    finally:
        server.send_signal(signal.SIGTERM)
        assert server.wait(60) == 0, machine.journal


def test_the_mails_go_out_by_the_worker(machine):
    machine.really()
    [command] = machine.commands_of("going-global-mails.service")
    assert machine.start(command).wait() == 0
    assert [command[0] for command in commands(machine.called)] == ["work"]


def test_an_upgrade_runs_line_by_line(machine):
    machine.really()
    [lines] = blocks(README, "### Upgrading")
    done = machine.run(lines)
    assert done.returncode == 0, done.stderr
    names = [command[0] for command in commands(machine.called)]
    assert names == ["backup", "migrate", "collectstatic", "index", "check", "alerts"]
    check_arguments(commands(machine.called))
    stopped, started = ([line for line in machine.called if line.startswith(f"systemctl {verb}")] for verb in ("stop", "start"))
    assert [line.split()[2:] for line in stopped] == [line.split()[2:] for line in started]


def test_a_backup_is_rehearsed_beside_the_portal(machine, first_backup):
    """On SQLite, whatever the portal has: its tables are made as fast as a file is copied."""
    machine.really(*["restore"] * (connection.vendor == "sqlite"))
    [lines] = blocks(README, "## Keeping the record safe")
    done = machine.run(lines)
    assert done.returncode == 0, done.stderr
    if connection.vendor == "sqlite":
        assert done.stdout.strip().endswith("restored and compared.")
    [restored] = [line for line in machine.called if line.startswith("manage.py restore")]
    rehearsal = restored.split()[-1]
    assert not rehearsal.startswith(str(machine.root))
    assert not Path(rehearsal).exists()


def test_going_back_and_moving_run_line_by_line(machine, first_backup):
    machine.really()
    for heading in ("## Going back", "## Moving to another machine, or from another set-up", "## When something needs somebody"):
        [lines] = blocks(PAGE, heading)
        done = machine.run(lines, cwd=machine.old)
        assert done.returncode == 0, f"{heading}: {done.stderr}"
    assert [command[0] for command in commands(machine.called)] == ["restore", "collectstatic", "restore", "alerts"]
    check_arguments(commands(machine.called))


def test_the_lines_of_cron_run_without_any_environment(machine):
    machine.really()
    [text] = blocks(PAGE, "## Without systemd", "cron")
    lines = [line for line in text.splitlines() if "=" not in line.split()[0]]
    assert lines
    for line in lines:
        *when, who, command = line.split(None, 6)
        assert (len(when), who) == (5, "going-global")
        done = subprocess.run(
            ["/bin/sh", "-c", machine.mapped(command)], cwd="/", env={"PATH": "/usr/bin:/bin"}, capture_output=True, check=False
        )
        assert (done.returncode, done.stdout + done.stderr) == (0, b""), line
    assert [command[0] for command in commands(machine.called)] == [
        "backup",
        "wipe_enquiries",
        "prune_audit",
        "remind",
        "send_mails",
        "alerts",
    ]
    check_arguments(commands(machine.called))


def test_no_shell_line_of_a_server_is_left_out():
    """Each heading that has such lines is run by a test above."""
    headings = re.findall(
        r"^(##+ .+)$(?=(?:(?!^##+ ).*\n)*?^```(?:sh|cron)$)", README.read_text("utf-8") + PAGE.read_text("utf-8"), re.MULTILINE
    )
    text = Path(__file__).read_text("utf-8")
    assert headings
    assert [heading for heading in headings if f'"{heading}"' not in text] == []
