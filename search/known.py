"""All that people have said of the words of one language: synonyms of every source, and promoted results.

Read anew for every search, so that a change counts at once, and with one query, as each search pays for it.
"""

from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from django.db.models import OuterRef, Q, QuerySet, Subquery, TextField
from django.db.models.functions import Cast
from django.utils import timezone

from wagtail.models import Page

from . import prepared, synonyms
from .language import get_language
from .language.synonyms import SynonymGroups, prepare
from .models import PromotedResult, Synonyms
from .synonyms import Group, rows


@dataclass(frozen=True, order=True)
class Promotion:
    """A page that is to stand above the hits of whoever asks with one of the wordings. The oldest rule comes first."""

    rule: int
    page_id: int
    reason: str
    wordings: tuple[str, ...]


@dataclass(frozen=True)
class Known:
    locale: str
    groups: tuple[Group, ...] = ()
    promotions: tuple[Promotion, ...] = ()

    @property
    def synonyms(self) -> SynonymGroups:
        return _prepared(self.locale, self.groups)


def read(locale: str) -> Known:
    groups: list[Group] = []
    promotions: list[Promotion] = []
    for rule, page, reason, word, lines in prepared.rows(_all_rows, locale, timezone.localdate()):
        if rule:
            promotions.append(Promotion(int(rule), int(page), reason, synonyms.wordings_of(lines)))
        elif synonyms.means_anything(group := synonyms.group(word, lines)):
            groups.append(group)
    return Known(locale, tuple(groups), tuple(sorted(promotions)))


def _all_rows(locale: str, today: date) -> QuerySet:
    first, *others = [promotions(locale, today), *synonyms.sources(locale)]
    return first.union(*others, all=True)


def edited_synonyms(locale: str) -> list[QuerySet]:
    """What editors have written beside the vocabularies."""
    return [rows(Synonyms.objects.filter(locale__language_code=locale), "wordings", word="word")]


def promotions(locale: str, today: date) -> QuerySet:
    """Those that hold today and whose page there is in the language. Who may read it is asked later."""
    items = PromotedResult.objects.filter(
        Q(valid_from=None) | Q(valid_from__lte=today),
        Q(valid_to=None) | Q(valid_to__gte=today),
        locale__language_code=locale,
    )
    page = page_in(OuterRef("page__translation_key"), OuterRef("locale"))
    items = items.annotate(target=Cast(Subquery(page[:1]), TextField()), rule=Cast("pk", TextField()))
    return rows(items.exclude(target=None), "wordings", about=("rule", "target", "reason"))


def page_in(translation_key: object, locale: object) -> QuerySet:
    """The id of a page's translation, or of itself."""
    return Page.objects.order_by().filter(translation_key=translation_key, locale=locale).values("pk")


@lru_cache(maxsize=8)
def _prepared(locale: str, groups: tuple[Group, ...]) -> SynonymGroups:
    """Synonyms are analysed only when they have changed."""
    return prepare(get_language(locale), groups)
