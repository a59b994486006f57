"""The vocabularies in the admin: lists with search and usage, and choosers that offer the items of one language."""

from typing import Any

from django.contrib.admin.utils import quote
from django.db.models import Model, QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from wagtail.admin.ui.tables import BooleanColumn, Column, LocaleColumn, UsageCountColumn
from wagtail.models import ReferenceIndex
from wagtail.snippets.views.chooser import ChooseResultsView, ChooseView, SnippetChooserViewSet
from wagtail.snippets.views.snippets import SnippetViewSet, SnippetViewSetGroup

from .models import Film, Level, Organisation, Place, Term
from .models.area import FocusArea, TargetArea
from .widgets import LOCALE_PARAMETER, VocabularyChooser


class VocabularyChooseView(ChooseView):
    i18n_enabled = False  # the address already says which language; a filter here could only lead out of it


class VocabularyChooseResultsView(ChooseResultsView):
    i18n_enabled = False


class VocabularyChooserViewSet(SnippetChooserViewSet):
    choose_view_class = VocabularyChooseView
    choose_results_view_class = VocabularyChooseResultsView
    base_widget_class = VocabularyChooser
    url_filter_parameters = [LOCALE_PARAMETER]
    preserve_url_parameters = ["multiple", LOCALE_PARAMETER]


class UsageColumn(UsageCountColumn):
    """How many pages use the item, as a link to the list of them."""

    def get_cell_context_data(self, instance: Any, parent_context: dict[str, Any]) -> dict[str, Any]:
        name = type(instance).snippet_viewset.get_url_name("usage")
        instance.usage_url = reverse(name, args=[quote(instance.pk)])
        return super().get_cell_context_data(instance, parent_context)


def choice_column(model: type[Model], name: str) -> Column:
    """The words of a choice, under the label of its field."""
    field: Any = model._meta.get_field(name)
    return Column(f"get_{name}_display", label=capfirst(field.verbose_name))


# An item stands in the list once for each language.
LAST_COLUMNS = [LocaleColumn(label=_("Language")), UsageColumn("usage_count", label=_("Usage"), width="12%")]


class VocabularyViewSet(SnippetViewSet):
    chooser_viewset_class = VocabularyChooserViewSet
    chooser_per_page = 25
    list_per_page = 50

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        return self.model._default_manager.annotate(usage_count=ReferenceIndex.usage_count_subquery(self.model))


class OrganisationViewSet(VocabularyViewSet):
    model = Organisation
    icon = "group"
    list_display = ["name", "short_name", choice_column(Organisation, "kind"), *LAST_COLUMNS]
    list_filter = ["kind"]


class PlaceViewSet(VocabularyViewSet):
    model = Place
    icon = "site"
    list_display = ["name", choice_column(Place, "kind"), "code", *LAST_COLUMNS]
    list_filter = ["kind"]


class LevelViewSet(VocabularyViewSet):
    model = Level
    icon = "list-ol"
    list_display = ["name", "aliases", "sort", *LAST_COLUMNS]


class FocusAreaViewSet(VocabularyViewSet):
    model = FocusArea
    icon = "crosshairs"
    list_display = ["name", Column("period", label=_("Period")), "sort", *LAST_COLUMNS]


class TargetAreaViewSet(VocabularyViewSet):
    model = TargetArea
    icon = "pick"
    list_display = ["name", Column("period", label=_("Period")), "sort", *LAST_COLUMNS]


class TermViewSet(VocabularyViewSet):
    model = Term
    icon = "openquote"
    list_display = ["term", "abbreviation", "expansion", *LAST_COLUMNS]


class FilmViewSet(VocabularyViewSet):
    model = Film
    icon = "media"
    list_display = [
        "title",
        "host",
        choice_column(Film, "link_status"),
        BooleanColumn("has_captions", label=_("Captioned")),
        BooleanColumn("has_transcript", label=_("Text version")),
        *LAST_COLUMNS,
    ]
    list_filter = ["link_status", "has_captions"]


class VocabularyViewSetGroup(SnippetViewSetGroup):
    menu_label = _("Vocabularies")
    menu_icon = "tag"
    menu_order = 300
    items = [
        OrganisationViewSet,
        PlaceViewSet,
        LevelViewSet,
        FocusAreaViewSet,
        TargetAreaViewSet,
        TermViewSet,
        FilmViewSet,
    ]
