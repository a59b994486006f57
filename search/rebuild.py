"""Makes a new generation of the index while the old one serves, and puts it in its place.

A rebuild loses nothing: from its first moment on every drain writes to the new generation too, and what it copies itself
was read after the version it is written under. Stopped half-way, the next one goes on where it stopped.

    rebuild()     all pages into a new generation
    go_back()     the generation that was live before, with what has changed since
"""

import logging
import secrets
from collections.abc import Callable
from datetime import timedelta

from django.db import OperationalError, transaction
from django.db.models import F, Q, QuerySet
from django.utils import timezone

from . import generations
from .drain import drain_backlog
from .engines import get_engine
from .engines.base import EngineError
from .filling import Progress, fill
from .locks import site_lock
from .models import SearchGeneration, SearchRow
from .registry import add_missing

logger = logging.getLogger(__name__)

State = SearchGeneration.State

# Deleted objects' rows are kept this long; no write that began before the deletion can still be under way then.
TOMBSTONE_AGE = timedelta(days=7)
# More than the clocks of two hosts may differ by.
CLOCK_SKEW = timedelta(hours=1)


def rebuild(
    progress: Progress = lambda done, total: None,
    *,
    wait: bool = True,
    alone: bool = False,
    unless: Callable[[], str | None] = lambda: None,
) -> str | None:
    """Index all pages into a new generation and make it the live one. Gives its name.

    One at a time on all hosts; a second one waits and then begins anew, or without `wait` does nothing. When its turn has
    come and `unless` gives a name, that is taken instead. With `alone` no helpers are started beside this process. Raises
    EngineError when the engine fails; what was done until then is kept and the next rebuild goes on from there.
    """
    with site_lock("rebuild", wait=wait) as mine:
        return (unless() or _rebuild(progress, alone=alone)) if mine else None


def go_back(progress: Progress = lambda done, total: None) -> str | None:
    """Make the generation that was live before the present one live again. Gives its name, or None if none is of use.

    It was not written to since, so it gets all that may have been indexed meanwhile first. Stopped half-way, a rebuild
    finishes it. Raises EngineError when the engine fails.
    """
    with site_lock("rebuild", wait=True):
        _forget_missing()
        former = SearchGeneration.objects.filter(state=State.RETIRED, schema_hash=generations.current_schema()).first()
        if former is None:
            return None
        for left in SearchGeneration.objects.filter(state=State.BUILDING):
            _drop(left)
        former.state, former.filled_to = State.BUILDING, ""
        former.save(update_fields=["state", "filled_to"])
        _fill(former, _changed_since_it_served(), progress)
        return former.name


def _changed_since_it_served() -> QuerySet[SearchRow]:
    """It was written to until the live one took its place, so at least until that one was begun."""
    live = generations.live()
    if live is None:
        return SearchRow.objects.all()
    since = Q(indexed_at__gte=live.created_at - CLOCK_SKEW) | Q(indexed_at=None)
    return SearchRow.objects.filter(since | Q(version__gt=F("indexed_version")))


def _rebuild(progress: Progress, *, alone: bool) -> str:
    _forget_missing()
    generation = _building()
    add_missing()
    _fill(generation, SearchRow.objects.all(), progress, alone=alone)
    return generation.name


def _fill(
    generation: SearchGeneration, wanted: QuerySet[SearchRow], progress: Progress, *, alone: bool = False
) -> None:
    fill(generation, wanted, progress, alone=alone)
    drain_backlog()
    get_engine().finish(generation.name)
    _go_live(generation)
    _clean_up()


def _forget_missing() -> None:
    """Generations that somebody has removed from the engine, as by deleting its folder, are written to no more."""
    SearchGeneration.objects.exclude(name__in=get_engine().generations()).delete()


def _building() -> SearchGeneration:
    """The one that an interrupted rebuild has left, if it is of this schema, else a new one."""
    schema = generations.current_schema()
    left = SearchGeneration.objects.filter(state=State.BUILDING).first()
    if left and left.schema_hash == schema:
        return left
    if left:
        _drop(left)
    name = f"{timezone.now():%Y%m%d%H%M%S}-{secrets.token_hex(3)}"
    get_engine().create(name)  # before anyone is told to write to it
    return SearchGeneration.objects.create(name=name, schema_hash=schema)


def _go_live(generation: SearchGeneration) -> None:
    """The one that was live before is kept for a way back. Older ones are none, even if they cannot be dropped now."""
    with transaction.atomic():
        SearchGeneration.objects.filter(state=State.RETIRED).update(state=State.DISCARDED)
        SearchGeneration.objects.filter(state=State.LIVE).update(state=State.RETIRED)
        if not SearchGeneration.objects.filter(name=generation.name).update(state=State.LIVE):
            raise EngineError(f"The index {generation.name} was dropped before it was complete.")


def _clean_up() -> None:
    """Drop what is of no more use, also what an earlier rebuild was cut off before dropping.

    What cannot be dropped now is left to the next rebuild: the new index is in use, and that is what was asked for.
    """
    for old in SearchGeneration.objects.filter(state=State.DISCARDED):
        try:
            _drop(old)
        except EngineError as error:
            logger.warning("The index %s is of no more use and could not be dropped: %s", old.name, error)
    outdated = SearchRow.objects.filter(deleted=True, changed_at__lt=timezone.now() - TOMBSTONE_AGE)
    try:
        outdated.exclude(pk__in=SearchRow.pending().values("pk")).delete()
    except OperationalError as error:  # such as a lock that others hold too long
        logger.warning("Rows of pages deleted long ago are cleared away another time: %s", error)


def _drop(generation: SearchGeneration) -> None:
    get_engine().drop(generation.name)
    generation.delete()
