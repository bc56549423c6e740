"""What the portal stores is read by the user it runs as, and by nobody else of the machine."""

import stat
import tempfile
from pathlib import Path

import pytest
from django.core.cache.backends.filebased import FileBasedCache
from django.core.checks import run_checks
from django.core.files.base import ContentFile
from django.core.files.storage import storages
from django.core.mail import EmailMessage, get_connection
from django.db import connection
from django.db.utils import ConnectionHandler

pytestmark = [pytest.mark.django_db, pytest.mark.once]

MAILS = "django.core.mail.backends.filebased.EmailBackend"


def test_what_the_portal_writes_is_its_owners_alone(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "media"
    options = {"init_command": "PRAGMA journal_mode=WAL"}
    database = {"ENGINE": "django.db.backends.sqlite3", "NAME": tmp_path / "portal.sqlite3", "OPTIONS": options}
    embedded = ConnectionHandler({"default": database})["default"]
    with embedded.cursor() as cursor:
        cursor.execute("CREATE TABLE one (two text)")
    storages.create_storage(settings.STORAGES["default"]).save("pictures/one/480.webp", ContentFile(b"WebP"))
    FileBasedCache(str(tmp_path / "cache"), {}).set("card", b"PNG")
    get_connection(MAILS, file_path=tmp_path / "mail").send_messages([EmailMessage(to=["li@example.org"])])
    written = {path.relative_to(tmp_path).as_posix(): stat.S_IMODE(path.stat().st_mode) for path in tmp_path.rglob("*")}
    embedded.close()
    assert {"portal.sqlite3", "portal.sqlite3-wal", "media/pictures/one/480.webp", "mail", "cache"} <= set(written)
    assert {name: oct(mode) for name, mode in written.items() if mode & 0o077} == {}


def test_the_deployment_check_tells_of_what_every_user_of_the_machine_may_read(settings, monkeypatch):
    def told():
        return [found.msg for found in run_checks(tags=["security"], include_deployment_checks=True) if found.id == "portal.W010"]

    with tempfile.TemporaryDirectory() as name:
        around, media, file = Path(name), Path(name) / "media", Path(name) / "portal.sqlite3"
        settings.MEDIA_ROOT = media
        settings.STORAGES = settings.STORAGES | {"default": {"BACKEND": "django.core.files.storage.FileSystemStorage"}}
        monkeypatch.setattr(connection, "vendor", "sqlite")
        monkeypatch.setattr(connection, "is_in_memory_db", lambda: False, raising=False)
        monkeypatch.setitem(connection.settings_dict, "NAME", str(file))
        media.mkdir()
        file.touch()
        for path, mode in ((around, 0o755), (media, 0o755), (file, 0o644)):
            path.chmod(mode)
        assert told() == [f"Every user of this machine may read {path}." for path in (file, media)]
        file.chmod(0o640)
        media.chmod(0o700)
        assert told() == []
        media.chmod(0o755)
        around.chmod(0o700)
        assert told() == []
