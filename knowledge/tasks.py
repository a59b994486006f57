"""The work of Celery workers."""

from celery import shared_task

from . import schedule
from .imports.jobs import run
from .models.document_import import LONGEST


@shared_task(name="knowledge.import", ignore_result=True, time_limit=int(LONGEST.total_seconds()))
def import_task(pk: int) -> None:
    run(pk)


@shared_task(name="knowledge.publish_planned", ignore_result=True)
def publish_planned() -> None:
    schedule.carry_out()
