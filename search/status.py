"""How the index is doing, in figures: for the command, the admin and whoever watches the site."""

from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from django.db.models import Count, Min, Q
from django.utils import timezone

from . import breaker
from .engines import get_engine
from .generations import has_our_schema
from .models import PENDING, DocumentText, SearchGeneration, SearchRow


@dataclass(frozen=True)
class Status:
    """`lag` is the age in seconds of the oldest change that is not indexed, `untried` of the oldest that nobody has tried to
    index yet; `retrying` of those that wait have failed before; `dead` tells the reason of each that was given up;
    `resting` is why the engine is left alone. `files` are the files of pages: `waiting` to be read, `failed` when they were
    tried last, and `without_text`, as scans are.
    """

    engine: str
    pages: int
    pending: int
    retrying: int
    lag: float
    untried: float
    dead: dict[str, str]
    generations: list[dict[str, Any]]
    resting: str
    files: dict[str, int]

    def as_dict(self) -> dict[str, Any]:
        return asdict(self)


def status() -> Status:
    """Asks the database alone, so that it also answers when the engine does not."""
    rows = SearchRow.objects.aggregate(
        pages=Count("pk", filter=Q(deleted=False)),
        pending=Count("pk", filter=PENDING),
        retrying=Count("pk", filter=PENDING & Q(attempts__gt=0)),
        oldest=Min("changed_at", filter=PENDING),
        oldest_untried=Min("changed_at", filter=PENDING & Q(attempts=0)),
    )
    generations = SearchGeneration.objects.order_by("created_at")
    return Status(
        engine=get_engine().format,
        pages=rows["pages"],
        pending=rows["pending"],
        retrying=rows["retrying"],
        lag=_age(rows["oldest"]),
        untried=_age(rows["oldest_untried"]),
        dead=dict(SearchRow.objects.filter(dead=True).order_by("key").values_list("key", "error")),
        generations=[_progress(each, rows["pages"]) for each in generations],
        resting=breaker.reason() or breaker.reason(breaker.READING),
        files=DocumentText.objects.aggregate(
            waiting=Count("pk", filter=Q(state=DocumentText.State.WAITING, trouble="")),
            failed=Count("pk", filter=DocumentText.IN_TROUBLE),
            without_text=Count("pk", filter=Q(state=DocumentText.State.READ, parts=0)),
        ),
    )


def _age(moment: datetime | None) -> float:
    return max(0.0, (timezone.now() - moment).total_seconds()) if moment else 0.0


def _progress(generation: SearchGeneration, pages: int) -> dict[str, Any]:
    """A generation with the number of pages that it holds so far, and whether this version of the program makes such ones."""
    copied = SearchRow.objects.filter(deleted=False, key__lte=generation.filled_to).count
    done = copied() if generation.state == SearchGeneration.State.BUILDING else pages
    return {
        "name": generation.name,
        "state": generation.state,
        "since": generation.created_at,
        "done": done,
        "is_ours": has_our_schema(generation),
    }
