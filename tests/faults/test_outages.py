"""Engine and broker that are down, and real ones that do the work."""

from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from tests.services import require

from .conftest import Site, eventually, own_prefix
from .servers import Redis

WORKER = ("celery", "-A", "portal", "worker", "--pool", "prefork", "--concurrency", "2", "--loglevel", "WARNING")
BEAT = ("celery", "-A", "portal", "beat", "--loglevel", "WARNING", "--schedule")


def test_saves_pass_while_the_engine_is_down_and_are_found_when_it_is_back(site: Site, closed_port: int):
    site.run("publish", "Före")
    site.environment["SEARCH_URL"] = f"http://127.0.0.1:{closed_port}"
    page = site.run("publish", "Under tiden")
    assert site.run("pending") == [page]
    del site.environment["SEARCH_URL"]
    assert site.run("found", "under tiden") == [page]
    assert site.differences() == {}


def test_saves_pass_while_the_broker_is_down_and_wait_for_the_sweep(site: Site, closed_port: int):
    site.run("publish", "Före")
    site.environment["CELERY_BROKER_URL"] = f"redis://127.0.0.1:{closed_port}/0"
    page = site.run("publish", "Under tiden")
    assert site.run("pending") == [page]
    assert site.run("command", "search_drain") == 0
    assert site.run("found", "under tiden") == [page]


@pytest.fixture(params=["embedded", pytest.param("elasticsearch", marks=pytest.mark.elasticsearch)])
def site_with_broker(request: pytest.FixtureRequest, site: Site, broker: Redis, tmp_path: Path) -> Iterator[Site]:
    site.environment["CELERY_BROKER_URL"] = broker.address
    if request.param == "elasticsearch":
        site.environment |= {"SEARCH_URL": require("elasticsearch"), "SEARCH_INDEX_PREFIX": own_prefix(tmp_path)}
    yield site
    site.run("drop_all")


@pytest.mark.redis
def test_a_worker_indexes_what_is_published(site_with_broker: Site):
    site = site_with_broker
    site.run("rebuild")
    with site.running(*WORKER):
        page = site.run("publish", "Med arbetare")
        eventually(lambda: site.run("pending"), [])
        assert site.run("found", "med arbetare") == [page]


@pytest.mark.redis
def test_a_worker_makes_the_first_index_and_one_that_was_killed_is_made_up_for(site_with_broker: Site):
    site = site_with_broker
    first = site.run("publish", "Utan arbetare")
    with site.running(*WORKER) as worker:
        eventually(lambda: site.run("pending"), [])
        worker.kill()
    second = site.run("publish", "Medan ingen arbetar")
    assert site.run("pending") == [second]
    with site.running(*WORKER), site.running(*BEAT, str(site.folder / "beat")):
        eventually(lambda: site.run("pending"), [])
        eventually(lambda: site.run("found", "utan arbetare"), [first])
    assert site.differences() == {}


@pytest.mark.redis
def test_a_worker_outlives_its_broker_and_makes_up_for_lost_messages(site: Site, closed_port: int, tmp_path: Path):
    broker = Redis(closed_port, tmp_path)
    site.environment["CELERY_BROKER_URL"] = broker.address
    with ExitStack() as worker:
        with broker.running():
            worker.enter_context(site.running(*WORKER))
            site.run("publish", "Före")
            eventually(lambda: site.run("pending"), [])
        page = site.run("publish", "Under tiden")
        assert site.run("pending") == [page]
        with broker.running(), site.running(*BEAT, str(site.folder / "beat")):
            eventually(lambda: site.run("pending"), [])
            assert site.run("found", "under tiden") == [page]


@pytest.mark.elasticsearch
def test_elasticsearch_serves_the_same_site_and_the_way_back_is_open(site: Site, tmp_path: Path):
    page = site.run("publish", "Samma sida")
    site.environment |= {
        "SEARCH_URL": require("elasticsearch"),
        "SEARCH_INDEX_PREFIX": own_prefix(tmp_path),
    }
    try:
        site.run("rebuild")
        assert site.run("found", "samma sida") == [page]
        site.run("retitle", page, "Annan titel")
        assert site.run("found", "samma sida") == []
        assert site.differences() == {}
    finally:
        site.run("drop_all")
    del site.environment["SEARCH_URL"]
    assert site.run("found", "annan titel") == [page]
    assert site.differences() == {}
