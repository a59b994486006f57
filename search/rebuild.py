"""Makes a new generation of the index while the old one serves, and puts it in its place.

A rebuild loses nothing: from its first moment on every drain writes to the new generation too, and what it copies itself
was read after the version it is written under. Stopped half-way, the next one goes on where it stopped.
"""

import secrets
from collections.abc import Callable
from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from . import generations
from .drain import drain_all, mark
from .engines import get_engine
from .locks import host_lock
from .models import SearchGeneration, SearchRow
from .registry import add_missing
from .writing import write

State = SearchGeneration.State
Progress = Callable[[int, int], None]

BATCH = 100
# Deleted objects' rows are kept this long; no write that began before the deletion can still be under way then.
TOMBSTONE_AGE = timedelta(days=7)


def rebuild(
    progress: Progress = lambda done, total: None,
    *,
    wait: bool = True,
    unless: Callable[[], str | None] = lambda: None,
) -> str | None:
    """Index all pages into a new generation and make it the live one. Gives its name.

    One at a time on a host; a second one waits and then begins anew, or without `wait` does nothing. When its turn has come
    and `unless` gives a name, that is taken instead. Raises EngineError when the engine fails; what was done until then is
    kept and the next rebuild goes on from there.
    """
    with host_lock("rebuild", wait=wait) as mine:
        return (unless() or _rebuild(progress)) if mine else None


def _rebuild(progress: Progress) -> str:
    _forget_missing()
    generation = _building()
    get_engine().create(generation.name)
    add_missing()
    _backfill(generation, progress)
    drain_all()
    _go_live(generation)
    _clean_up()
    return generation.name


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
    return SearchGeneration.objects.create(name=name, schema_hash=schema)


def _backfill(generation: SearchGeneration, progress: Progress) -> None:
    """Copy row after row in the order of their keys, so that rows which come and go in between do not matter."""
    wanted = SearchRow.objects.filter(deleted=False)
    total = wanted.count()
    done = wanted.filter(key__lte=generation.filled_to).count() if generation.filled_to else 0
    is_only = generations.to_write() == [generation.name]
    progress(done, total)
    while rows := list(wanted.filter(key__gt=generation.filled_to).order_by("key")[:BATCH]):
        written = write(rows, [generation.name])
        # A row that could not be copied waits like any other that failed.
        SearchRow.objects.filter(key__in=written.failed).update(indexed_version=0)
        if is_only:
            mark(rows, written)
        generation.filled_to = rows[-1].key
        generation.save(update_fields=["filled_to"])
        done += len(rows)
        progress(done, max(total, done))


def _go_live(generation: SearchGeneration) -> None:
    with transaction.atomic():
        SearchGeneration.objects.filter(state=State.LIVE).update(state=State.RETIRED)
        SearchGeneration.objects.filter(name=generation.name).update(state=State.LIVE)


def _clean_up() -> None:
    """The generation that was live before is kept for a way back, older ones are dropped."""
    for old in SearchGeneration.objects.filter(state=State.RETIRED).order_by("-created_at")[1:]:
        _drop(old)
    SearchRow.objects.filter(deleted=True, changed_at__lt=timezone.now() - TOMBSTONE_AGE).exclude(
        pk__in=SearchRow.pending().values("pk")
    ).delete()


def _drop(generation: SearchGeneration) -> None:
    get_engine().drop(generation.name)
    generation.delete()
