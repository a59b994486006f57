"""The project: settings, addresses, processes. Celery is imported here so that tasks find their application."""

from .celery import app as celery_app

__all__ = ["celery_app"]
