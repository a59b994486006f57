"""What editors tell the search, in the admin: lists and forms for synonyms and promoted results, under one menu item."""

from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from wagtail.admin.ui.tables import Column, DateColumn
from wagtail.snippets.views.snippets import SnippetViewSet, SnippetViewSetGroup

from .absence import may_ask
from .effect_views import WordsCreateView, WordsEditView
from .models import PromotedResult, Synonyms


class WordsViewSet(SnippetViewSet):
    add_view_class = WordsCreateView
    edit_view_class = WordsEditView
    create_template_name = "search/admin/words_create.html"
    edit_template_name = "search/admin/words_edit.html"
    list_filter = ["locale"]
    list_per_page = 50


class SynonymsViewSet(WordsViewSet):
    model = Synonyms
    icon = "resubmit"
    list_display = ["__str__", Column("direction", label=_("Direction")), "locale"]
    search_fields = ["word", "wordings"]


class PageColumn(Column):
    """The title of the page, for those who may know of it."""

    def get_cell_context_data(self, instance: PromotedResult, parent_context: dict[str, Any]) -> dict[str, Any]:
        context = super().get_cell_context_data(instance, parent_context)
        may = may_ask(instance.page, parent_context["request"].user)
        return context | {"value": instance.page.title if may else gettext("a page that you may not read")}


class PromotedResultViewSet(WordsViewSet):
    model = PromotedResult
    icon = "pick"
    list_display = [
        "__str__",
        PageColumn("page", label=_("Page")),
        DateColumn("valid_from", label=_("Shown from")),
        DateColumn("valid_to", label=_("Shown to")),
        "locale",
    ]
    search_fields = ["wordings", "reason"]

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        return PromotedResult.objects.select_related("page", "locale")


class SearchViewSetGroup(SnippetViewSetGroup):
    menu_label = _("The search")
    menu_name = "search-words"
    menu_icon = "search"
    menu_order = 310
    submenu_hook = "register_search_menu_item"
    items = [SynonymsViewSet, PromotedResultViewSet]
