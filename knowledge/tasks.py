"""The work of Celery workers."""

from celery import shared_task

from .imports.jobs import run

TIME_LIMIT = 3600  # seconds; the largest file that is allowed takes some minutes


@shared_task(name="knowledge.import", ignore_result=True, time_limit=TIME_LIMIT)
def import_task(pk: int) -> None:
    run(pk)
