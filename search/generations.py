"""Which generations of the index there are, and which of them this program can use."""

from django.db.models import BooleanField, Exists, ExpressionWrapper, Q, QuerySet

from . import prepared
from .engines import get_engine
from .entries import schema_hash
from .models import ChangedItem, DocumentText, SearchGeneration, SearchRow

State = SearchGeneration.State


def live() -> SearchGeneration | None:
    """The one that is searched; `waiting` tells whether anything is due to be indexed, `files_waiting` to be read."""
    return next(iter(prepared.objects(SearchGeneration, _live)), None)


def _live() -> QuerySet[SearchGeneration]:
    due = ExpressionWrapper(Q(Exists(SearchRow.due())) | Q(Exists(ChangedItem.objects.all())), BooleanField())
    waiting = {"waiting": due, "files_waiting": Exists(DocumentText.due())}
    return SearchGeneration.objects.filter(state=State.LIVE).annotate(**waiting)


def live_and_fitting() -> str | None:
    """Its name, if this program can use it."""
    found = live()
    return found.name if found and fits(found) else None


def complete() -> str | None:
    """The live one's name, if this program can use it and no other of the same schema is to take its place."""
    return None if is_unfinished() else live_and_fitting()


def is_unfinished() -> bool:
    """Whether a rebuild of this program's schema is under way, or was cut off."""
    return SearchGeneration.objects.filter(state=State.BUILDING, schema_hash=current_schema()).exists()


def to_write() -> list[str]:
    """Live and building ones of this program's own schema.

    None while the newest one has another schema: then the rows wait for the processes, or the rebuild, that it belongs to.
    """
    rows = _in_use()
    return [row.name for row in rows if fits(row)] if _is_ours(rows) else []


def newest_is_ours() -> bool:
    """It has this program's schema, or there is none at all."""
    return _is_ours(_in_use())


def fits(generation: SearchGeneration) -> bool:
    """Whether this program can use it: it has the same schema and, if it lies on this host, is still there."""
    engine = get_engine()
    return has_our_schema(generation) and (not engine.embedded or generation.name in engine.generations())


def has_our_schema(generation: SearchGeneration) -> bool:
    return generation.schema_hash == current_schema()


def current_schema() -> str:
    return schema_hash(get_engine().format)


def _is_ours(rows: list[SearchGeneration]) -> bool:
    return not rows or has_our_schema(rows[-1])


def _in_use() -> list[SearchGeneration]:
    """The live one, then the one that is to follow it, whatever the clocks of the hosts that made them said."""
    return list(SearchGeneration.objects.filter(state__in=(State.LIVE, State.BUILDING)).order_by("-state"))
