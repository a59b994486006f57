from collections.abc import Iterable
from typing import Any

from django.utils.functional import cached_property
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from wagtail.admin.panels import FieldPanel
from wagtail.fields import RichTextField

from search.documents import Section

from .. import sections
from ..declarations import Value
from ..fields import PROSE
from ..kinds import GUIDE, Kind
from .base import KnowledgePage
from .content_rows import FAQ_PANEL, FAQ_ROWS
from .in_order import parts_of


class GuidePage(KnowledgePage):
    """Something that is done step by step. Each step is a page under it."""

    kind = Kind("guide", GUIDE, _("Step-by-step guide"))
    page_description = _("Something that is done step by step. The steps are the pages under it.")
    subpage_types = ["knowledge.GuideStepPage"]
    listing_order = ("title",)

    purpose = RichTextField(_("purpose"), features=PROSE, help_text=_("What is in place after the last step."))
    target_group = RichTextField(
        _("intended for"), features=PROSE, blank=True, help_text=_("Who takes the steps, and together with whom.")
    )

    content_panels = [
        *KnowledgePage.content_panels[:-1],
        FieldPanel("purpose"),
        FieldPanel("target_group"),
        *KnowledgePage.content_panels[-1:],
        FAQ_PANEL,
    ]
    import_fields = (
        *KnowledgePage.import_fields,
        Value("purpose", ("Syfte",)),
        Value("target_group", ("Till vem",)),
        FAQ_ROWS,
    )
    shown_rows = (*KnowledgePage.shown_rows, "faq")

    class Meta:
        verbose_name = _("step-by-step guide")
        verbose_name_plural = _("step-by-step guides")

    @cached_property
    def steps(self) -> list[Any]:
        """The steps that anyone may read, in their order."""
        return parts_of(self)

    def parts(self) -> Iterable[sections.Part]:
        yield sections.prose("", gettext("Purpose"), self.purpose)
        yield sections.prose("", gettext("For whom"), self.target_group)
        if self.steps:
            yield sections.heading("stegen", gettext("The steps"))
        yield sections.body(self.body)
        yield sections.faq(self.faq.all())

    @sections.in_page_language
    def search_sections(self) -> Iterable[Section]:
        return sections.page_sections(self)
