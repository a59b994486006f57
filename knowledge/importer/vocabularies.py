"""The vocabularies of a folder of documents, out of one YAML file. An item that exists already is never written again."""

from pathlib import Path
from typing import Any

import yaml

from django.db import models
from django.utils.translation import gettext as _

from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel, get_all_child_relations
from wagtail.models import Locale

from ..fields import LinesField
from ..models import Film, Level, Organisation, Place, Term
from ..models.area import FocusArea, TargetArea
from .bulk import index_all
from .document import Note, UnreadableError
from .readers.front_matter import Loader

# In the order in which they refer to each other.
MODELS: dict[str, Any] = {
    "places": Place,
    "levels": Level,
    "focus_areas": FocusArea,
    "target_areas": TargetArea,
    "terms": Term,
    "films": Film,
    "organisations": Organisation,
}


def load(path: Path) -> list[Note]:
    """Make the items of a file that are not there yet, in every language it has them in. Raises UnreadableError."""
    try:
        data = yaml.load(path.read_text(encoding="utf-8"), Loader=Loader)  # noqa: S506 - it is a safe loader
    except (OSError, ValueError, yaml.YAMLError) as error:
        raise UnreadableError(_("The vocabularies cannot be read: %(reason)s.") % {"reason": error}) from error
    if not isinstance(data, dict):
        raise UnreadableError(_("The vocabularies cannot be read: %(reason)s.") % {"reason": path.name})
    loading = _Loading()
    for name in data.keys() - MODELS.keys():
        loading.say(_("There is no vocabulary called “%(name)s”.") % {"name": name})
    for name, model in MODELS.items():
        loading.load(model, data.get(name) or [])
    return loading.notes


class _Loading:
    """Loads one vocabulary after the other, each with few queries: new items are named by no page yet."""

    def __init__(self) -> None:
        self.notes: list[Note] = []
        self.source = Locale.get_default()
        self.locales = {locale.language_code: locale for locale in Locale.objects.all()}

    def say(self, text: str) -> None:
        self.notes.append(Note(1, text))

    def load(self, model: Any, entries: list[dict[str, Any]]) -> None:
        known = {(item.slug, item.locale_id): item for item in model.objects.all()}
        new: list[tuple[Any, dict[str, Any]]] = []
        for entry in entries:
            slug = str(entry.get("slug", ""))
            if (slug, self.source.pk) not in known:
                known[slug, self.source.pk] = self._filled(model(locale=self.source), entry)
                new.append((known[slug, self.source.pk], entry))
            for code, words in (entry.get("translations") or {}).items():
                locale = self.locales.get(code)
                if locale is not None and (slug, locale.pk) not in known:
                    known[slug, locale.pk] = self._translated(known[slug, self.source.pk], words, locale)
                    new.append((known[slug, locale.pk], entry))
        model.objects.bulk_create([item for item, _entry in new])
        self._place_in_trees(model, new, known)
        self._add_children(model, new)
        index_all(model, [item for item, _entry in new])

    def _filled(self, item: Any, entry: dict[str, Any]) -> Any:
        fields = {field.name: field for field in item._meta.concrete_fields}
        elsewhere = {"translations", "parent", *_child_relations(type(item))}
        for name, value in entry.items():
            if name in fields and name not in elsewhere:
                setattr(item, name, _value(fields[name], value))
            elif name not in elsewhere:
                self.say(_("“%(slug)s” has no field “%(name)s”.") % {"slug": item.slug, "name": name})
        return item

    def _translated(self, item: Any, words: dict[str, Any], locale: Locale) -> Any:
        """The item in another language: its own words in place of the source's, all else the same."""
        names = [field.attname for field in item._meta.concrete_fields if not field.primary_key]
        translated = type(item)(**{name: getattr(item, name) for name in names})
        translated.locale = locale
        return self._filled(translated, words)

    def _place_in_trees(
        self, model: Any, new: list[tuple[Any, dict[str, Any]]], known: dict[tuple[str, int], Any]
    ) -> None:
        placed = []
        for item, entry in new:
            slug = str(entry.get("parent") or "")
            parent = known.get((slug, item.locale_id)) or known.get((slug, self.source.pk))
            if parent is not None:
                item.parent = parent
                placed.append(item)
            elif slug and item.locale == self.source:
                self.say(_("“%(slug)s” has no parent “%(parent)s”.") % {"slug": item.slug, "parent": slug})
        if placed:
            model.objects.bulk_update(placed, ["parent"])

    def _add_children(self, model: Any, new: list[tuple[Any, dict[str, Any]]]) -> None:
        """Rows such as an organisation's places. They name items in the source language, in every language."""
        for name, (relation, key) in _child_relations(model).items():
            items = {item.slug: item for item in key.related_model.objects.filter(locale=self.source)}
            relation.related_model.objects.bulk_create(
                relation.related_model(**{relation.field.name: item, key.name: items[slug], "sort_order": place})
                for item, entry in new
                for place, slug in enumerate(entry.get(name) or [])
                if slug in items
            )


def _value(field: models.Field, value: Any) -> Any:
    if isinstance(field, LinesField):
        return "\n".join(map(str, value)) if isinstance(value, list) else str(value)
    return field.to_python(value)


def _child_relations(model: Any) -> dict[str, tuple[Any, Any]]:
    """Child rows that hold one vocabulary item each, with the field that does, under the name of that vocabulary."""
    if not issubclass(model, ClusterableModel):
        return {}
    names = {model: name for name, model in MODELS.items()}
    return {
        names[field.related_model]: (relation, field)
        for relation in get_all_child_relations(model)
        for field in relation.related_model._meta.concrete_fields
        if not isinstance(field, ParentalKey) and field.related_model in names
    }
