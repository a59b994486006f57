"""Starting the work of an import outside of the request."""

import logging
import threading

from django.conf import settings
from django.db import connections, transaction

from .jobs import run

logger = logging.getLogger(__name__)


def start(pk: int) -> None:
    """Have the import worked on after the commit, by a Celery worker or without a broker by a thread of this process."""
    transaction.on_commit(lambda: _start(pk))


def _start(pk: int) -> None:
    if settings.CELERY_BROKER_URL and _sent(pk):
        return
    threading.Thread(target=_run, args=(pk,), name=f"import-{pk}", daemon=True).start()


def _sent(pk: int) -> bool:
    from ..tasks import import_task

    try:
        import_task.apply_async((pk,), retry=False)
    except Exception as error:  # each broker has errors of its own
        logger.warning("No worker could be woken, so this process imports: %s", error)
        return False
    return True


def _run(pk: int) -> None:
    try:
        run(pk)
    finally:
        connections.close_all()
