from collections.abc import Iterable
from datetime import date

from django.db import models
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from wagtail.admin.panels import FieldPanel
from wagtail_localize.fields import SynchronizedField

from search.documents import Section

from .. import sections
from ..declarations import Value
from ..kinds import REPORT, Kind
from .base import KnowledgePage
from .in_order import InOrder


class ReportChapterPage(InOrder, KnowledgePage):
    """A chapter of a report, as a page of its own with its own hits."""

    kind = Kind("chapter", REPORT, _("Chapter"))
    page_description = _("A chapter of a report: running text, tables and figures.")
    parent_page_types = ["knowledge.ReportPage"]
    subpage_types: list[str] = []
    listing_order = ("number", "title")

    number = models.PositiveSmallIntegerField(
        _("number"), null=True, help_text=_("Chapters are shown in the order of their numbers.")
    )

    override_translatable_fields = [
        *KnowledgePage.override_translatable_fields,
        SynchronizedField("number", overridable=False),
    ]
    content_panels = [*KnowledgePage.content_panels[:1], FieldPanel("number"), *KnowledgePage.content_panels[1:]]
    import_fields = (*KnowledgePage.import_fields, Value("number"))

    class Meta:
        verbose_name = _("chapter")
        verbose_name_plural = _("chapters")

    @property
    def number_label(self) -> str:
        return str(self.number or "")

    @sections.in_page_language
    def search_sections(self) -> Iterable[Section]:
        """Every section says which chapter it stands in; tables and figures are named as such."""
        address = gettext("Chapter %(number)s") % {"number": self.number} if self.number else gettext("Chapter")
        yield Section("", address, self.title, self.summary)
        yield from sections.body_sections(self.body, address)

    @property
    def happened_on(self) -> date | None:
        """When the report was published, once visitors may read it."""
        return self.whole.happened_on if self.whole else None

    def date_words(self) -> str:
        return self.whole.date_words() if self.happened_on else super().date_words()
