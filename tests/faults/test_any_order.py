"""Whatever is done in whatever order, what must be found is found, and by nobody who may not find it.

A short run does the same steps each time. PORTAL_TEST_NIGHTLY=1 does at least ten thousand others.
"""

import os
import time

import pytest
from hypothesis import HealthCheck, settings
from hypothesis.stateful import run_state_machine_as_test

from . import machine

IS_NIGHTLY = os.environ.get("PORTAL_TEST_NIGHTLY") == "1"
ENOUGH = 10_000
RUN = settings(
    max_examples=40 if IS_NIGHTLY else 8,
    stateful_step_count=50 if IS_NIGHTLY else 25,
    derandomize=not IS_NIGHTLY,
    database=None,
    deadline=None,
    suppress_health_check=list(HealthCheck),
)


@pytest.mark.django_db
def test_any_order_of_changes_and_faults_ends_with_the_right_pages_found(monkeypatch, settings, tmp_path):
    settings.SEARCH_INDEX_DIR = tmp_path
    machine.prepare(monkeypatch)
    began = time.monotonic()
    while True:
        run_state_machine_as_test(machine.Site, settings=RUN)
        if not IS_NIGHTLY or machine.Site.steps >= ENOUGH:
            break
    print(f"{machine.Site.steps} steps in {time.monotonic() - began:.0f} s")
    assert machine.Site.steps > 100
