"""Settings come from the environment: safe without it, and refused in production where they would be weak."""

import importlib
import os
import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
import yaml

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.db import connection
from django.db.backends.postgresql.base import DatabaseWrapper

import portal.settings
from tests.conftest import demo_environment

ROOT = Path(__file__).resolve().parents[2]
KEY = "aB3$" * 20 + "xyz9"
NAMES = ("base", "dev", "production")

Load = Callable[..., ModuleType]


@pytest.fixture
def load(monkeypatch: pytest.MonkeyPatch, tmp_path: Any) -> Iterator[Load]:
    """Reads a settings module anew, in an environment that holds nothing but what is given."""
    modules = {f"portal.settings.{name}": sys.modules.get(f"portal.settings.{name}") for name in NAMES}

    def load(name: str, **environment: str) -> ModuleType:
        for variable in documented():
            monkeypatch.delenv(variable, raising=False)
        for variable, value in {"PORTAL_VAR_DIR": str(tmp_path), **environment}.items():
            monkeypatch.setenv(variable, value)
        for module in modules:
            sys.modules.pop(module, None)
        return importlib.import_module(f"portal.settings.{name}")

    yield load
    for module, before in modules.items():
        sys.modules.pop(module, None)
        if before is not None:
            sys.modules[module] = before
            setattr(portal.settings, module.rpartition(".")[2], before)


def services() -> dict[str, Any]:
    return yaml.safe_load((ROOT / "compose.yaml").read_text())["services"]


def documented() -> set[str]:
    """The settings of the README's table."""
    rows = re.findall(r"^\| (`[A-Z].*?) \|", (ROOT / "README.md").read_text(), re.MULTILINE)
    return {name for row in rows for name in re.findall(r"`(\w+)`", row)}


@pytest.mark.parametrize("name", ["migrate", "web", "worker", "files", "beat"])
def test_every_setting_reaches_the_containers(name: str) -> None:
    """Without a value a variable is passed on where it is set, and else left out."""
    passed_on = {
        variable
        for variable, value in services()[name]["environment"].items()
        if value is None or f"${{{variable}:" in value
    }

    assert {"SECRET_KEY", "EMAIL_HOST", "SUGGESTIONS_PER_MINUTE"} < documented()
    # The image holds the folder, and nothing but a production server runs in it.
    assert documented() - passed_on == {"PORTAL_VAR_DIR", "DEBUG"}


def test_containers_set_nothing_that_is_not_a_setting() -> None:
    assert set(services()["web"]["environment"]) - documented() == {"PGPASSWORD"}


def test_only_this_host_reaches_a_container_that_believes_its_proxy() -> None:
    assert [port.split(":")[0] for service in services().values() for port in service.get("ports", [])] == ["127.0.0.1"]


def test_any_password_of_the_database_will_do_in_the_containers(load: Load) -> None:
    """It is in no address, where signs would have a meaning; without one Django leaves it to PostgreSQL's PGPASSWORD."""
    environment = services()["web"]["environment"]
    url = re.fullmatch(r"\$\{DATABASE_URL:-(.+)\}", environment["DATABASE_URL"])
    found = load("base", DATABASE_URL=url[1]).DATABASES["default"]
    wrapper = DatabaseWrapper({"TIME_ZONE": None, "OPTIONS": {}, **found})

    assert environment["PGPASSWORD"] == services()["postgres"]["environment"]["POSTGRES_PASSWORD"]
    assert (found["HOST"], found["NAME"]) == ("postgres", "portal")
    assert "password" not in wrapper.get_connection_params()


def production(load: Load, **environment: str) -> ModuleType:
    return load("production", **{"SECRET_KEY": KEY, "ALLOWED_HOSTS": "portal.example.org", **environment})


@pytest.mark.parametrize("key", ["", "changeme", "x" * 80, "abcd" * 20, KEY[:49]])
def test_production_refuses_a_weak_key(load: Load, key: str) -> None:
    with pytest.raises(ImproperlyConfigured, match="SECRET_KEY"):
        production(load, SECRET_KEY=key)


@pytest.mark.parametrize(
    "hosts", ["", " , ", "*", "portal.example.org,*", "https://portal.example.org", "portal.example.org:443"]
)
def test_production_refuses_to_answer_for_any_host_or_for_none(load: Load, hosts: str) -> None:
    with pytest.raises(ImproperlyConfigured, match="ALLOWED_HOSTS"):
        production(load, ALLOWED_HOSTS=hosts)


def test_production_is_strict_unless_told_otherwise(load: Load) -> None:
    found = production(load, ALLOWED_HOSTS="a.example.org, b.example.org", DEBUG="1")

    assert found.DEBUG is False
    assert found.ALLOWED_HOSTS == ["a.example.org", "b.example.org"]
    assert found.SECURE_SSL_REDIRECT
    assert found.SESSION_COOKIE_SECURE
    assert found.CSRF_COOKIE_SECURE
    assert found.SECURE_HSTS_SECONDS >= 31_536_000
    assert not hasattr(found, "SECURE_PROXY_SSL_HEADER")


def test_a_closed_network_may_do_without_tls(load: Load) -> None:
    found = production(load, HTTPS="0")

    assert not found.SECURE_SSL_REDIRECT
    assert not found.SESSION_COOKIE_SECURE
    assert found.SECURE_HSTS_SECONDS == 0


def test_a_proxy_is_trusted_only_where_there_is_one(load: Load) -> None:
    assert production(load, BEHIND_PROXY="1").SECURE_PROXY_SSL_HEADER == ("HTTP_X_FORWARDED_PROTO", "https")


@pytest.mark.parametrize(
    "url",
    [
        "nonsense",
        "://",
        "mongodb://a/b",
        "sqlite:///user.sqlite3",
        "postgres://user:word@host",
        "postgres:/user:word@host/db",
        "postgres://user:pa/ss@host/db",
        "postgres://user:word@host:port/db",
    ],
)
def test_a_database_address_that_cannot_be_read_is_one_clear_line_without_its_password(load: Load, url: str) -> None:
    with pytest.raises(ImproperlyConfigured, match="DATABASE_URL") as caught:
        load("base", DATABASE_URL=url)

    assert str(caught.value).startswith("DATABASE_URL must look like postgres://user:password@host/name")
    assert not any(part in str(caught.value) for part in ("pa/ss", ":word", "sqlite"))


def test_a_database_address_is_used(load: Load) -> None:
    found = load("base", DATABASE_URL="postgres://user:word@db.example.org:5433/portal").DATABASES["default"]

    assert (found["ENGINE"], found["HOST"], found["PORT"]) == ("django.db.backends.postgresql", "db.example.org", 5433)
    assert found["CONN_HEALTH_CHECKS"]


def test_a_database_host_that_does_not_answer_is_not_waited_for_long(load: Load) -> None:
    address = "postgres://user:word@db.example.org/portal"

    assert load("base", DATABASE_URL=address).DATABASES["default"]["OPTIONS"]["connect_timeout"] == 5
    patient = load("base", DATABASE_URL=f"{address}?connect_timeout=30").DATABASES["default"]
    assert patient["OPTIONS"]["connect_timeout"] == 30


def test_a_folder_that_cannot_be_written_to_stops_the_start(load: Load, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "access", lambda path, mode: mode != os.W_OK)  # root may write anywhere

    with pytest.raises(ImproperlyConfigured, match="^PORTAL_VAR_DIR must be a folder that this user may write to"):
        load("base")


def test_without_one_the_database_is_a_file_in_the_var_folder(load: Load, tmp_path: Any) -> None:
    found = load("base").DATABASES["default"]

    assert found["NAME"] == tmp_path / "portal.sqlite3"
    assert found["OPTIONS"]["transaction_mode"] == "IMMEDIATE"


@pytest.mark.django_db(transaction=True)
@pytest.mark.skipif(connection.vendor != "sqlite", reason="asks SQLite")
def test_sqlite_lets_readers_and_a_writer_work_side_by_side() -> None:
    with connection.cursor() as cursor:
        journal = cursor.execute("PRAGMA journal_mode").fetchone()[0]
        synchronous = cursor.execute("PRAGMA synchronous").fetchone()[0]

    assert (journal, synchronous) == ("wal", 1)
    assert connection.transaction_mode == "IMMEDIATE"


def test_the_base_is_safe_by_itself(load: Load) -> None:
    found = load("base")

    assert found.DEBUG is False
    assert (found.SECRET_KEY, found.ALLOWED_HOSTS) == ("", [])
    assert (found.SEARCH_URL, found.CELERY_BROKER_URL) == ("", "")


def test_each_installation_for_development_makes_a_key_of_its_own_and_keeps_it(load: Load, tmp_path: Any) -> None:
    first = load("dev").SECRET_KEY

    assert len(first) >= 50
    assert first == load("dev").SECRET_KEY
    assert (tmp_path / "secret_key").stat().st_mode & 0o077 == 0
    assert first != load("dev", PORTAL_VAR_DIR=str(tmp_path / "other")).SECRET_KEY


def test_nobody_but_this_machine_reaches_a_development_server(load: Load) -> None:
    assert "*" not in load("dev").ALLOWED_HOSTS


@pytest.mark.parametrize(
    ("written", "read"), [("1", True), ("True", True), (" yes ", True), ("0", False), ("OFF", False)]
)
def test_flags_are_read_as_people_write_them(load: Load, written: str, read: bool) -> None:
    assert load("base", SERVE_MEDIA=written).SERVE_MEDIA is read


WRONG = {
    "HTTPS": ["maybe", "2"],
    "PORTAL_VAR_DIR": [__file__],
    "SEARCH_STATISTICS": ["sometimes"],
    "MESSAGES_KEPT_DAYS": ["a year", "0", "-1", "1.5", "²", "999999"],
    "SEARCH_STATISTICS_DAYS": ["0"],
    "SEARCH_STATISTICS_RARE_DAYS": ["0"],
    "SEARCH_REBUILD_PROCESSES": ["0", "many"],
    "SEARCHES_PER_MINUTE": ["-1"],
    "SUGGESTIONS_PER_MINUTE": ["many"],
    "EMAIL_PORT": ["smtp"],
    "LOG_LEVEL": ["loud"],
    "LOG_FORMAT": ["xml"],
    "PORTAL_BASE_URL": ["portal.example.org"],
    "SEARCH_INDEX_PREFIX": ["Big Prefix", "*", "-a"],
    "SEARCH_URL": ["nonsense", "host:9200", "http://", "ftp://host", "http://host:port", "http://[host"],
    "CELERY_BROKER_URL": [
        "nonsense",
        "host:6379",
        "http://host",
        "redis://",
        "redis://u:word@host:port/0",
        "redis://host/a",
    ],
    "CACHE_URL": ["localhost:6379", "http://host:6379", "redis://", "redis://host/a"],
}


@pytest.mark.parametrize(("name", "value"), [(name, value) for name, values in WRONG.items() for value in values])
def test_a_value_that_cannot_be_meant_stops_the_start_and_is_named(load: Load, name: str, value: str) -> None:
    """A web process has no other check before it serves pages."""
    with pytest.raises(ImproperlyConfigured, match=f"^{name} must ") as caught:
        production(load, **{name: value})

    assert "word@" not in str(caught.value)


def test_an_empty_variable_is_as_none(load: Load) -> None:
    """Containers and `.env` files hand on empty ones; an empty HTTPS must not turn TLS off."""
    names = documented() - {"SECRET_KEY", "ALLOWED_HOSTS", "PORTAL_VAR_DIR"}
    unset, empty = production(load), production(load, **dict.fromkeys(names, ""))

    assert empty.SECURE_SSL_REDIRECT
    assert [name for name in dir(unset) if name.isupper() and getattr(unset, name) != getattr(empty, name)] == []


def test_addresses_of_servers_are_used(load: Load) -> None:
    found = load(
        "base",
        SEARCH_URL="https://u:word@host:9200",
        CELERY_BROKER_URL="rediss://:word@host/0",
        CACHE_URL="redis://host",
    )

    assert (found.SEARCH_URL, found.CELERY_BROKER_URL) == ("https://u:word@host:9200", "rediss://:word@host/0")
    assert found.CACHES["default"]["LOCATION"] == "redis://host"
    assert found.CACHES["words"]["LOCATION"] == found.VAR_DIR / "words"


def test_the_level_of_the_log_may_be_written_in_small_letters(load: Load) -> None:
    assert load("base", LOG_LEVEL="info").LOGGING["root"]["level"] == "INFO"


def test_visitors_search_is_not_wagtails(load: Load) -> None:
    assert settings.WAGTAILSEARCH_BACKENDS["default"]["BACKEND"] == "wagtail.search.backends.database"


def test_who_has_no_servers_loads_none_of_their_libraries(tmp_path: Path) -> None:
    code = "import django, sys; django.setup(); print({'elasticsearch', 'redis'} & set(sys.modules))"

    loaded = subprocess.run(
        [sys.executable, "-c", code],
        cwd=ROOT,
        env=demo_environment(tmp_path),
        capture_output=True,
        text=True,
        check=True,
    )

    assert loaded.stdout.strip() == "set()"
