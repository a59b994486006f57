"""The Celery application. Workers: `celery -A portal worker`, the sweep: `celery -A portal beat`."""

import logging.config
import os

from celery import Celery
from celery.signals import beat_init, setup_logging, worker_init

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings.production")

app = Celery("portal")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()


@setup_logging.connect
def log_as_the_site_does(loglevel: int | str, **kwargs: object) -> None:
    """In the format of LOG_FORMAT: Celery puts handlers of its own in the place of the site's unless somebody answers this.

    --loglevel is what Celery tells of its own work; LOG_LEVEL holds for all else, as everywhere.
    """
    from django.conf import settings

    logging.config.dictConfig(settings.LOGGING)
    logging.getLogger("celery").setLevel(loglevel)


@worker_init.connect
@beat_init.connect
def demand_broker(**kwargs: object) -> None:
    """Celery would wait for a RabbitMQ on this host, while the web processes send their messages elsewhere or do the work."""
    from django.conf import settings

    if not settings.CELERY_BROKER_URL:
        raise SystemExit("Set CELERY_BROKER_URL: without a broker there is nothing for workers and beat to do.")


@worker_init.connect
def read_word_lists(**kwargs: object) -> None:
    """Before the worker forks, so that its processes share them and none lets its first page wait for them."""
    from search.language import prepare

    prepare()
