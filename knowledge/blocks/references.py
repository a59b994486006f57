"""Blocks that lead on: to other pages and websites, to documents, to a film."""

from collections.abc import Iterable
from typing import Any
from urllib.parse import urlsplit

from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from wagtail import blocks
from wagtail.blocks.struct_block import StructBlockValidationError
from wagtail.documents import get_document_model
from wagtail.documents.blocks import DocumentChooserBlock

from search.documents import Section

from .choosers import NamedFilmBlock, NamedPageBlock
from .lists import ListPart
from .part import BodyPart


class LinkBlock(blocks.StructBlock):
    """To a page of the portal or to another website, never to both."""

    text = blocks.CharBlock(label=_("Link text"), max_length=150, help_text=_("Says where the link leads."))
    page = NamedPageBlock(label=_("Page"), required=False)
    url = blocks.URLBlock(label=_("Another website"), required=False)
    note = blocks.CharBlock(
        label=_("Note"), max_length=200, required=False, help_text=_("What one finds there, in one sentence.")
    )

    def clean(self, value: Any) -> Any:
        result = super().clean(value)
        if not self.is_deferred_validation and bool(result["page"]) == bool(result["url"]):
            message = ValidationError(gettext("Choose either a page or another website."))
            raise StructBlockValidationError({"page": message})
        return result


class LinksBlock(ListPart):
    """Where to read on."""

    links = blocks.ListBlock(LinkBlock(label=_("Link")), label=_("Links"), min_num=1)

    rows = "links"
    anchor_prefix = "lank"

    class Meta:
        icon = "link"
        label = _("Links")
        template = "blocks/links.html"
        description = _("Where to read on: pages of the portal and other websites, each with a line about it.")
        preview_value = {
            "title": "Läs vidare",
            "links": [
                {
                    "text": "Statens offentliga utredningar",
                    "page": None,
                    "url": "https://www.regeringen.se/",
                    "note": "Utredningarna bakom omställningen, i fulltext.",
                }
            ],
        }

    def search_sections(self, value: Any, anchor: str) -> Iterable[Section]:
        texts = (f"{link['text']}. {link['note'] or ''}".strip() for link in value["links"])
        yield Section(anchor, gettext("Links"), value["title"] or "", " ".join(texts))

    def get_context(self, value: Any, parent_context: dict | None = None) -> dict[str, Any]:
        """Adds `links`: a link to a page that nobody can read keeps its words and loses its address."""
        from ..links import targets

        pages = [link["page"].pk for link in value["links"] if link["page"]]
        urls = dict(zip(pages, targets().of("page", map(str, pages)), strict=True))
        links = [
            {
                "anchor": anchor,
                "text": link["text"],
                "note": link["note"],
                "url": urls[link["page"].pk] if link["page"] else link["url"],
                "host": "" if link["page"] else urlsplit(link["url"] or "").hostname,
            }
            for anchor, link in self.anchored(value)
        ]
        return {**super().get_context(value, parent_context), "links": links}


class DocumentBlock(blocks.StructBlock):
    document = DocumentChooserBlock(label=_("Document"))
    summary = blocks.CharBlock(
        label=_("Summary"),
        max_length=300,
        required=False,
        help_text=_("What the document says, for those who cannot open it."),
    )


class DocumentsBlock(ListPart):
    """Files to take along. What they say should stand on a page too."""

    documents = blocks.ListBlock(DocumentBlock(label=_("Document")), label=_("Documents"), min_num=1)

    rows = "documents"
    anchor_prefix = "dokument"

    class Meta:
        icon = "doc-full"
        label = _("Documents")
        template = "blocks/documents.html"
        description = _("Files to download, each with its format and size. What matters should stand on the page too.")

    def get_preview_value(self) -> Any:
        """The newest documents of the library, since a file cannot be made up."""
        newest = get_document_model().objects.order_by("-pk")[:2]
        rows = [{"document": document, "summary": "En sida med dagordning och roller."} for document in newest]
        return self.normalize({"title": "Mallar", "documents": rows})

    def search_sections(self, value: Any, anchor: str) -> Iterable[Section]:
        rows = [row for row in value["documents"] if row["document"]]
        texts = (f"{row['document'].title}. {row['summary'] or ''}".strip() for row in rows)
        yield Section(anchor, gettext("Documents"), value["title"] or "", " ".join(texts))


class FilmBlock(BodyPart):
    """A film of the vocabulary as a card with its text version. Nothing is fetched before the visitor starts it."""

    film = NamedFilmBlock(label=_("Film"))

    class Meta:
        icon = "media"
        label = _("Film")
        template = "blocks/film.html"
        description = _(
            "A film as a card with its text version. Nothing is fetched from its host before it is started."
        )

    def get_preview_value(self) -> Any:
        """A film that is not stored anywhere."""
        film = self.child_blocks["film"].target_model(
            title="Tre nivåer som möts",
            host="filmer.example",
            source_url="https://filmer.example/",
            duration="4:12",
            language="sv",
            has_captions=True,
            transcript="Två chefer berättar hur de leder tillsammans.",
        )
        return self.normalize({"film": film})

    def shown(self, value: Any) -> Any:
        """The film in the language of the page; None when there is none any more."""
        from ..links import targets

        film = value["film"]
        return film if film is None or film.pk is None else targets().of("film", [str(film.pk)])[0] or None

    def get_context(self, value: Any, parent_context: dict | None = None) -> dict[str, Any]:
        return {**super().get_context(value, parent_context), "film": self.shown(value)}

    def search_sections(self, value: Any, anchor: str) -> Iterable[Section]:
        film = self.shown(value)
        if film:
            yield Section(anchor, gettext("Film"), film.title, film.transcript)
