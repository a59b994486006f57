"""What editors have planned: pages that go live or expire at a time of their own.

Every editing form offers both times, so something must act on them on any site: the beat has a worker do it, a web process
without a broker does it itself, and `manage.py publish_scheduled` does it at once.

Other than in Wagtail's own command each page stands for itself: one that cannot be published stops no other, and stays planned.
"""

import logging
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

from django.apps import apps
from django.core.exceptions import ValidationError
from django.db import connection, transaction
from django.db.models import Model, QuerySet
from django.utils import timezone

from wagtail.models import DraftStateMixin, Page, Revision

logger = logging.getLogger(__name__)

PAUSE = 60  # seconds
LATE = timedelta(minutes=5)


@dataclass
class Outcome:
    published: int = 0
    expired: int = 0
    failed: int = 0


def carry_out() -> Outcome:
    """Publish and withdraw what is due.

    Publishing comes first: a page whose next version is due expires when that version says.
    """
    outcome = Outcome()
    for pk, page in list(_due().values_list("pk", "object_id")):
        outcome.published += _attempt(outcome, f"Version {pk} of page {page} cannot be published", _publish, pk)
    for model in _models():
        for pk in list(_outlived(model).values_list("pk", flat=True)):
            outcome.expired += _attempt(outcome, f"{model.__name__} {pk} cannot be withdrawn", _withdraw, model, pk)
    return outcome


def keep_carrying_out() -> None:
    """For a thread of a process that lives long: look every minute."""
    while True:
        try:
            carry_out()
        except Exception:
            logger.exception("What is planned could not be looked up")
        finally:
            connection.close()
        time.sleep(PAUSE)


def overdue() -> int:
    """How many plans should have been carried out a while ago."""
    return sum(found.count() for found in (_due(LATE), *(_outlived(model, LATE) for model in _models())))


def late_pages() -> list[Page]:
    """Pages as they should have gone live a while ago, the longest first."""
    return [found for version in _due(LATE) if isinstance(found := version.as_object(), Page)]


def _due(since: timedelta = timedelta()) -> QuerySet[Revision]:
    return Revision.objects.filter(approved_go_live_at__lt=timezone.now() - since).order_by("approved_go_live_at")


def _models() -> list[type[Model]]:
    others = [
        model for model in apps.get_models() if issubclass(model, DraftStateMixin) and not issubclass(model, Page)
    ]
    return [Page, *others]


def _outlived(model: type[Model], since: timedelta = timedelta()) -> QuerySet:
    return model._default_manager.filter(live=True, expire_at__lt=timezone.now() - since).order_by("expire_at")


def _attempt(outcome: Outcome, trouble: str, act: Callable[..., bool], *args: object) -> bool:
    try:
        with transaction.atomic():
            return act(*args)
    except ValidationError as error:
        logger.error("%s: %s", trouble, "; ".join(error.messages))
    except Exception:
        logger.exception(trouble)
    outcome.failed += 1
    return False


def _publish(pk: int) -> bool:
    revision = Revision.objects.get(pk=pk)
    if not _lock(revision.base_content_type.model_class(), revision.object_id) or not _due().filter(pk=pk).exists():
        return False
    revision.publish(log_action="wagtail.publish.scheduled")
    return True


def _withdraw(model: type[Model], pk: object) -> bool:
    if not _lock(model, pk) or not (found := _outlived(model).filter(pk=pk).first()):
        return False
    found = found.specific if isinstance(found, Page) else found
    next_version = found.revisions.filter(approved_go_live_at__isnull=False).first()
    found.unpublish(set_expired=True, log_action="wagtail.unpublish.scheduled")
    if next_version:  # Wagtail cancels it with the version that goes; it was planned for after that
        found.revisions.filter(pk=next_version.pk).update(approved_go_live_at=next_version.approved_go_live_at)
    return True


def _lock(model: type[Model], pk: object) -> bool:
    """Whether nobody is just changing it. After that it is looked at again: an editor may have changed the plan meanwhile,
    or another process may have carried it out. What is locked now is seen to a minute later.
    """
    return bool(model._base_manager.select_for_update(skip_locked=True).filter(pk=pk).values_list("pk"))
