"""What is kept: how often something was searched for on one day. No row tells who, when within the day, or from where."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class QueryCount(models.Model):
    """One spelling of a query on one day. All spellings with the same lemmas are one query.

    Searches whose words are not kept share a row without any, so that a day's sums are right.
    """

    day = models.DateField()
    locale = models.CharField(max_length=12)
    lemmas = models.CharField(max_length=200, blank=True)
    spelling = models.CharField(max_length=100, blank=True)
    searches = models.PositiveIntegerField(default=0)
    misses = models.PositiveIntegerField(default=0)
    """Searches for which no page has all the words."""
    answered = models.PositiveIntegerField(default=0)
    """Searches that listed at least one page."""
    clicked = models.PositiveIntegerField(default=0)
    """Results from which a page was opened."""
    positions = models.PositiveIntegerField(default=0)
    """The sum of the places in the list of what was opened."""

    class Meta:
        verbose_name = _("search statistic")
        verbose_name_plural = _("search statistics")
        constraints = [
            models.UniqueConstraint(fields=["day", "locale", "lemmas", "spelling"], name="search_one_count_a_day")
        ]

    def __str__(self) -> str:
        return f"{self.day} {self.locale} {self.spelling}: {self.searches}"
