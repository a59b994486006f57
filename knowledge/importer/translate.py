"""Translations: a page in another language that stays one with its source, for the site and for wagtail-localize.

The translation is a copy of its source with the same translation keys in page, rows and blocks; the document's texts take
the place of the copied ones. wagtail-localize is told of every text that has its counterpart. Where each has one, editors
go on in its translation editor; where the two differ in structure, the translation is edited as a page of its own, since
that editor would write it anew after the source's structure.
"""

import json
import re
from collections import defaultdict
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder

from wagtail.models import Locale, Page
from wagtail_localize.fields import copy_synchronised_fields, get_translatable_fields
from wagtail_localize.models import (
    SegmentOverride,
    StringSegment,
    StringTranslation,
    Translation,
    TranslationContext,
    TranslationSource,
)
from wagtail_localize.segments import OverridableSegmentValue, StringSegmentValue, TemplateSegmentValue
from wagtail_localize.segments.extract import extract_segments

LINK_ID = re.compile(r'\bid="(a\d+)"')


def copy_source(source: Page, target: Page) -> None:
    """Make a new, unfilled translation a copy of its source: its facts stay, its texts are what the document replaces."""
    kept = {name: getattr(target, name) for name in ("title", "slug", "draft_title")}
    copy_synchronised_fields(source, target)
    for translatable in get_translatable_fields(type(source)):
        field = translatable.get_field(type(source))
        if hasattr(field, "attname") and not translatable.is_synchronized(source):
            setattr(target, field.attname, getattr(source, field.attname))
    for name, value in kept.items():
        setattr(target, name, value)


def register(source: Page, target: Page) -> None:
    """Tell wagtail-localize of the translation, and of each text in it that has its counterpart in the source."""
    kept, _created = TranslationSource.update_or_create_from_instance(source)
    complete = _store_segments(kept, kept.as_instance(), type(target).objects.get(pk=target.pk))
    Translation.objects.update_or_create(source=kept, target_locale=target.locale, defaults={"enabled": complete})


def _store_segments(kept: TranslationSource, source: Page, target: Page) -> bool:
    """Store what corresponds. False when a part of one has no counterpart in the other."""
    ours, theirs = _by_path(extract_segments(source)), _by_path(extract_segments(target))
    contexts = dict(TranslationContext.objects.filter(object_id=kept.object_id).values_list("path", "pk"))
    strings = {
        (path, order): string_id
        for path, order, string_id in StringSegment.objects.filter(source=kept).values_list(
            "context__path", "order", "string_id"
        )
    }
    translations: dict[tuple[int, int], StringTranslation] = {}
    overrides: list[SegmentOverride] = []
    complete = True
    for path, parts in ours.items():
        others = theirs.pop(path, [])
        complete &= len(parts) == len(others)
        for part, other in zip(parts, others, strict=False):
            match part, other:
                case StringSegmentValue(), StringSegmentValue():
                    key = (strings[path, part.order], contexts[path])
                    text = _with_links_of(part, other)
                    complete &= text is not None and (key not in translations or translations[key].data == text)
                    if text is not None:
                        translations.setdefault(key, _string_translation(key, target.locale, text))
                case OverridableSegmentValue(), OverridableSegmentValue():
                    if part.data != other.data:
                        overrides.append(_override(contexts[path], target.locale, other.data))
                case TemplateSegmentValue(), TemplateSegmentValue():
                    complete &= part.template == other.template
    StringTranslation.objects.bulk_create(translations.values(), ignore_conflicts=True)
    SegmentOverride.objects.bulk_create(overrides)
    return bool(complete and not theirs)


def _by_path(segments: list[Any]) -> dict[str, list[Any]]:
    found: dict[str, list[Any]] = defaultdict(list)
    for segment in segments:
        found[segment.path].append(segment)
    return found


def _with_links_of(part: StringSegmentValue, other: StringSegmentValue) -> str | None:
    """The translated text with its links numbered as in the source. None when it has a link that the source has not."""
    ours = {json.dumps(attributes, sort_keys=True): name for name, attributes in (part.attrs or {}).items()}
    names = {name: ours.get(json.dumps(attributes, sort_keys=True)) for name, attributes in (other.attrs or {}).items()}
    if None in names.values():
        return None
    return LINK_ID.sub(lambda match: f'id="{names.get(match[1], match[1])}"', other.string.data)


def _string_translation(key: tuple[int, int], locale: Locale, text: str) -> StringTranslation:
    string_id, context_id = key
    return StringTranslation(
        translation_of_id=string_id,
        context_id=context_id,
        locale=locale,
        data=text,
        translation_type=StringTranslation.TRANSLATION_TYPE_MANUAL,
    )


def _override(context_id: int, locale: Locale, data: Any) -> SegmentOverride:
    return SegmentOverride(context_id=context_id, locale=locale, data_json=json.dumps(data, cls=DjangoJSONEncoder))
