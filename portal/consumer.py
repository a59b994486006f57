"""How a worker waits for its broker: named by `CELERY_WORKER_CONSUMER`."""

from functools import partial
from typing import Any

from celery.worker.consumer import Consumer

LONGEST_PAUSE = 4  # seconds


class PatientConsumer(Consumer):
    """Asks for a lost broker every few seconds, however long it has been away.

    Celery asks less and less often, in the end twice a minute, and has no setting for that. What editors publish would wait
    as long when the broker is back.
    """

    def ensure_connected(self, conn: Any) -> Any:
        conn.ensure_connection = partial(conn.ensure_connection, interval_max=LONGEST_PAUSE)
        return super().ensure_connected(conn)
