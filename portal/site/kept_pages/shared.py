"""Where processes and machines share pages: Redis. One that is down or slow costs speed, and no page."""

import hashlib
import importlib.metadata
import json
import logging
import time
from pathlib import Path

import redis
from django.apps import apps
from django.conf import settings
from redis.backoff import NoBackoff
from redis.retry import Retry

from portal.site.kept_pages.page import KeptPage

PATIENCE = 0.05  # seconds that a page waits for Redis
PAUSE = 10  # seconds in which one that did not answer is not asked again
KEPT_SECONDS = 24 * 3600  # no state outlasts midnight
FINGERPRINTED = (".py", ".html", ".txt", ".xml", ".svg", ".mo", ".json")
logger = logging.getLogger(__name__)


def told_of_setting(value):
    """A value of the settings that JSON does not know, the same in each process."""
    return str(value) if isinstance(value, Path) else type(value).__name__


def fingerprint():
    """Of the code, its templates and texts, the packages, the static files and the settings: two versions that run side by side, as
    while one takes the other's place, share no page."""
    digest = hashlib.sha256()
    folders = [Path(app.path) for app in apps.get_app_configs()] + settings.TEMPLATES[0]["DIRS"]
    ours = [folder for folder in folders if settings.BASE_DIR in folder.parents and ".venv" not in folder.parts]
    paths = [path for folder in ours for path in sorted(folder.rglob("*")) if path.suffix in FINGERPRINTED]
    for path in [*paths, Path(settings.STATIC_ROOT) / "staticfiles.json"]:
        if path.is_file():
            digest.update(f"{path.relative_to(settings.BASE_DIR) if path.is_relative_to(settings.BASE_DIR) else path.name}\0".encode())
            digest.update(path.read_bytes())
    values = {name: getattr(settings, name) for name in sorted(dir(settings)) if name.isupper()}
    digest.update(json.dumps(values, default=told_of_setting, sort_keys=True, skipkeys=True).encode())
    digest.update("\n".join(sorted(f"{each.name} {each.version}" for each in importlib.metadata.distributions())).encode())
    return digest.hexdigest()[:24]


class Redis:
    def __init__(self, url):
        waits = {"socket_timeout": PATIENCE, "socket_connect_timeout": PATIENCE, "retry": Retry(NoBackoff(), 0)}
        self.client = redis.Redis.from_url(url, **waits)
        self.prefix = f"page:{fingerprint()}:"
        self.again_at = 0.0  # by time.monotonic()

    def key(self, address, state):
        return self.prefix + hashlib.sha256(json.dumps([address, state]).encode()).hexdigest()

    def ask(self, question):
        """What `question` gives, None where Redis does not answer in time, or did not lately."""
        if time.monotonic() < self.again_at:
            return None
        try:
            return question()
        except (redis.RedisError, OSError) as error:
            self.again_at = time.monotonic() + PAUSE
            logger.warning("Pages are not shared for %d seconds: Redis does not answer (%s)", PAUSE, type(error).__name__)
            return None

    def get(self, address, state):
        kept = self.ask(lambda: self.client.get(self.key(address, state)))
        try:
            page = KeptPage.from_bytes(kept) if kept else None
        except ValueError:
            return None
        return page if page and page.state == state else None

    def put(self, address, page):
        self.ask(lambda: self.client.set(self.key(address, page.state), page.to_bytes(), ex=KEPT_SECONDS))
