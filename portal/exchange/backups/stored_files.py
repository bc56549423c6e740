"""The files that the portal keeps, wherever each storage keeps them."""

import hashlib
import shutil
from contextlib import suppress
from pathlib import Path

from django.conf import settings
from django.core.files import File
from django.core.files.storage import storages

from portal.exchange.backups.archive import CHUNK, BackupError, check_name


def storages_of_the_portal():
    """The aliases of all storages whose files people brought in; those of `staticfiles` come with the code, of `made` are made anew."""
    return [alias for alias in settings.STORAGES if alias not in ("staticfiles", "made")]


def names_in(alias, folder=""):
    """The names of all files of a storage, in order."""
    try:
        folders, names = storages[alias].listdir(folder)
    except FileNotFoundError:  # nothing was stored yet
        return
    yield from (f"{folder}{name}" for name in sorted(names))
    for name in sorted(folders):
        yield from names_in(alias, f"{folder}{name}/")


def stored_files():
    """[(alias, name)] of every file there is."""
    found = [(alias, name) for alias in storages_of_the_portal() for name in names_in(alias)]
    for _alias, name in found:
        check_name(name)
    return found


def chunks_of(alias, name):
    with storages[alias].open(name) as file:
        while chunk := file.read(CHUNK):
            yield chunk


def digest_of_file(alias, name):
    digest = hashlib.sha256()
    for chunk in chunks_of(alias, name):
        digest.update(chunk)
    return digest.hexdigest()


def free_space():
    """Bytes left where files are stored on this machine, or else where the portal is."""
    places = []
    for alias in storages_of_the_portal():
        with suppress(NotImplementedError):  # a storage elsewhere
            places.append(Path(storages[alias].path("")))
    there = [next(each for each in (place, *place.parents) if each.exists()) for place in places or [settings.BASE_DIR]]
    return min(shutil.disk_usage(place).free for place in there)


class Swap:
    """Brings the files of an archive to their storages. Until `settle` every file that was there can be had back:
    what is new is added first, what is no longer wanted is deleted last, and `undo` does away with the former. `aside` is a
    folder for what has to give way meanwhile."""

    def __init__(self, archive, aside):
        self.archive, self.aside, self.added = archive, aside, []
        self.replaced = {}  # (alias, name) → where the file that had this name is meanwhile

    def __enter__(self):
        return self

    def __exit__(self, kind, error, trace):
        if kind is not None:
            self.undo()

    def bring(self, progress):
        parts = self.archive.manifest.files
        present = set(stored_files())
        self.surplus = present - {(part.storage, part.name) for part in parts}
        progress.begin("Files", sum(part.size for part in parts))
        for part in parts:
            place = part.storage, part.name
            if place not in present or digest_of_file(*place) != part.sha256:
                if place in present:
                    self.put_aside(place)
                with self.archive.open(part) as content:
                    self.save(place, content)
            progress.step(part.size)
        progress.end()

    def put_aside(self, place):
        kept = self.aside / str(len(self.replaced))
        with kept.open("wb") as out:
            for chunk in chunks_of(*place):
                out.write(chunk)
        self.replaced[place] = kept
        storages[place[0]].delete(place[1])

    def save(self, place, content):
        alias, name = place
        self.added.append(place)  # before it is whole: half a file is done away with, too
        saved = storages[alias].save(name, File(content, name))
        if saved != name:
            self.added[-1] = alias, saved
            raise BackupError(f"The storage “{alias}” does not take a file of the name {name!r}.")

    def undo(self):
        for alias, name in self.added:
            storages[alias].delete(name)
        for (alias, name), kept in self.replaced.items():
            with kept.open("rb") as content:
                storages[alias].save(name, File(content, name))

    def settle(self):
        """Delete what the archive does not hold; returns the names of those that could not be deleted."""
        left = []
        for alias, name in sorted(self.surplus):
            try:
                storages[alias].delete(name)
            except OSError:
                left.append(name)
        return left
