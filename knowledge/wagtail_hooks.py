from collections.abc import Iterable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse

from wagtail import hooks
from wagtail.admin.admin_url_finder import AdminURLFinder
from wagtail.admin.ui.components import Component
from wagtail.rich_text.feature_registry import FeatureRegistry
from wagtail.snippets.models import register_snippet

from .imports.views import DocumentImportViewSet
from .late_pages import LatePagesPanel
from .models.vocabulary import VocabularyItem
from .page_choosers import offered
from .rich_text import DocumentLink, PageLink
from .usage import users_of
from .viewsets import VocabularyViewSetGroup

register_snippet(VocabularyViewSetGroup)


hooks.register("construct_page_chooser_queryset", offered)


@hooks.register("construct_homepage_panels")
def say_what_is_late(request: HttpRequest, panels: list[Component]) -> None:
    panels.append(LatePagesPanel())


@hooks.register("register_admin_viewset")
def import_of_documents() -> DocumentImportViewSet:
    return DocumentImportViewSet()


@hooks.register("register_rich_text_features", order=1)
def replace_links(features: FeatureRegistry) -> None:
    """After Wagtail's own, whose place they take."""
    for handler in (PageLink, DocumentLink):
        features.register_link_type(handler)


@hooks.register("before_delete_snippet")
def show_where_used_items_are_used(request: HttpRequest, instances: Iterable[Any]) -> HttpResponse | None:
    """Instead of asking whether to delete an item in use, list the pages that use it."""
    used = {item: users_of(item) for item in instances if isinstance(item, VocabularyItem)}
    used = {item: users for item, users in used.items() if users}
    if not used:
        return None
    finder = AdminURLFinder(request.user)
    items = [(item, [(user, finder.get_edit_url(user)) for user in users]) for item, users in used.items()]
    return TemplateResponse(request, "knowledge/admin/item_in_use.html", {"items": items}, status=409)
