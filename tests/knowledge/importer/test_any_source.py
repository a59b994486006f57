"""Whatever a file holds, the importer answers: with pages, warnings and skipped lines, or with one sentence."""

import contextlib

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from knowledge.importer.document import Document, UnreadableError, lines_of
from knowledge.importer.draft import Context
from knowledge.importer.readers import read
from knowledge.importer.recognisers import recognise, toolkit

from .papers import BUNDLE
from .sample import PARAGRAPHS
from .slides import SLIDES

KINDS = ("", "theme", "toolkit", "standard", "decision", "report", "chapter", "home")
NAMES = st.sampled_from(["a.txt", "a.md"])
# Pieces of real structure, in any order and with any noise between, reach further into the recognisers than noise alone.
PIECES = st.one_of(
    st.sampled_from(PARAGRAPHS),
    st.sampled_from(
        ["Syfte", "Varför?", "Önskat utfall:", "Samma som ovan.", "1.", "2 a)", "\f", "•", "¹ <https://a.se/b>"]
    ),
    st.sampled_from(
        [
            "# 1",
            "## Projektmål 1",
            "# Innehåll",
            "Syfte . . . 3",
            "a\tb",
            "Tabell 1. x",
            "Bilaga 1. y",
            "SOU (2019) z. (2019:1)",
        ]
    ),
    st.sampled_from(
        [
            "§ 1/24 Ärendet",
            "Yrkanden",
            "Anna Berg (S) yrkar bifall.",
            "Beslut",
            "Dnr AB24-0001",
            "Handläggare",
            "Förslag till beslut",
        ]
    ),
    st.sampled_from(
        ["---", "kind: theme", "title: x", "parent: [", "## Medverkar", "| a | b |\n|---|---|", "> **a**", "- - x"]
    ),
    st.text(max_size=40),
)
SEPARATORS = st.sampled_from(["\n", "\n\n", " ", "\r\n", "\f"])


def answer(name: str, data: bytes, kind: str) -> None:
    document = read(name, data)
    result = recognise(document, Context(kind))
    printed = document.printed
    skipped = {line for first, last in document.skipped(result.taken) for line in range(first, last + 1)}
    assert printed <= result.taken | skipped
    assert not skipped & result.taken & printed
    last = max(1, *printed, len(data.splitlines()))  # a line without words is one too
    assert all(1 <= note.line <= last + 1 for note in (*document.notes, *result.notes))
    assert all(page.title for page in result.pages)


@given(NAMES, st.binary(max_size=400), st.sampled_from(KINDS))
@settings(deadline=None)
def test_any_bytes(name: str, data: bytes, kind: str) -> None:
    with contextlib.suppress(UnreadableError):
        answer(name, data, kind)


@example("a.txt", [("Text", "\n\n"), ("{", "\n")], "home")
@given(NAMES, st.lists(st.tuples(PIECES, SEPARATORS), min_size=1, max_size=25), st.sampled_from(KINDS))
@settings(deadline=None, max_examples=200)
def test_any_text(name: str, pieces: list[tuple[str, str]], kind: str) -> None:
    with contextlib.suppress(UnreadableError):
        answer(name, "".join(f"{piece}{separator}" for piece, separator in pieces).encode(errors="ignore"), kind)


@given(st.lists(st.sampled_from(PARAGRAPHS), min_size=1, max_size=40))
@example([*PARAGRAPHS, *PARAGRAPHS])
@example(["Syfte", "Förslag på innehåll i workshop", "Lista möten", "Medverkar", "Varför? Ingen har hela bilden."])
@settings(deadline=None)
def test_any_order_of_a_process_support(paragraphs: list[str]) -> None:
    document = read("a.txt", "\n\n".join(paragraphs).encode())
    pages = toolkit.recognise(document, Context()).pages
    assert all(1 <= page.line <= len(lines_of(document)) * 10 for page in pages)
    assert len({page.key for page in pages}) == len(pages)


@given(st.lists(st.sampled_from([*BUNDLE.split("\n\n"), *SLIDES.split("\n\n")]), min_size=1, max_size=60))
@settings(deadline=None)
def test_any_order_of_reports_minutes_and_slides(paragraphs: list[str]) -> None:
    with contextlib.suppress(UnreadableError):  # of nothing but empty lines
        answer("a.txt", "\n\n".join(paragraphs).encode(), "")


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.txt", b""),
        ("a.txt", b" \n\t\n"),
        ("a.txt", bytes(range(256)) * 4),
        ("a.pdf", b"%PDF-1.7"),
        ("a.md", b"---\ntitle: x\n"),
        ("a.md", b"---\ntitle: [x\n---\n"),
        ("a.md", b"---\n- x\n---\n"),
        ("a.md", b"---\na: &a [x]\nb: *a\n---\n"),
    ],
)
def test_what_cannot_be_read_is_said_in_one_line(name: str, data: bytes) -> None:
    with pytest.raises(UnreadableError) as raised:
        read(name, data)
    assert "\n" not in str(raised.value)
    assert str(raised.value)


def test_a_file_in_another_encoding_is_read_with_a_warning() -> None:
    document = read("a.txt", "Rad ett\nMöten på försök".encode("cp1252"))
    assert lines_of(document)[1].text == "Möten på försök"
    assert [note.line for note in document.notes] == [2]


def test_lost_diacritics_are_a_warning() -> None:
    text = "Kommunen planerar lokaler tillsammans med regionen och utgar fran behoven. " * 8
    assert [note.line for note in read("a.txt", text.encode()).notes] == [1]
    assert read("a.txt", text.replace("utgar", "utgår").encode()).notes == ()


def test_skipped_lines_are_ranges_over_blank_lines() -> None:
    document = Document("a", "", (), printed=frozenset({1, 2, 4, 7, 9}))
    assert document.skipped({2}) == [(1, 1), (4, 9)]
    assert document.skipped({7}) == [(1, 4), (9, 9)]
    assert document.skipped({1, 2, 4, 7, 9}) == []
