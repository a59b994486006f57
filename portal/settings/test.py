"""Fast and isolated: nothing of this module reads or writes the installation's own folder."""

import os
import tempfile
from pathlib import Path

_FOLDER = tempfile.TemporaryDirectory(prefix="portal-test-", ignore_cleanup_errors=True)  # goes when the process ends
_VAR = Path(_FOLDER.name)
os.environ["PORTAL_VAR_DIR"] = str(_VAR)
# The suites that use a real server name it themselves (tests/services.py); the rest must not pick one up by accident.
os.environ.pop("SEARCH_URL", None)
os.environ.pop("CELERY_BROKER_URL", None)
os.environ["DATABASE_URL"] = os.environ.get("PORTAL_TEST_MAIN_DATABASE_URL", "")

from .base import *  # noqa: E402, F403
from .base import DATABASES  # noqa: E402

CACHES = {alias: {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"} for alias in ("default", "words")}
SECRET_KEY = "only-for-tests"  # noqa: S105
ALLOWED_HOSTS = ["*"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
STORAGES = {
    "default": {"BACKEND": "portal.uploads.Uploads"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
WHITENOISE_AUTOREFRESH = True
# Tests ask more than any visitor, all from one address.
SEARCHES_PER_MINUTE = SUGGESTIONS_PER_MINUTE = 0
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    # A file, not memory: live-server and multi-process tests share the database between threads and processes.
    DATABASES["default"]["TEST"] = {"NAME": str(_VAR / "test.sqlite3")}
