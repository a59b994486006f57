"""The vocabularies of a folder of documents, out of one YAML file. An item that exists already is never written again."""

from collections.abc import Iterator
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
from .document import Note, UnreadableError
from .readers.front_matter import Loader

# In the order in which they refer to each other.
MODELS: dict[str, Any] = {"places": Place, "levels": Level, "terms": Term, "films": Film, "organisations": Organisation}


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
    def __init__(self) -> None:
        self.notes: list[Note] = []
        self.source = Locale.get_default()
        self.locales = {locale.language_code: locale for locale in Locale.objects.all()}

    def say(self, text: str) -> None:
        self.notes.append(Note(1, text))

    def load(self, model: Any, entries: list[dict[str, Any]]) -> None:
        known = {(item.slug, item.locale_id): item for item in model.objects.all()}
        for entry in _parents_first(entries):
            slug = str(entry.get("slug", ""))
            item = known.get((slug, self.source.pk))
            if item is None:
                item = known[slug, self.source.pk] = self._make(model, entry, known)
            for code, words in (entry.get("translations") or {}).items():
                locale = self.locales.get(code)
                if locale is not None and (slug, locale.pk) not in known:
                    known[slug, locale.pk] = self._translate(item, words, locale, known)

    def _make(self, model: Any, entry: dict[str, Any], known: dict[tuple[str, int], Any]) -> Any:
        item = model(locale=self.source)
        children = dict(self._fill(item, entry))
        parent = entry.get("parent")
        if parent:
            item.parent = known.get((parent, self.source.pk))
            if item.parent is None:
                self.say(_("“%(slug)s” has no parent “%(parent)s”.") % {"slug": item.slug, "parent": parent})
        item.save()
        for relation, slugs in children.items():
            self._add_children(item, relation, slugs)
        return item

    def _fill(self, item: Any, entry: dict[str, Any]) -> Iterator[tuple[Any, Any]]:
        """Give the item its own values. Yields the child relations and what they are to hold."""
        relations = _child_relations(type(item))
        fields = {field.name: field for field in item._meta.concrete_fields}
        for name, value in entry.items():
            if name in relations:
                yield relations[name], value
            elif name in fields and not isinstance(fields[name], models.ForeignKey):
                setattr(item, name, _value(fields[name], value))
            elif name not in fields and name != "translations":
                self.say(_("“%(slug)s” has no field “%(name)s”.") % {"slug": entry.get("slug"), "name": name})

    def _add_children(self, item: Any, relation: Any, slugs: list[str]) -> None:
        model = relation.related_model
        key = next(field for field in model._meta.concrete_fields if _leads_to_item(field))
        items = key.related_model.objects.filter(slug__in=slugs, locale=self.source)
        for place, other in enumerate(sorted(items, key=lambda other: slugs.index(other.slug))):
            model.objects.create(**{relation.field.name: item, key.name: other, "sort_order": place})

    def _translate(self, item: Any, words: dict[str, Any], locale: Locale, known: dict[tuple[str, int], Any]) -> Any:
        translated = item.copy_for_translation(locale)
        for _relation in self._fill(translated, words):
            continue  # places and the like are the same in every language
        if getattr(item, "parent", None):
            translated.parent = known.get((item.parent.slug, locale.pk), item.parent)
        translated.save()
        return translated


def _parents_first(entries: list[dict[str, Any]]) -> list[dict[str, Any]]:
    by_slug = {entry.get("slug"): entry for entry in entries}

    def depth(entry: dict[str, Any] | None) -> int:
        seen: list[Any] = []
        while entry is not None and entry.get("slug") not in seen:
            seen.append(entry.get("slug"))
            entry = by_slug.get(entry.get("parent"))
        return len(seen)

    return sorted(entries, key=depth)


def _value(field: models.Field, value: Any) -> Any:
    if isinstance(field, LinesField):
        return "\n".join(map(str, value)) if isinstance(value, list) else str(value)
    return field.to_python(value)


def _child_relations(model: Any) -> dict[str, Any]:
    """Child rows that hold one vocabulary item each, under the name of that item's vocabulary: an organisation's places."""
    if not issubclass(model, ClusterableModel):
        return {}
    names = {model: name for name, model in MODELS.items()}
    return {
        names[field.related_model]: relation
        for relation in get_all_child_relations(model)
        for field in relation.related_model._meta.concrete_fields
        if _leads_to_item(field)
    }


def _leads_to_item(field: Any) -> bool:
    return (
        isinstance(field, models.ForeignKey)
        and not isinstance(field, ParentalKey)
        and field.related_model in MODELS.values()
    )
