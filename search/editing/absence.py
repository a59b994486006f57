"""Why a page is not among the hits of a query, in words."""

from collections.abc import Iterator
from dataclasses import replace

from django.contrib.auth.models import AnonymousUser
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from wagtail.models import Page

from .. import access, reader
from ..documents import Searchable
from ..engines.base import Filters, Node, Request
from ..meaning import FEW
from ..query import Question, allowed_tree, identifier_node, term_node, wording_node
from ..ranking import WEIGHTS
from ..receipt import receipt
from ..upkeep import live_generation


def may_ask(page: Page, user: access.User) -> bool:
    """Whether the user may know what the page holds: who may edit it, or read it."""
    return page.permissions_for_user(user).can_edit() or access.may_show(page, user)


def reasons(page: Page, question: Question, locale: str) -> list[str]:
    """All that keeps the page away; nothing where nothing does. Raises `EngineError`."""
    if not isinstance(page.specific, Searchable):
        return [_("The search does not find pages of this kind.")]
    found = []
    told = receipt(page)
    if told.state != "found":
        found.append(told.text)
    elif not access.may_show(page, AnonymousUser()):
        found.append(_("Not all visitors may read the page, so it is found only by those who may."))
    if page.locale.language_code != locale:
        found.append(_("The page is in another language: %(language)s.") % {"language": page.locale})
    elif told.state == "found" and (words := list(_lacking(page, question))):
        found.append(_without(words, has_others=len(words) < question.parts))
    found += _excluding(page, question) if told.state == "found" else []
    return found


def _without(words: list[str], *, has_others: bool) -> str:
    quoted = ", ".join(_("“%(word)s”") % {"word": word} for word in words)
    text = ngettext("The page lacks the word %(words)s.", "The page lacks the words %(words)s.", len(words))
    text %= {"words": quoted}
    if has_others:
        few = _("Pages with some of the words are listed only where fewer than %(number)d have all of them.")
        text = f"{text} {few % {'number': FEW}}"
    return text


def _lacking(page: Page, question: Question) -> Iterator[str]:
    """What the query asks for and the page has in no form."""
    wanted = [(number.raw, identifier_node(number.normalised, WEIGHTS)) for number in question.identifiers]
    wanted += [(wording.text, wording_node(wording)) for wording in question.wordings]
    wanted += [(term.text, term_node(term)) for term in question.terms]
    return (text for text, node in wanted if not _has(page, node))


def _excluding(page: Page, question: Question) -> Iterator[str]:
    for excluded in question.excluded:
        if not _has(page, allowed_tree(replace(question, excluded=(excluded,), wordings=()))):
            yield _("The page has “%(word)s”, which the query excludes.") % {"word": excluded.text}


def _has(page: Page, node: Node) -> bool:
    filters = Filters(page.locale.language_code, only_pages=(page.pk,))
    return reader.search(live_generation(), Request(node, filters, size=0)).total > 0
