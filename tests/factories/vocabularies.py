import factory
from factory.django import DjangoModelFactory

from wagtail.models import Locale

from knowledge.models import Film, Level, Organisation, Place, Term
from knowledge.models.area import FocusArea, TargetArea


def locale(language_code: str) -> Locale:
    return Locale.objects.get_or_create(language_code=language_code)[0]


class VocabularyFactory(DjangoModelFactory):
    """An item in Swedish. Another language: `language="fi"`, with the `translation_key` of the item it translates."""

    class Meta:
        abstract = True

    class Params:
        language = "sv"

    slug = factory.Sequence(lambda number: f"post-{number}")
    locale = factory.LazyAttribute(lambda item: locale(item.language))


class LevelFactory(VocabularyFactory):
    class Meta:
        model = Level

    name = factory.Sequence(lambda number: f"Nivå {number}")
    sort = factory.Sequence(int)


class PlaceFactory(VocabularyFactory):
    class Meta:
        model = Place

    name = factory.Sequence(lambda number: f"Plats {number}")
    kind = Place.PlaceKind.MUNICIPALITY


class OrganisationFactory(VocabularyFactory):
    class Meta:
        model = Organisation

    name = factory.Sequence(lambda number: f"Organisation {number}")
    kind = Organisation.OrganisationKind.BOARD


class FocusAreaFactory(VocabularyFactory):
    class Meta:
        model = FocusArea

    name = factory.Sequence(lambda number: f"Fokus {number}")
    sort = factory.Sequence(int)


class TargetAreaFactory(VocabularyFactory):
    class Meta:
        model = TargetArea

    name = factory.Sequence(lambda number: f"Mål {number}")
    sort = factory.Sequence(int)


class TermFactory(VocabularyFactory):
    class Meta:
        model = Term

    term = factory.Sequence(lambda number: f"begrepp {number}")
    definition = "En förklaring som går att läsa för sig."


class FilmFactory(VocabularyFactory):
    class Meta:
        model = Film

    title = factory.Sequence(lambda number: f"Film {number}")
    host = "Filmhuset"
    source_url = "https://film.example/1"
    transcript = "Allt som sägs i filmen."
