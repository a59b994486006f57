"""Questions in plain Swedish about care and welfare, where their file lies beside the checkout: README.md tells which."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import ROOT
from tests.services import ADDRESS_VARIABLES, require

from .engines import ELASTICSEARCH, TANTIVY

FILE = ROOT.parent / "shared" / "relevance" / "swefaq_dev.jsonl"

pytestmark = [
    pytest.mark.skipif(not FILE.exists(), reason=f"the questions are no part of the project: no {FILE.name}"),
    pytest.mark.xdist_group("swefaq"),
]


@pytest.fixture(scope="module")
def measured(migrated_folder: Path) -> dict[str, Any]:
    server = os.environ.get(ADDRESS_VARIABLES["elasticsearch"], "")
    done = subprocess.run(
        [
            sys.executable,
            "-m",
            "tests.relevance.swefaq",
            str(FILE),
            "--json",
            "--engine",
            "both" if server else TANTIVY,
            "--tables",
            str(migrated_folder),
        ],
        cwd=ROOT,
        env=os.environ | {"SEARCH_URL": server},
        check=True,
        capture_output=True,
        text=True,
    )
    return json.loads(done.stdout.splitlines()[-1])


@pytest.mark.parametrize("engine", [TANTIVY, pytest.param(ELASTICSEARCH, marks=pytest.mark.elasticsearch)])
def test_questions_find_their_answers(measured: dict[str, Any], engine: str):
    if engine == ELASTICSEARCH:
        require("elasticsearch")

    assert measured["ndcg"][engine] >= 0.74


@pytest.mark.elasticsearch
def test_every_engine_answers_every_question_alike(measured: dict[str, Any]):
    require("elasticsearch")

    assert measured["different"] == []
