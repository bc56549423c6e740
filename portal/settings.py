"""The only settings. The environment is read here and nowhere else; README.md lists the variables.

A file stands in for the environment, so that every command has the same settings, whoever starts it: on one's own machine
var/local.env, which `make run` writes; on a server /etc/going-global.env. Without its secret key and its hosts nothing starts.
"""

from pathlib import Path
from urllib.parse import quote

from cryptography.fernet import Fernet
from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured
from environs import Env, EnvError, validate

from portal.server.variables.environment_file import file_of_variables
from portal.server.variables.required_values import required
from portal.server.variables.uploads_address import storages_of
from portal.text.countries import COUNTRIES_OVERRIDE as COUNTRIES_OVERRIDE

BASE_DIR = Path(__file__).resolve().parent.parent

env = Env()
if path := file_of_variables(env.str("ENV_FILE", ""), BASE_DIR / "var" / "local.env", Path("/etc/going-global.env")):
    env.read_env(path, recurse=False)  # what the environment says itself wins

VAR = Path(env.str("VAR_ROOT", str(BASE_DIR / "var")))  # what the portal keeps, unless a variable of its own says where


def whole(name, default, least, most):
    """The whole number of the variable, `default` where it is not set; a refusal that names it and its bounds for anything else."""
    text = env.str(name, str(default)).strip()
    if not (text.isascii() and text.isdecimal() and len(text) < 10) or not least <= int(text) <= most:
        raise ImproperlyConfigured(
            f"The environment variable {name} is not a whole number from {least} to {most}. Set it, for example {name}={default}."
        )
    return int(text)


LOCAL = env.bool("LOCAL", False)  # plain http on one's own machine: cookies without Secure, no redirect to https
SECRET_KEY = required(env.str, "SECRET_KEY", "a-long-random-text")
SECRET_KEY_FALLBACKS = env.list("SECRET_KEY_FALLBACKS", [])  # former keys: what they signed is still good
ALLOWED_HOSTS = required(env.list, "ALLOWED_HOSTS", "portal.example.org")
DEBUG = env.bool("DEBUG", False)

INSTALLED_APPS = [
    "whitenoise.runserver_nostatic",
    "portal.apps.PortalConfig",
    "enterprises",
    "initiatives",
    "portal.apps.PortalAdminConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.sitemaps",
    "django.contrib.staticfiles",
    "django_countries",
    "django_filters",
    "simple_history",
    "csp",
]

MIDDLEWARE = [
    "portal.server.log.numbered",  # first: whatever fails in one of the others has a number, too
    "portal.server.database_outages.noticed",
    "portal.server.headers.guarded",
    "portal.site.kept_pages.middleware.KeptPages",  # a page that is kept costs none of what follows
    "csp.middleware.CSPMiddleware",
    "portal.server.health.Probes",  # before whatever asks for the name of the host, https, a language or a session
    "portal.server.hosts.HostRefused",
    "django.middleware.security.SecurityMiddleware",
    "django.middleware.gzip.GZipMiddleware",
    "portal.server.static_files.ServedStaticFiles",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "portal.server.nul_characters.NulRefused",
    "portal.server.body_limits.BodiesBounded",
    "portal.site.shortlist.varies",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "portal.access.signing_in.SecondFactorRequired",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "simple_history.middleware.HistoryRequestMiddleware",
]

ROOT_URLCONF = "portal.urls"
WSGI_APPLICATION = "portal.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "portal.context_processors.site",
                "portal.site.shortlist.context",
            ],
            "libraries": {
                "form_rows": "portal.admin.form.patterns",
                **{name: f"portal.{of}.tags" for name, of in (("guide", "guide"), ("imports", "imports"))},
                **{name: f"portal.site.tags.{name}" for name in ("citing", "kept", "long_pages", "navigation", "page_head", "records")},
            },
        },
    },
]

FORM_RENDERER = "portal.text.plain_controls.PlainControls"

# SQLite is the embedded default; DATABASE_URL moves everything to PostgreSQL.
DATABASES = {
    "default": required(
        lambda name: env.dj_db_url(name, f"sqlite:///{quote(str(VAR / 'portal.sqlite3'))}"),
        "DATABASE_URL",
        "postgresql://user:password@database.example.org/portal",
    )
}
DATABASES["default"] |= {"CONN_MAX_AGE": 600, "CONN_HEALTH_CHECKS": True}
DATABASE_CONNECT_SECONDS = whole("DATABASE_CONNECT_SECONDS", 5, 2, 60)
# What a request may ask of PostgreSQL, in seconds, 0 for no limit; a command may take its time (portal/server/postgresql).
DATABASE_WEB_LIMITS = {
    "statement_timeout": whole("DATABASE_STATEMENT_SECONDS", 15, 0, 3600),
    "lock_timeout": whole("DATABASE_LOCK_SECONDS", 10, 0, 3600),
    "idle_in_transaction_session_timeout": whole("DATABASE_IDLE_SECONDS", 60, 0, 3600),
}
if DATABASES["default"]["ENGINE"].endswith("postgresql"):
    # A server that is gone without a word is noticed after a minute; what DATABASE_URL says itself wins.
    watched = {"keepalives_idle": 30, "keepalives_interval": 10, "keepalives_count": 3, "tcp_user_timeout": 60_000}
    options = {"connect_timeout": DATABASE_CONNECT_SECONDS} | watched | DATABASES["default"].get("OPTIONS", {})
    DATABASES["default"] |= {"ENGINE": "portal.server.postgresql", "OPTIONS": options}
elif DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    DATABASES["default"]["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": f"PRAGMA journal_mode=WAL;PRAGMA synchronous=NORMAL;PRAGMA cache_size=-{whole('SQLITE_MEGABYTES', 16, 2, 999)}000;",
    }
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

LANGUAGE_CODE = "en"
LANGUAGES = [("en", "English"), ("zh-hans", "中文")]
LOCALE_PATHS = [BASE_DIR / "portal" / "locale"]
LANGUAGE_COOKIE_HTTPONLY = True
LANGUAGE_COOKIE_SAMESITE = "Lax"
TIME_ZONE = "Asia/Shanghai"
USE_TZ = True
FORMAT_MODULE_PATH = ["portal.text.formats"]

STATIC_URL = "static/"
STATIC_ROOT = VAR / "static"
STATICFILES_DIRS = [BASE_DIR / "static"]
OWNERS_ALONE = {"file_permissions_mode": 0o600, "directory_permissions_mode": 0o700}  # the portal hands out what it stores itself
UPLOADS_URL = env.str("UPLOADS_URL", "")  # a bucket, where more than one machine answers
# Papers are in "private", apart from what the public may see: no mistake in the set-up of a web server can hand them out with that.
STORAGES = storages_of(UPLOADS_URL, env.str("PRIVATE_ROOT", str(VAR / "private")), OWNERS_ALONE) | {
    "staticfiles": {"BACKEND": "portal.server.static_files.StaticFiles"}
}
# Cards of pages (portal/site/machine_readable/social_cards.py) and dossiers, each under a digest of what it shows: made once for all.
CACHE_ROOT = Path(env.str("CACHE_ROOT", str(VAR / "cache")))
CACHES = {
    "default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"},
    "pictures": (
        {"BACKEND": "portal.media.stored_cache.StoredCache", "LOCATION": "made"}
        if UPLOADS_URL
        else {"BACKEND": "django.core.cache.backends.filebased.FileBasedCache", "LOCATION": CACHE_ROOT}
    )
    | {"TIMEOUT": None, "OPTIONS": {"MAX_ENTRIES": 2000}},  # some 200 kB each
    "dossiers": {
        "BACKEND": "django.core.cache.backends.filebased.FileBasedCache",
        "LOCATION": CACHE_ROOT / "dossiers",
        "TIMEOUT": 24 * 3600,  # each says on which day it was made
        "OPTIONS": {"MAX_ENTRIES": 60},  # some 1 MB each, 8 MB at most
    },
}
PAGE_CACHE_BYTES = 0 if DEBUG else 1024**2 * whole("PAGE_CACHE_MEGABYTES", 64, 0, 65_536)  # of a process (portal/site/kept_pages)
CACHE_URL = env.str("CACHE_URL", "")  # a Redis in which processes and machines share them
PAPER_MEGABYTES = env.int("PAPER_MEGABYTES", 25)
WHITENOISE_MAX_AGE = 3600
# Where uploads are kept. No web server hands this folder out: every file goes through a view that asks who may see it.
MEDIA_ROOT = Path(env.str("MEDIA_ROOT", str(VAR / "media")))
FIXTURE_DIRS = [BASE_DIR / "fixtures"]
# The form of a record sends about 15 controls for each statement and, in "_opened", its texts a second time
# (portal/admin/form/stale_saves.py); "select all" in a list sends a control for each record. Django's 1000 controls and 2.5 MB are too few.
DATA_UPLOAD_MAX_NUMBER_FIELDS = 20_000
DATA_UPLOAD_MAX_MEMORY_SIZE = 10 * 1024 * 1024  # bytes, without files
# The largest body of whoever is not signed in, and of staff with all its files (portal/server/body_limits.py).
PUBLIC_BYTES = 1024 * whole("PUBLIC_KILOBYTES", 256, 64, 1024)
UPLOAD_BYTES = 1024**2 * whole("UPLOAD_MEGABYTES", 256, 16, 4096)
if PAPER_MEGABYTES * 1024**2 >= UPLOAD_BYTES:
    raise ImproperlyConfigured("The environment variable UPLOAD_MEGABYTES must be larger than PAPER_MEGABYTES: a paper is sent in a form.")

AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 15}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
LOGIN_URL = "admin:login"
INVITATION_DAYS = env.int("INVITATION_DAYS", 3)
PASSWORD_LINK_HOURS = env.int("PASSWORD_LINK_HOURS", 24)
PASSWORD_RESET_TIMEOUT = max(INVITATION_DAYS * 24, PASSWORD_LINK_HOURS) * 3600
SIGN_IN_MINUTES = env.int("SIGN_IN_MINUTES", 15)  # failed attempts to sign in are remembered for so long (portal/access/attempts.py)
STAFF_MFA_REQUIRED = env.bool("STAFF_MFA_REQUIRED", False)
# They encrypt the secrets of second factors: the first of them; all decrypt.
SECOND_FACTOR_KEYS = [key.strip() for key in env.list("SECOND_FACTOR_KEYS", []) if key.strip()]
if STAFF_MFA_REQUIRED and not SECOND_FACTOR_KEYS:
    raise ImproperlyConfigured("The environment variable SECOND_FACTOR_KEYS is not set, and STAFF_MFA_REQUIRED needs it: see README.md.")
for key in SECOND_FACTOR_KEYS:
    try:
        Fernet(key)
    except ValueError:
        raise ImproperlyConfigured(
            "The environment variable SECOND_FACTOR_KEYS holds what is no key. Each is 32 random bytes in URL-safe base64: see README.md."
        ) from None
AUDIT_LOG_DAYS = env.int("AUDIT_LOG_DAYS", 1095)  # for `manage.py prune_audit`


def mail_server(name):
    """Django's settings of what that variable names; files, until it names a mail server."""
    found = env.dj_email_url(name, f"file:///{VAR / 'mail'}")
    if "EMAIL_BACKEND" not in found or not (found["EMAIL_HOST"] or found["EMAIL_FILE_PATH"]):
        raise EnvError("it names no mail server")
    return found | ({"EMAIL_BACKEND": "portal.mails.smtp.EmailBackend"} if found["EMAIL_HOST"] else {})


vars().update(required(mail_server, "EMAIL_URL", "submission://user:password@mail.example.org:587"))
EMAIL_URL_IS_SET = bool(env.str("EMAIL_URL", ""))  # else a server has none: an error of `check --deploy`
EMAIL_TIMEOUT = 10  # seconds for each answer
DEFAULT_FROM_EMAIL = SERVER_EMAIL = env.str("MAIL_FROM", "portal@localhost")

# Where the portal is, for the links of mails that no request writes.
PORTAL_ADDRESS = env.str("PORTAL_ADDRESS", "").rstrip("/") or f"{'http' if LOCAL else 'https'}://{ALLOWED_HOSTS[0].lstrip('.')}"

ENQUIRY_MAIL = env.list("ENQUIRY_MAIL", [])  # who is told of every new enquiry, without a word of what it says
ENQUIRY_ANSWER_DAYS = env.int("ENQUIRY_ANSWER_DAYS", 5)  # what waits for longer is overdue
ENQUIRY_DAYS = env.int("ENQUIRY_DAYS", 730)  # for `manage.py wipe_enquiries`

BACKUP_FOLDER = Path(env.str("BACKUP_FOLDER", str(VAR / "backups")))  # here and below: what `manage.py alerts` looks at
BACKUP_HOURS = env.int("BACKUP_HOURS", 26)  # a night, and time to write one
ALERT_MAIL = env.list("ALERT_MAIL", [])

REVIEW_BY_ANOTHER = env.bool("REVIEW_BY_ANOTHER", True)  # false in an office of one: whoever wrote a record may publish it
PREVIEW_LINK_DAYS = env.int("PREVIEW_LINK_DAYS", 7)
# In which languages each text is told before the public reads it: "both", "either", or "chinese" at least.
PUBLISHED_LANGUAGES = required(
    lambda name: env.str(name, "either", validate=validate.OneOf(["both", "either", "chinese"])), "PUBLISHED_LANGUAGES", "both"
)

# Nothing is inline and nothing comes from elsewhere.
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],  # the admin's icons are data: pictures in its own style sheets
        "font-src": [SELF],
        "connect-src": [SELF],
        "manifest-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
    },
}
X_FRAME_OPTIONS = "DENY"
SECURE_REFERRER_POLICY = "same-origin"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = LANGUAGE_COOKIE_SECURE = not LOCAL
SECURE_SSL_REDIRECT = not LOCAL and env.bool("SSL_REDIRECT", True)
SECURE_HSTS_SECONDS = 0 if LOCAL else env.int("HSTS_SECONDS", 365 * 24 * 3600)
# These two bind every other site below the same domain, so that only who answers for all of them turns them on.
SECURE_HSTS_INCLUDE_SUBDOMAINS = env.bool("HSTS_INCLUDE_SUBDOMAINS", False)
SECURE_HSTS_PRELOAD = env.bool("HSTS_PRELOAD", False)
SILENCED_SYSTEM_CHECKS = ["security.W005", "security.W021"]  # the deployment checks that ask for them
BEHIND_PROXY = env.bool("BEHIND_PROXY", False)  # only when a proxy sets these headers itself: X-Forwarded-Proto and -For
if BEHIND_PROXY:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
CSRF_TRUSTED_ORIGINS = env.list("CSRF_TRUSTED_ORIGINS", [])
CSRF_FAILURE_VIEW = "portal.server.refusals.csrf_failure"

MADE_AT_ONCE = whole("MADE_AT_ONCE", 1, 1, 64)  # dossiers, cards and pictures on this machine (portal/server/costly_work.py)

# The server's processes (portal/server/gunicorn.py), times in seconds.
WEB_BIND = required(lambda name: env.str(name, "127.0.0.1:8000"), "WEB_BIND", "127.0.0.1:8000")
WEB_WORKERS = whole("WEB_WORKERS", 2, 1, 64)
WEB_THREADS = whole("WEB_THREADS", 6, 2, 64)
WEB_TIMEOUT = whole("WEB_TIMEOUT", 30, 5, 600)
WEB_GRACEFUL_TIMEOUT = whole("WEB_GRACEFUL_TIMEOUT", 30, 1, 600)
WEB_KEEPALIVE = whole("WEB_KEEPALIVE", 10, 0, 120)
WEB_MAX_REQUESTS = whole("WEB_MAX_REQUESTS", 20_000, 0, 10_000_000)

# The government furniture of the footer: what is empty is not shown, and there are no sample numbers.
PORTAL_CONTACT = env.str("PORTAL_CONTACT", "")
PORTAL_SECURITY_CONTACT = env.str("PORTAL_SECURITY_CONTACT", "")  # for /.well-known/security.txt
PORTAL_HOST = {"en": env.str("PORTAL_HOST_EN", ""), "zh": env.str("PORTAL_HOST_ZH", "")}
PORTAL_ORGANIZER = {"en": env.str("PORTAL_ORGANIZER_EN", ""), "zh": env.str("PORTAL_ORGANIZER_ZH", "")}
PORTAL_SITE_CODE = env.str("PORTAL_SITE_CODE", "")
PORTAL_ICP_NUMBER = env.str("PORTAL_ICP_NUMBER", "")
PORTAL_SECURITY_NUMBER = env.str("PORTAL_SECURITY_NUMBER", "")

ERROR_MAIL = env.list("ERROR_MAIL", [])
ACCESS_LOG = env.bool("ACCESS_LOG", not LOCAL)  # a line for each request, without who asked
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "filters": {"few": {"()": "portal.server.log.Few"}, "number": {"()": "portal.server.log.RequestNumber"}},
    "formatters": {"line": {"format": "{asctime} {levelname} {name} {request_id} {message}", "style": "{"}},
    "handlers": {
        "console": {"class": "logging.StreamHandler", "formatter": "line", "filters": ["few", "number"]},
        "mail": {"class": "portal.server.error_mails.ErrorMails", "level": "ERROR"},
    },
    "root": {"handlers": ["console"], "level": "WARNING"},
    "loggers": {
        "django": {"handlers": ["console"], "level": env.str("LOG_LEVEL", "WARNING"), "propagate": False},
        "django.request": {"handlers": ["mail"]},
    },
}
