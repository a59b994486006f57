"""Deletes what has been kept long enough, for installations without a beat (by cron, once a day)."""

from typing import Any

from django.core.management.base import BaseCommand

from home.retention import forget
from search.statistics import retention


class Command(BaseCommand):
    help = "Delete messages, answers, uploaded files, log-ins and counts of searches that have been kept long enough."

    def handle(self, *args: Any, **options: Any) -> None:
        self.stdout.write(f"{forget() + retention.forget()} rows deleted.")
