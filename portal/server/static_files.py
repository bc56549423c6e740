"""Where the static files are: each under a name that changes with what is in it."""

from functools import partial

from django.utils.functional import cached_property
from whitenoise.middleware import WhiteNoiseMiddleware
from whitenoise.storage import CompressedManifestStaticFilesStorage


class StaticFiles(CompressedManifestStaticFilesStorage):
    """WhiteNoise's, whose addresses are put together once: as long as a process lives they stay, and each page names a dozen."""

    @cached_property
    def addresses(self):
        return {}

    def url(self, name, force=False):
        if name not in self.addresses:
            self.addresses[name] = super().url(name, force)
        return self.addresses[name]


class ReadWhenAsked(dict):
    """Values that are made when they are first asked for."""

    def get(self, key, default=None):
        found = super().get(key, default)
        if isinstance(found, partial):
            self[key] = found = found()
        return found


class ServedStaticFiles(WhiteNoiseMiddleware):
    """WhiteNoise, which finds all files when it starts and thinks of the headers of each when somebody asks for it: those of a thousand
    took 45 ms of each start, and a page names a dozen."""

    def update_files_dictionary(self, root, prefix):
        self.files = ReadWhenAsked(self.files)
        super().update_files_dictionary(root, prefix)

    def get_static_file(self, path, url, stat_cache=None):
        return partial(super().get_static_file, path, url, stat_cache)
