"""A site of any size, made of sentences of the demo site. Equal sizes give equal sites."""

import json
import os
import random
import re
import tempfile
import time
import uuid
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date, timedelta
from pathlib import Path
from typing import Any

DEMO = Path(__file__).resolve().parent.parent.parent / "home" / "demo"
AT_ONCE = 500
SECTIONS = 6  # headings of a page
SENTENCES = 5  # in each section, about 70 words


@contextmanager
def large_site(pages: int) -> Iterator[None]:
    """An installation with the demo site's vocabularies and start page, and this many learning examples and decisions.

    Must be entered before Django is set up. Its pages are written to the tables at once, without an index.
    """
    with tempfile.TemporaryDirectory(prefix="portal-benchmark-") as folder:
        os.environ["PORTAL_VAR_DIR"] = folder
        os.environ["DJANGO_SETTINGS_MODULE"] = "portal.settings.dev"
        os.environ |= {"DEBUG": "0", "SEARCHES_PER_MINUTE": "0", "SUGGESTIONS_PER_MINUTE": "0"}

        import django
        from django.core.management import call_command

        django.setup()
        call_command("migrate", verbosity=0)
        began = time.perf_counter()
        _fill(pages)
        print(f"{pages} pages made in {time.perf_counter() - began:.0f} s")
        yield


def sentences() -> list[str]:
    """All Swedish sentences of the demo site's running text."""
    found = []
    for path in sorted(DEMO.glob("*.md")):
        if not path.stem.endswith((".fi", ".en")):
            text = path.read_text(encoding="utf-8").split("---", 2)[2]
            text = re.sub(r"\[([^\]]*)\]\([^)]*\)|[*>#|]", r"\1", text)
            found += [each for each in re.split(r"(?<=[.?!])\s+", text) if 5 <= len(each.split()) <= 30]
    return found


class Writer:
    """Thinks of pages: always the same ones in the same order."""

    def __init__(self) -> None:
        self.chance = random.Random(2026)  # noqa: S311
        self.sentences = sentences()

    def title(self, number: int) -> str:
        words = [word.strip(".,:;!?()") for word in self.chance.choice(self.sentences).split()]
        return f"{' '.join(words[:6]).capitalize()} {number}"

    def prose(self) -> str:
        return " ".join(self.chance.choices(self.sentences, k=SENTENCES))

    def body(self) -> str:
        blocks = []
        for _ in range(SECTIONS):
            blocks.append(_block("heading", {"text": self.title(1)[:-2], "level": "h2"}))
            blocks.append(_block("text", f"<p>{self.prose()}</p>"))
        return json.dumps(blocks)

    def day(self) -> date:
        return date(2015, 1, 1) + timedelta(days=self.chance.randrange(4000))


def _block(kind: str, value: Any) -> dict[str, Any]:
    return {"type": kind, "value": value, "id": str(uuid.UUID(int=random.getrandbits(128)))}  # noqa: S311


def _fill(pages: int) -> None:
    from django.conf import settings
    from django.db import transaction

    from wagtail.models import Locale, Page, Site

    from home.models import HomePage
    from knowledge.importer.vocabularies import load

    for code, _name in settings.LANGUAGES:
        Locale.objects.get_or_create(language_code=code)
    load(DEMO / "vocabularies.yaml")
    home = HomePage(title="Start", slug="start", summary="Start", locale=Locale.objects.get(language_code="sv"))
    Page.get_first_root_node().add_child(instance=home)
    Site.objects.update(root_page=home)
    writer = Writer()
    for first in range(0, pages, AT_ONCE):
        with transaction.atomic():
            _add(home, range(first, min(first + AT_ONCE, pages)), writer)
    Page.objects.filter(pk=home.pk).update(numchild=pages)


def _add(home: Any, numbers: Sequence[int], writer: Writer) -> None:
    """Write the tables themselves: saving twenty thousand pages one by one would take an hour, and is not what is measured."""
    from django.contrib.contenttypes.models import ContentType

    from wagtail.models import Page

    from knowledge.models import DecisionPage, LearningExamplePage

    types = [LearningExamplePage if number % 3 else DecisionPage for number in numbers]
    content_types = ContentType.objects.get_for_models(LearningExamplePage, DecisionPage)
    bases = [
        Page(
            title=(title := writer.title(number)),
            draft_title=title,
            slug=f"sida-{number}",
            path=Page._get_path(home.path, home.depth + 1, number + 1),
            depth=home.depth + 1,
            url_path=f"{home.url_path}sida-{number}/",
            content_type=content_types[model],
            live=True,
            locale=home.locale,
        )
        for number, model in zip(numbers, types, strict=True)
    ]
    made = Page.objects.bulk_create(bases)
    for base, model in zip(made, types, strict=True):
        page = model(page_ptr_id=base.pk, summary=writer.chance.choice(writer.sentences)[:300], body=writer.body())
        page.__dict__.update({key: value for key, value in base.__dict__.items() if key != "_state"})
        if model is DecisionPage:
            page.decided_on = writer.day()
        page.save_base(raw=True)
    _add_rows(made, writer)


def _add_rows(pages: Sequence[Any], writer: Writer) -> None:
    from knowledge.models import Level, Organisation, PageLevel, PageOrganisation, PagePlace, Place

    choose = writer.chance.choice
    swedish = {"locale__language_code": "sv"}
    for row, field, items in (
        (PageLevel, "level", list(Level.objects.filter(**swedish).order_by("pk"))),
        (PagePlace, "place", list(Place.objects.filter(**swedish).order_by("pk"))),
        (PageOrganisation, "organisation", list(Organisation.objects.filter(**swedish).order_by("pk"))),
    ):
        row.objects.bulk_create([row(page_id=page.pk, **{field: choose(items)}) for page in pages])
