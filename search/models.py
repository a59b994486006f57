"""The registry: what the index should hold, and the generations of the index.

The row is the truth and lives in the database with the content; everything in an engine can be made again from it.
"""

from django.db import models
from django.db.models import F, Q, QuerySet
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from .editing.models import PromotedResult, Synonyms
from .files.models import DocumentText
from .statistics.models import QueryCount

__all__ = [
    "PENDING",
    "DocumentText",
    "PromotedResult",
    "QueryCount",
    "SearchGeneration",
    "SearchRow",
    "Synonyms",
]

PENDING = Q(version__gt=F("indexed_version"), dead=False)


class SearchRow(models.Model):
    """One searchable object: which version of it stands in the database, and which one in the index.

    `version` counts up under the row's lock in the transaction of each change, so that its order is the order of commits.
    A deleted object keeps its row, for its version must beat any late write of older content.
    """

    key = models.CharField(max_length=64, primary_key=True)
    page_id = models.BigIntegerField(null=True, db_index=True)
    version = models.BigIntegerField()
    indexed_version = models.BigIntegerField(default=0)
    slots = models.PositiveIntegerField(default=0)
    """The highest number of sections it ever had: each write fills or empties all of them."""
    parent_id = models.BigIntegerField(null=True)
    """The parent page as last seen. Another one means a move, which changes the ancestors of the whole subtree."""
    deleted = models.BooleanField(default=False)
    withheld = models.BooleanField(default=False)
    """It was moved, unpublished or deleted and the index does not know yet: it is left out of every search."""
    changed_at = models.DateTimeField()
    """Of the oldest change that is not indexed."""
    next_at = models.DateTimeField(null=True)
    """When to try again after an error; empty means at once."""
    attempts = models.PositiveSmallIntegerField(default=0)
    dead = models.BooleanField(default=False)
    error = models.TextField(blank=True, default="")
    indexed_at = models.DateTimeField(null=True)
    """When the indexed version was written."""
    fingerprint = models.CharField(max_length=32, blank=True, default="")
    """Of what was last indexed, to tell an index that differs from the database."""

    class Meta:
        verbose_name = _("indexed page")
        verbose_name_plural = _("indexed pages")
        indexes = [
            models.Index(fields=["changed_at"], name="search_row_pending", condition=PENDING),
            models.Index(fields=["page_id"], name="search_row_withheld", condition=Q(withheld=True)),
        ]

    def __str__(self) -> str:
        return f"{self.key} {self.indexed_version}/{self.version}"

    @classmethod
    def pending(cls) -> QuerySet["SearchRow"]:
        """Rows whose newest version is not in the index and that have not been given up."""
        return cls.objects.filter(PENDING)

    @classmethod
    def due(cls) -> QuerySet["SearchRow"]:
        """Pending rows but those that are to be tried again later, by the clock of the database: hosts have others."""
        return cls.pending().filter(Q(next_at=None) | Q(next_at__lte=Now()))


class ChangedItem(models.Model):
    """Something that pages show has changed; which pages these are is looked up once more, see `second_look`."""

    key = models.CharField(max_length=64, primary_key=True)
    """Its model and its primary key, or that of a row."""
    version = models.BigIntegerField(default=1)

    class Meta:
        verbose_name = _("changed item")
        verbose_name_plural = _("changed items")

    def __str__(self) -> str:
        return self.key


class SearchGeneration(models.Model):
    """One complete index. A rebuild makes a new one beside the live one and then takes its place."""

    class State(models.TextChoices):
        BUILDING = "building"
        LIVE = "live"
        RETIRED = "retired"
        DISCARDED = "discarded"

    name = models.CharField(max_length=64, primary_key=True)
    schema_hash = models.CharField(max_length=32)
    state = models.CharField(max_length=10, choices=State.choices, default=State.BUILDING)
    created_at = models.DateTimeField(auto_now_add=True)
    filled_to = models.CharField(max_length=64, blank=True, default="")
    """The last key that the backfill has written, where an interrupted rebuild goes on."""

    class Meta:
        verbose_name = _("search index")
        verbose_name_plural = _("search indexes")
        constraints = [
            models.UniqueConstraint(fields=["state"], condition=Q(state="building"), name="search_one_building"),
            models.UniqueConstraint(fields=["state"], condition=Q(state="live"), name="search_one_live"),
        ]

    def __str__(self) -> str:
        return f"{self.name} ({self.state})"
