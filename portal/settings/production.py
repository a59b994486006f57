"""A server that people use. What is missing stops the start instead of falling back to something weak."""

from django.core.exceptions import ImproperlyConfigured
from django.http.request import split_domain_port

from ..environment import flag, number, text
from .base import *  # noqa: F403
from .base import ALLOWED_HOSTS, BEHIND_PROXY, SECRET_KEY

# As much as Django's own deployment check asks for.
MIN_KEY_LENGTH, MIN_KEY_CHARACTERS = 50, 5
if len(SECRET_KEY) < MIN_KEY_LENGTH or len(set(SECRET_KEY)) < MIN_KEY_CHARACTERS:
    raise ImproperlyConfigured(f"Set SECRET_KEY to a random text of at least {MIN_KEY_LENGTH} characters.")
# What is no name (such as * or an address) has no domain; Django compares names without their port.
if not ALLOWED_HOSTS or not all(domain and not port for domain, port in map(split_domain_port, ALLOWED_HOSTS)):
    raise ImproperlyConfigured("Set ALLOWED_HOSTS to the site's host names, without ports, separated by commas.")

# TLS normally ends in a proxy in front; HTTPS=0 is for a closed test network only.
HTTPS = flag("HTTPS", default=True)
SECURE_SSL_REDIRECT = HTTPS
SECURE_REDIRECT_EXEMPT = ["^health/"]  # probes come from beside the process, without TLS
SESSION_COOKIE_SECURE = HTTPS
CSRF_COOKIE_SECURE = HTTPS
SECURE_HSTS_SECONDS = 31_536_000 if HTTPS else 0  # one year
SECURE_HSTS_INCLUDE_SUBDOMAINS = HTTPS
SECURE_HSTS_PRELOAD = flag("HSTS_PRELOAD")
if BEHIND_PROXY:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")

EMAIL_HOST = text("EMAIL_HOST", "localhost")
EMAIL_PORT = number("EMAIL_PORT", 25, least=1)
EMAIL_HOST_USER = text("EMAIL_HOST_USER")
EMAIL_HOST_PASSWORD = text("EMAIL_HOST_PASSWORD")
EMAIL_USE_TLS = flag("EMAIL_USE_TLS")
DEFAULT_FROM_EMAIL = text("DEFAULT_FROM_EMAIL", "webmaster@localhost")
