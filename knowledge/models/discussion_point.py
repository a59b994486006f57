from collections.abc import Iterable
from typing import Any, ClassVar

from django.db import models
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel
from wagtail.fields import RichTextField

from search.documents import Section

from ..fields import PROSE, LinesField
from ..words import plain
from .rows import Row
from .theme_form import DiscussionPointForm


class DiscussionPoint(Row):
    """One point to discuss: why, and what the talk is to lead to.

    `same_as` holds the `key` of another point of the theme whose outcome is this one's too; the text is never copied.
    """

    anchor_prefix = "punkt"
    form_class: ClassVar[type] = DiscussionPointForm

    page = ParentalKey("knowledge.ThemePage", on_delete=models.CASCADE, related_name="points")
    heading = models.CharField(_("point"), max_length=250, help_text=_("The question or the matter, in one sentence."))
    text = RichTextField(
        _("in depth"), features=PROSE, blank=True, help_text=_("Anything the participants need to know first.")
    )
    why = RichTextField(_("why?"), features=PROSE, help_text=_("Why the point needs to be discussed."))
    desired_outcome = RichTextField(
        _("desired outcome"),
        features=PROSE,
        blank=True,
        help_text=_("What is in place when you have talked it through."),
    )
    same_as = models.UUIDField(_("same as"), null=True, blank=True, editable=False)
    sub_points = LinesField(_("sub-points"), blank=True, help_text=_("One per line."))

    panels = [
        FieldPanel("heading"),
        FieldPanel("text"),
        FieldPanel("why"),
        FieldPanel("desired_outcome"),
        FieldPanel("same_as_number"),
        FieldPanel("sub_points"),
    ]

    # Set by `with_outcomes`.
    number: int
    outcome: str
    same_as_number: int | None

    class Meta(Row.Meta):
        verbose_name = _("point to discuss")
        verbose_name_plural = _("points to discuss")

    def publish_problems(self) -> dict[str, Any]:
        if plain(self.desired_outcome) or self.same_as:
            return {}
        return {"desired_outcome": _("Write the desired outcome, or say which point has the same outcome.")}

    @property
    def section(self) -> Section:
        """The point as the search finds it. Needs what `with_outcomes` sets; labels are in the active language."""
        words = [plain(self.text), plain(self.why), plain(self.outcome), *self.sub_points_list]
        address = gettext("Point %(number)s") % {"number": self.number}
        return Section(self.anchor, address, self.heading, " ".join(filter(None, words)))


def with_outcomes(points: Iterable[DiscussionPoint]) -> list[DiscussionPoint]:
    """Number the points, and give each the outcome it has or shares.

    A point that refers to one that no longer exists has no outcome to show; the editing form then asks for one.
    """
    points = list(points)
    by_key = {point.key: point for point in points}
    for number, point in enumerate(points, 1):
        point.number = number
    for point in points:
        other = by_key.get(point.same_as) if point.same_as else None
        point.same_as_number = other.number if other else None
        own = point.desired_outcome if plain(point.desired_outcome) else ""  # an emptied editor leaves a paragraph
        point.outcome = own or (other.desired_outcome if other else "")
    return points
