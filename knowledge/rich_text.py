"""How links of rich text become HTML: with the addresses that `links` has looked up for the whole page."""

from django.utils.html import escape

from wagtail.documents.rich_text import DocumentLinkHandler
from wagtail.rich_text.pages import PageLinkHandler

from .links import targets


class _ReadTogether:
    identifier: str

    @classmethod
    def expand_db_attributes_many(cls, attrs_list: list[dict]) -> list[str]:
        urls = targets().of(cls.identifier, [attrs.get("id", "") for attrs in attrs_list])
        return [f'<a href="{escape(url)}">' if url else "<a>" for url in urls]


class PageLink(_ReadTogether, PageLinkHandler):
    """To a page that visitors can read, in the language of the page that is shown."""


class DocumentLink(_ReadTogether, DocumentLinkHandler):
    """To a document."""
