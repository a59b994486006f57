"""What a visitor may find. Every search and every list asks here, and nothing else decides.

    searchable_for(user, locale) -> Filters           what a search must leave out, in one SQL statement
    visible_pages(ids, user) -> {id: Page}            the pages behind the hits, checked again
    limit(pages, user) -> queryset                    lists that do not come from the engine
    may_show(page, user) -> bool

Restrictions are those that stand in the database at this moment, so setting or lifting one needs no indexing. One on a page
holds for its translations, its aliases and everything below them. A visitor passes restrictions to "logged in" and to
groups; the password of a section is known to a browser's session alone and never opens a list.
"""

from collections.abc import Iterable

from django.contrib.auth.models import AbstractBaseUser, AnonymousUser
from django.db.models import BooleanField, Q, QuerySet, Value

from wagtail.models import Page, PageViewRestriction

from .engines.base import Filters
from .models import SearchRow

User = AbstractBaseUser | AnonymousUser


def searchable_for(user: User, locale: str) -> Filters:
    """Filters that leave out what the user may not read, and pages that the index still holds as they were before a move.

    Pages are few that wait, and restrictions stand at the top of what they hide, so both lists are short.
    """
    barred = _barred(user).values_list("pk", Value(True, BooleanField()))
    withheld = SearchRow.objects.filter(withheld=True).values_list("page_id", Value(False, BooleanField()))
    found = sorted(set(barred.union(withheld, all=True)))
    return Filters(
        locale,
        excluded_ancestors=tuple(page_id for page_id, is_barred in found if is_barred),
        excluded_pages=tuple(page_id for page_id, is_barred in found if not is_barred),
    )


def limit(pages: QuerySet[Page], user: User) -> QuerySet[Page]:
    """Those of the pages that are live and that the user may read."""
    hidden = Q(pk__in=[])
    for path in _barred_paths(user):
        hidden |= Q(path__startswith=path)
    return pages.filter(live=True).exclude(hidden)


def visible_pages(page_ids: Iterable[int], user: User) -> dict[int, Page]:
    """The pages of the hits by id, without those that have meanwhile become hidden."""
    return {page.pk: page for page in limit(Page.objects.filter(pk__in=page_ids), user)}


def may_show(page: Page, user: User) -> bool:
    return page.live and not any(page.path.startswith(path) for path in _barred_paths(user))


def _barred_paths(user: User) -> list[str]:
    """Tree paths of what is barred, without those that lie below others."""
    paths: list[str] = []
    for path in sorted(set(_barred(user).values_list("path", flat=True))):
        if not paths or not path.startswith(paths[-1]):
            paths.append(path)
    return paths


def _barred(user: User) -> QuerySet[Page]:
    """Pages with a restriction that the user does not pass, their translations, and the aliases of both."""
    keys = _not_passed(user).values("page__translation_key")
    return Page.objects.filter(Q(translation_key__in=keys) | Q(alias_of__translation_key__in=keys)).order_by()


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
