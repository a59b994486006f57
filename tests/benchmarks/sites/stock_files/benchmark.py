"""The settings that `wagtail start` wrote, without debug pages, and with the database and broker that are measured."""

import os

import dj_database_url

from .base import *  # noqa: F403

DEBUG = False
SECRET_KEY = "only-for-benchmarks"
ALLOWED_HOSTS = ["*"]

if "DATABASE_URL" in os.environ:
    DATABASES = {"default": dj_database_url.parse(os.environ["DATABASE_URL"], conn_max_age=60)}

if "CELERY_BROKER_URL" in os.environ:
    CELERY_BROKER_URL = os.environ["CELERY_BROKER_URL"]
    TASKS = {"default": {"BACKEND": "mysite.queue.CeleryBackend"}}
