"""Safe rich text out of a document: emphasis, lists and links, as the rich text fields allow them and no more."""

from collections.abc import Callable, Iterable
from html import escape

from django.utils.translation import gettext as _

from .document import Block, Heading, Image, Item, List, Paragraph, Quote, Run, Runs, Table, plain
from .documents import ADDRESS as DOCUMENT_ADDRESS

ALLOWED_ADDRESSES = ("https://", "http://", "mailto:", "tel:")
PAGE_ADDRESS = "page:"


class RichText:
    """Writes HTML as the database keeps it. `find_page` and `find_document` give the ids of what a link names, the latter
    with the words of the link for a title; `say` reports losses.
    """

    def __init__(
        self,
        find_page: Callable[[str], int | None],
        find_document: Callable[[str, str], int | None],
        say: Callable[[int, str], None],
    ) -> None:
        self.find_page = find_page
        self.find_document = find_document
        self.say = say

    def blocks(self, blocks: Iterable[Block]) -> str:
        return "".join(self._block(block) for block in blocks)

    def inline(self, runs: Runs, line: int) -> str:
        return "".join(self._run(run, line) for run in runs).strip()

    def _block(self, block: Block) -> str:
        match block:
            case Paragraph():
                return f"<p>{self.inline(block.runs, block.span.first)}</p>"
            case Heading():
                return f"<p><b>{escape(plain(block.runs), quote=False)}</b></p>"
            case List():
                return self._list(block)
            case Quote():
                return "".join(f"<p>{self.inline(runs, block.span.first)}</p>" for runs in block.paragraphs)
            case Table():
                self.say(block.span.first, _("There is no place for a table here; its rows became a list."))
                rows = [Item(_joined(row.cells), row.span) for row in block.rows]
                return self._list(List((Item(_joined(block.head), block.span), *rows), block.span))
            case Image():
                self.say(block.span.first, _("There is no place for an image here; it was left out."))
                return ""

    def _list(self, block: List) -> str:
        tag = "ol" if block.ordered else "ul"
        items = (
            f"<li>{self.inline(item.runs, item.span.first)}{''.join(map(self._list, item.nested))}</li>"
            for item in block.items
        )
        return f"<{tag}>{''.join(items)}</{tag}>"

    def _run(self, run: Run, line: int) -> str:
        text = escape(run.text, quote=False).replace("\n", "<br/>")
        if run.italic:
            text = f"<i>{text}</i>"
        if run.bold:
            text = f"<b>{text}</b>"
        return self._linked(text, run, line) if run.link else text

    def _linked(self, text: str, run: Run, line: int) -> str:
        address = run.link
        if address.startswith(PAGE_ADDRESS):
            page_id = self.find_page(address)
            if page_id is not None:
                return f'<a id="{page_id}" linktype="page">{text}</a>'
            self.say(line, _("The page that “%(text)s” links to was not found.") % {"text": address})
        elif address.startswith(DOCUMENT_ADDRESS):
            document_id = self.find_document(address, run.text)
            if document_id is not None:
                return f'<a id="{document_id}" linktype="document">{text}</a>'
            self.say(line, _("The document that “%(text)s” names was not found.") % {"text": address})
        elif address.startswith(ALLOWED_ADDRESSES):
            return f'<a href="{escape(address)}">{text}</a>'
        else:
            self.say(line, _("The link to “%(text)s” is not allowed and was left out.") % {"text": address})
        return text


def _joined(cells: Iterable[Runs]) -> Runs:
    runs: list[Run] = []
    for cell in cells:
        if plain(cell):
            runs += [Run(", "), *cell] if runs else cell
    return tuple(runs)
