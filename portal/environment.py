"""What the environment says, read for the settings. A value that cannot be meant stops the start and names its variable.

An empty variable counts as one that is not set: containers and `.env` files hand on empty ones.
"""

import os
import re
from collections.abc import Collection
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import dj_database_url

from django.core.exceptions import ImproperlyConfigured

# Seconds until a database host that does not answer counts as one that is down; `?connect_timeout=` in its address overrides it.
CONNECT_TIMEOUT = 5
FLAGS = dict.fromkeys(("1", "true", "yes", "on"), True) | dict.fromkeys(("0", "false", "no", "off"), False)


def text(name: str, default: str = "") -> str:
    return os.environ.get(name) or default


def words(name: str) -> list[str]:
    return [word.strip() for word in text(name).split(",") if word.strip()]


def folder(name: str, default: Path) -> Path:
    """A folder that can be written, or made when something is to be written."""
    found = Path(text(name, str(default)))
    if found.exists() and not (found.is_dir() and os.access(found, os.W_OK)):
        raise ImproperlyConfigured(f"{name} must be a folder that this user may write to, and is not: {found}")
    return found


def flag(name: str, default: bool = False) -> bool:
    return FLAGS[one_of(name, FLAGS, str(default))]


def number(name: str, default: int, least: int = 0) -> int:
    written = text(name, str(default)).strip()
    if not re.fullmatch(r"[0-9]{1,5}", written) or int(written) < least:
        raise ImproperlyConfigured(f"{name} must be a whole number from {least} to 99999, and is not: {written}")
    return int(written)


def one_of(name: str, values: Collection[str], default: str) -> str:
    """One of the values, however its letters are written."""
    written = text(name, default).strip()
    found = {value.lower(): value for value in values}.get(written.lower())
    if found is None:
        raise ImproperlyConfigured(f"{name} must be one of {', '.join(values)}, and is not: {written}")
    return found


def index_name(name: str, default: str) -> str:
    """The first part of a name that Elasticsearch takes for an index."""
    written = text(name, default)
    if not re.fullmatch(r"[a-z0-9][a-z0-9_.-]{0,99}", written):
        raise ImproperlyConfigured(f"{name} must be of small letters a to z, digits, - and _, and is not: {written}")
    return written


def web_address(name: str, default: str = "") -> str:
    return _address(name, text(name, default), ("http", "https"), ".*", "https://host or http://host:9200")


def redis_address(name: str) -> str:
    return _address(name, text(name), ("redis", "rediss"), r"(/\d*)?", "redis://host:6379/0")


def postgres_address(name: str) -> dict[str, Any]:
    """What Django wants to know of the database. Empty without an address.

    Other databases are refused: the portal asks PostgreSQL, or the SQLite file that it sets up itself.
    """
    url = text(name)
    if not url:
        return {}
    try:
        found: dict[str, Any] = {**dj_database_url.parse(url, conn_max_age=60, conn_health_checks=True)}
    except (ValueError, KeyError):
        found = {}
    if "://" not in url or not found.get("NAME") or found["ENGINE"] != "django.db.backends.postgresql":
        example = "postgres://user:password@host/name"
        raise ImproperlyConfigured(f"{name} must look like {example}; signs such as @ are percent-encoded.")
    options = {"connect_timeout": CONNECT_TIMEOUT, **found.get("OPTIONS", {})}
    return {**found, "OPTIONS": options}


def _address(name: str, url: str, schemes: Collection[str], path: str, example: str) -> str:
    """The address of a server, or nothing; whether it answers is no matter of the start. It may hold a password: never told."""
    try:
        parts = urlsplit(url)
        fits = parts.scheme in schemes and parts.hostname and parts.port != 0 and re.fullmatch(path, parts.path)
    except ValueError:
        fits = False
    if url and not fits:
        raise ImproperlyConfigured(f"{name} must look like {example}.")
    return url
