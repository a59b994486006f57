"""Pages of any type as they stand in lists, read with one query: title, lead, family."""

from dataclasses import dataclass, field

from django.db.models.functions import Coalesce

from wagtail.models import Page
from wagtail.query import PageQuerySet

from knowledge.families import as_own_type, with_family
from knowledge.kinds import Family, page_types
from knowledge.models import BasePage, KnowledgePage
from search.documents import ALWAYS, Validity


@dataclass(frozen=True)
class Card:
    """`facts` are the words that the search index keeps to show with a hit: level, place, date."""

    page: Page
    family: Family
    label: str
    summary: str
    number: str = ""
    validity: Validity = ALWAYS
    facts: list[str] = field(default_factory=list)


def card(page: BasePage) -> Card:
    """The card of a page that has been read as its own type."""
    return Card(page, page.family, page.search_kind_label(), page.summary, page.number_label, page.search_validity())


def cards(pages: PageQuerySet) -> list[Card]:
    """The cards of the portal's pages among these, in their order.

    They are read as plain pages, beside them only what the lead and the family are made of; so they have no numbers.
    """
    models = {model._meta.model_name: model for model in page_types().values()}
    dated = [name for name, model in models.items() if issubclass(model, KnowledgePage)]
    found = with_family(pages).annotate(
        lead=Coalesce(*(f"{name}__summary" for name in models)),
        **{field: Coalesce(*(f"{name}__{field}" for name in dated)) for field in ("valid_from", "valid_to")},
    )
    cards = []
    for page in found:
        if page.cached_content_type.model in models:
            like, validity = as_own_type(page), Validity(page.valid_from, page.valid_to)
            cards.append(Card(page, like.family, like.search_kind_label(), page.lead, validity=validity))
    return cards
