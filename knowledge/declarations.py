"""How a page type tells the importer which of its fields a document can fill.

The importer imports no page type: it reads `import_fields` of the type whose kind the document names, and the model's
own field classes say how each text becomes a value (a vocabulary item by its slug, a date, lines, rich text, blocks).
"""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Value:
    """One field of the page, filled by front matter under its name or by a section with one of its headings.

    `key` is the name in front matter where that differs from the field's.
    """

    name: str
    headings: tuple[str, ...] = ()
    key: str = ""


@dataclass(frozen=True)
class Rows:
    """Child rows of the page, filled by front matter under `name` or by a section with one of the `headings`.

    `title` is the field that a row's own heading fills, `number` the one for a number before it; `text` is the field for
    unlabelled text, for a list item and for a bare value in front matter; `link` the one for the address when a list item
    is a link, and `page_link` when it leads to a page. `labels` maps a bold label or a column's head to a field; `keys`
    maps a key of front matter to a field where the two differ.
    """

    name: str
    relation: str
    headings: tuple[str, ...] = ()
    title: str = ""
    text: str = ""
    number: str = ""
    link: str = ""
    page_link: str = ""
    labels: Mapping[str, str] = field(default_factory=dict)
    keys: Mapping[str, str] = field(default_factory=dict)
