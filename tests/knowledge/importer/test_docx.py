"""Word files give the same neutral documents as other files, and never more than one sentence of trouble."""

import contextlib

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from knowledge.importer.document import Heading, List, Paragraph, Run, Table, UnreadableError, plain, text_of
from knowledge.importer.draft import Context
from knowledge.importer.readers import read, source_lines
from knowledge.importer.recognisers import recognise

from .papers import DECISION, LETTER, REPORT
from .word import NAMESPACES, document, from_text, paragraph, table
from .words import content


def test_headings_paragraphs_lists_and_tables() -> None:
    source = from_text("## Syfte\n\nEtt stycke.\n\n- Ett\n- Två\n\nKommun\tÅr\nBjörkby\t2024")
    blocks = read("a.docx", document(source)).blocks
    assert [type(block) for block in blocks] == [Heading, Paragraph, List, Table]
    assert isinstance(blocks[0], Heading)
    assert blocks[0].level == 2
    assert [text_of(block) for block in blocks] == ["Syfte", "Ett stycke.", "Ett\nTvå", "Kommun År\nBjörkby 2024"]


def test_emphasis_and_links_are_kept() -> None:
    (block,) = read("a.docx", document(paragraph("Läs **noga** på <https://example.se/>"))).blocks
    assert isinstance(block, Paragraph)
    assert Run("noga", bold=True) in block.runs
    assert block.runs[-1] == Run("https://example.se/", link="https://example.se/")


def test_deeper_items_hang_under_theirs() -> None:
    levels = [("Ett", 0), ("Under", 1), ("Två", 0)]
    body = "".join(
        paragraph(text, f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="1"/></w:numPr>') for text, level in levels
    )
    (block,) = read("a.docx", document(body)).blocks
    assert isinstance(block, List)
    assert [plain(item.runs) for item in block.items] == ["Ett", "Två"]
    assert plain(block.items[0].nested[0].items[0].runs) == "Under"


def test_what_was_deleted_with_tracked_changes_is_gone() -> None:
    body = "<w:p><w:del><w:r><w:delText>Bort</w:delText></w:r></w:del><w:ins><w:r><w:t>Kvar</w:t></w:r></w:ins></w:p>"
    assert [text_of(block) for block in read("a.docx", document(body)).blocks] == ["Kvar"]


def test_an_image_is_said_to_be_left_out() -> None:
    body = f"{paragraph('Ett.')}<w:p><w:r><w:drawing/></w:r></w:p>"
    assert [note.line for note in read("a.docx", document(body)).notes] == [2]


def test_the_same_report_and_decision_as_in_plain_text() -> None:
    for text in (REPORT, f"{LETTER}\n\n{DECISION}"):
        plain_pages = recognise(read("a.txt", text.encode()), Context()).pages
        word_pages = recognise(read("a.docx", document(from_text(text.replace("*", "")))), Context()).pages
        assert [page.title for page in word_pages] == [page.title for page in plain_pages]
        assert [page.counts for page in word_pages] == [page.counts for page in plain_pages]
    assert content(word_pages[0])["motions"] == content(plain_pages[0])["motions"]


def test_every_printed_part_is_used_or_listed() -> None:
    found = read("a.docx", document(from_text(REPORT)))
    result = recognise(found, Context())
    skipped = {line for first, last in found.skipped(result.taken) for line in range(first, last + 1)}
    assert found.printed <= result.taken | skipped


def test_the_source_is_shown_part_by_part() -> None:
    data = document(f"{paragraph('Ett.')}{table([['a', 'b'], ['c', 'd']])}{paragraph('Tre.')}")
    assert source_lines("a.docx", data) == ["Ett.", "a b", "c d", "Tre."]


BOMB = '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]>'


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" * 100, "lösenord"),
        (b"PK\x03\x04 trasig", "skadad"),
        (b"ingen zip alls", "skadad"),
        (document("<w:p>"), "skadad"),
        (document("", **{"word/document.xml": f"{BOMB}<w:document {NAMESPACES}>&b;</w:document>"}), "skadad"),
        (document(""), "tom"),
        (document(paragraph("  ")), "tom"),
    ],
    ids=["with a password", "cut off", "no package", "no document", "entities", "empty", "blank"],
)
def test_what_cannot_be_read_is_said_in_one_sentence(data: bytes, words: str) -> None:
    with pytest.raises(UnreadableError, match=words):
        read("a.docx", data)


@given(st.binary(max_size=300), st.integers(0, 300))
@settings(deadline=None)
def test_any_damage(noise: bytes, place: int) -> None:
    whole = document(from_text(DECISION))
    broken = whole[:place] + noise + whole[place + len(noise) :]
    with contextlib.suppress(UnreadableError):
        read("a.docx", broken)
