"""What a backup looks like: a zip file of the rows of each table, the stored files, and a manifest that says what there is.

    manifest.json                        format, moment, migrations; columns, number of rows, size and SHA-256 of all below
    rows/portal.record.jsonl             one line of JSON for each row (see portal.exchange.backups.tables)
    files/default/pictures/….webp        the files of each storage under their own names

Nothing is ever unpacked to a path that the file gives: members are read one by one, and names are checked first.
"""

import hashlib
import json
import unicodedata
import zipfile
import zlib
from dataclasses import asdict, dataclass

from django.utils import timezone

FORMAT = 1
PORTAL = "going-global"
MANIFEST = "manifest.json"
CHUNK = 1 << 20
LARGEST_TEXT = 64 << 20  # bytes of a manifest or of one row: what is read into memory at once
DAMAGE = (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError, RuntimeError, ValueError)


class BackupError(Exception):
    """Why a backup cannot be written, read or restored, in words for whoever runs the command."""


@dataclass(frozen=True)
class Rows:
    """The rows of one table."""

    table: str
    columns: list
    rows: int
    size: int = 0
    sha256: str = ""

    @property
    def member(self):
        return f"rows/{self.table}.jsonl"


@dataclass(frozen=True)
class Stored:
    """One file of a storage."""

    storage: str
    name: str
    size: int = 0
    sha256: str = ""

    @property
    def member(self):
        return f"files/{self.storage}/{self.name}"


@dataclass(frozen=True)
class Manifest:
    made_at: str
    database: str  # which it was made from; it restores into either
    migrations: list
    left_out: list
    tables: list
    files: list
    format: int = FORMAT
    portal: str = PORTAL

    @property
    def parts(self):
        return [*self.tables, *self.files]

    @property
    def size(self):
        """Bytes of all that is in it, not compressed."""
        return sum(part.size for part in self.parts)

    @property
    def rows(self):
        return sum(part.rows for part in self.tables)


def check_name(name):
    """Refuse the name of a file that leads out of its storage or that no storage gives."""
    parts = name.split("/")
    if not name or {"", ".", ".."} & set(parts) or "\\" in name or any(unicodedata.category(character) == "Cc" for character in name):
        raise BackupError(f"A file of the name {name!r} is not taken into a backup or out of one.")


def of_types(values, **types):
    """`values` where it is a dict of just these names and types; raises ValueError."""
    if not isinstance(values, dict) or values.keys() != types.keys():
        raise ValueError("other names than expected")
    for name, kind in types.items():
        if type(values[name]) is not kind or (kind is int and values[name] < 0):
            raise ValueError(f"{name} is wrong")
    return values


def read_manifest(text):
    """The Manifest that `text` holds; raises BackupError where it is of another kind, newer, or damaged."""
    try:
        given = json.loads(text)
        if not isinstance(given, dict) or given.get("portal") != PORTAL or type(given.get("format")) is not int:
            raise BackupError("This is not a backup of this portal.")
        if given["format"] > FORMAT:
            raise BackupError(f"This backup has the format {given['format']}; this portal reads up to {FORMAT}. Update the portal first.")
        of_types(given, portal=str, format=int, made_at=str, database=str, migrations=list, left_out=list, tables=list, files=list)
        numbers = {"size": int, "sha256": str}
        tables = [Rows(**of_types(each, table=str, columns=list, rows=int, **numbers)) for each in given["tables"]]
        files = [Stored(**of_types(each, storage=str, name=str, **numbers)) for each in given["files"]]
        words = [*given["migrations"], *given["left_out"], *(column for each in tables for column in each.columns)]
        if not all(isinstance(word, str) for word in words):
            raise ValueError("a name is not text")
    except (ValueError, RecursionError) as error:
        raise BackupError(f"The manifest of this backup is damaged: {error}.") from error
    for each in files:
        check_name(each.name)
    return Manifest(**given | {"tables": tables, "files": files})


class Writer:
    """A backup while it is written to `file`, which is open for it."""

    def __init__(self, file):
        self.zip = zipfile.ZipFile(file, "w")

    def __enter__(self):
        return self

    def __exit__(self, *_error):
        self.zip.close()

    def add(self, member, chunks, compressed):
        """Write one member; returns {"size", "sha256"} of its bytes."""
        digest, size = hashlib.sha256(), 0
        info = zipfile.ZipInfo(member, timezone.localtime().timetuple()[:6])
        info.compress_type = zipfile.ZIP_DEFLATED if compressed else zipfile.ZIP_STORED
        info.external_attr = 0o600 << 16
        with self.zip.open(info, "w", force_zip64=True) as out:
            for chunk in chunks:
                out.write(chunk)
                digest.update(chunk)
                size += len(chunk)
        return {"size": size, "sha256": digest.hexdigest()}

    def finish(self, manifest):
        """The manifest comes last, and after it the zip's own list: a file that breaks off has neither."""
        self.add(MANIFEST, [json.dumps(asdict(manifest), ensure_ascii=False, indent=1).encode()], compressed=True)


class Archive:
    """A backup that is read. Raises BackupError for whatever is wrong with it."""

    def __init__(self, file):
        try:
            self.zip = zipfile.ZipFile(file)
            info = self.zip.getinfo(MANIFEST)
            if info.file_size > LARGEST_TEXT:
                raise BackupError("The manifest of this backup is too large.")
            with self.zip.open(info) as manifest:
                text = manifest.read(LARGEST_TEXT)
        except KeyError as error:
            raise BackupError("This is not a backup of this portal: it has no manifest.") from error
        except DAMAGE as error:
            raise BackupError(f"This file is not a whole backup: {error}.") from error
        self.manifest = read_manifest(text)

    def verify(self, progress):
        """Read all of it and compare it with the manifest."""
        parts = {part.member: part for part in self.manifest.parts}
        names = sorted(self.zip.namelist())
        if names != sorted([*parts, MANIFEST]) or len(parts) != len(self.manifest.parts):
            odd = sorted(set(names) ^ {*parts, MANIFEST}) or sorted({name for name in names if names.count(name) > 1})
            raise BackupError(f"The backup is not what its manifest says: {', '.join(odd[:3]) or 'a name stands twice'}.")
        progress.begin("Checking the backup", self.manifest.size)
        for part in parts.values():
            self.verify_part(part, progress)
        progress.end()

    def verify_part(self, part, progress):
        digest, size, lines, unfinished = hashlib.sha256(), 0, 0, 0
        for chunk in self.chunks(part):
            digest.update(chunk)
            size += len(chunk)
            lines += chunk.count(b"\n")
            unfinished = len(chunk) - chunk.rfind(b"\n") - 1 + (0 if b"\n" in chunk else unfinished)
            if size > part.size or (isinstance(part, Rows) and unfinished > LARGEST_TEXT):
                break
            progress.step(len(chunk))
        if size != part.size or digest.hexdigest() != part.sha256:
            raise BackupError(f"The backup is damaged: {part.member} is not as it was saved.")
        if isinstance(part, Rows) and (lines != part.rows or unfinished):
            raise BackupError(f"The backup is damaged: {part.member} has {lines} rows, not {part.rows}.")

    def open(self, part):
        try:
            info = self.zip.getinfo(part.member)
            if info.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
                raise BackupError(f"The backup is damaged: {part.member} is packed in a way that no backup is.")
            return self.zip.open(info)
        except DAMAGE as error:
            raise BackupError(f"The backup is damaged: {part.member}: {error}.") from error

    def chunks(self, part):
        try:
            with self.open(part) as member:
                while chunk := member.read(CHUNK):
                    yield chunk
        except DAMAGE as error:
            raise BackupError(f"The backup is damaged: {part.member}: {error}.") from error

    def lines(self, part):
        with self.open(part) as member:
            yield from member
