"""What a visitor may find. Every search and every list asks here, and nothing else decides.

    searchable_for(user, locale) -> Filters           what a search must leave out, in one SQL statement
    visible_pages(ids, user) -> {id: Page}            the pages behind the hits, checked again
    limit(pages, user) -> queryset                    lists that do not come from the engine
    public(pages) -> queryset                         the same for what all visitors are shown alike
    is_barred(user) -> condition                      the same as a part of a query of pages
    may_show(page, user) -> bool
    restrictions_of(page) -> queryset                 what a visitor must pass to open a page
    may_open(page, request) -> bool                   whether Wagtail serves the page to this very browser

Restrictions are those that stand in the database at this moment, so setting or lifting one needs no indexing. One on a page
holds for its translations, its aliases and everything below them. A visitor passes restrictions to "logged in" and to
groups; the password of a section is known to a browser's session alone and never opens a list. `may_open` asks for it.
"""

from collections.abc import Iterable
from typing import Any

from django.contrib.auth.models import AbstractBaseUser, AnonymousUser
from django.db.models import BooleanField, CharField, Exists, ExpressionWrapper, F, OuterRef, Q, QuerySet, Value
from django.http import HttpRequest

from wagtail.models import Page, PageViewRestriction, Site
from wagtail.query import PageQuerySet

from . import prepared
from .engines.base import Filters
from .models import SearchRow

User = AbstractBaseUser | AnonymousUser


def searchable_for(user: User, locale: str) -> Filters:
    """Filters that leave out what the user may not read, and pages that the index still holds as they were before a move.

    Pages are few that wait, and restrictions stand at the top of what they hide, so both lists are short.
    """
    found = sorted(set(prepared.rows(_left_out, user) if user.is_anonymous else _left_out(user)))
    return Filters(
        locale,
        excluded_ancestors=tuple(page_id for page_id, is_barred in found if is_barred),
        excluded_pages=tuple(page_id for page_id, is_barred in found if not is_barred),
    )


def _left_out(user: User) -> QuerySet[Any]:
    """Ids, each with whether it is of a barred page or of one that waits."""
    barred = _barred(user).values_list("pk", Value(True, BooleanField()))
    withheld = SearchRow.objects.filter(withheld=True).values_list("page_id", Value(False, BooleanField()))
    return barred.union(withheld, all=True)


def limit(pages: PageQuerySet, user: User) -> PageQuerySet:
    """Those of the pages that are live and that the user may read."""
    return pages.filter(~is_barred(user), live=True)


def public(pages: PageQuerySet) -> PageQuerySet:
    """Those of the pages that anyone may read. Menus and the like show nothing else, whoever looks."""
    return limit(pages, AnonymousUser())


def is_barred(user: User) -> Exists:
    """Whether a page, or one above it, is barred. Needs no query of its own, unlike Wagtail's `PageQuerySet.public()`."""
    path = ExpressionWrapper(OuterRef("path"), output_field=CharField())
    return Exists(_barred(user).annotate(path_below=path).filter(path_below__startswith=F("path")))


def visible_pages(page_ids: Iterable[int], user: User) -> dict[int, Page]:
    """The pages of the hits by id, without those that have meanwhile become hidden, or that lie on no site.

    A page outside the trees of all sites has no address, so nobody could follow a link to it.
    """
    ids = tuple(page_ids)
    if user.is_anonymous:
        pages = prepared.objects_with_ids(Page, _public_with_ids, ids)
    else:
        pages = list(limit(Page.objects.filter(pk__in=ids), user))
    tops = tuple(top.root_path for top in Site.get_site_root_paths()) if pages else ()
    return {page.pk: page for page in pages if page.url_path.startswith(tops)}


def _public_with_ids(page_ids: tuple[int, ...]) -> QuerySet[Page]:
    return public(Page.objects.filter(pk__in=page_ids))


def may_show(page: Page, user: User) -> bool:
    return page.live and limit(Page.objects.filter(pk=page.pk), user).exists()


def restrictions_of(page: Page) -> QuerySet[PageViewRestriction]:
    """The restrictions that hold for a page: the same as hide it from lists."""
    above = Page.objects.filter(
        path__in=[page.path[:end] for end in range(page.steplen, len(page.path) + 1, page.steplen)]
    )
    pages = PageViewRestriction.objects.order_by().values("pk")
    return PageViewRestriction.objects.filter(
        pk__in=pages.filter(page__translation_key__in=above.values("translation_key")).union(
            pages.filter(page__translation_key__in=above.values("alias_of__translation_key"))
        )
    )


def may_open(page: Page, request: HttpRequest) -> bool:
    """Whether the page is served to who asks, also by the password that a browser's session has given before."""
    if not page.live or page.get_url(request) is None:
        return False
    return all(restriction.accept_request(request) for restriction in restrictions_of(page))


def _barred(user: User) -> QuerySet[Page]:
    """Pages with a restriction that the user does not pass, their translations, and the aliases of both."""
    keys = _not_passed(user).values("page__translation_key")
    pages = Page.objects.order_by().values("pk")
    # A union uses the index of each column, which "or" would not.
    return Page.objects.order_by().filter(
        pk__in=pages.filter(translation_key__in=keys).union(pages.filter(alias_of__translation_key__in=keys))
    )


def _not_passed(user: User) -> QuerySet[PageViewRestriction]:
    restrictions = PageViewRestriction.objects.exclude(restriction_type=PageViewRestriction.NONE)
    if not user.is_authenticated:
        return restrictions
    restrictions = restrictions.exclude(restriction_type=PageViewRestriction.LOGIN)
    groups = Q(restriction_type=PageViewRestriction.GROUPS)
    if getattr(user, "is_superuser", False):
        return restrictions.exclude(groups)
    passed = PageViewRestriction.objects.filter(groups__user=user).values("pk")
    return restrictions.exclude(groups & Q(pk__in=passed))
