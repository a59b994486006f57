"""Recognisers: from a neutral document to the pages it holds, in words.

A document with front matter says its kind itself. Of the others, the recogniser that finds most of its own structure
takes what it knows, and the rest is left to those that find theirs in it. Each is one module with `KINDS`, `score` and
`recognise`.
"""

from collections.abc import Sequence
from types import ModuleType

from django.utils.translation import gettext as _

from ..document import Document, Note
from ..draft import Context, Recognised
from . import decision, declared, guide, papers, report, toolkit

RECOGNISERS: Sequence[ModuleType] = (toolkit, guide, report, decision)


def recognise(document: Document, context: Context) -> Recognised:
    """The pages of a document. Without any when nothing is recognised, which a note then says."""
    if "kind" in document.meta:
        return declared.recognise(document, context)
    candidates = [module for module in RECOGNISERS if not context.kind or context.kind in module.KINDS]
    result = _recognised(document, context, candidates)
    if result.pages:
        return result
    if context.kind:
        return declared.recognise(document, context)
    text = _("No kind of page was recognised in the document. Say which it is with --kind.")
    return Recognised(notes=[Note(1, text)])


def _recognised(document: Document, context: Context, candidates: Sequence[ModuleType]) -> Recognised:
    """What the best recogniser finds, and what the others find in the rest: a file may hold several papers."""
    result = Recognised()
    rest, remaining = document, list(candidates)
    while remaining:
        scores = [(module.score(rest), -place) for place, module in enumerate(remaining)]
        best, place = max(scores)
        if not best:
            break
        found = remaining.pop(-place).recognise(rest, context)
        result.pages += found.pages
        result.notes += found.notes
        result.taken |= found.taken
        rest = rest.without(found.taken)
    if result.pages:
        result.notes += papers.left_out(document, result.taken)
    return result
