"""How the translations of pages stand against their sources, in Wagtail's reports.

wagtail-localize's own report lists what has been submitted for translation. It knows nothing of pages that nobody has
submitted, of translations that are edited as pages of their own, or of sources published since their texts were taken.
"""

from functools import reduce
from operator import or_
from typing import Any

import django_filters

from django.conf import settings
from django.db.models import Case, CharField, Exists, OuterRef, Q, QuerySet, TextChoices, Value, When
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import DateColumn, TitleColumn
from wagtail.models import Locale, Page
from wagtail_localize.models import Translation, TranslationSource
from wagtail_localize.views.report import TranslationsReportView

from .reports import SiteReport

SUBMIT = "wagtail_localize.submit_translation"
LANGUAGES = {code: name for code, name in settings.LANGUAGES if code != settings.LANGUAGE_CODE}


class State(TextChoices):
    MISSING = "missing", _("Not translated")
    BEHIND = "behind", _("Behind its source")
    INCOMPLETE = "incomplete", _("Texts left to translate")
    DRAFT = "draft", _("Only a draft")
    CURRENT = "current", _("Up to date")


def state_name(code: str) -> str:
    """What the state in a language is called in a query."""
    return f"state_{code.replace('-', '_')}"


def state_in(code: str) -> Case:
    """The state of the translation into a language, for each page of a query of sources.

    A translation is behind when its source was published after it, or after wagtail-localize last took the source's texts.
    """
    key, published = OuterRef("translation_key"), OuterRef("last_published_at")
    pages = Page.objects.filter(translation_key=key, locale__language_code=code, alias_of=None)
    followed = Q(source__object=key, source__locale=OuterRef("locale"), target_locale__language_code=code, enabled=True)
    older = Translation.objects.filter(followed, source__last_updated_at__lt=published)
    waiting = TranslationsReportView().get_queryset().filter(followed, waiting_for_translation=True)
    return Case(
        When(~Exists(pages), then=Value(State.MISSING.value)),
        When(Exists(pages.filter(last_published_at__lt=published)) | Exists(older), then=Value(State.BEHIND.value)),
        When(Exists(waiting), then=Value(State.INCOMPLETE.value)),
        When(~Exists(pages.filter(live=True)), then=Value(State.DRAFT.value)),
        default=Value(State.CURRENT.value),
        output_field=CharField(),
    )


def sources() -> QuerySet[Page]:
    """Published pages in the source language with their state in each other language, those that are behind first."""
    states = {state_name(code): state_in(code) for code in LANGUAGES}
    behind = reduce(or_, (Q(**{name: State.BEHIND.value}) for name in states))
    pages = Page.objects.filter(locale=Locale.get_default(), live=True, depth__gt=1, alias_of=None)
    return pages.annotate(**states).order_by(Case(When(behind, then=0), default=1), "path")


class NextSteps:
    """Where a row leads in each language: to what is to be done there next, if the editor may do it."""

    def __init__(self, pages: list[Page], user: Any, editable: QuerySet[Page]) -> None:
        keys = [page.translation_key for page in pages]
        shown = editable.filter(translation_key__in=keys, alias_of=None)
        self.editable = {
            (key, code): pk for pk, key, code in shown.values_list("pk", "translation_key", "locale__language_code")
        }
        taken = TranslationSource.objects.filter(
            object__in=keys, locale=Locale.get_default(), translations__enabled=True
        ).values_list("object", "translations__target_locale__language_code", "pk", "last_updated_at")
        self.taken = {(key, code): (pk, time) for key, code, pk, time in taken}
        self.may_submit = user.has_perm(SUBMIT)

    def edit(self, page: Page, code: str = settings.LANGUAGE_CODE) -> str | None:
        pk = self.editable.get((page.translation_key, code))
        return reverse("wagtailadmin_pages:edit", args=[pk]) if pk else None

    def step(self, page: Page, code: str) -> str | None:
        """Submit the page, fetch the source's new texts, or edit the translation."""
        state = getattr(page, state_name(code))
        may_submit = self.may_submit and self.edit(page)
        if state == State.MISSING:
            return reverse("wagtail_localize:submit_page_translation", args=[page.pk]) if may_submit else None
        source, taken_at = self.taken.get((page.translation_key, code), (None, None))
        if state == State.BEHIND and may_submit and taken_at and taken_at < page.last_published_at:
            return reverse("wagtail_localize:update_translations", args=[source])
        return self.edit(page, code)


class TranslationFilters(WagtailFilterSet):
    """One choice of states for each language."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # All rows are in the source language. Wagtail itself leaves the filter out where the site has no other one.
        self.filters.pop("locale", None)
        for code, name in LANGUAGES.items():
            self.filters[state_name(code)] = django_filters.ChoiceFilter(
                field_name=state_name(code), label=name, choices=State.choices
            )
            self.filters[state_name(code)].parent = self

    class Meta:
        model = Page
        fields: list[str] = []


class StateColumn(TitleColumn):
    def __init__(self, code: str, label: str) -> None:
        self.code = code
        super().__init__(
            state_name(code),
            label=label,
            accessor=lambda page: State(getattr(page, state_name(code))).label,
            get_url=lambda page: page.next_steps.step(page, code),
        )


class TranslationReport(SiteReport):
    """Shows the sources that the editor may edit, and those with a translation that the editor may edit."""

    page_title = _("Translations of pages")
    header_icon = "wagtail-localize-language"
    index_url_name = "translation_report"
    index_results_url_name = "translation_report_results"
    filterset_class = TranslationFilters
    columns = [
        TitleColumn("title", label=_("Page"), get_url=lambda page: page.next_steps.edit(page)),
        DateColumn("last_published_at", label=_("Published")),
        *(StateColumn(code, name) for code, name in LANGUAGES.items()),
    ]
    list_export = ["title", "last_published_at", *map(state_name, LANGUAGES), "full_url"]
    export_headings = {
        "title": _("Page"),
        "last_published_at": _("Published"),
        "full_url": _("Address"),
        **{state_name(code): name for code, name in LANGUAGES.items()},
    }
    export_filename = "oversattningar"

    def get_queryset(self) -> QuerySet[Page]:
        keys = self.editable.values("translation_key")
        return sources().filter(translation_key__in=keys)

    def get_table(self, object_list: Any) -> Any:
        steps = NextSteps(list(object_list), self.request.user, self.editable)
        for page in object_list:
            page.next_steps = steps
        return super().get_table(object_list)


urls = TranslationReport.paths("reports/oversattningar/")
