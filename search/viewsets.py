"""What editors tell the search, in the admin: lists and forms for synonyms and promoted results, under one menu item."""

from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from wagtail.admin.ui.tables import Column, DateColumn
from wagtail.snippets.views.snippets import SnippetViewSet, SnippetViewSetGroup

from .models import PromotedResult, Synonyms


class SynonymsViewSet(SnippetViewSet):
    model = Synonyms
    icon = "resubmit"
    list_display = ["__str__", Column("direction", label=_("Direction")), "locale"]
    list_filter = ["locale"]
    search_fields = ["word", "wordings"]
    list_per_page = 50


class PromotedResultViewSet(SnippetViewSet):
    model = PromotedResult
    icon = "pick"
    list_display = [
        "__str__",
        DateColumn("valid_from", label=_("Shown from")),
        DateColumn("valid_to", label=_("Shown to")),
        "locale",
    ]
    list_filter = ["locale"]
    search_fields = ["wordings", "reason", "page__title"]
    list_per_page = 50

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        return PromotedResult.objects.select_related("page", "locale")


class SearchViewSetGroup(SnippetViewSetGroup):
    menu_label = _("The search")
    menu_icon = "search"
    menu_order = 310
    items = [SynonymsViewSet, PromotedResultViewSet]
