from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db import models
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel
from wagtail_localize.fields import SynchronizedField

from search.documents import Section

from .. import sections
from ..dates import in_words
from ..declarations import Value
from ..kinds import DECISION, Kind
from .base import KnowledgePage
from .diary_number import DIARY_NUMBER_ROWS, DIARY_NUMBERS_PANEL
from .organisation import Organisation


class MeetingPage(KnowledgePage):
    """A meeting or a workshop: what was on the agenda and what came of it."""

    kind = Kind("meeting", DECISION, _("Meeting"))
    page_description = _("A meeting or a workshop: when it was held, by whom, and what was said and done.")
    listing_order = ("-held_on", "title")

    held_on = models.DateField(
        _("held on"), null=True, help_text=_("The day of the meeting, the first one if there were several.")
    )
    held_by = models.ForeignKey(
        "knowledge.Organisation",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        verbose_name=_("held by"),
        help_text=_("The board, group or network that met."),
    )
    personal_data_checked = models.BooleanField(
        _("personal data checked"),
        default=False,
        help_text=_(
            "Neither the text nor a file on the page tells of a person who need not be named. Needed to publish."
        ),
    )

    override_translatable_fields = [
        *KnowledgePage.override_translatable_fields,
        SynchronizedField("held_by", overridable=False),
    ]
    classification_panels = [
        MultiFieldPanel(
            [
                FieldRowPanel([FieldPanel("held_on"), FieldPanel("held_by")]),
                FieldPanel("personal_data_checked"),
            ],
            heading=_("Facts about the meeting"),
        ),
        DIARY_NUMBERS_PANEL,
        *KnowledgePage.classification_panels,
    ]
    import_fields = (
        *KnowledgePage.import_fields,
        Value("held_on"),
        Value("held_by"),
        Value("personal_data_checked"),
        DIARY_NUMBER_ROWS,
    )
    shown_rows = (*KnowledgePage.shown_rows, "diary_numbers")

    class Meta:
        verbose_name = _("meeting")
        verbose_name_plural = _("meetings")

    def publish_problems(self) -> dict[str, Any]:
        if self.personal_data_checked:
            return {}
        return {
            "personal_data_checked": gettext("Go through the text and the files for personal data, then tick here.")
        }

    def organisation_ids(self) -> Iterable[int | None]:
        numbers = (row.organisation_id for row in self.diary_numbers.all())
        return [*super().organisation_ids(), self.held_by_id, *numbers]

    @property
    def holder(self) -> Organisation | None:
        """Who met, in the page's language."""
        return self.organisation_map.get(self.held_by_id)

    @property
    def behind_it(self) -> Organisation | None:
        return self.holder

    @property
    def happened_on(self) -> date | None:
        return self.held_on

    @property
    def date_label(self) -> str:
        return in_words(self.held_on)

    @sections.in_page_language
    def search_sections(self) -> Iterable[Section]:
        return sections.page_sections(self)

    def search_identifiers(self) -> Iterable[str]:
        return [row.number for row in self.diary_numbers.all()]

    def search_facts(self) -> Iterable[str]:
        """Who met and when, and the first number of the notes."""
        numbers = [row.number for row in self.diary_numbers.all()[:1]]
        yield from filter(None, [self.holder and self.holder.name, self.date_words(), *numbers])
