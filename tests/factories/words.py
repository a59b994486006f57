import factory
from factory.django import DjangoModelFactory

from search.models import PromotedResult, Synonyms

from .vocabularies import locale


class EditedWordsFactory(DjangoModelFactory):
    class Meta:
        abstract = True

    class Params:
        language = "sv"

    locale = factory.LazyAttribute(lambda item: locale(item.language))


class SynonymsFactory(EditedWordsFactory):
    class Meta:
        model = Synonyms

    wordings = "hyra\nlokalkostnad"


class PromotedResultFactory(EditedWordsFactory):
    """Needs a page."""

    class Meta:
        model = PromotedResult

    wordings = "hyra"
