"""What the search reads of many pages together is what it would have read of each, and rows cost no query more for many."""

from dataclasses import replace

import pytest

from django.db import connection
from django.test.utils import CaptureQueriesContext

from wagtail.fields import StreamField
from wagtail.models import Page

from home.models import HomePage
from knowledge.models import DecisionPage, ExampleFilm, LearningExamplePage
from search.contents import documents
from search.documents import PageDocument
from search.entries import document_for
from tests.home.site import add_many, fill, make_home, one_of_each

pytestmark = pytest.mark.django_db


@pytest.fixture
def home(db: None) -> HomePage:
    return make_home()


def one_by_one(pages: list[Page]) -> dict[int, PageDocument | None]:
    return {page.pk: document_for(Page.objects.get(pk=page.pk).specific) for page in pages}


def without_order(document: PageDocument) -> PageDocument:
    """Equal names of a vocabulary stand in any order."""
    facets = {name: tuple(sorted(values)) for name, values in document.facets.items()}
    return replace(document, facets=facets, keywords=tuple(sorted(document.keywords)))


def test_pages_of_every_type_read_together_say_what_each_says_alone(home: HomePage) -> None:
    pages = list(one_of_each(home).values())
    for page in pages:
        fill(page, 3, pages)
    finnish = make_home("fi", of=home)
    decision = next(page for page in pages if isinstance(page, DecisionPage))
    pages += [finnish, decision.copy_for_translation(finnish.locale, copy_parents=True)]
    for page in pages:
        page.save_revision().publish()

    together = dict(documents(page.pk for page in pages))

    assert {pk: without_order(found) for pk, found in together.items()} == {
        pk: without_order(found) for pk, found in one_by_one(pages).items() if found
    }
    assert together[decision.pk].keywords
    assert together[decision.pk].facets["focus_area"]


@pytest.mark.parametrize("model", [DecisionPage, LearningExamplePage])
def test_many_pages_are_read_in_as_many_queries_as_one(home: HomePage, model: type[Page]) -> None:
    """But for films, which are few."""
    pages = add_many(home, model, 6)
    for page in pages:
        fill(page, 2, [home])
    ExampleFilm.objects.all().delete()
    model.objects.update(**{field.name: "[]" for field in model._meta.fields if isinstance(field, StreamField)})
    one = cost([pages[0].pk])
    assert one <= 19
    assert cost([page.pk for page in pages]) == one


def cost(page_ids: list[int]) -> int:
    with CaptureQueriesContext(connection) as asked:
        read = list(documents(page_ids))
    assert len(read) == len(page_ids)
    return len(asked)


def test_pages_whose_rows_cannot_be_read_together_are_read_one_by_one(
    home: HomePage, monkeypatch: pytest.MonkeyPatch
) -> None:
    def stumble(pages: list[Page]) -> None:
        raise ValueError("damaged")

    pages = add_many(home, DecisionPage, 2)
    expected = one_by_one(pages)
    monkeypatch.setattr(DecisionPage, "search_load", stumble)
    assert dict(documents(page.pk for page in pages)) == expected
