import pytest
from django.conf import settings
from django.test import override_settings


@pytest.fixture(scope="session", autouse=True)
def plain_static_files_and_quick_passwords():
    """Tests need no collected files (the manifest of hashed names belongs to a deployment) and no slow hashing."""
    storages = settings.STORAGES | {"staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}
    hashers = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    with override_settings(STORAGES=storages, STATIC_ROOT=settings.STATICFILES_DIRS[0], PASSWORD_HASHERS=hashers):
        yield
