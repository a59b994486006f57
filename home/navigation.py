"""What header and footer need on every page, with one query.

The tree is shallow where navigation looks: start pages of the languages at depth 2, and under each the pages that the menu
and the footer name. One query brings all of them, together with the pages above the one that is shown and its translations.
Only what anyone may read is named, but for the pages above: who has come to a page has passed their restrictions.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.db.models import CharField, Count, Expression, F, Max, Q, QuerySet, Subquery, Value
from django.db.models.functions import Cast
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from wagtail.models import Page

from knowledge.fields import lines_of
from knowledge.models import GlossaryPage, Term
from search import prepared
from search.access import is_barred

from .models import ContactPage, StandardPage, StatementPage

HEALTH_CARE_URL = "https://www.1177.se/"
HOME_DEPTH = 2
WANTED_LANGUAGE = "language"


@dataclass(frozen=True)
class Link:
    title: str
    url: str
    current: bool = False
    external: bool = False


@dataclass(frozen=True)
class Language:
    """`translated` says whether `url` is this very page in that language, or this page with a notice that it is not."""

    code: str
    name: str
    url: str
    current: bool
    translated: bool


@dataclass(frozen=True)
class Footer:
    contact_lines: list[str]
    links: list[Link]
    health_care_url: str = HEALTH_CARE_URL


@dataclass(frozen=True)
class Navigation:
    menu: list[Link] = field(default_factory=list)
    breadcrumb: list[Link] = field(default_factory=list)
    languages: list[Language] = field(default_factory=list)
    home_url: str = "/"
    search_url: str = ""
    contact_url: str = ""
    glossary_url: str = ""
    terms_version: str = ""
    """Changes whenever a term does; empty when there are none. Read with the pages, so that it costs no query."""
    easy_read_url: str = ""
    feed_url: str = ""
    senders: str = ""
    footer: Footer = field(default_factory=lambda: Footer([], []))
    year: int = 0
    untranslated: Language | None = None
    """The language that the visitor asked for when the page does not have it; `url` is that language's start page."""


def navigation_for(request: HttpRequest, page: Page | None) -> Navigation:
    """The navigation of the active language, as seen from `page` (None on pages outside the tree, such as search)."""
    found = _pages(page)
    pages = [item for item in found if _is_in_frame(item)]
    code = translation.get_language() or settings.LANGUAGE_CODE
    home = next((item for item in pages if item.depth == HOME_DEPTH and item.language == code), None)
    if home is None:
        return Navigation(search_url=reverse("search"), year=timezone.localdate().year)
    under = [item for item in pages if item.depth > HOME_DEPTH and item.path.startswith(home.path)]
    contact = _of_type(under, "contactpage")
    glossary = _of_type(under, "glossarypage")
    easy_read = _of_purpose(under, StandardPage.Purpose.EASY_READ)
    return Navigation(
        menu=[
            Link(item.title, _url(item, request), bool(page and page.path.startswith(item.path)))
            for item in under
            if item.show_in_menus and item.depth == HOME_DEPTH + 1
        ],
        breadcrumb=_breadcrumb(request, found, page),
        languages=_languages(request, found, page, code),
        home_url=_url(home, request),
        search_url=reverse("search"),
        contact_url=_url(contact, request),
        glossary_url=_url(glossary, request),
        terms_version=f"{home.terms}-{home.term_changed_at}" if home.terms else "",
        easy_read_url=_url(easy_read, request),
        feed_url=reverse("news_feed"),
        senders=home.senders or "",
        footer=Footer(
            lines_of(home.contact_text or ""),
            [link for link in _footer_links(request, under) if link.url],
        ),
        year=timezone.localdate().year,
        untranslated=_untranslated(request, pages, page, code),
    )


def _pages(page: Page | None) -> list[Page]:
    """The live pages of the frame, and those above and beside `page`, in the order of the tree."""
    return prepared.objects(Page, _query, None) if page is None else list(_query(page))


def _query(page: Page | None) -> QuerySet[Page]:
    every = Page.objects.order_by()
    wanted = [
        every.filter(Q(depth=HOME_DEPTH) | Q(depth=HOME_DEPTH + 1, show_in_menus=True)),
        StandardPage.objects.order_by().filter(purpose__gt=""),
        ContactPage.objects.order_by(),
        StatementPage.objects.order_by(),
        GlossaryPage.objects.order_by(),
    ]
    if page is not None and page.depth > HOME_DEPTH:
        wanted += [every.filter(path__in=_paths_above(page)), every.filter(translation_key=page.translation_key)]
    first, *others = (pages.values("pk") for pages in wanted)
    return (
        Page.objects.filter(pk__in=first.union(*others), live=True)
        .annotate(
            barred=is_barred(AnonymousUser()),
            language=F("locale__language_code"),
            senders=F("homepage__senders"),
            contact_text=F("homepage__contact_text"),
            purpose=F("standardpage__purpose"),
            is_contact=F("contactpage__pk"),
            is_statement=F("statementpage__pk"),
            is_glossary=F("glossarypage__pk"),
            terms=_of_all_terms(Count("pk")),
            term_changed_at=_of_all_terms(Cast(Max("changed_at"), CharField())),
        )
        .order_by("path")
    )


def _of_all_terms(what: Expression) -> Subquery:
    return Subquery(Term.objects.order_by().annotate(all=Value(1)).values("all").annotate(found=what).values("found"))


def _is_in_frame(page: Page) -> bool:
    in_menu = page.depth == HOME_DEPTH + 1 and page.show_in_menus
    is_named = page.purpose or page.is_contact or page.is_statement or page.is_glossary
    return not page.barred and bool(page.depth == HOME_DEPTH or in_menu or is_named)


def _paths_above(page: Page) -> list[str]:
    """Tree paths from the start page down to the page's parent."""
    return [page.path[:end] for end in range(HOME_DEPTH * page.steplen, len(page.path), page.steplen)]


def _of_type(pages: Iterable[Page], name: str) -> Page | None:
    attribute = f"is_{name.removesuffix('page')}"
    return next((page for page in pages if getattr(page, attribute)), None)


def _of_purpose(pages: Iterable[Page], purpose: str) -> Page | None:
    return next((page for page in pages if page.purpose == purpose), None)


def _url(page: Page | None, request: HttpRequest) -> str:
    return (page.get_url(request) or "") if page else ""


def _footer_links(request: HttpRequest, pages: list[Page]) -> list[Link]:
    """In the order that is the same on every page (WCAG 3.2.6)."""
    wanted = [
        _of_purpose(pages, StandardPage.Purpose.ABOUT_SITE),
        _of_type(pages, "statementpage"),
        _of_purpose(pages, StandardPage.Purpose.PRIVACY),
        _of_purpose(pages, StandardPage.Purpose.EASY_READ),
    ]
    return [Link(page.title, _url(page, request)) for page in wanted if page]


def _breadcrumb(request: HttpRequest, pages: list[Page], page: Page | None) -> list[Link]:
    """The live pages above the page; none above the start page or where there is no page."""
    above = set(_paths_above(page)) if page is not None else set()
    return [
        Link(_("Home") if item.depth == HOME_DEPTH else item.title, _url(item, request))
        for item in pages
        if item.path in above
    ]


def _languages(request: HttpRequest, pages: list[Page], page: Page | None, current: str) -> list[Language]:
    """Each language with this page's translation, or else its start page."""
    pages = [item for item in pages if not item.barred]
    homes = {item.language: item for item in pages if item.depth == HOME_DEPTH}
    translations: dict[str, Page] = {}
    if page is not None and page.depth > HOME_DEPTH:
        translations = {item.language: item for item in pages if item.translation_key == page.translation_key}
    languages = []
    for code, name in settings.LANGUAGES:
        if code not in homes:
            continue
        translated = code == current or code in translations or page is None or page.depth <= HOME_DEPTH
        url = _url(translations.get(code, homes[code]), request) if translated else f"?{WANTED_LANGUAGE}={code}"
        if page is None:
            with translation.override(code):
                url = _outside_tree_url(request, url)
        languages.append(Language(code, name, url, code == current, translated))
    return languages


def _untranslated(request: HttpRequest, pages: list[Page], page: Page | None, current: str) -> Language | None:
    """Nothing is stored of the wish: it stands in the address."""
    wanted = request.GET.get(WANTED_LANGUAGE, "")
    home = next((item for item in pages if item.depth == HOME_DEPTH and item.language == wanted), None)
    if page is None or home is None or wanted == current:
        return None
    return Language(wanted, dict(settings.LANGUAGES)[wanted], _url(home, request), False, False)


def _outside_tree_url(request: HttpRequest, fallback: str) -> str:
    """The same view in the active language, with the same question."""
    match = request.resolver_match
    if match is None or not match.url_name or match.namespaces or match.args or match.kwargs:
        return fallback
    query = request.META.get("QUERY_STRING", "")
    return reverse(match.url_name) + (f"?{query}" if query else "")
