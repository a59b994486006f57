"""A section of the site: a list of the pages of one kind with its facets, or of the pages under it."""

from collections.abc import Iterable
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from wagtail.admin.panels import FieldPanel
from wagtail_localize.fields import SynchronizedField

from knowledge.declarations import Value
from knowledge.kinds import ABOUT, FAMILIES, Family, Kind, family_of, kind_of, page_types
from knowledge.models import BasePage, KnowledgePage
from knowledge.sections import in_page_language, page_sections
from search.documents import Section

from ..listing import listing


def listable_kinds() -> list[tuple[str, Any]]:
    """Kinds that a section can list: those that declare an order for lists."""
    return [(code, model.kind.label) for code, model in page_types().items() if getattr(model, "listing_order", None)]


class SectionPage(KnowledgePage):
    kind = Kind("section", ABOUT, _("Site section"))
    page_description = _(
        "An entrance to a part of the site. Lists the pages of one kind with facets, or the pages under it."
    )
    template = "home/section_page.html"
    family_fields = ("section_family", "listed_kind")
    shown_rows = ()

    listed_kind = models.CharField(
        _("lists"),
        max_length=30,
        blank=True,
        help_text=_(
            "Which kind of page the section lists, wherever on the site they lie. Empty: the pages directly under it."
        ),
    )
    section_family = models.CharField(
        _("content type"), max_length=20, blank=True, choices=[(family.code, family.label) for family in FAMILIES]
    )

    override_translatable_fields = [
        *KnowledgePage.override_translatable_fields,
        SynchronizedField("listed_kind", overridable=False),
    ]
    content_panels = [*KnowledgePage.content_panels, FieldPanel("listed_kind")]
    settings_panels = [FieldPanel("section_family"), *KnowledgePage.settings_panels]
    import_fields = (*KnowledgePage.import_fields, Value("listed_kind"), Value("section_family"))

    class Meta:
        verbose_name = _("site section")
        verbose_name_plural = _("site sections")

    @property
    def family(self) -> Family:
        if self.section_family:
            return family_of(self.section_family)
        return kind_of(self.listed_kind).family if self.listed_kind else ABOUT

    def clean(self) -> None:
        super().clean()
        if self.listed_kind and self.listed_kind not in dict(listable_kinds()):
            raise ValidationError({"listed_kind": _("There is no such kind of page to list.")})

    def look_up(self, objects: Iterable[models.Model]) -> None:
        """A list shows neither relations nor areas of the section itself."""
        BasePage.look_up(self, objects)

    @in_page_language
    def search_sections(self) -> Iterable[Section]:
        """Its own words only; the pages that it lists are found by themselves."""
        return page_sections(self)

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        return {**super().get_context(request, *args, **kwargs), "listing": listing(self, request)}
