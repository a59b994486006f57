"""A page of running text, for what has no kind of its own."""

from collections.abc import Iterable

from django.db import models
from django.utils.translation import gettext_lazy as _

from wagtail.admin.panels import FieldPanel
from wagtail_localize.fields import SynchronizedField

from knowledge.declarations import Value
from knowledge.kinds import ABOUT, FAMILIES, Family, Kind, family_of
from knowledge.models import KnowledgePage
from knowledge.sections import in_page_language, page_sections
from search.documents import Section

from ..forms import StandardPageForm


class StandardPage(KnowledgePage):
    kind = Kind("standard", ABOUT, _("Page"))
    page_description = _("Running text with headings, tables and figures, for what has no kind of its own.")
    template = "home/standard_page.html"
    base_form_class = StandardPageForm
    family_fields = ("page_family",)

    class Purpose(models.TextChoices):
        """Pages that the footer of every page links to."""

        ABOUT_SITE = "about_site", _("About the website")
        PRIVACY = "privacy", _("Personal data and cookies")
        EASY_READ = "easy_read", _("Easy read")

    page_family = models.CharField(
        _("content type"),
        max_length=20,
        choices=[(family.code, family.label) for family in FAMILIES],
        default=ABOUT.code,
        help_text=_("Decides the colour, the mark and under which content type the page is found."),
    )
    purpose = models.CharField(
        _("place in the footer"),
        max_length=20,
        blank=True,
        choices=Purpose.choices,
        help_text=_("Empty for most pages."),
    )

    override_translatable_fields = [
        *KnowledgePage.override_translatable_fields,
        SynchronizedField("page_family"),
        SynchronizedField("purpose"),
    ]
    settings_panels = [FieldPanel("page_family"), FieldPanel("purpose"), *KnowledgePage.settings_panels]
    import_fields = (*KnowledgePage.import_fields, Value("page_family"), Value("purpose"))

    class Meta:
        verbose_name = _("page")
        verbose_name_plural = _("pages")

    @property
    def family(self) -> Family:
        return family_of(self.page_family)

    def search_kind_label(self) -> str:
        """Visitors know it by its content type; "page" says nothing."""
        return str(self.family.label)

    @in_page_language
    def search_sections(self) -> Iterable[Section]:
        """Its beginning, and one section for each heading, table, figure and box of its text."""
        return page_sections(self)
