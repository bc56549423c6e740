"""A cache whose entries are files of a storage: what costs seconds to make is then made once for all machines."""

import logging
import pickle
import random
from hashlib import sha256

from django.core.cache.backends.base import DEFAULT_TIMEOUT, BaseCache
from django.core.files.base import ContentFile
from django.core.files.storage import storages

cache_log = logging.getLogger(__name__)
CULLED = 3  # one of so many entries goes where there are too many


class StoredCache(BaseCache):
    """Its LOCATION is the name of the storage. Entries stay until they are culled: give it keys that name what was made, and
    `TIMEOUT: None`. A storage that does not answer costs the time to make things, and breaks nothing."""

    def __init__(self, location, params):
        super().__init__(params)
        self.alias = location
        self.most = params.get("OPTIONS", {}).get("MAX_ENTRIES", 300)

    @property
    def storage(self):
        return storages[self.alias]

    def name_of(self, key, version):
        return sha256(self.make_and_validate_key(key, version=version).encode()).hexdigest()

    def get(self, key, default=None, version=None):
        try:
            with self.storage.open(self.name_of(key, version)) as file:
                return pickle.loads(file.read())  # noqa: S301 - written by `set` into a storage that is ours alone
        except FileNotFoundError:
            return default
        except OSError:
            cache_log.warning("What is kept in the storage “%s” cannot be read.", self.alias, exc_info=True)
            return default

    def add(self, key, value, timeout=DEFAULT_TIMEOUT, version=None):
        if self.has_key(key, version):
            return False
        self.set(key, value, timeout, version)
        return True

    def set(self, key, value, timeout=DEFAULT_TIMEOUT, version=None):
        name = self.name_of(key, version)
        try:
            self.cull()
            self.storage.delete(name)  # else it would be kept under another name
            self.storage.save(name, ContentFile(pickle.dumps(value)))
        except OSError:
            cache_log.warning("Nothing can be kept in the storage “%s”.", self.alias, exc_info=True)

    def touch(self, key, timeout=DEFAULT_TIMEOUT, version=None):
        return self.has_key(key, version)

    def delete(self, key, version=None):
        name = self.name_of(key, version)
        there = self.storage.exists(name)
        self.storage.delete(name)
        return there

    def has_key(self, key, version=None):
        return self.storage.exists(self.name_of(key, version))

    def names(self):
        try:
            return self.storage.listdir("")[1]
        except FileNotFoundError:  # nothing was kept yet
            return []

    def cull(self):
        """Delete some, by chance, where there are too many."""
        names = self.names()
        if len(names) >= self.most:
            for name in random.sample(names, max(1, len(names) // CULLED)):
                self.storage.delete(name)

    def clear(self):
        for name in self.names():
            self.storage.delete(name)
