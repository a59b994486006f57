"""The start page, one per language. It also carries what stands in the header and footer of every page."""

from collections.abc import Iterable
from typing import Any

from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, MultiFieldPanel, PageChooserPanel
from wagtail.models import Page

from knowledge.declarations import Rows, Value
from knowledge.fields import LinesField
from knowledge.kinds import ABOUT, FAMILIES, Kind
from knowledge.models import BasePage, Row
from knowledge.panels import RowsPanel
from search.documents import Section

from ..start import start_page_content


class HomePage(BasePage):
    kind = Kind("home", ABOUT, _("Start page"))
    page_description = _("The start page of one language, with the ways in and the texts of header and footer.")
    max_count_per_parent = 3
    parent_page_types = ["wagtailcore.Page"]
    template = "home/home_page.html"

    example_searches = LinesField(
        _("example searches"), blank=True, help_text=_("Shown under the search field, one per line. Four are enough.")
    )
    senders = models.CharField(
        _("senders"),
        max_length=200,
        blank=True,
        help_text=_("Who stands behind the site, first and last on every page."),
    )
    contact_text = LinesField(
        _("contact"),
        blank=True,
        help_text=_("Lines under Contact at the foot of every page: function, e-mail, telephone."),
    )

    content_panels = [
        *BasePage.content_panels,
        FieldPanel("example_searches"),
        RowsPanel("entrances", heading=_("Ways in"), label=_("Way in"), max_num=8),
        MultiFieldPanel([FieldPanel("senders"), FieldPanel("contact_text")], heading=_("Header and footer")),
    ]
    import_fields = (
        *BasePage.import_fields,
        Value("example_searches"),
        Value("senders"),
        Value("contact_text"),
        Rows(
            "entrances",
            "entrances",
            headings=("Vägar in",),
            title="title",
            text="text",
            labels={"Rubrik": "title", "Text": "text", "Sida": "target"},
        ),
    )

    class Meta:
        verbose_name = _("start page")
        verbose_name_plural = _("start pages")

    def search_sections(self) -> Iterable[Section]:
        """Nothing but its title: its texts name other pages, which are better answers."""
        return [Section("", "", self.title, self.summary)]

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        return {**super().get_context(request, *args, **kwargs), **start_page_content(self)}


class Entrance(Row):
    """A way in: what the visitor wants to do, verb first."""

    page = ParentalKey(HomePage, on_delete=models.CASCADE, related_name="entrances")
    title = models.CharField(_("heading"), max_length=80, help_text=_("Verb first: Plan a workshop."))
    text = models.CharField(_("text"), max_length=200, help_text=_("One sentence."))
    target = models.ForeignKey(
        Page, null=True, blank=True, on_delete=models.SET_NULL, related_name="+", verbose_name=_("page")
    )
    family = models.CharField(
        _("content type"),
        max_length=20,
        blank=True,
        choices=[(family.code, family.label) for family in FAMILIES],
        help_text=_("Decides the colour and mark. Empty: that of the page."),
    )

    panels = [FieldPanel("title"), FieldPanel("text"), PageChooserPanel("target"), FieldPanel("family")]

    @property
    def shown_family(self) -> str:
        """The family chosen here, or else that of the page. Pages that choose their own are read with the entrance."""
        target = self.target
        if self.family or target is None:
            return self.family
        chooses = getattr(target, "sectionpage", None) or getattr(target, "standardpage", None)
        kind = getattr(target.specific_class, "kind", None)
        return chooses.family.code if chooses else kind.family.code if kind else ABOUT.code

    class Meta(Row.Meta):
        verbose_name = _("way in")
        verbose_name_plural = _("ways in")
