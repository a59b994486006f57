"""The work of Celery workers. What is to be done stands in the database; messages to a worker only wake it up."""

from celery import shared_task

from . import retention
from .correspondence import mail


@shared_task(name=mail.TASK, ignore_result=True)
def send_messages() -> None:
    mail.send_waiting()


@shared_task(name="home.forget", ignore_result=True)
def forget() -> None:
    retention.forget()
