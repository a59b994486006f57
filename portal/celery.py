"""The Celery application. Workers: `celery -A portal worker`, the sweep: `celery -A portal beat`."""

import os

from celery import Celery
from celery.signals import worker_init

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings.production")

app = Celery("portal")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()


@worker_init.connect
def read_word_lists(**kwargs: object) -> None:
    """Before the worker forks, so that its processes share them and none lets its first page wait for them."""
    from search.language import prepare

    prepare()
