"""From a page to what the index holds of it: one entry for the page and one for each of its sections.

    document_for(page)       -> PageDocument, or None if visitors may not find the page
    entries_of(document)     -> [page entry, section entry, ...]; the section in slot n has the key "page:12#n"

The page's entry carries the tokens of all its sections, so that words may stand in different ones, and it carries the
facets, so that totals and counts are of pages. A section's entry carries its own heading and text, and its page's title.

Payloads are JSON. Page: kind, kind_label, family, title, title_prefix, summary, facts, identifiers (in normal form), and
date, valid_from and valid_to (ISO or ""). Section: anchor, address, heading, text; of a file also document and sha.
"""

import json
import re
from collections.abc import Iterable, Sequence
from datetime import date
from hashlib import blake2s
from typing import Any

from django.utils import translation

from .documents import FileSection, PageDocument, Searchable, Section, Validity
from .engines.base import ANALYSES, FILLER, MATCHING_ANALYSES, TOKEN_FIELDS, Entry, page_key, slot_key
from .facets import all_facets
from .files import attached
from .files.texts import words_of_all
from .language import VERSION as LANGUAGE_VERSION
from .language import Language, get_language, identifiers
from .language.base import LONGEST_TOKEN
from .language.text import fold
from .query import identifier_token, label_token, title_token

# Raise it with every change of what entries hold.
FORMAT = 10
# Every page stands under this facet with the code of its kind, for lists of one kind.
KIND_FACET = "type"

_NUMBER = re.compile(r"\d+(?=[^\W\d])")

Columns = dict[str, list[str]]
NOTHING = dict.fromkeys(TOKEN_FIELDS, FILLER)
"""By analysis: pieces of the index's field, of any number of tokens each."""


def schema_hash(engine_format: str) -> str:
    """Changes when an index made before no longer fits: other entries, another analysis, other facets, another engine."""
    facets = sorted(facet.name for facet in all_facets())
    parts = [FORMAT, TOKEN_FIELDS, facets, LANGUAGE_VERSION, engine_format]
    return blake2s(json.dumps(parts).encode(), digest_size=8).hexdigest()


def document_for(page: Any, ancestors: Sequence[int] | None = None) -> PageDocument | None:
    """What is to be found of a page, given as its specific type. None if it is not live or of no searchable type.

    `ancestors` are the ids of the pages above it; without them they are read from the database.
    """
    if not issubclass(type(page), Searchable) or not page.live:
        return None
    if ancestors is None:
        ancestors = list(page.get_ancestors().values_list("pk", flat=True))
    locale = page.locale.language_code
    with translation.override(locale):
        found_in_files = tuple(attached.sections_of(page))
        return PageDocument(
            page_id=page.pk,
            locale=locale,
            kind=page.search_kind(),
            kind_label=str(page.search_kind_label()),
            family=page.search_family(),
            title=page.title,
            summary=page.search_summary(),
            sections=tuple(page.search_sections()),
            ancestors=tuple(ancestors),
            keywords=tuple(str(word) for word in page.search_keywords()),
            identifiers=tuple(str(each) for each in page.search_identifiers()),
            facets={name: tuple(map(str, values)) for name, values in page.search_facet_values().items()},
            date=page.search_date(),
            title_prefix=page.search_title_prefix(),
            facts=tuple(str(fact) for fact in page.search_facts()),
            validity=page.search_validity(),
            files=found_in_files,
        )


def entries_of(document: PageDocument) -> list[Entry]:
    """The page's entry, then one for each section in reading order."""
    language = get_language(document.locale)
    key = page_key(document.page_id)
    named = [identifiers.normalise(each) or each for each in document.identifiers]
    title = _title(language, document, named)
    kind = _columns(language, [] if _has_own_label(document) else [document.kind_label])
    headings = [_columns(language, [section.address, section.heading]) for section in document.sections]
    texts = [_columns(language, [section.text]) for section in document.sections]
    beginning = _columns(language, [document.summary])
    keywords = _columns(language, document.keywords)
    whole = _entry(
        document,
        key,
        _tokens("title", [title, _whole_title(language, document)])
        | _tokens("heading", [kind, *headings])
        | _tokens("body", [beginning, *texts, keywords])
        | _tokens_of_files(document, language),
        facets=_facets(document),
        identifiers=[*named, *filter(None, map(identifiers.case_of, named))],
        payload=_page_payload(document, named),
    )
    of_title = _tokens("title", [title], MATCHING_ANALYSES)
    entries = [whole] + [
        _entry(
            document,
            slot_key(key, slot),
            of_title
            | _tokens("heading", [headings[slot]], MATCHING_ANALYSES)
            | _tokens("body", [texts[slot]], MATCHING_ANALYSES),
            payload=_section_payload(section),
        )
        for slot, section in enumerate(document.sections)
    ]
    for slot, section in enumerate(document.files, len(document.sections)):
        tokens = of_title | _tokens("file", [_as_columns(section.words)], MATCHING_ANALYSES)
        entries.append(_entry(document, slot_key(key, slot), tokens, payload=_file_payload(section)))
    return entries


def _title(language: Language, document: PageDocument, named: Iterable[str]) -> Columns:
    """The title with what the page is called beside it, or where pages share that, tokens for those who type it."""
    if not _has_own_label(document):
        columns = _columns(language, [f"{document.title_prefix} {document.title}"], named)
        words = language.tokens(document.kind_label)
        columns["exact"] += dict.fromkeys(label_token(form) for word in words for form in (word.text, fold(word.text)))
        return columns
    number = _NUMBER.match(document.title_prefix)  # who asks for theme 2 wants 2a and 2b
    return _columns(language, [f"{document.kind_label} {document.title}", number[0] if number else ""], named)


def _whole_title(language: Language, document: PageDocument) -> Columns:
    """A token by which those find the page who ask for just what it is called."""
    words = language.wording(document.title)
    tokens = [title_token(words.sequence)[:LONGEST_TOKEN]] if words else []
    return {analysis: [] for analysis in ANALYSES} | {"exact": tokens}


def _has_own_label(document: PageDocument) -> bool:
    """Whether the label holds the page's number and so names it, as "Tema 2b" does, and not a kind of pages."""
    return bool(document.title_prefix) and document.kind_label.endswith(f" {document.title_prefix}")


def words_of(locale: str, text: str) -> dict[str, str]:
    """The words of a text by analysis, as the index holds them."""
    return {analysis: " ".join(tokens) for analysis, tokens in _columns(get_language(locale), [text]).items()}


def _tokens_of_files(document: PageDocument, language: Language) -> dict[str, str]:
    titles = dict.fromkeys(section.title for section in document.files)
    whole = words_of_all(section.words for section in document.files)
    return _tokens("file", [_columns(language, titles), _as_columns(whole)], MATCHING_ANALYSES)


def _as_columns(words: dict[str, str]) -> Columns:
    return {analysis: [text] if text else [] for analysis, text in words.items()}


def fingerprint(document: PageDocument | None) -> str:
    """The same for documents with equal entries, in any process; "" for none. Another analysis makes another schema."""
    if document is None:
        return ""
    content = json.dumps(vars(document), sort_keys=True, ensure_ascii=False, default=_plain_value)
    return blake2s(content.encode(), digest_size=16).hexdigest()


def _plain_value(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date) else vars(value)


def _columns(language: Language, texts: Iterable[str], named: Iterable[str] = ()) -> Columns:
    """Tokens by analysis. A filler between texts keeps phrases from reaching over their border."""
    columns: Columns = {analysis: [] for analysis in ANALYSES}
    found = list(named)
    for text in filter(None, texts):
        for analysis, tokens in language.columns(text).items():
            columns[analysis] += [FILLER, tokens] if tokens else [FILLER]
        found += _identifiers(text)
    columns["exact"] += [identifier_token(each)[:LONGEST_TOKEN] for each in dict.fromkeys(found)]
    return columns


def _identifiers(text: str) -> list[str]:
    return [identifier.normalised for identifier in identifiers.find(text)]


def _tokens(place: str, parts: Sequence[Columns], analyses: Sequence[str] = ANALYSES) -> dict[str, str]:
    return {
        f"{place}_{analysis}": " ".join([FILLER, *(tokens for columns in parts for tokens in columns[analysis])])
        for analysis in analyses
    }


def _entry(document: PageDocument, key: str, tokens: dict[str, str], **others: Any) -> Entry:
    return Entry(
        key=key,
        page_id=document.page_id,
        locale=document.locale,
        tokens=NOTHING | tokens,
        ancestors=[*document.ancestors, document.page_id],
        date_ordinal=document.date.toordinal() if document.date else 0,
        **({"facets": {}, "identifiers": []} | others),
    )


def _facets(document: PageDocument) -> dict[str, list[str]]:
    facets = {name: list(dict.fromkeys(values)) for name, values in document.facets.items()}
    facets[KIND_FACET] = [document.kind]
    return facets


def _page_payload(document: PageDocument, named: list[str]) -> str:
    return _json(
        kind=document.kind,
        kind_label=document.kind_label,
        family=document.family,
        title=document.title,
        title_prefix=document.title_prefix,
        summary=document.summary,
        facts=document.facts,
        date=_iso(document.date),
        valid_from=_iso(document.validity.start),
        valid_to=_iso(document.validity.end),
        identifiers=named,
    )


def _section_payload(section: Section) -> str:
    return _json(anchor=section.anchor, address=section.address, heading=section.heading, text=section.text)


def _file_payload(section: FileSection) -> str:
    return _json(
        anchor=section.anchor,
        address=section.address,
        heading=section.heading,
        text=section.text,
        document=section.document_id,
        sha=section.sha,
    )


def _iso(day: date | None) -> str:
    return day.isoformat() if day else ""


def validity_in(payload: dict[str, Any]) -> Validity:
    """When what the page says holds, out of its payload."""
    return Validity(
        *(date.fromisoformat(payload[name]) if payload[name] else None for name in ("valid_from", "valid_to"))
    )


def _json(**values: Any) -> str:
    return json.dumps(values, ensure_ascii=False)
