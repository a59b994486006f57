"""Recognisers: from a neutral document to the pages it holds, in words.

A document with front matter says its kind itself. Of the others, the recogniser that finds most of its own structure
takes the document; each is one module with `KINDS`, `score` and `recognise`.
"""

from collections.abc import Sequence
from types import ModuleType

from django.utils.translation import gettext as _

from ..document import Document, Note
from ..draft import Context, Recognised
from . import declared, toolkit

RECOGNISERS: Sequence[ModuleType] = (toolkit,)


def recognise(document: Document, context: Context) -> Recognised:
    """The pages of a document. Without any when nothing is recognised, which a note then says."""
    if "kind" in document.meta:
        return declared.recognise(document, context)
    candidates = [module for module in RECOGNISERS if not context.kind or context.kind in module.KINDS]
    scores = [(module.score(document), -place) for place, module in enumerate(candidates)]
    if scores and max(scores)[0]:
        return candidates[-max(scores)[1]].recognise(document, context)
    if context.kind:
        return declared.recognise(document, context)
    text = _("No kind of page was recognised in the document. Say which it is with --kind.")
    return Recognised(notes=[Note(1, text)])
