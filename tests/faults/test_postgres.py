"""The registry on the database of large installations."""

import os
import subprocess
import sys
import uuid
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from tests.conftest import ROOT
from tests.services import require

from .conftest import Site
from .test_outages import own_prefix

SUITES = ["tests/search/test_registry.py", "tests/search/test_access.py", "tests/search/test_drain.py"]


@pytest.mark.postgres
def test_the_suites_of_the_registry_pass_on_postgresql():
    environment = os.environ | {"PORTAL_TEST_MAIN_DATABASE_URL": require("postgres")}
    arguments = ["-q", "-p", "no:cacheprovider", "-p", "no:xdist", "--create-db", "-k", "not two_hundred", *SUITES]
    done = subprocess.run(
        [sys.executable, "-m", "pytest", *arguments], cwd=ROOT, env=environment, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stdout[-5000:]


@pytest.fixture
def large_site(tmp_path: Path) -> Iterator[Site]:
    """A site on PostgreSQL and Elasticsearch, with a database and indices of its own."""
    server = require("postgres")
    search = require("elasticsearch")
    name = f"test_{uuid.uuid4().hex[:12]}"
    site = Site(tmp_path)
    site.environment |= {
        "DATABASE_URL": f"{server.rpartition('/')[0]}/{name}",
        "SEARCH_URL": search,
        "SEARCH_INDEX_PREFIX": own_prefix(tmp_path),
    }
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(f'CREATE DATABASE "{name}"')
        try:
            site.manage("migrate", "--verbosity", "0")
            site.run("prepare_language")
            yield site
            site.run("drop_all")
        finally:
            site.close()
            connection.execute(f'DROP DATABASE "{name}" WITH (FORCE)')


@pytest.mark.postgres
@pytest.mark.elasticsearch
def test_writers_and_drainers_at_once_and_rebuilds_between_them_lose_nothing(large_site: Site):
    site = large_site
    for number in range(5):
        site.run("publish", f"Före {number}")
    site.run("rebuild")
    writers = [site.process() for _ in range(3)]
    for seed, writer in enumerate(writers):
        writer.begin("edit_at_random", seed, 40)
    for _ in range(3):
        site.run("rebuild")
    assert all(writer.end() < 40 for writer in writers)
    site.run("drain_all")
    assert site.run("pending") == []
    assert site.differences() == {}
