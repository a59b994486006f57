"""How well the search answers questions in plain Swedish: python -m tests.relevance.swefaq FILE [--engine both] [--rows] …

FILE holds one question a line in the format of SweFAQ (SuperLim 2, CC BY 4.0): `question`, `candidate_answers` and `label`, the
number of the right one. All answers of the file are published as pages of an otherwise empty site, and each question is
asked as a visitor would, through the same index and query code as on the site.
"""

import argparse
import json
import os
import shutil
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from statistics import mean
from typing import Any

from .engines import ENGINES, add_option, differing, searching_in, seen
from .metrics import ndcg_at_k

DEPTH = 10


@dataclass(frozen=True)
class Question:
    text: str
    answer: str


def read(path: Path) -> tuple[list[Question], list[str]]:
    """The questions, and every answer once, in the order of the file."""
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]
    questions = [Question(row["question"], row["candidate_answers"][row["label"]]) for row in rows]
    return questions, list(dict.fromkeys(answer for row in rows for answer in row["candidate_answers"]))


@contextmanager
def empty_site(tables: Path | None = None) -> Iterator[None]:
    """An installation of its own in a temporary folder, with Django set up for it.

    `tables` is the var folder of a site without pages, to be copied: making the tables takes longer than all else.
    """
    with tempfile.TemporaryDirectory(prefix="portal-swefaq-") as folder:
        os.environ |= {"PORTAL_VAR_DIR": folder, "DJANGO_SETTINGS_MODULE": "portal.settings.dev"}
        for name in ("DATABASE_URL", "SEARCH_URL", "CELERY_BROKER_URL"):
            os.environ.pop(name, None)

        import django
        from django.core.management import call_command

        django.setup()
        if tables:
            shutil.copytree(tables, folder, dirs_exist_ok=True)
        else:
            call_command("migrate", verbosity=0)
        yield


def publish(answers: Sequence[str]) -> dict[int, str]:
    """Make each answer a page of running text; gives the answers by page id. Answers have no titles, so pages get numbers."""
    from django.db import transaction

    from wagtail.models import Locale, Page, Site

    from home.models import HomePage, StandardPage
    from search.upkeep import drain_now

    locale, _ = Locale.objects.get_or_create(language_code="sv")
    home = HomePage(title="Start", slug="svar", locale=locale)
    pages = {}
    with transaction.atomic():
        Page.get_first_root_node().add_child(instance=_unchecked(home))
        Site.objects.update_or_create(is_default_site=True, defaults={"hostname": "localhost", "root_page": home})
        for number, answer in enumerate(answers, 1):
            page = StandardPage(title=str(number), slug=f"svar-{number}", locale=locale)
            page.body = [("text", "".join(f"<p>{_escaped(part)}</p>" for part in answer.split("\n")))]
            home.add_child(instance=_unchecked(page))
            pages[page.pk] = answer
    drain_now()
    return pages


def _unchecked(page):  # type: ignore[no-untyped-def]
    """Answers have no summary, which an editor would have to write."""
    save = page.save
    page.save = lambda *args, **kwargs: save(*args, **{**kwargs, "clean": False})
    return page


def _escaped(text: str) -> str:
    from django.utils.html import escape

    return escape(text)


@dataclass(frozen=True)
class Asked:
    text: str
    ndcg: float
    seen: dict[str, Any]


def ask(questions: Sequence[Question], pages: dict[int, str]) -> list[Asked]:
    """Each question, asked as an anonymous visitor, with its nDCG@10."""
    from django.contrib.auth.models import AnonymousUser

    from search.finder import Parameters, find

    asked = []
    for question in questions:
        found = find(Parameters(text=question.text, locale="sv"), AnonymousUser())
        ranking = [pages.get(hit.page.pk, "") for hit in found.hits[:DEPTH]]
        asked.append(Asked(question.text, ndcg_at_k(ranking, {question.answer: 1.0}, DEPTH), seen(found)))
    return asked


def measure(file: Path, engine: str, tables: Path | None = None) -> dict[str, list[Asked]]:
    """All questions of a file on one engine or on both, by engine."""
    address = os.environ.get("SEARCH_URL", "")
    questions, answers = read(file)
    measured = {}
    with empty_site(tables):
        pages = publish(answers)
        for name in ENGINES[engine]:
            with searching_in(name, address):
                measured[name] = ask(questions, pages)
    return measured


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("file", type=Path)
    parser.add_argument("--tables", type=Path, help="copy the tables of this site without pages instead of making them")
    parser.add_argument("--rows", action="store_true", help="print the value of each question")
    parser.add_argument("--json", action="store_true")
    add_option(parser)
    options = parser.parse_args(arguments)
    measured = measure(options.file, options.engine, options.tables)
    different = differing([{each.text: each.seen for each in asked} for asked in measured.values()])
    if options.json:
        ndcg = {engine: mean(each.ndcg for each in asked) for engine, asked in measured.items()}
        print(json.dumps({"ndcg": ndcg, "different": different}, ensure_ascii=False))
        return 0
    for engine, asked in measured.items():
        if options.rows:
            print("\n".join(f"{each.ndcg:.3f}  {each.text}" for each in asked))
        print(f"{engine}: {len(asked)} questions\nnDCG@10 {mean(each.ndcg for each in asked):.3f}")
    if len(measured) > 1:
        print(f"answered differently: {different}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
