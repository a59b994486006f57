"""What the editors of the demo site have told the search, and who may change it."""

from pathlib import Path
from typing import Any

import yaml

from django.contrib.auth.models import Group, Permission

from wagtail.models import Locale

from knowledge.importer.references import Pages
from search.models import PromotedResult, Synonyms

GROUPS = ("Editors", "Moderators")  # those that every Wagtail site begins with


def load(path: Path) -> None:
    """Make what is not there yet; what stands in the file is checked as in a form."""
    said = yaml.safe_load(path.read_text(encoding="utf-8"))
    pages = Pages()
    for entry in said["synonyms"]:
        _make(Synonyms, entry, word=entry.get("word", ""))
    for entry in said["promoted"]:
        page = pages.id_of(entry["page"], entry["locale"])
        _make(PromotedResult, entry, page_id=page, reason=entry.get("reason", ""))
    let_editors_change()


def _make(model: type[Synonyms | PromotedResult], entry: dict[str, Any], **fields: Any) -> None:
    locale = Locale.objects.get(language_code=entry["locale"])
    item = model(locale=locale, wordings="\n".join(entry["wordings"]), **fields)
    if not model.objects.filter(locale=locale, wordings=item.wordings).exists():
        item.full_clean()
        item.save()


def let_editors_change() -> None:
    models = (Synonyms, PromotedResult)
    permissions = Permission.objects.filter(
        content_type__app_label="search", content_type__model__in=[model._meta.model_name for model in models]
    )
    for group in Group.objects.filter(name__in=GROUPS):
        group.permissions.add(*permissions)
