"""The judged portal queries: that they are sound as data, and that the search answers them well enough."""

import json
import os
import re
import shutil
import subprocess
import sys
import unicodedata
from collections import Counter
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.conftest import ROOT, demo_environment
from tests.services import ADDRESS_VARIABLES, require

from .engines import ELASTICSEARCH, TANTIVY, differing
from .judged import BEST_GRADE, OUT_OF_SCOPE, JudgedQuery, load, page_key

DEMO = ROOT / "home" / "demo"
CATEGORIES = {
    "abbreviations",
    "inflections",
    "compounds",
    "missing_diacritics",
    "typos",
    "half_words",
    "identifiers",
    "questions",
    "places",
    "english_finnish",
    "marked",
    "labels",
    "out_of_scope",
}
# Small words say nothing of whether a query repeats a title.
SMALL_WORDS = frozenset("att av den det en ett för i inte med mellan och om på som till vi är in is the who".split())
# What is measured once serves all tests of this file.
pytestmark = pytest.mark.xdist_group("portal queries")
QUERIES = load()
IN_SCOPE = [query for query in QUERIES if query.in_scope]


@cache
def demo_files() -> dict[tuple[str, str], Path]:
    """The demo pages by key and locale."""
    return {(page_key(path.stem), _front_matter(path).get("locale", "sv")): path for path in DEMO.glob("*.md")}


def _front_matter(path: Path) -> dict[str, Any]:
    return yaml.safe_load(path.read_text(encoding="utf-8").split("---\n", 2)[1])


def _headings(path: Path) -> list[str]:
    """The title and headings of a page; the glossary's are the terms of the vocabulary."""
    front_matter = _front_matter(path)
    if front_matter["kind"] == "glossary":
        vocabularies = yaml.safe_load((path.parent / "vocabularies.yaml").read_text(encoding="utf-8"))
        return [front_matter["title"], *(term["term"] for term in vocabularies["terms"])]
    return [front_matter["title"], *re.findall(r"^#{2,4} (.+)$", path.read_text(encoding="utf-8"), re.MULTILINE)]


def _words(text: str) -> set[str]:
    return {_folded(word) for word in re.findall(r"\w+", text.casefold()) if word not in SMALL_WORDS}


def _folded(word: str) -> str:
    return "".join(char for char in unicodedata.normalize("NFD", word) if not unicodedata.combining(char))


def repeats_title(query: JudgedQuery) -> bool:
    """Some word of the query stands in an answer's title, in this or another form: inside it or with the same beginning."""
    titles = " ".join(_front_matter(demo_files()[key, query.locale])["title"] for key in query.answers)
    return any(
        word in other or other in word or word[:5] == other[:5]
        for word in _words(query.meant or query.query)
        for other in _words(titles)
    )


def test_every_category_has_six_queries_or_more():
    counts = Counter(query.category for query in QUERIES)

    assert set(counts) == CATEGORIES
    assert min(counts.values()) >= 6
    assert len(QUERIES) >= 80


def test_no_query_is_asked_twice():
    assert len({(query.query, query.locale) for query in QUERIES}) == len(QUERIES)


def test_every_judged_page_is_in_the_demo_site():
    assert {
        (key, query.locale) for query in QUERIES for key in query.relevant if (key, query.locale) not in demo_files()
    } == set()


def test_every_query_in_scope_has_an_answer_and_no_other_has_a_relevant_page():
    assert [query.query for query in IN_SCOPE if not query.answers] == []
    assert [query.query for query in QUERIES if not query.in_scope and query.relevant] == []
    assert {grade for query in IN_SCOPE for grade in query.relevant.values()} <= set(range(1, BEST_GRADE + 1))


def test_the_very_section_of_a_query_is_a_heading_of_an_answer():
    lost = [
        query.query
        for query in QUERIES
        if query.heading
        and not any(
            query.heading.casefold() in heading.casefold()
            for key in query.answers
            for heading in _headings(demo_files()[key, query.locale])
        )
    ]
    assert lost == []


def test_at_least_half_of_the_queries_use_no_word_of_the_title():
    beyond = [query for query in IN_SCOPE if not repeats_title(query)]

    assert len(beyond) >= len(IN_SCOPE) / 2


@pytest.fixture(scope="module")
def all_measured(demo_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, dict[str, Any]]:
    """What the runner measures on the demo site by engine, in a process of its own, as the site has its own settings."""
    folder = shutil.copytree(demo_folder, tmp_path_factory.mktemp("portal-queries") / "demo")
    server = os.environ.get(ADDRESS_VARIABLES["elasticsearch"], "")
    done = subprocess.run(
        [sys.executable, "-m", "tests.relevance.portal", "--json", "--folder", str(folder)]
        + ["--engine", "both" if server else TANTIVY],
        cwd=ROOT,
        env=demo_environment(folder) | {"SEARCH_URL": server},
        check=True,
        capture_output=True,
        text=True,
    )
    return json.loads(done.stdout.splitlines()[-1])


@pytest.fixture(params=[TANTIVY, pytest.param(ELASTICSEARCH, marks=pytest.mark.elasticsearch)])
def measured(all_measured: dict[str, dict[str, Any]], request: pytest.FixtureRequest) -> dict[str, Any]:
    if request.param == ELASTICSEARCH:
        require("elasticsearch")
    return all_measured[request.param]


def test_the_search_ranks_answers_high(measured: dict[str, Any]):
    assert measured["ndcg"] >= 0.85


def test_the_search_ranks_answers_well_in_every_category(measured: dict[str, Any]):
    assert {name: value for name, value in measured["categories"].items() if value < 0.7} == {}
    assert measured["categories"].keys() == CATEGORIES - {OUT_OF_SCOPE}


def test_the_search_finds_all_that_must_be_found(measured: dict[str, Any]):
    assert measured["missed"] == []


def test_the_search_never_claims_to_answer_what_is_out_of_scope(measured: dict[str, Any]):
    assert measured["claimed"] == []


@pytest.mark.elasticsearch
def test_every_engine_gives_the_same_totals_counts_and_hits_in_the_same_order(all_measured: dict[str, dict[str, Any]]):
    require("elasticsearch")
    answers = [all_measured[engine]["seen"] for engine in (TANTIVY, ELASTICSEARCH)]

    assert differing(answers) == []
    assert len(answers[0]) == len(QUERIES)
    assert sum(1 for seen in answers[0].values() if len(seen["hits"]) > 1) > len(IN_SCOPE) / 2
