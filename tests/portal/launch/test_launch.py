"""What the launcher does before and after the network: the whole of it is tried by hand on a fresh clone."""

import ast
import os
import signal
import socket
import stat
import time
from pathlib import Path

import pytest
from cryptography.fernet import Fernet

from portal.launch import __main__, environment, running, serving, testing
from portal.launch.testing import Outcome

LOCK = "django==5.2.19 \\\n    --hash=sha256:00\npillow==13.0.0 \\\n    --hash=sha256:00\n"


class PythonTests:
    def test_an_old_python_is_told_what_it_needs_to_be(self):
        message = __main__.refusal_of_version((3, 9, 18))
        assert "3.11" in message
        assert "Python 3.9" in message
        assert "PYTHON=" in message

    def test_a_python_that_will_do_is_not_refused(self):
        assert __main__.refusal_of_version((3, 11, 0)) == __main__.refusal_of_version((3, 14, 1)) == ""

    def test_an_old_python_can_read_the_refusal(self):
        ast.parse(Path(__main__.__file__).read_text("utf-8"), feature_version=(3, 7))


@pytest.fixture
def installs(monkeypatch):
    """Takes the place of the network: remembers what was to be installed where."""
    done = []
    monkeypatch.setattr(environment, "install", lambda venv, lock: done.append((venv, lock)))
    return done


@pytest.fixture
def lock(tmp_path):
    path = tmp_path / "requirements.txt"
    path.write_text(LOCK)
    return path


class EnvironmentTests:
    def test_an_environment_is_made_once_for_its_requirements(self, tmp_path, lock, installs):
        venv = tmp_path / "路径 with space" / ".venv"
        venv.parent.mkdir()
        environment.prepare_environment(venv, lock)
        assert environment.version_in(venv)
        environment.prepare_environment(venv, lock)
        assert installs == [(venv, lock)]

    def test_follows_a_changed_lock(self, tmp_path, lock, installs):
        environment.prepare_environment(tmp_path / ".venv", lock)
        lock.write_text(LOCK.replace("5.2.19", "5.2.20"))
        environment.prepare_environment(tmp_path / ".venv", lock)
        assert len(installs) == 2

    def test_two_locks_are_remembered_side_by_side(self, tmp_path, lock, installs):
        other = tmp_path / "requirements-dev.txt"
        other.write_text(LOCK)
        for each in (lock, other, lock, other):
            environment.prepare_environment(tmp_path / ".venv", each)
        assert len(installs) == 2

    def test_one_killed_half_way_is_built_anew(self, tmp_path, lock, installs, monkeypatch):
        venv = tmp_path / ".venv"

        def killed(venv, lock):
            (venv / "half").touch()
            raise KeyboardInterrupt

        with monkeypatch.context() as patch:
            patch.setattr(environment, "install", killed)
            with pytest.raises(KeyboardInterrupt):
                environment.prepare_environment(venv, lock)
        assert not environment.is_ready(venv, lock)
        environment.prepare_environment(venv, lock)
        assert environment.is_ready(venv, lock)
        assert not (venv / "half").exists()

    def test_one_killed_while_a_changed_lock_was_installed_is_built_anew(self, tmp_path, lock, installs):
        venv = tmp_path / ".venv"
        environment.prepare_environment(venv, lock)
        (venv / environment.UNFINISHED).touch()
        environment.prepare_environment(venv, lock)
        assert len(installs) == 2

    def test_one_whose_python_is_gone_is_built_anew(self, tmp_path, lock, installs):
        venv = tmp_path / ".venv"
        environment.prepare_environment(venv, lock)
        python = environment.python_of(venv)
        python.unlink()
        python.symlink_to(tmp_path / "nowhere")
        environment.prepare_environment(venv, lock)
        assert environment.version_in(venv)


class LocalEnvTests:
    def test_is_for_its_owner_only_and_has_what_settings_ask_for(self, tmp_path):
        path = tmp_path / "local.env"
        running.write_local_env(path)
        assert stat.S_IMODE(path.stat().st_mode) == 0o600
        values = dict(line.split("=", 1) for line in path.read_text().splitlines())
        assert len(values["SECRET_KEY"]) >= 50
        assert values["ALLOWED_HOSTS"] == "localhost,127.0.0.1,[::1]"
        assert values["LOCAL"] == "true"

    def test_has_another_key_on_every_machine(self, tmp_path):
        running.write_local_env(tmp_path / "one")
        running.write_local_env(tmp_path / "two")
        assert (tmp_path / "one").read_text() != (tmp_path / "two").read_text()

    def test_is_never_overwritten_and_the_key_that_came_later_is_added_once(self, tmp_path):
        path = tmp_path / "local.env"
        path.write_text("SECRET_KEY=mine\nALLOWED_HOSTS=here")
        running.write_local_env(path)
        written = path.read_text()
        *kept, added = written.splitlines()
        assert kept == ["SECRET_KEY=mine", "ALLOWED_HOSTS=here"]
        assert Fernet(added.removeprefix("SECOND_FACTOR_KEYS="))
        assert stat.S_IMODE(path.stat().st_mode) == 0o600
        running.write_local_env(path)
        assert path.read_text() == written

    def test_one_killed_half_way_is_written_by_the_next_start(self, tmp_path):
        path = tmp_path / "local.env"
        path.with_suffix(".unfinished").write_text("SECRET_KE")
        running.write_local_env(path)
        assert "LOCAL=true" in path.read_text()
        assert [each.name for each in tmp_path.iterdir()] == ["local.env"]


class AddressTests:
    def test_a_taken_port_leads_to_the_next_free_one(self):
        with socket.create_server(("127.0.0.1", 0)) as taken:
            port = taken.getsockname()[1]
            assert port < running.free_port("127.0.0.1", port) <= port + running.PORTS_TRIED

    def test_a_free_port_is_kept(self):
        with socket.create_server(("127.0.0.1", 0)) as server:
            port = server.getsockname()[1]
        assert running.free_port("127.0.0.1", port) == port

    def test_an_address_of_another_machine_is_refused_in_words(self):
        with pytest.raises(SystemExit, match=r"Nothing can listen at 192\.0\.2\.1"):
            running.free_port("192.0.2.1", 8000)

    def test_a_port_that_is_none_is_refused_in_words(self, monkeypatch):
        monkeypatch.setenv("PORT", "80a")
        with pytest.raises(SystemExit, match="PORT=80a is not a port"):
            running.run_portal()

    @pytest.fixture
    def local_env(self, tmp_path):
        path = tmp_path / "local.env"
        path.write_text("SECRET_KEY=mine\nALLOWED_HOSTS=localhost\n")
        return path

    @pytest.mark.parametrize(
        ("host", "expected"), [("192.0.2.7", "localhost,192.0.2.7"), ("::1", "localhost,[::1]"), ("localhost", "localhost")]
    )
    def test_the_host_that_is_listened_at_is_allowed(self, local_env, host, expected):
        assert running.with_host({}, host, local_env)["ALLOWED_HOSTS"] == expected

    def test_hosts_of_the_environment_win_over_the_file(self, local_env):
        variables = running.with_host({"ALLOWED_HOSTS": "portal.test"}, "127.0.0.1", local_env)
        assert variables["ALLOWED_HOSTS"] == "portal.test,127.0.0.1"

    def test_listening_everywhere_allows_this_machines_name(self, local_env):
        allowed = running.with_host({}, "0.0.0.0", local_env)["ALLOWED_HOSTS"].split(",")
        assert socket.gethostname() in allowed
        assert "0.0.0.0" not in allowed


def closing(outcomes, capsys, **options):
    """The exit status and the printed lines of a test run that came to `outcomes`."""
    status = testing.conclude(outcomes, **options)
    return status, capsys.readouterr().out.splitlines()


class ConclusionTests:
    @pytest.fixture(autouse=True)
    def outside_ci(self, monkeypatch):
        monkeypatch.delenv("CI", raising=False)

    def test_sums_up_on_the_very_last_line(self, capsys):
        status, lines = closing([Outcome("SQLite", passed=3), Outcome("PostgreSQL", passed=3)], capsys)
        assert status == 0
        assert lines[-1] == "6 passed, 0 failed"

    def test_a_failure_anywhere_fails_and_shows_its_output(self, capsys):
        status, lines = closing([Outcome("SQLite", passed=3), Outcome("browser", passed=1, failed=1, output="page fell over")], capsys)
        assert status == 1
        assert "page fell over" in lines
        assert lines[-1] == "4 passed, 1 failed"

    def test_a_part_that_did_not_run_fails(self, capsys):
        status, lines = closing([Outcome("SQLite", passed=3), Outcome("browser", not_run="no chromium")], capsys)
        assert status == 1
        assert "browser             not run: no chromium" in lines

    def test_a_part_without_a_test_fails(self, capsys):
        assert closing([Outcome("SQLite", passed=3), Outcome("browser")], capsys)[0] == 1

    def test_a_part_without_a_chosen_test_does_not_fail(self, capsys):
        assert closing([Outcome("SQLite", passed=3), Outcome("browser")], capsys, some_chosen=True)[0] == 0

    def test_a_run_without_any_test_fails(self, capsys):
        assert closing([Outcome("SQLite"), Outcome("browser")], capsys, some_chosen=True)[0] == 1

    def test_a_skipped_test_is_told_and_fails_in_ci(self, capsys, monkeypatch):
        outcomes = [Outcome("SQLite", passed=3, skipped=1)]
        status, lines = closing(outcomes, capsys)
        assert status == 0
        assert lines[-1] == "3 passed, 0 failed, 1 skipped"
        monkeypatch.setenv("CI", "true")
        assert closing(outcomes, capsys)[0] == 1


class CountingTests:
    def test_counts_come_from_the_junit_file(self, tmp_path):
        report = tmp_path / "report.xml"
        report.write_text('<testsuites><testsuite tests="9" failures="2" errors="1" skipped="1"/></testsuites>')
        outcome = testing.counted("SQLite", report, status=1)
        assert (outcome.passed, outcome.failed, outcome.skipped) == (5, 3, 1)

    def test_a_run_that_broke_off_counts_as_a_failure(self, tmp_path):
        assert testing.counted("SQLite", tmp_path / "none.xml", status=3).failed == 1

    def test_a_run_in_which_no_test_was_chosen_is_no_failure(self, tmp_path):
        assert testing.counted("SQLite", tmp_path / "none.xml", status=5).failed == 0


class BrowserTests:
    def test_its_absence_is_told_with_how_to_end_it(self, monkeypatch):
        monkeypatch.setattr(os, "geteuid", lambda: 1000)
        monkeypatch.setenv("PATH", "")
        assert "apt install chromium" in testing.missing_browser()


def test_a_process_of_the_server_that_ends_leaves_the_mails_alone(monkeypatch):
    killed = []
    monkeypatch.setattr(serving.os, "fork", lambda: 4711)
    monkeypatch.setattr(serving.os, "waitpid", lambda number, _options: (number if killed else 0, 0))
    monkeypatch.setattr(serving.os, "kill", lambda *told: killed.append(told))
    with serving.worker():
        assert not killed
    assert killed == [(4711, signal.SIGTERM)]
    with serving.worker():
        monkeypatch.setattr(serving.os, "getpid", lambda: 1)
    assert len(killed) == 1


def test_a_child_that_does_not_end_is_ended(monkeypatch):
    monkeypatch.setattr(serving, "SECONDS_TO_END", 0.2)
    process = os.fork()
    if not process:
        signal.signal(signal.SIGTERM, signal.SIG_IGN)
        time.sleep(60)
        os._exit(0)
    serving.end_process(process)
    assert serving.has_ended(process)
