import pytest


@pytest.fixture(autouse=True)
def plain_static_files(settings):
    """Tests need no collected files: the manifest of hashed names belongs to a deployment."""
    settings.STORAGES = settings.STORAGES | {
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    }
