"""The whole portal in one file and back. What is compared is read without the code under test."""

import errno
import hashlib
import json
import os
import stat
import subprocess
import sys
import tempfile
import zipfile
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from functools import cache
from io import BytesIO, StringIO
from pathlib import Path
from unittest.mock import Mock

import pytest
from cryptography.fernet import Fernet
from django.apps import apps
from django.conf import settings as project
from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import Permission, User
from django.contrib.sessions.models import Session
from django.core.files.base import ContentFile
from django.core.files.storage import FileSystemStorage, storages
from django.core.management import CommandError, call_command
from django.db import connection, connections
from django.db.models import JSONField
from django.utils import timezone

from enterprises.models import Organization
from initiatives.models import Exhibition
from portal.access.audit import detail_in_words
from portal.access.second_factor import sealed_secret
from portal.exchange.backups.archive import LARGEST_TEXT
from portal.exchange.backups.progress import Progress
from portal.exchange.backups.saving import save
from portal.exchange.backups.tables import READ, Table, saved_models, type_of
from portal.mails.sending import hold_unsent
from portal.media import temporary_files
from portal.models import (
    AlternativeName,
    AuditEntry,
    Correction,
    Generation,
    Listed,
    ListedValue,
    Mail,
    Opening,
    Paper,
    Picture,
    ProposedChange,
    Record,
    ReviewStep,
    SearchEntry,
    SecondFactor,
    Sector,
    SlugRedirect,
    StaleMark,
    Technology,
)
from portal.search.index import index
from tests.admin_pages import make_user
from tests.factories import (
    make_availability,
    make_enterprise,
    make_exhibition,
    make_figure,
    make_nomination_event,
    make_participation,
    make_recordal,
    make_registration,
)

pytestmark = pytest.mark.django_db

MOMENT = datetime(2026, 2, 3, 4, 5, 6, 789012, tzinfo=UTC)


class TakesNoB(FileSystemStorage):
    """A storage whose disk is full as soon as something named b comes."""

    def _save(self, name, content):
        if name.endswith("b.webp"):
            Path(self.path(name)).write_bytes(b"half")
            raise OSError("no space left on device")
        return super()._save(name, content)


@pytest.fixture(autouse=True)
def folders(settings, tmp_path):
    """Both storages of the portal in folders of this test."""
    kept = {alias: tmp_path / "stored" / alias for alias in ("default", "private")}
    files = {
        alias: {"BACKEND": "django.core.files.storage.FileSystemStorage", "OPTIONS": {"location": str(folder)}}
        for alias, folder in kept.items()
    }
    settings.STORAGES = {"staticfiles": settings.STORAGES["staticfiles"]} | files
    return kept


def store(name, content=b"content", alias="default"):
    storages[alias].save(name, ContentFile(content))


@cache
def statements():
    """{model: (what reads its rows, the places of its columns of JSON)} of everything that is to come back, ids and all."""
    found = {}
    for model in apps.get_models(include_auto_created=True):
        if not model._meta.proxy and model not in (Generation, Session, SearchEntry, Listed, ListedValue, StaleMark):
            fields = model._meta.local_concrete_fields
            columns = ", ".join(f'"{field.column}"' for field in fields)
            of_json = [place for place, field in enumerate(fields) if isinstance(field, JSONField)]
            found[model._meta.label] = f'SELECT {columns} FROM "{model._meta.db_table}"', of_json
    return found


def rows():
    """{model: its rows}, as the database has them; but for the order of what is kept as JSON."""
    found = {}
    with connection.cursor() as cursor:
        for label, (sql, of_json) in statements().items():
            cursor.execute(sql)
            lines = [[json.loads(cell) if n in of_json else cell for n, cell in enumerate(line)] for line in cursor.fetchall()]
            found[label] = sorted(lines, key=repr)
    return found


def search_entries():
    return sorted(SearchEntry.objects.values_list("record_id", "source_id", "words"), key=repr)


def files(folders):
    return {
        (alias, path.relative_to(folder).as_posix()): path.read_bytes()
        for alias, folder in folders.items()
        for path in folder.rglob("*")
        if path.is_file()
    }


def backup(path):
    out = StringIO()
    call_command("backup", path, stdout=out)
    return out.getvalue()


def restore(path, *options):
    out = StringIO()
    call_command("restore", path, *options, stdout=out)
    return out.getvalue()


def make_portal():
    """A little of everything that is kept, on top of the fixtures."""
    call_command("seed", stdout=StringIO())
    editor, publisher = make_user("Editor"), make_user("Publisher")
    editor.set_password("a password of the editor")
    editor.last_login = MOMENT
    editor.save()
    editor.user_permissions.add(Permission.objects.get(codename="view_measure"))
    fair = make_exhibition(name_en="“Quoted”, \\ and\ttabbed", name_zh="丝路𠮷展", summary_en="One line.\nAnother.", responsible=editor)
    fair.technologies.add(Technology.objects.first())
    fair.summary_zh = "改过。"
    fair.save()
    fair.keep_address("an-old-address")
    works = make_enterprise(parent_id=Organization.objects.order_by("pk").first().pk)
    works.sectors.add(Sector.objects.first())
    figure = make_figure(fair, value=Decimal("123456789.0001"), as_of=date(2025, 5, 21))
    make_participation(fair, works)
    make_nomination_event().actors.add(works)
    make_recordal(registration=make_registration())
    make_availability(is_worldwide=True)
    AlternativeName.objects.create(record=fair, name="Another name")
    Picture.objects.create(record=fair, digest="d" * 64, width=10, height=10, rights_until=date(2026, 1, 1))
    Paper.objects.create(
        record=fair, title="Contract", file_name="c.pdf", content_type="application/pdf", size=5_000_000_000, digest="e" * 64
    )
    ReviewStep.objects.create(record=fair, step="sent", user=editor, at=MOMENT, note="See\nbelow")
    sent = {"b": ["1", "２"], "a": ["🎏", ""], "c": []}
    ProposedChange.objects.create(record=fair, form="initiatives.exhibition", row=fair.pk, sent=sent, opened={}, proposed_by=editor)
    Correction.objects.create(record=fair, statement=figure.pk, before_en="1", before_zh="1", reason_en="Wrong.", user=publisher)
    Opening.objects.create(record=fair, user=editor)
    AuditEntry.objects.create(action="signed-in", user=editor, address="2001:db8::1")
    LogEntry.objects.create(user=editor, action_flag=2, object_repr="x")
    SecondFactor.objects.create(user=editor, secret=sealed_secret("A" * 32), recovery_codes=["one", "two"], last_step=2**40)
    Mail.objects.create(to="ana@example.org", subject="Answer", body="Yes.", next_try_at=MOMENT)
    Session.objects.create(session_key="s", session_data="x", expire_date=MOMENT)
    index(Record.objects.all())
    store("pictures/dd/480.webp", os.urandom(3_000_000))
    store("pictures/名.webp", b"")
    store("papers/key", b"%PDF", "private")
    return fair


def test_every_row_and_every_file_comes_back_in_the_place_of_what_was_there(folders, tmp_path, settings):
    fair = make_portal()
    before, found_before, files_before = rows(), search_entries(), files(folders)
    for name in ("portal.Record", "portal.HistoricalStatement", "initiatives.HistoricalInitiative_technologies", "auth.User_groups"):
        assert before[name], name
    message = backup(tmp_path / "portal.zip")
    count = sum(map(len, before.values()))
    assert f"{count} rows" in message
    line = AuditEntry.objects.get(action="exported")
    assert (line.name, detail_in_words(line)) == ("portal.zip", f"a backup of the whole portal: {count} rows, 3 files")
    assert "3 files" in message

    AlternativeName.objects.all().delete()
    Record.objects.filter(pk=fair.pk).update(name_en="Overwritten")
    User.objects.create_user("intruder", is_superuser=True)
    make_enterprise()
    store("pictures/later.webp")
    storages["default"].delete("pictures/dd/480.webp")
    storages["private"].delete("papers/key")
    store("papers/key", b"other", "private")
    settings.SECOND_FACTOR_KEYS = [Fernet.generate_key().decode()]
    message = restore(tmp_path / "portal.zip", "--overwrite")
    assert "restored and compared" in message
    assert "opens the second factors of: editor." in message

    assert not Mail.objects.due().exists()  # it may have been sent since: somebody decides
    assert Mail.objects.failed().update(next_try_at=MOMENT, error="") == 1
    after = rows()
    assert after.keys() == before.keys()
    for name in before:
        assert after[name] == before[name], name
    assert search_entries() == found_before
    assert files(folders) == files_before
    assert not Session.objects.exists()
    assert User.objects.get(username="editor").check_password("a password of the editor")
    assert [record.pk for record in Record.objects.published().search("𠮷展")] == [fair.pk]
    # The database goes on counting where it was.
    SlugRedirect.objects.create(slug="a-later-address", record_id=fair.pk)
    User.objects.create_user("new")
    make_exhibition().technologies.add(Technology.objects.first())


def test_rows_that_are_not_in_the_database_as_they_were_saved_undo_the_restoring(folders, tmp_path, monkeypatch):
    """Such as a database that cuts a text, or a reader that takes a number for another."""
    make_exhibition(name_en="As saved")
    save(tmp_path / "portal.zip")
    Record.objects.update(name_en="As it is now")
    before, insert = rows(), Table.insert

    def insert_otherwise(table, lines):
        return insert(table, ([value if value != "As saved" else "As sav" for value in line] for line in lines))

    monkeypatch.setattr(Table, "insert", insert_otherwise)
    with pytest.raises(CommandError, match="are not in the database as they were saved"):
        restore(tmp_path / "portal.zip", "--overwrite")
    assert rows() == before


def test_the_file_is_whole_private_and_says_what_it_holds(folders, tmp_path):
    make_exhibition()
    store("a.webp")
    Session.objects.create(session_key="secret-session", session_data="x", expire_date=MOMENT)
    message = backup(tmp_path)
    [path] = tmp_path.glob("*.zip")
    assert str(path) in message
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert not list(tmp_path.glob("*.unfinished"))
    with zipfile.ZipFile(path) as packed:
        manifest = json.loads(packed.read("manifest.json"))
        contents = {name: packed.read(name) for name in packed.namelist()}
    assert manifest["format"] == 1
    assert "portal.0001_initial" in manifest["migrations"]
    derived = ["portal.generation", "portal.listed", "portal.listedvalue", "portal.searchentry", "portal.stalemark"]
    assert manifest["left_out"] == sorted(["portal.keptform", *derived, "portal.sentform", "portal.workerbeat", "sessions.session"])
    assert not any(b"secret-session" in content for content in contents.values())
    [records] = [table for table in manifest["tables"] if table["table"] == "portal.record"]
    assert records["rows"] == 1
    assert records["sha256"] == hashlib.sha256(contents["rows/portal.record.jsonl"]).hexdigest()
    assert contents["files/default/a.webp"] == b"content"
    out = StringIO()
    call_command("backup", check=path, stdout=out)
    assert "whole and undamaged" in out.getvalue()


class Terminal(StringIO):
    def isatty(self):
        return True


def test_a_bar_is_drawn_on_a_terminal_and_wiped_off_in_the_end(folders, tmp_path):
    store("a.webp")
    out = Terminal()
    call_command("backup", tmp_path / "portal.zip", stdout=out)
    *drawn, message = out.getvalue().split("\r\033[K")
    assert all("[....." in bar for bar in drawn[:2])
    assert [word in bar for word, bar in zip(("Files", "Rows", "Files", "Checking"), drawn, strict=True)] == [True] * 4
    assert message.endswith("portal.zip\n")


def test_a_backup_is_never_written_over_another_file(tmp_path):
    path = tmp_path / "portal.zip"
    path.write_text("mine")
    with pytest.raises(CommandError, match="is there already"):
        backup(path)
    assert path.read_text() == "mine"
    with pytest.raises(CommandError, match="not both"):
        call_command("backup", path, check=path)


def test_a_backup_that_breaks_off_leaves_no_file(tmp_path, monkeypatch):
    store("a.webp")
    old = tmp_path / "going-global-2020-01-01-000000.zip"
    old.touch()
    for error, raised, message in (
        (ZeroDivisionError(), ZeroDivisionError, None),
        (OSError(errno.ENOSPC, "No space left on device"), CommandError, "There is no room for .*: No space left on device"),
    ):
        monkeypatch.setattr(FileSystemStorage, "_open", Mock(side_effect=error))
        with pytest.raises(raised, match=message):
            call_command("backup", tmp_path, keep=1)
        assert list(tmp_path.glob("*.zip*")) == [old]


def test_a_folder_for_backups_is_made_or_refused_and_nothing_else_becomes_a_file(tmp_path, monkeypatch):
    for given in ("srv", "two.zip/"):
        backup(f"{tmp_path}/{given}")
        folder = tmp_path / given
        assert stat.S_IMODE(folder.stat().st_mode) == 0o700
        assert [path.suffix for path in folder.iterdir()] == [".zip"]
    backup(tmp_path / "made" / "portal.zip")
    (tmp_path / "file").write_text("mine")
    monkeypatch.setattr(temporary_files, "open_new", Mock(side_effect=PermissionError(errno.EACCES, "Permission denied")))
    for given, message in {
        "file": "file is a file, not a folder for backups",
        "file/": "file is a file, not a folder for backups",
        "file/portal.zip": "file is a file, not a folder for backups",
        "no-disk/backups": "there is no .*no-disk. Is its disk mounted?",
        "no-disk/backups/portal.zip": "there is no .*no-disk. Is its disk mounted?",
        "n" * 300: "File name too long",
        "closed.zip": "closed.zip cannot be written: Permission denied",
    }.items():
        with pytest.raises(CommandError, match=message):
            backup(f"{tmp_path}/{given}")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["file", "made", "srv", "two.zip"]
    with pytest.raises(CommandError, match="for a folder"):
        call_command("backup", tmp_path / "portal.zip", keep=1)


def test_what_a_killed_backup_left_is_deleted_and_what_another_one_writes_is_not(tmp_path):
    name = "going-global-2026-01-01-000000.zip.unfinished"
    for left in (name, "portal.zip.unfinished", "notes.unfinished"):
        (tmp_path / left).touch()
    backup(tmp_path / "portal.zip")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["notes.unfinished", "portal.zip"]
    with temporary_files.open_new(tmp_path / name), temporary_files.open_new(tmp_path / "other.zip.unfinished"):
        backup(tmp_path)
        assert (tmp_path / name).exists()
        with pytest.raises(CommandError, match="another backup is being written"):
            backup(tmp_path / "other.zip")
    backup(tmp_path / "other.zip")
    assert [path.name for path in tmp_path.glob("*.unfinished")] == ["notes.unfinished"]


def test_old_backups_of_a_folder_are_deleted_once_there_is_a_new_one(tmp_path):
    today = timezone.localtime()
    old, young = (f"going-global-{today - timedelta(days=days):%Y-%m-%d-%H%M%S}.zip" for days in (91, 89))
    for name in (old, young, "going-global-2020-01-01-000000.zip.gpg", "mine-2020.zip"):
        (tmp_path / name).touch()
    out = StringIO()
    call_command("backup", tmp_path, "--keep", "90", stdout=out)
    assert "1 older than 90 days deleted" in out.getvalue()
    assert not (tmp_path / old).exists()
    assert len(list(tmp_path.iterdir())) == 4


def test_temporary_folders_of_killed_processes_are_deleted_by_the_next_and_no_others(tmp_path, monkeypatch):
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    (tmp_path / "going-global-sheet-killed").mkdir()
    (tmp_path / "going-global-sheet-killed" / "data.json").touch()
    (tmp_path / "going-global-restore-killed").mkdir()
    with temporary_files.folder("sheet") as working:
        assert stat.S_IMODE(working.stat().st_mode) == 0o700
        with temporary_files.folder("sheet"):
            assert working.exists()
            assert not (tmp_path / "going-global-sheet-killed").exists()
    (tmp_path / "going-global-sheet-of-others").mkdir()
    with monkeypatch.context() as patched:
        patched.setattr(temporary_files.os, "geteuid", lambda: 65_534)
        with temporary_files.folder("sheet"):
            assert (tmp_path / "going-global-sheet-of-others").exists()
    with temporary_files.folder("sheet"):
        assert not (tmp_path / "going-global-sheet-of-others").exists()
    assert [path.name for path in tmp_path.iterdir()] == ["going-global-restore-killed"]


@pytest.mark.parametrize(("present", "message"), [("rows", "1 of portal.technology"), ("files", "1 files")])
def test_nothing_is_overwritten_unless_told_so(folders, tmp_path, present, message):
    make_exhibition()
    store("a.webp")
    save(tmp_path / "portal.zip")
    Record.objects.all().delete()
    Exhibition.history.all().delete()
    storages["default"].delete("a.webp")
    Technology.objects.create(name_en="loom", name_zh="织机") if present == "rows" else store("b.webp")
    Technology.history.all().delete()
    before = rows(), files(folders)
    with pytest.raises(CommandError, match=f"(?s)Nothing was restored.*{message}.*--overwrite"):
        restore(tmp_path / "portal.zip")
    assert (rows(), files(folders)) == before
    Technology.objects.all().delete()
    Technology.history.all().delete()
    storages["default"].delete("b.webp")
    restore(tmp_path / "portal.zip")
    assert Record.objects.count() == 1
    assert files(folders) == {("default", "a.webp"): b"content"}


def read(path):
    with zipfile.ZipFile(path) as packed:
        members = {name: packed.read(name) for name in packed.namelist()}
    return json.loads(members.pop("manifest.json")), members


def part_of(manifest, name):
    return next(each for each in [*manifest["tables"], *manifest["files"]] if name in (each.get("table"), each.get("name")))


def write(path, manifest, members, honest=True):
    """A backup of these parts; where it is `honest` its sizes and digests agree with them."""
    for part in [*manifest["tables"], *manifest["files"]] if honest else []:
        name = f"rows/{part['table']}.jsonl" if "table" in part else f"files/{part['storage']}/{part['name']}"
        content = members[name]
        part |= {"size": len(content), "sha256": hashlib.sha256(content).hexdigest()}
        if "table" in part:
            part["rows"] = content.count(b"\n")
    with zipfile.ZipFile(path, "w") as packed:
        for name, content in members.items():
            packed.writestr(name, content, zipfile.ZIP_DEFLATED)
        packed.writestr("manifest.json", json.dumps(manifest))


def renamed(name):
    """Gives the stored file another name, in the manifest and the zip."""

    def change(manifest, members):
        part = manifest["files"][0]
        members[f"files/default/{name}"] = members.pop(f"files/default/{part['name']}")
        part["name"] = name

    return change


def with_manifest(**values):
    return lambda manifest, members: manifest.update(values)


def with_part(name, **values):
    return lambda manifest, members: part_of(manifest, name).update(values)


def with_rows(table, content):
    return lambda manifest, members: members.update({f"rows/{table}.jsonl": content})


def with_a_museum(manifest, members):
    """Adds a record of a kind that nobody declares."""
    row = Record(id="m", kind="museum", slug="m", name_en="M")
    values = [getattr(row, column) for column in part_of(manifest, "portal.record")["columns"]]
    members["rows/portal.record.jsonl"] = json.dumps(values, default=datetime.isoformat).encode() + b"\n"


def without_table(manifest, members):
    manifest["tables"].remove(part_of(manifest, "portal.sector"))
    del members["rows/portal.sector.jsonl"]


# what is done to a backup whose digests are made right again → what the command says
ALTERED = {
    "a newer format": (with_manifest(format=2), "has the format 2; this portal reads up to 1"),
    "another program's": (with_manifest(portal="something-else"), "not a backup of this portal"),
    "a migration of later": (with_manifest(migrations=["portal.9999_later"]), "newer portal.*portal.9999_later"),
    "migrations of before": (with_manifest(migrations=["portal.0001_initial"]), "before the latest migrations"),
    "a manifest with more": (with_manifest(more=1), "manifest of this backup is damaged"),
    "columns that are no text": (with_part("portal.sector", columns=[["id"]]), "manifest of this backup is damaged"),
    "columns of another table": (with_part("portal.sector", columns=["id", "password"]), "columns of portal.sector"),
    "a table too few": (without_table, "tables of this backup are not those.*portal.sector"),
    "a path that leads up": (renamed("../../outside.txt"), "not taken into a backup or out of one"),
    "a path that leads up in between": (renamed("pictures/../../outside.txt"), "not taken into a backup or out of one"),
    "an absolute path": (renamed("/outside.txt"), "not taken into a backup or out of one"),
    "a path of another system": (renamed("..\\outside.txt"), "not taken into a backup or out of one"),
    "a name with NUL": (renamed("a\0b"), "not taken into a backup or out of one"),
    "a storage of other things": (with_part("a.webp", storage="staticfiles"), "storage “staticfiles”"),
    "more than the disk holds": (with_part("a.webp", size=10**18), "not so much room"),
    "a member that nobody named": (lambda manifest, members: members.update({"evil.py": b"1"}), "not what its manifest says: evil.py"),
    "a row that is no row": (with_rows("portal.sector", b'{"id": 1}\n'), "Row 1 of portal.sector cannot be read"),
    "a row of another shape": (with_rows("portal.sector", b'["a"]\n'), "Row 1 of portal.sector cannot be read"),
    "a row of no JSON": (with_rows("portal.sector", b"[" * 100_000 + b"\n"), "Row 1 of portal.sector cannot be read"),
    "a row without an end": (with_rows("portal.sector", b'["a","b","c"]'), "portal.sector.jsonl has 0 rows"),
    "a row twice": (with_rows("portal.sector", b'["a","b","c"]\n["a","d","e"]\n'), "database refuses rows of portal.sector"),
    "a kind that nobody declares": (with_a_museum, "records of the kind “museum”, which no app"),
    "a row that refers to nothing": (with_rows("portal.slugredirect", b'[1,"slug","nowhere"]\n'), "do not fit together"),
}
OF_THE_DATABASE = {name for name in ALTERED if name.startswith(("a row ", "a kind ", "a table ", "migrations "))}
UNREPAIRED = {"columns of another table", "a storage of other things", "more than the disk holds", "a newer format"}


@pytest.fixture(scope="module")
def written():
    """What one test has written and others read, too: {name of a file: its bytes}."""
    return {}


@pytest.fixture
def small_backup(folders, tmp_path, written):
    """A backup of one sector and one file, which are gone again."""
    path = tmp_path / "small.zip"
    if path.name not in written:
        Sector.objects.create(pk="crafts", name_en="crafts", name_zh="工艺")
        store("a.webp")
        save(path)
        Sector.objects.all().delete()
        Sector.history.all().delete()
        storages["default"].delete("a.webp")
        written[path.name] = path.read_bytes()
    path.write_bytes(written[path.name])
    return path


def assert_refused(path, folders, message):
    """Neither a row nor a file changes; what is outside the storages stays as it is."""
    Technology.objects.create(pk="loom", name_en="loom", name_zh="织机")
    store("b.webp", b"stays")
    before = rows(), search_entries(), files(folders)
    with pytest.raises(CommandError, match=f"(?s)Nothing was restored.*{message}"):
        restore(path, "--overwrite")
    assert (rows(), search_entries(), files(folders)) == before
    assert not list(path.parent.rglob("outside.txt"))


@pytest.mark.parametrize("case", [each if each in OF_THE_DATABASE else pytest.param(each, marks=pytest.mark.once) for each in ALTERED])
def test_a_backup_that_is_not_what_it_should_be_changes_nothing(folders, tmp_path, small_backup, case):
    change, message = ALTERED[case]
    manifest, members = read(small_backup)
    change(manifest, members)
    write(tmp_path / "altered.zip", manifest, members, honest=case not in UNREPAIRED)
    assert_refused(tmp_path / "altered.zip", folders, message)


def flipped(content):
    place = content.index(b"crafts") if b"crafts" in content else content.index(b"content")
    return content[:place] + b"X" + content[place + 1 :]


def deflated_bomb(content):
    """A member that unpacks to far more than the manifest says."""
    out = BytesIO(content)
    with zipfile.ZipFile(out, "a") as packed:
        packed.writestr("rows/bomb.jsonl", b"0" * 10**7, zipfile.ZIP_DEFLATED)
    return out.getvalue()


def twice(content):
    out = BytesIO(content)
    with pytest.warns(UserWarning, match="Duplicate name"), zipfile.ZipFile(out, "a") as packed:
        packed.writestr("files/default/a.webp", b"another")
    return out.getvalue()


DAMAGED = {
    "empty": (lambda content: b"", "not a whole backup"),
    "no zip": (lambda content: b"%PDF-1.4" * 100, "not a whole backup"),
    "cut off": (lambda content: content[: len(content) // 2], "not a whole backup"),
    "cut off at the end": (lambda content: content[:-1], "not a whole backup"),
    "a byte of a file": (flipped, "damaged: files/default/a.webp"),
    "a member twice": (twice, "not what its manifest says: files/default/a.webp"),
    "a bomb": (deflated_bomb, "not what its manifest says: rows/bomb.jsonl"),
}


@pytest.mark.once  # a file that is damaged is refused before a row of it is read
@pytest.mark.parametrize("case", DAMAGED)
def test_a_damaged_backup_changes_nothing_and_is_told_by_the_check(folders, tmp_path, small_backup, case):
    damage, message = DAMAGED[case]
    path = tmp_path / "damaged.zip"
    path.write_bytes(damage(small_backup.read_bytes()))
    with pytest.raises(CommandError, match=message):
        call_command("backup", check=path)
    assert_refused(path, folders, message)


def test_rows_and_files_that_are_not_those_of_the_manifest_are_refused(folders, tmp_path, small_backup):
    manifest, members = read(small_backup)
    members["rows/portal.sector.jsonl"] = members["rows/portal.sector.jsonl"].replace(b"crafts", b"trades")
    write(tmp_path / "altered.zip", manifest, members, honest=False)
    assert_refused(tmp_path / "altered.zip", folders, "damaged: rows/portal.sector.jsonl")


def test_a_manifest_larger_than_any_is_not_read(folders, tmp_path):
    with zipfile.ZipFile(tmp_path / "large.zip", "w") as packed, packed.open("manifest.json", "w") as out:
        packed.compression = zipfile.ZIP_DEFLATED
        for _mebibyte in range(LARGEST_TEXT // 2**20 + 1):
            out.write(b" " * 2**20)
    assert_refused(tmp_path / "large.zip", folders, "too large")


def test_a_file_that_does_not_arrive_undoes_rows_and_files(settings, folders, tmp_path):
    for name in ("a", "b", "c"):
        store(f"{name}.webp", f"saved {name}".encode())
    make_exhibition()
    backup(tmp_path / "portal.zip")
    for name in ("a", "b", "c"):
        storages["default"].delete(f"{name}.webp")
    store("a.webp", b"another a")
    Technology.objects.create(pk="loom", name_en="loom", name_zh="织机")
    before = rows(), files(folders)
    settings.STORAGES = settings.STORAGES | {
        "default": {"BACKEND": "tests.portal.exchange.test_backups.TakesNoB", "OPTIONS": {"location": str(folders["default"])}}
    }
    with pytest.raises(CommandError, match="no space left"):
        restore(tmp_path / "portal.zip", "--overwrite")
    assert (rows(), files(folders)) == before


def test_a_database_that_is_not_migrated_is_not_saved(tmp_path):
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM django_migrations WHERE app = 'portal' AND name LIKE '0004%%'")
    with pytest.raises(CommandError, match=r"lacks the migration portal.0004.*manage.py migrate"):
        backup(tmp_path / "portal.zip")
    with connection.cursor() as cursor:
        cursor.execute("UPDATE django_migrations SET name = '9999_later' WHERE app = 'portal' AND name LIKE '0003%%'")
    with pytest.raises(CommandError):
        backup(tmp_path / "portal.zip")


def test_every_column_has_a_form_in_a_backup():
    """A type that is neither JSON's own nor in READ needs a line there and in as_text."""
    of_json = {"Auto", "BigAuto", "BigInteger", "Boolean", "Char", "File", "GenericIPAddress", "Integer", "JSON"}
    of_json |= {"PositiveBigInteger", "PositiveInteger", "PositiveSmallInteger", "SmallInteger", "Text"}
    types = {type_of(field) for model in saved_models().values() for field in model._meta.local_concrete_fields}
    assert types - READ.keys() - {f"{name}Field" for name in of_json} == set()


def elsewhere(tmp_path, *arguments):
    """Run manage.py against a database and a folder of files that do not exist yet."""
    variables = os.environ | {"DATABASE_URL": f"sqlite:///{tmp_path}/elsewhere.sqlite3"}
    variables |= {name: str(tmp_path / "elsewhere" / name) for name in ("MEDIA_ROOT", "PRIVATE_ROOT")}
    done = subprocess.run(
        [sys.executable, "manage.py", *arguments], cwd=project.BASE_DIR, env=variables, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.mark.engine("postgresql")  # there the backup crosses from one database to the other and back
def test_an_empty_machine_takes_a_backup_of_an_earlier_portal_from_either_database(folders, tmp_path):
    """The machine elsewhere has SQLite; what is saved there is restored here."""
    make_portal()
    hold_unsent()  # as whatever is restored
    before = rows()
    save(tmp_path / "portal.zip")
    manifest, members = read(tmp_path / "portal.zip")
    later = {"admin.0002_logentry_remove_auto_add", "admin.0003_logentry_add_action_flag_choices"}
    manifest["migrations"] = [name for name in manifest["migrations"] if name not in later]
    write(tmp_path / "earlier.zip", manifest, members)
    with pytest.raises(CommandError, match="before the latest migrations"):
        restore(tmp_path / "earlier.zip", "--overwrite")

    assert "restored and compared" in elsewhere(tmp_path, "restore", str(tmp_path / "earlier.zip"))
    elsewhere(tmp_path, "backup", str(tmp_path / "elsewhere.zip"))
    again, its_members = read(tmp_path / "elsewhere.zip")
    assert its_members == members
    assert later <= set(again["migrations"])
    assert again["database"] == "sqlite"
    make_enterprise()
    restore(tmp_path / "elsewhere.zip", "--overwrite")
    assert rows() == before


class Interrupted(Progress):
    """Lets `act` be done once the first rows are read."""

    def __init__(self, act):
        super().__init__()
        self.act = act

    def step(self, done=1):
        super().step(done)
        if self.title == "Rows" and self.act:
            act, self.act = self.act, None
            act()


@pytest.mark.django_db(transaction=True)
def test_a_backup_holds_one_moment_while_staff_go_on_writing(tmp_path, monkeypatch):
    make_exhibition()
    if connection.vendor == "sqlite":  # the tests' database is in memory, and one connection is shared by all threads
        import sqlite3

        with closing(sqlite3.connect(tmp_path / "file.sqlite3")) as copied:
            connection.connection.backup(copied)
        monkeypatch.setitem(connection.settings_dict, "NAME", str(tmp_path / "file.sqlite3"))

    def alone(function, *arguments):
        try:
            return function(*arguments)
        finally:
            connections.close_all()

    with ThreadPoolExecutor(2) as pool:
        written = Interrupted(lambda: pool.submit(alone, make_enterprise).result(timeout=15))
        manifest = pool.submit(alone, save, tmp_path / "portal.zip", written).result(timeout=30)
        assert pool.submit(alone, Record.objects.count).result() == 2
    counts = {table.table: table.rows for table in manifest.tables}
    assert (counts["portal.record"], counts["enterprises.organization"], counts["enterprises.historicalorganization"]) == (1, 0, 0)
