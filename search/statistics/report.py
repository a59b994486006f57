"""What visitors search for, for editors in Wagtail's admin: a picture and a table of the days, and lists of queries."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.contrib.auth.mixins import PermissionRequiredMixin
from django.http import HttpResponse
from django.urls import path, reverse, reverse_lazy
from django.utils import timezone, translation
from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView

from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.admin.views.mixins import SpreadsheetExportMixin
from wagtail.models import Locale

from .. import charts
from ..editing.models import PromotedResult, Synonyms
from ..editing.trial_view import may_try
from ..spreadsheets import as_text
from . import retention
from .figures import Day, Figures, Query, Sums, by_week, figures

VIEW = "search.view_querycount"
PERIODS = (7, 30, 90, 365)
DAYS = 30
DAYS_DRAWN = 92  # of a longer period the weeks are drawn
SHOWN = 25  # queries of each list


@dataclass(frozen=True)
class QueryList:
    """A list of queries: which stand in it, and by which number they are ordered."""

    code: str
    title: str | Promise
    none: str | Promise
    number: Callable[[Sums], int]

    def of(self, queries: list[Query]) -> list[Query]:
        return sorted((q for q in queries if self.number(q.sums)), key=lambda q: -self.number(q.sums))


LISTS = (
    QueryList(
        "top",
        gettext_lazy("Most frequent queries"),
        gettext_lazy("No query has been asked on five different days yet."),
        lambda sums: sums.searches,
    ),
    QueryList(
        "misses",
        gettext_lazy("Queries without results"),
        gettext_lazy("All frequent queries have found pages with all their words."),
        lambda sums: sums.misses,
    ),
    QueryList(
        "unopened",
        gettext_lazy("Queries after which nothing was opened"),
        gettext_lazy("A result was opened after all frequent queries."),
        lambda sums: sums.without_click,
    ),
)
DAY_EXPORT = ["day", "searches", "misses", "without_click"]
QUERY_EXPORT = ["query", "language", "searches", "days", "misses", "without_click", "place"]


class StatisticsReport(SpreadsheetExportMixin, PermissionRequiredMixin, WagtailAdminTemplateMixin, TemplateView):
    """`?days=` and `?language=` choose what is told; `?export=csv&list=` gives one of the lists, or the days, as a file."""

    permission_required = VIEW
    page_title = gettext_lazy("Search statistics")
    header_icon = "view"
    template_name = "search/admin/statistics_report.html"
    _show_breadcrumbs = True
    export_headings = {
        "day": gettext_lazy("Day"),
        "query": gettext_lazy("Query"),
        "language": gettext_lazy("Language"),
        "searches": gettext_lazy("Searches"),
        "days": gettext_lazy("Days"),
        "misses": gettext_lazy("Without results"),
        "without_click": gettext_lazy("Nothing opened"),
        "place": gettext_lazy("Place of what was opened, on average"),
    }
    custom_field_preprocess = {"query": {"csv": as_text, "xlsx": as_text}}

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [*self.breadcrumbs_items, {"url": reverse("search_statistics"), "label": self.page_title}]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        retention.forget_once_a_day()
        found = self.figures
        drawn = found.days if self.days <= DAYS_DRAWN else by_week(found.days)
        return super().get_context_data(**kwargs) | {
            "figures": found,
            "periods": [{"days": days, "chosen": days == self.days} for days in PERIODS],
            "languages": [{"code": code, "name": name, "chosen": code == self.language} for code, name in languages()],
            "misses_share": _share(found.total.misses, found.total.searches),
            "unopened_share": _share(found.total.without_click, found.total.answered),
            "drawn": [{"day": day, "label": _label(day)} for day in drawn],
            "is_weekly": self.days > DAYS_DRAWN,
            "chart": charts.columns([_point(day) for day in drawn]),
            "description": _in_words(found, drawn),
            "lists": [self._list(each) for each in LISTS],
            "has_tools": bool(self.tools),
            "days_csv": self._csv("days"),
            "days_until_shown": retention.DAYS_UNTIL_SHOWN,
            "is_off": not settings.SEARCH_STATISTICS,
        }

    def render_to_response(self, context: dict[str, Any], **kwargs: Any) -> HttpResponse:
        if not self.is_export:
            return super().render_to_response(context, **kwargs)
        name = self.request.GET.get("list", "")
        chosen = next((each for each in LISTS if each.code == name), None)
        self.list_export = QUERY_EXPORT if chosen else DAY_EXPORT
        self.export_filename = f"sokstatistik-{chosen.code if chosen else 'days'}-{self.first}-{self.last}"
        rows = map(_query_row, chosen.of(self.figures.queries)) if chosen else map(_day_row, self.figures.days)
        return self.as_spreadsheet(list(rows), self.request.GET["export"])

    @cached_property
    def figures(self) -> Figures:
        return figures(self.first, self.last, self.language)

    @cached_property
    def tools(self) -> "Tools":
        return Tools(self.request.user)

    @cached_property
    def days(self) -> int:
        wanted = self.request.GET.get("days", "")
        return next((days for days in PERIODS if str(days) == wanted), DAYS)

    @cached_property
    def language(self) -> str:
        wanted = self.request.GET.get("language", "")
        return wanted if wanted in dict(languages()) else ""

    @cached_property
    def last(self) -> date:
        return timezone.localdate()

    @property
    def first(self) -> date:
        return self.last - timedelta(days=self.days - 1)

    def _list(self, each: QueryList) -> dict[str, Any]:
        queries = each.of(self.figures.queries)
        return {
            "code": each.code,
            "title": each.title,
            "none": each.none if self.figures.queries else LISTS[0].none,
            "rows": [
                {
                    "query": query,
                    "results": _results(query),
                    "language": _foreign_language(query),
                    "tools": self.tools.of(query),
                }
                for query in queries[:SHOWN]
            ],
            "left_out": max(0, len(queries) - SHOWN),
            "csv": self._csv(each.code),
        }

    def _csv(self, name: str) -> str:
        return "?" + urlencode({"days": self.days, "language": self.language, "list": name, "export": "csv"})


def languages() -> list[tuple[str, str]]:
    return list(settings.LANGUAGES)


def _share(part: int, whole: int) -> int | None:
    return round(100 * part / whole) if whole else None


def _label(day: Day) -> str:
    first = date_format(day.first, "j b")
    return first if day.first == day.last else f"{first}–{date_format(day.last, 'j b')}"


def _point(day: Day) -> charts.Point:
    words = _("%(day)s: %(searches)d searches, %(misses)d without results") % {
        "day": _label(day),
        "searches": day.sums.searches,
        "misses": day.sums.misses,
    }
    return charts.Point(date_format(day.first, "j b"), day.sums.searches, day.sums.misses, words)


def _in_words(found: Figures, drawn: list[Day]) -> str:
    most = max(drawn, key=lambda day: day.sums.searches)
    return _("%(searches)d searches in all, %(misses)d of them without results. Most were made %(day)s: %(most)d.") % {
        "searches": found.total.searches,
        "misses": found.total.misses,
        "day": _label(most),
        "most": most.sums.searches,
    }


def _results(query: Query) -> str:
    """Where visitors see the query's results."""
    with translation.override(query.locale):
        return f"{reverse('search')}?{urlencode({'q': query.text})}"


def _foreign_language(query: Query) -> str:
    """Its name, if it is not the site's own."""
    return "" if query.locale == settings.LANGUAGE_CODE else dict(languages()).get(query.locale, query.locale)


class Tools:
    """What an editor may do about a query: each tool as words and an address that takes the query along."""

    def __init__(self, user: Any) -> None:
        self.locales = dict(Locale.objects.values_list("language_code", "pk"))
        self.may_try = may_try(user)
        forms: list[tuple[Any, str]] = [
            (Synonyms, _("Add synonyms")),
            (PromotedResult, _("Promote a page")),
        ]
        self.forms = [
            (words, reverse(model.snippet_viewset.get_url_name("add")))
            for model, words in forms
            if user.has_perm(f"search.add_{model._meta.model_name}")
        ]

    def __bool__(self) -> bool:
        return self.may_try or bool(self.forms)

    def of(self, query: Query) -> list[dict[str, str]]:
        found = [
            {"label": words, "url": f"{form}?{urlencode({'wordings': query.text, 'locale': query.locale})}"}
            for words, form in self.forms
        ]
        if self.may_try and query.locale in self.locales:
            asked = urlencode({"q": query.text, "locale": self.locales[query.locale]})
            found.insert(0, {"label": _("Try it"), "url": f"{reverse('search_trial')}?{asked}"})
        return found


def _query_row(query: Query) -> dict[str, Any]:
    sums = {name: getattr(query.sums, name) for name in ("searches", "misses", "without_click", "place")}
    return {"query": query.text, "language": query.locale, "days": query.days, **sums}


def _day_row(day: Day) -> dict[str, Any]:
    return {"day": day.first, **{name: getattr(day.sums, name) for name in DAY_EXPORT[1:]}}


urls = [path("sokstatistik/", StatisticsReport.as_view(), name="search_statistics")]
address = reverse_lazy("search_statistics")
