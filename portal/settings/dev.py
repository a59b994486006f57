"""One machine, one person: debug pages, plain static files and a secret key kept in the var folder."""

from django.core.management.utils import get_random_secret_key

from ..environment import flag
from .base import *  # noqa: F403
from .base import SECRET_KEY, VAR_DIR

DEBUG = flag("DEBUG", default=True)
ALLOWED_HOSTS = ["localhost", "127.0.0.1", "[::1]", ".localhost"]
STORAGES = {
    "default": {"BACKEND": "portal.uploads.Uploads"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
EMAIL_BACKEND = "django.core.mail.backends.console.EmailBackend"


def own_secret_key() -> str:
    """A key of this folder's own, so that no key is ever shared through the repository."""
    VAR_DIR.mkdir(parents=True, exist_ok=True)
    path = VAR_DIR / "secret_key"
    if not path.exists():
        path.touch(mode=0o600)
        path.write_text(get_random_secret_key())
    return path.read_text()


SECRET_KEY = SECRET_KEY or own_secret_key()

# Static files come straight from static/, uploads from the var folder: no collectstatic and no web server in front.
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = True
SERVE_MEDIA = True
