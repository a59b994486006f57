"""Sends messages to the editors that wait, for installations without a worker (by cron, say)."""

from typing import Any

from django.core.management.base import BaseCommand

from home.correspondence.mail import send_waiting, waiting


class Command(BaseCommand):
    help = "Send the messages to the editors that wait because the mail server did not take them."

    def handle(self, *args: Any, **options: Any) -> None:
        self.stdout.write(f"{send_waiting()} sent, {waiting().count()} wait.")
