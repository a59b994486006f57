"""What a source refers to by name: pages, items of the vocabularies, images."""

from collections.abc import Iterable
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import models

from wagtail.models import Locale, Page

from ..models.import_record import ImportRecord
from .documents import Documents
from .draft import LevelWords
from .folding import fold
from .images import Images

PAGE_ADDRESS = "page:"


class Pages:
    """Pages by the name of the file they come from, or by the number that this begins with; else by their slug.

    A reference leads to the page in the source language: links and relations find the reader's own language when shown.
    """

    def __init__(self) -> None:
        self.ids: dict[str, dict[str, int]] = {}
        self.loaded: dict[int, Page] = {}
        records = ImportRecord.objects.filter(key="").order_by("imported_at")
        for source, page_id, locale in records.values_list("source", "page_id", "page__locale__language_code"):
            self.add(source, locale, page_id)

    def add(self, source: str, locale: str, page_id: int) -> None:
        """Know the page that a file became, under the file's stem and under its number."""
        stem = stem_of(source)
        self.ids.setdefault(stem, {})[locale] = page_id
        number = stem.split("-", 1)[0]
        if number.isdigit() and int(number):
            self.ids.setdefault(str(int(number)), {})[locale] = page_id

    def id_of(self, name: Any, locale: str = settings.LANGUAGE_CODE) -> int | None:
        """The page in this language. Without one, the page whatever its language when only one is known."""
        key = str(name).strip().removeprefix(PAGE_ADDRESS)
        found = self.ids.get(str(int(key)) if key.isdigit() else key)
        if found is None:
            found = self._by_slug(key)
        return found.get(locale) or (next(iter(found.values())) if len(found) == 1 else None)

    def _by_slug(self, slug: str) -> dict[str, int]:
        pages = (
            Page.objects.filter(slug=slug, depth__gt=1).values_list("locale__language_code", "pk")[:2] if slug else []
        )
        self.ids[slug] = dict(pages) if len(pages) == 1 else {}
        return self.ids[slug]

    def get(self, page_id: int) -> Page:
        if page_id not in self.loaded:
            self.loaded[page_id] = Page.objects.get(pk=page_id)
        return self.loaded[page_id]


def stem_of(source: str) -> str:
    """A file's name without its ending and without the language that stands before it."""
    stem = Path(source).stem
    name, _dot, ending = stem.rpartition(".")
    return name if ending in dict(settings.LANGUAGES) else stem


class Vocabulary:
    """The items of the vocabularies by code, name and other names, in the source language."""

    def __init__(self) -> None:
        self.items: dict[type[models.Model], dict[str, Any]] = {}

    def find(self, model: type[models.Model], text: str) -> Any | None:
        """The item that a text names. None when there is none, or when the text names several."""
        if model not in self.items:
            self.items[model] = self._load(model)
        return self.items[model].get(_key(text))

    def _load(self, model: Any) -> dict[str, Any]:
        if not all(hasattr(model, name) for name in ("slug", "locale", "keywords")):
            return {}
        items = list(model.objects.filter(locale=Locale.objects.filter(language_code=settings.LANGUAGE_CODE).first()))
        names: dict[str, Any] = {}
        for item in items:
            for word in item.keywords:
                names[_key(word)] = item if names.get(_key(word), item) == item else None
        return names | {_key(str(item)): item for item in items} | {_key(item.slug): item for item in items}


def _key(text: str) -> str:
    return " ".join(fold(str(text)).split())


class References:
    """All that a source can refer to, for one import."""

    def __init__(self, images: Images, pages: Pages | None = None, vocabulary: Vocabulary | None = None) -> None:
        self.images = images
        self.documents = Documents(images.folder, images.save)
        self.pages = pages or Pages()
        self.vocabulary = vocabulary or Vocabulary()

    def page_id(self, name: Any) -> int | None:
        return self.pages.id_of(name)

    def page(self, name: Any) -> Page | None:
        page_id = self.pages.id_of(name)
        return None if page_id is None else self.pages.get(page_id)

    def item(self, model: type[models.Model], text: str) -> Any | None:
        return self.vocabulary.find(model, text)


def level_words(levels: Iterable[Any]) -> dict[str, LevelWords]:
    """The levels of the vocabulary as recognisers know them."""
    return {level.slug: LevelWords(level.keywords, level.typical_roles_list) for level in levels}
