"""TASKS on Celery: what Wagtail enqueues goes to a worker once its transaction is committed."""

from celery import shared_task
from django_tasks.backends.base import BaseTaskBackend
from django_tasks.base import TaskResult, TaskResultStatus
from django_tasks.utils import get_random_id

from django.db import transaction
from django.utils.module_loading import import_string


@shared_task(ignore_result=True)
def run(path, arguments, options):
    import_string(path).call(*arguments, **options)


class CeleryBackend(BaseTaskBackend):
    def enqueue(self, task, args, kwargs):
        self.validate_task(task)
        transaction.on_commit(lambda: run.delay(task.module_path, list(args), kwargs))
        times = dict.fromkeys(("enqueued_at", "started_at", "finished_at", "last_attempted_at"))
        return TaskResult(
            task=task,
            id=get_random_id(),
            status=TaskResultStatus.READY,
            args=list(args),
            kwargs=kwargs,
            backend=self.alias,
            errors=[],
            worker_ids=[],
            **times,
        )
