"""Where the static files are: each under a name that changes with what is in it."""

from django.utils.functional import cached_property
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
