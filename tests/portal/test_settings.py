"""The settings as another process meets them: with an environment of its own and no file beside it."""

import os
import sqlite3
import subprocess
import sys
from contextlib import closing

import pytest
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

from portal.server.variables.environment_file import file_of_variables

pytestmark = pytest.mark.engine("sqlite")  # the database of the tests is none of theirs: each start has an environment of its own

SERVER = {"SECRET_KEY": "k" * 20 + "0123456789-abcdefghijklmnopqrstuvwxyz", "ALLOWED_HOSTS": "portal.example.org"}

KEY = "b25seS1mb3ItdGVzdHMtMDEyMzQ1Njc4OS1hYmNkZWY="


def python(arguments, **variables):
    variables = {"PATH": os.environ["PATH"], "ENV_FILE": os.devnull} | variables
    return subprocess.run([sys.executable, *arguments], cwd=settings.BASE_DIR, env=variables, capture_output=True, text=True, check=False)


def setting(expression, **variables):
    """What `expression` over the settings prints; the test fails where they refuse to start."""
    done = python(["-c", f"from portal import settings; print({expression})"], **variables)
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


def refusal(**variables):
    """The last line of what the settings say when they refuse to start."""
    done = python(["-c", "from portal import settings"], **variables)
    assert done.returncode != 0
    return done.stderr.strip().splitlines()[-1]


@pytest.mark.parametrize("name", SERVER)
def test_a_server_does_not_start_without(name):
    variables = {other: value for other, value in SERVER.items() if other != name}
    assert f"The environment variable {name} is not set" in refusal(**variables)


@pytest.mark.parametrize("name", SERVER)
def test_a_server_does_not_start_with_an_empty(name):
    assert f"The environment variable {name} is empty" in refusal(**SERVER | {name: ""})


@pytest.mark.parametrize("url", ["postgres//user:hush@host/name", "", "nonsense"])
def test_a_malformed_database_url_is_refused_by_name(url):
    message = refusal(**SERVER, DATABASE_URL=url)
    assert "DATABASE_URL" in message
    assert "postgresql://" in message
    assert "hush" not in message


def test_the_database_is_sqlite_in_var_until_an_address_is_given():
    assert setting("settings.DATABASES['default']['NAME']", **SERVER) == str(settings.VAR / "portal.sqlite3")


def test_a_database_url_selects_postgresql():
    """What the address says itself of the connection goes before what the portal has by default."""
    url = "postgresql://portal:p%40ss@db.example.org:5433/going?sslmode=require&keepalives_idle=7"
    read = "[settings.DATABASES['default'][name] for name in ('ENGINE', 'HOST', 'PORT', 'NAME', 'PASSWORD', 'CONN_HEALTH_CHECKS')]"
    read += ", [settings.DATABASES['default']['OPTIONS'][name] for name in ('sslmode', 'keepalives_idle', 'connect_timeout')]"
    shown = setting(read, **SERVER, DATABASE_URL=url, DATABASE_CONNECT_SECONDS="9")
    assert shown == "['portal.server.postgresql', 'db.example.org', 5433, 'going', 'p@ss', True] ['require', 7, 9]"


def test_a_file_stands_in_for_the_environment(tmp_path):
    file = tmp_path / "portal.env"
    file.write_text("SECRET_KEY=from-the-file\nALLOWED_HOSTS=one.example.org,two.example.org\n")
    assert setting("settings.ALLOWED_HOSTS", ENV_FILE=str(file)) == "['one.example.org', 'two.example.org']"


def test_the_environment_wins_over_the_file(tmp_path):
    file = tmp_path / "portal.env"
    file.write_text("SECRET_KEY=from-the-file\nALLOWED_HOSTS=one.example.org\n")
    assert setting("settings.SECRET_KEY", ENV_FILE=str(file), SECRET_KEY="from-outside") == "from-outside"


def test_a_form_with_the_largest_paper_is_taken():
    assert "UPLOAD_MEGABYTES must be larger than PAPER_MEGABYTES" in refusal(**SERVER, UPLOAD_MEGABYTES="25")


def test_a_server_insists_on_https_and_ones_own_machine_does_not():
    names = ["SESSION_COOKIE_SECURE", "CSRF_COOKIE_SECURE", "LANGUAGE_COOKIE_SECURE", "SECURE_SSL_REDIRECT", "SECURE_HSTS_SECONDS"]
    shown = f"{{bool(getattr(settings, name)) for name in {names}}}"
    assert setting(shown, **SERVER) == "{True}"
    assert setting(shown, **SERVER, LOCAL="true") == "{False}"


def test_debug_is_off_unless_asked_for():
    assert setting("settings.DEBUG", **SERVER) == "False"


def test_a_key_of_second_factors_is_asked_for_by_name_and_never_printed():
    assert "SECOND_FACTOR_KEYS" in refusal(**SERVER, STAFF_MFA_REQUIRED="true")
    message = refusal(**SERVER, SECOND_FACTOR_KEYS=f"{KEY},hush")
    assert "SECOND_FACTOR_KEYS" in message
    assert "hush" not in message


def test_a_server_whose_accounts_have_second_factors_does_not_start_without_their_key(tmp_path):
    file = tmp_path / "portal.sqlite3"
    with closing(sqlite3.connect(file)) as database, database:
        columns = "secret text, last_step integer, recovery_codes text, set_up_at text"
        database.execute(f"CREATE TABLE portal_secondfactor (user_id integer, {columns})")
        database.execute("INSERT INTO portal_secondfactor (user_id) VALUES (1)")
    server = SERVER | {"DATABASE_URL": f"sqlite:///{file}"}
    done = python(["-c", "import portal.wsgi"], **server)
    assert "The environment variable SECOND_FACTOR_KEYS is not set" in done.stderr.strip().splitlines()[-1]
    assert python(["-c", "import portal.wsgi"], **server, SECOND_FACTOR_KEYS=KEY).returncode == 0


@pytest.mark.parametrize("url", ["smtp://portal:hush@host:port", "", "nonsense"])
def test_a_malformed_mail_server_is_refused_by_name(url):
    message = refusal(**SERVER, EMAIL_URL=url)
    assert "EMAIL_URL" in message
    assert "submission://" in message
    assert "hush" not in message


class FileTests:
    """Which file stands in for the environment: nobody has to name it."""

    @pytest.fixture
    def own(self, tmp_path):
        return tmp_path / "local.env"

    @pytest.fixture
    def servers(self, tmp_path):
        return tmp_path / "going-global.env"

    def test_the_one_that_is_there_is_found_by_itself(self, own, servers):
        assert file_of_variables("", own, servers) is None
        servers.touch()
        assert file_of_variables("", own, servers) == servers
        servers.rename(own)
        assert file_of_variables("", own, servers) == own

    def test_of_two_one_has_to_be_named(self, own, servers):
        own.touch()
        servers.touch()
        with pytest.raises(ImproperlyConfigured, match=f"{own} and {servers} are both there"):
            file_of_variables("", own, servers)
        assert file_of_variables(str(servers), own, servers) == servers

    def test_one_that_is_named_and_missing_is_an_error(self, tmp_path):
        assert f"ENV_FILE names {tmp_path}/gone.env, and there is no such file." in refusal(**SERVER, ENV_FILE=str(tmp_path / "gone.env"))

    def test_one_that_cannot_be_read_is_an_error(self, own, servers):
        servers.mkdir()
        with pytest.raises(ImproperlyConfigured, match="cannot be read"):
            file_of_variables("", own, servers)
        own.write_bytes(b"SECRET_KEY=\xff")
        with pytest.raises(ImproperlyConfigured, match="cannot be read"):
            file_of_variables(str(own), own, servers)


def test_all_that_the_portal_keeps_is_in_the_folder_that_is_named(tmp_path):
    names = ["MEDIA_ROOT", "STATIC_ROOT", "BACKUP_FOLDER", "DATABASES['default']['NAME']", "CACHES['pictures']['LOCATION']"]
    places = "[" + ", ".join(f"str(settings.{name})" for name in [*names, "STORAGES['private']['OPTIONS']['location']"]) + "]"
    found = setting(places, **SERVER, VAR_ROOT=str(tmp_path))
    assert found == str([f"{tmp_path}/{name}" for name in ("media", "static", "backups", "portal.sqlite3", "cache", "private")])
