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
from .content_rows import CHECKLIST_PANEL, CHECKLIST_ROWS, FAQ_PANEL, FAQ_ROWS
from .in_order import parts_of
from .rows import by_choice


class ToolkitPage(KnowledgePage):
    """Process support: what whoever plans a series of workshops needs. Its themes are its child pages."""

    kind = Kind("toolkit", GUIDE, _("Process support"))
    page_description = _(
        "Support for whoever plans workshops: purpose, goal and how to use it. Its themes are the pages under it."
    )
    subpage_types = ["knowledge.ThemePage"]
    listing_order = ("title",)

    purpose = RichTextField(_("purpose"), features=PROSE, help_text=_("Why the material exists."))
    goal = RichTextField(_("goal"), features=PROSE, help_text=_("What is to be different when it has been used."))
    target_group = RichTextField(
        _("intended for"), features=PROSE, help_text=_("Who uses the material, and who takes part in the workshops.")
    )
    how_to_use = RichTextField(
        _("how to use the material"), features=PROSE, help_text=_("How freely, in which order and with whom.")
    )
    scope_note = RichTextField(
        _("limits"), features=PROSE, blank=True, help_text=_("What the material does not cover.")
    )

    content_panels = [
        *KnowledgePage.content_panels,
        FieldPanel("purpose"),
        FieldPanel("goal"),
        FieldPanel("target_group"),
        FieldPanel("how_to_use"),
        FieldPanel("scope_note"),
        CHECKLIST_PANEL,
        FAQ_PANEL,
    ]
    import_fields = (
        *KnowledgePage.import_fields,
        Value("purpose", ("Syfte",)),
        Value("goal", ("Mål",)),
        Value("target_group", ("Till vem",)),
        Value("how_to_use", ("Så använder du materialet",)),
        Value("scope_note", ("Avgränsning",)),
        FAQ_ROWS,
        CHECKLIST_ROWS,
    )
    shown_rows = (*KnowledgePage.shown_rows, "faq", "checklist")

    class Meta:
        verbose_name = _("process support")
        verbose_name_plural = _("process supports")

    @cached_property
    def themes(self) -> list[Any]:
        """The themes that anyone may read, in their order: 1, 2a, 2b, 3."""
        return parts_of(self)

    @property
    def checklist_by_phase(self) -> list[tuple[str, list[Any]]]:
        """The checks before, during and after."""
        return by_choice(self.checklist.all(), "phase")

    def parts(self) -> Iterable[sections.Part]:
        yield from super().parts()
        yield sections.prose("syfte", gettext("Purpose"), self.purpose)
        yield sections.prose("mal", gettext("Goal"), self.goal)
        yield sections.prose("till-vem", gettext("For whom"), self.target_group)
        if self.themes:
            yield sections.heading("teman", gettext("Themes"))
        yield sections.prose("sa-anvander-du-materialet", gettext("How to use the material"), self.how_to_use)
        yield sections.prose("avgransning", gettext("Limits"), self.scope_note)
        yield sections.checklist(self.checklist.all())
        yield sections.faq(self.faq.all())

    @sections.in_page_language
    def search_sections(self) -> Iterable[Section]:
        return sections.page_sections(self)
