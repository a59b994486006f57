"""Settings shared by every environment. Values are safe by default; `dev` relaxes them, `production` only demands more.

Everything that differs between installations comes from environment variables, all listed in the README.
"""

import os
from pathlib import Path
from typing import Any

from ..caches import cache_at
from ..environment import (
    flag,
    folder,
    index_name,
    number,
    one_of,
    postgres_address,
    redis_address,
    text,
    web_address,
    words,
)

BASE_DIR = Path(__file__).resolve().parent.parent.parent
# Everything an installation writes (database, index, uploads, demo secret) lies in one folder, so that one folder is backed up.
VAR_DIR = folder("PORTAL_VAR_DIR", BASE_DIR / "var")

SECRET_KEY = text("SECRET_KEY")
DEBUG = False
ALLOWED_HOSTS = words("ALLOWED_HOSTS")
CSRF_TRUSTED_ORIGINS = words("CSRF_TRUSTED_ORIGINS")

INSTALLED_APPS = [
    "portal",
    "home",
    "knowledge",
    "search",
    "wagtail_localize",
    "wagtail_localize.locales",
    "wagtail.contrib.forms",
    "wagtail.contrib.redirects",
    "wagtail.contrib.settings",
    "wagtail.embeds",
    "wagtail.sites",
    "wagtail.users",
    "wagtail.snippets",
    "wagtail.documents",
    "wagtail.images",
    "wagtail.search",
    "wagtail.admin",
    "wagtail",
    "modelcluster",
    "taggit",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.sitemaps",
    "django.contrib.staticfiles",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "portal.middleware.ContentSecurityPolicyMiddleware",
    "search.statistics.clicks.ClickMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "portal.middleware.AddressLanguageMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "knowledge.middleware.IncompletePageMiddleware",
    "wagtail.contrib.redirects.middleware.RedirectMiddleware",
]

ROOT_URLCONF = "portal.urls"
LOGIN_REDIRECT_URL = "/"  # for who has logged in without having been sent from a page
WSGI_APPLICATION = "portal.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.debug",
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ],
        },
    },
]

# WAL lets readers and one writer work side by side. IMMEDIATE takes the write lock when a transaction begins, because
# SQLite answers "database is locked" at once, without waiting, when a reading transaction later wants to write.
SQLITE = {
    "ENGINE": "django.db.backends.sqlite3",
    "NAME": VAR_DIR / "portal.sqlite3",
    "OPTIONS": {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;",
    },
}
DATABASES: dict[str, dict[str, Any]] = {"default": postgres_address("DATABASE_URL") or SQLITE}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]

# Swedish is the source language; Finnish and English are translated from it. Adding a locale: one line here, one module
# in search/language and the translations in */locale.
LANGUAGE_CODE = "sv"
LANGUAGES = WAGTAIL_CONTENT_LANGUAGES = [("sv", "Svenska"), ("fi", "Suomi"), ("en", "English")]
WAGTAILADMIN_PERMITTED_LANGUAGES = [("sv", "Svenska"), ("en", "English")]
LOCALE_PATHS = [BASE_DIR / "portal" / "locale"]
TIME_ZONE = "Europe/Stockholm"
WAGTAIL_USER_TIME_ZONES = ["Europe/Stockholm"]
USE_I18N = True
USE_TZ = True
WAGTAIL_I18N_ENABLED = True
# Every address can be read out and typed, whoever made the page: å and ä become a, ö becomes o.
WAGTAIL_ALLOW_UNICODE_SLUGS = False
# A translation that has just been begun is a draft: as live as its source it would show Swedish text under a Finnish address.
WAGTAILLOCALIZE_SYNC_LIVE_STATUS_ON_TRANSLATE = False

STATIC_URL = "/static/"
STATIC_ROOT = BASE_DIR / "staticfiles"
STATICFILES_DIRS = [BASE_DIR / "static"]
MEDIA_URL = "/media/"
MEDIA_ROOT = VAR_DIR / "media"
# Uploads that are not for everybody; never inside of MEDIA_ROOT, and no web server hands it out.
PRIVATE_ROOT = VAR_DIR / "private"
# Whether Django itself hands out uploaded images; a web server in front does it better.
SERVE_MEDIA = flag("SERVE_MEDIA")
STORAGES = {
    "default": {"BACKEND": "portal.uploads.Uploads"},
    # File names carry a hash of the content, so browsers may keep them for ever.
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}

# What the accessibility statement declares conformance with; the regulation names this edition.
ACCESSIBILITY_STANDARD = "EN 301 549 V3.2.1"

WAGTAIL_SITE_NAME = "Nära vård"
WAGTAILADMIN_USER_LOGIN_FORM = "portal.login.LoginForm"
WAGTAILADMIN_BASE_URL = web_address("PORTAL_BASE_URL", "http://localhost:8000")
# Only Wagtail's own admin search and choosers use this backend; visitors' search is the `search` app.
WAGTAILSEARCH_BACKENDS = {"default": {"BACKEND": "wagtail.search.backends.database"}}
WAGTAILIMAGES_EXTENSIONS = ["avif", "gif", "jpg", "jpeg", "png", "webp", "svg"]
WAGTAILDOCS_EXTENSIONS = ["csv", "docx", "odt", "pdf", "pptx", "txt", "xlsx"]
# Documents are served through Django and lie where nothing else serves them, so that a private collection stays private.
WAGTAILDOCS_SERVE_METHOD = "serve_view"
WAGTAILIMAGES_FORMAT_CONVERSIONS = {"avif": "webp"}
# No avatar or update check may call another host.
WAGTAIL_GRAVATAR_PROVIDER_URL = None
WAGTAIL_ENABLE_UPDATE_CHECK = False
WAGTAIL_ENABLE_WHATS_NEW_BANNER = False
WAGTAILEMBEDS_FINDERS: list[dict] = []
DATA_UPLOAD_MAX_NUMBER_FIELDS = 10_000

# Anonymous visitors get no cookie: sessions and CSRF tokens exist only where someone logs in or sends a form.
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_SAMESITE = "Lax"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
# The editor's live preview shows pages in a frame of our own, so the check that asks for DENY does not apply.
X_FRAME_OPTIONS = "SAMEORIGIN"
SILENCED_SYSTEM_CHECKS = ["security.W019"]

# What visitors write to the editors: tried for so many seconds before it waits, and kept for so many days once it is sent.
EMAIL_TIMEOUT = 10
MESSAGES_KEPT_DAYS = number("MESSAGES_KEPT_DAYS", 365, least=1)
# Whether a proxy in front tells where requests come from, in X-Forwarded-For.
BEHIND_PROXY = flag("BEHIND_PROXY")

# What the processes share and need not keep: of one host in PORTAL_VAR_DIR, of several in a Redis server.
CACHES = {
    "default": cache_at(redis_address("CACHE_URL"), VAR_DIR / "cache"),
    "words": cache_at("", VAR_DIR / "words"),  # what is made of word lists: megabytes, that each host makes for itself
}

# Visitors' search. Without SEARCH_URL the index is embedded and lies in PORTAL_VAR_DIR; with it, an Elasticsearch server.
SEARCH_URL = web_address("SEARCH_URL")
SEARCH_INDEX_DIR = VAR_DIR / "index"
SEARCH_INDEX_PREFIX = index_name("SEARCH_INDEX_PREFIX", "naravard")
# Processes that make the whole index of a large site, the one that is asked among them. What memory each takes: docs/operations.
SEARCH_REBUILD_PROCESSES = number("SEARCH_REBUILD_PROCESSES", min(4, os.cpu_count() or 1), least=1)
# What one address may ask for in a minute; a whole town hall may stand behind one. 0: as often as it likes.
SEARCHES_PER_MINUTE = number("SEARCHES_PER_MINUTE", 600)
SUGGESTIONS_PER_MINUTE = number("SUGGESTIONS_PER_MINUTE", 3000)

# What visitors search for is counted without anything about them: for so many days, and for so many those queries that too
# few have asked to be shown.
SEARCH_STATISTICS = flag("SEARCH_STATISTICS", default=True)
SEARCH_STATISTICS_DAYS = number("SEARCH_STATISTICS_DAYS", 400, least=1)
SEARCH_STATISTICS_RARE_DAYS = number("SEARCH_STATISTICS_RARE_DAYS", 90, least=1)

# Without a broker every process does its own work; with one, Celery workers do.
CELERY_BROKER_URL = redis_address("CELERY_BROKER_URL")
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_SERIALIZER = "json"
CELERY_ACCEPT_CONTENT = ["json"]
CELERY_TASK_TIME_LIMIT = 300  # seconds
# Files have a queue of their own, so that pages need not wait behind them. A worker without -Q takes from both.
CELERY_TASK_QUEUES: dict[str, dict] = {"celery": {}, "files": {}}
CELERY_TASK_ROUTES = {"search.read_files": {"queue": "files"}}
CELERY_TIMEZONE = TIME_ZONE
# A save must never wait for a broker that is down: one attempt of at most 0.3 seconds, as kombu would otherwise go on for
# six. Workers, which do wait for it, have their own settings.
CELERY_BROKER_TRANSPORT_OPTIONS = {
    "socket_connect_timeout": 0.3,
    "socket_timeout": 5,
    "max_retries": 0,
    "interval_start": 0,
    "interval_step": 0,
    "interval_max": 0,
}
CELERY_BROKER_CONNECTION_TIMEOUT = 1
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_BROKER_CONNECTION_MAX_RETRIES = None  # a worker waits for its broker as long as it takes
CELERY_WORKER_CONSUMER = "portal.consumer:PatientConsumer"
# Messages do not pile up for ever while no worker runs, and outlast clocks that differ by minutes between hosts.
CELERY_BEAT_SCHEDULE = {
    "search-sweep": {"task": "search.drain", "schedule": 5.0, "options": {"expires": 3600}},
    "search-files": {"task": "search.read_files", "schedule": 15.0, "options": {"expires": 3600}},
    "search-statistics": {"task": "search.forget_statistics", "schedule": 86_400.0, "options": {"expires": 3600}},
    "planned": {"task": "knowledge.publish_planned", "schedule": 60.0, "options": {"expires": 3600}},
    "messages": {"task": "home.send_messages", "schedule": 60.0, "options": {"expires": 3600}},
    "retention": {"task": "home.forget", "schedule": 3600.0, "options": {"expires": 3600}},
}

# What a scraper of /health/metrics sends as bearer token; without it nobody gets the page.
METRICS_TOKEN = text("METRICS_TOKEN")

LOG_FORMAT = one_of("LOG_FORMAT", ("line", "json"), "line")  # json: one object a line, for a log collector
LOG_LEVEL = one_of("LOG_LEVEL", ("DEBUG", "INFO", "WARNING", "ERROR", "CRITICAL"), "WARNING")
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "line": {"format": "{asctime} {levelname} {name}: {message}", "style": "{"},
        "json": {
            "()": "pythonjsonlogger.json.JsonFormatter",
            "fmt": "{levelname}{name}{process}{message}",
            "style": "{",
            "timestamp": "time",  # with its zone: a collector has hosts of several
            "rename_fields": {"levelname": "level", "name": "logger"},
        },
    },
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": LOG_FORMAT}},
    # The client tells of each attempt that fails, with a whole traceback; what became of the request is told by the search.
    "loggers": {"elastic_transport": {"level": "ERROR"}},
    "root": {"handlers": ["console"], "level": LOG_LEVEL},
}
