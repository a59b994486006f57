"""Generations of the index: which one is searched, which ones are written to, and how a new one comes about.

    live_generation() -> str      the name to search, brought up to date as far as this process does such work
    rebuild(progress)             makes a new generation while the old one serves, and puts it in its place
    generations_to_write()        for drains

A rebuild loses nothing: from its first moment on every drain writes to the new generation too, and what it copies itself
was read after the version it is written under. Stopped half-way, the next one goes on where it stopped.
"""

import logging
import secrets
import threading
from collections.abc import Callable
from datetime import timedelta

from django.conf import settings
from django.db import connection, transaction
from django.db.models import Exists
from django.utils import timezone

from . import breaker
from .drain import drain, heal, is_in_transaction, mark
from .engines import get_engine
from .engines.base import EngineError
from .entries import schema_hash
from .locks import host_lock
from .models import SearchGeneration, SearchRow
from .registry import add_missing, searchable_pages
from .writing import write

logger = logging.getLogger(__name__)

State = SearchGeneration.State
Progress = Callable[[int, int], None]

BATCH = 100
# A site of at most this many pages is indexed anew within the search or save that finds no usable index.
SMALL = 1000
# Deleted objects' rows are kept this long; no write that began before the deletion can still be under way then.
TOMBSTONE_AGE = timedelta(days=7)


def live_generation() -> str:
    """The name of the generation to search.

    Raises EngineError while there is none: a large site is indexed in the background, or by `manage.py search_rebuild`.
    """
    live = SearchGeneration.objects.filter(state=State.LIVE).annotate(waiting=Exists(SearchRow.due())).first()
    if live and _fits(live):
        heal(live.waiting)
        return live.name
    if breaker.is_open():
        raise EngineError(breaker.state()["reason"])
    try:
        fresh = _replacement()
    except EngineError as error:
        breaker.trip(str(error))
        raise
    if fresh:
        return fresh
    if live:
        return live.name
    raise EngineError("There is no index yet. It is being made, or is to be made with `manage.py search_rebuild`.")


def generations_to_write() -> list[str]:
    """Live and building ones of this program's own schema.

    None while the newest one has another schema: then the rows wait for the processes, or the rebuild, that it belongs to.
    """
    rows = _in_use()
    if rows and rows[-1].schema_hash != _current_schema():
        return []
    return [row.name for row in rows if _fits(row)]


def make_missing() -> None:
    """Index everything if there is no index at all, or none of this program's schema that is still there."""
    if all(row.schema_hash == _current_schema() for row in _in_use()[-1:]):
        _replacement()


def rebuild(progress: Progress = lambda done, total: None) -> str:
    """Index all pages into a new generation and make it the live one. Gives its name.

    One at a time on a host; a second one waits and then begins anew. Raises EngineError when the engine fails; what was
    done until then is kept and the next rebuild goes on from there.
    """
    with host_lock("rebuild", wait=True):
        return _rebuild(progress)


def _rebuild(progress: Progress) -> str:
    _forget_missing()
    generation = _building()
    get_engine().create(generation.name)
    add_missing()
    _backfill(generation, progress)
    while drain().any:
        pass
    _go_live(generation)
    _clean_up()
    return generation.name


def _current_schema() -> str:
    return schema_hash(get_engine().format)


def _fits(generation: SearchGeneration) -> bool:
    """Whether this program can use it: it has the same schema and, if it lies on this host, is still there."""
    engine = get_engine()
    if generation.schema_hash != _current_schema():
        return False
    return not engine.embedded or generation.name in engine.generations()


def _in_use() -> list[SearchGeneration]:
    return list(SearchGeneration.objects.exclude(state=State.RETIRED).order_by("created_at"))


def _replacement() -> str | None:
    """A new index where none fits: at once if that is quick, else later."""
    if get_engine().embedded and searchable_pages().count() <= SMALL and not is_in_transaction():
        with host_lock("rebuild", wait=True):
            made = SearchGeneration.objects.filter(state=State.LIVE).first()
            return made.name if made and _fits(made) else _rebuild(lambda done, total: None)
    _rebuild_later()
    return None


def _rebuild_later() -> None:
    if settings.CELERY_BROKER_URL:
        from .tasks import send_rebuild

        send_rebuild()
    elif not any(thread.name == "search-rebuild" for thread in threading.enumerate()):
        threading.Thread(target=_rebuild_in_thread, name="search-rebuild", daemon=True).start()


def _rebuild_in_thread() -> None:
    try:
        with host_lock("rebuild", wait=False) as mine:
            if mine:
                _rebuild(lambda done, total: None)
    except Exception:
        logger.exception("The index could not be rebuilt")
    finally:
        connection.close()


def _forget_missing() -> None:
    """Generations that somebody has removed from the engine, as by deleting its folder, are written to no more."""
    SearchGeneration.objects.exclude(name__in=get_engine().generations()).delete()


def _building() -> SearchGeneration:
    """The one that an interrupted rebuild has left, if it is of this schema, else a new one."""
    schema = _current_schema()
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
    is_only = generations_to_write() == [generation.name]
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
