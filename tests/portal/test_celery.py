"""Workers and beat log as the rest of the site does."""

import json
import subprocess
import sys
from datetime import datetime
from pathlib import Path

import pytest

from tests.conftest import ROOT, demo_environment

# What `celery worker` and `celery beat` do to logging when they start, and then lines of the site's and one of Celery's.
START = """
import logging
from portal.celery import app
app.log.setup(loglevel="INFO", redirect_stdouts=True)
logging.getLogger("search.drain").warning("12 väntar")
logging.getLogger("search.drain").info("nobody has asked for this")
logging.getLogger("celery.worker").info("ready")
"""


def test_each_line_is_an_object_where_a_collector_asks_for_that(tmp_path: Path) -> None:
    environment = {**demo_environment(tmp_path), "LOG_FORMAT": "json", "LOG_LEVEL": "WARNING"}
    done = subprocess.run(
        [sys.executable, "-c", START], cwd=ROOT, env=environment, check=True, capture_output=True, text=True
    )

    lines = [json.loads(line) for line in done.stderr.splitlines()]
    told = [(line["logger"], line["level"], line["message"]) for line in lines]
    assert told == [("search.drain", "WARNING", "12 väntar"), ("celery.worker", "INFO", "ready")]
    assert all(datetime.fromisoformat(line["time"]).tzinfo for line in lines)


@pytest.mark.parametrize("process", ["worker", "beat"])
def test_a_process_without_a_broker_says_so_and_ends(process: str, tmp_path: Path) -> None:
    own_files = ["--schedule", str(tmp_path / "schedule")] if process == "beat" else []
    done = subprocess.run(
        [sys.executable, "-m", "celery", "-A", "portal", process, *own_files],
        cwd=ROOT,
        env=demo_environment(tmp_path),
        capture_output=True,
        text=True,
        timeout=60,
    )

    assert done.returncode == 1
    assert "Set CELERY_BROKER_URL" in done.stderr
