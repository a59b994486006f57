"""The registry on the database of large installations."""

import os
import subprocess
import sys

import pytest

from tests.conftest import ROOT

from .conftest import Site, address_of, database

SUITES = ["tests/search/test_registry.py", "tests/search/test_access.py", "tests/search/test_drain.py"]


@pytest.mark.postgres
def test_the_suites_of_the_registry_pass_on_postgresql(empty_database: str):
    arguments = ["-q", "-p", "no:cacheprovider", "-p", "no:xdist", "--reuse-db", "-k", "not two_hundred", *SUITES]
    with database(empty_database) as name:  # Django puts "test_" before the name of the database that it tests on
        environment = os.environ | {"PORTAL_TEST_MAIN_DATABASE_URL": address_of(name.removeprefix("test_"))}
        command = [sys.executable, "-m", "pytest", *arguments]
        done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout[-5000:]


@pytest.mark.postgres
def test_no_query_waits_for_being_compiled(postgres_site: Site):
    assert postgres_site.run("setting", "jit") == "off"


@pytest.mark.postgres
def test_a_page_that_names_an_item_while_it_is_renamed_gets_its_new_name(postgres_site: Site):
    """Neither transaction sees the other's change, and the page's is indexed before the item's is committed."""
    site = postgres_site
    page, other = site.run("publish", "Samverkan"), site.process()
    with site.process().holding("rename_level", "Nyordad"):
        other.run("name_level", page)
        other.run("drain_all")
    assert site.run("found", "nyordad") == [page]
    assert site.differences() == {}


@pytest.mark.postgres
def test_one_that_yet_another_transaction_held_meanwhile_gets_it_too(postgres_site: Site):
    """Whoever looks the second time does not wait for that transaction, which in the end leaves no trace."""
    site = postgres_site
    site.run("publish", "Kort")  # Wagtail's own search locks all titles of the average length
    page = site.run("publish", "Samverkan mellan kommun och region")
    renamer, other = site.process(), site.process()
    renamer.run("begin_transaction")
    renamer.run("rename_level", "Nyordad")
    other.run("name_level", page)
    with other.holding("retitle", page, "Ansvar", end="roll_back"):
        renamer.run("commit")
    assert site.run("found", "nyordad") == [page]
    assert site.run("waiting") == []
    assert site.differences() == {}


@pytest.mark.postgres
@pytest.mark.parametrize("change", [("retitle", "Samarbete"), ("add_points", "Ett", "Två", "Tre")])
def test_nobody_who_indexes_waits_for_a_transaction(postgres_site: Site, closed_port: int, change: tuple[str, ...]):
    site = postgres_site
    page = site.run("publish", "Samverkan")
    site.environment["CELERY_BROKER_URL"] = f"redis://127.0.0.1:{closed_port}/0"
    name, *texts = change
    site.run(name, page, *texts)
    rebuilder = site.process()
    with site.process().holding("retitle", page, "Ansvar"):
        assert site.run("drain_all") == 1
        rebuilder.begin("rebuild")
    assert rebuilder.end()
    assert site.run("drain_all") == 0
    assert site.run("found", "ansvar") == [page]
    assert site.differences() == {}
