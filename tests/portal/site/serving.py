"""The portal as a server has it, but that static files need not be collected: it takes longer than to seed a portal, and pages name
them by their own names."""

from django.conf import settings

settings.STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}

from portal.wsgi import application  # noqa: E402, F401  the settings are read only now
