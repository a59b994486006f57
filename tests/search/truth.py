"""Who may read what, found out from the rows of the database by another way than the portal's: one page after the other.

A page may be read if it is published and if the visitor passes every restriction on the way to it: of the page, of each page
above it, of a translation of any of these, and of what any of these is an alias of. A password is passed by no list. A file is
found by nobody unless everybody may have it.
"""

from collections.abc import Iterator
from typing import Any

from django.contrib.auth.models import AbstractBaseUser, AnonymousUser

from wagtail.documents import get_document_model
from wagtail.models import CollectionViewRestriction, Page, PageViewRestriction

Visitor = AbstractBaseUser | AnonymousUser


class Truth:
    def __init__(self) -> None:
        self.pages: list[dict[str, Any]] = list(
            Page.objects.values("pk", "path", "live", "translation_key", "alias_of", "locale__language_code")
        )
        self.keys = {page["pk"]: page["translation_key"] for page in self.pages}
        self.restrictions = [
            (self.keys[each.page_id], each.restriction_type, set(each.groups.values_list("pk", flat=True)))
            for each in PageViewRestriction.objects.all()
        ]

    def readable(self, visitor: Visitor, language: str = "") -> set[int]:
        groups = set(visitor.groups.values_list("pk", flat=True)) if visitor.is_authenticated else set()
        return {
            page["pk"]
            for page in self.pages
            if page["live"]
            and language in ("", page["locale__language_code"])
            and all(self._passes(visitor, groups, kind, wanted) for kind, wanted in self._on_the_way(page))
        }

    def open_documents(self) -> set[int]:
        closed = [each.collection.path for each in CollectionViewRestriction.objects.select_related("collection")]
        documents = get_document_model().objects.select_related("collection")
        return {each.pk for each in documents if not any(each.collection.path.startswith(path) for path in closed)}

    def _on_the_way(self, page: dict[str, Any]) -> Iterator[tuple[str, set[int]]]:
        above = [other for other in self.pages if page["path"].startswith(other["path"])]
        keys = {other["translation_key"] for other in above} | {self.keys.get(other["alias_of"]) for other in above}
        yield from ((kind, groups) for key, kind, groups in self.restrictions if key in keys)

    def _passes(self, visitor: Visitor, groups: set[int], kind: str, wanted: set[int]) -> bool:
        match kind:
            case PageViewRestriction.NONE:
                return True
            case PageViewRestriction.LOGIN:
                return visitor.is_authenticated
            case PageViewRestriction.GROUPS:
                return bool(groups & wanted) or getattr(visitor, "is_superuser", False)
        return False
