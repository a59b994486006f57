"""The text of files, page by page, whatever they hold: broken ones and those made to break us give one word of trouble."""

import zipfile
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import pytest

from search import extraction
from search.extraction import LIMITS, Extracted, Limits, Part, Trouble, UnreadableFileError, extract
from tests import files


@pytest.fixture
def read(tmp_path: Path):
    def read(data: bytes, limits: Limits = LIMITS) -> Extracted:
        path = tmp_path / "file"
        path.write_bytes(data)
        return extract(path, limits)

    return read


@pytest.fixture
def trouble(read):
    def trouble(data: bytes, **limits) -> Trouble:
        with pytest.raises(UnreadableFileError) as caught:
            read(data, replace(LIMITS, **limits))
        return caught.value.trouble

    return trouble


def test_a_pdf_gives_each_page_its_number_and_joins_words_that_a_line_has_parted(read):
    found = read(files.pdf(["Om lokal-\nförsörjning", files.PICTURE, "Sist (å, ä, ö)"]))
    assert found.parts == (Part(1, "", "Om lokalförsörjning"), Part(3, "", "Sist (å, ä, ö)"))
    assert (found.unit, found.scanned, found.truncated) == ("page", 1, False)


def test_an_empty_page_is_no_scan(read):
    assert read(files.pdf(["", files.PICTURE])).scanned == 1


def test_a_word_file_has_the_pages_that_word_has_noted(read):
    found = read(files.word("# Syfte", "Vi vill.", [["Kommun", "År"], ["", "2024"]], "# Mål", has_pages=True))
    assert [(part.number, part.title) for part in found.parts] == [(1, "Syfte"), (2, ""), (3, "Mål")]
    assert found.parts[1].text == "Vi vill.\nKommun\tÅr\n\t2024"


def test_a_word_file_without_noted_pages_is_parted_at_its_headings(read):
    found = read(files.word("Först.", "# Syfte", "Vi vill.", "# Mål", "Dit."))
    assert found.parts == (Part(0, "", "Först."), Part(0, "Syfte", "Vi vill."), Part(0, "Mål", "Dit."))


def test_a_slide_has_its_title_points_tables_and_notes(read):
    found = read(files.slides(("Mål", ["Ett", "Två"], "Säg detta"), ("Sist", ["Tre"], ""), table=[["a", "b"]]))
    assert found.unit == "slide"
    assert found.parts == (Part(1, "Mål", "• Ett\n• Två\n\nSäg detta"), Part(2, "Sist", "Tre\na\tb"))


def changed(package: bytes, name: str, change) -> bytes:
    """The package with one of its files changed."""
    file = BytesIO()
    with zipfile.ZipFile(BytesIO(package)) as before, zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as after:
        for entry in before.namelist():
            data = before.read(entry)
            after.writestr(entry, change(data) if entry == name else data)
    return file.getvalue()


def test_of_a_word_file_nothing_is_read_that_its_readers_do_not_see(read):
    hidden = (
        b"<w:p><w:del><w:r><w:delText>Struket</w:delText></w:r></w:del>"
        b"<w:moveFrom><w:r><w:t>Flyttat</w:t></w:r></w:moveFrom>"
        b"<w:r><w:rPr><w:vanish/></w:rPr><w:t>Dolt</w:t></w:r>"
        b"<w:ins><w:r><w:t>Tillagt</w:t></w:r></w:ins></w:p></w:body>"
    )
    data = changed(files.word("Synligt."), "word/document.xml", lambda xml: xml.replace(b"</w:body>", hidden))
    assert read(data).parts == (Part(0, "", "Synligt.\nTillagt"),)


def test_entities_are_not_expanded(trouble):
    entities = b"".join(b'<!ENTITY e%d "%s">' % (n, b"&e%d;" % (n - 1) * 10) for n in range(1, 9))
    bomb = b'<!DOCTYPE x [<!ENTITY e0 "ha">' + entities + b"]>"

    def plant(xml: bytes) -> bytes:
        declaration, rest = xml.split(b"?>", 1)
        return declaration + b"?>" + bomb + rest.replace(b"Synligt", b"Synligt&e8;")

    assert trouble(changed(files.word("Synligt."), "word/document.xml", plant)) == Trouble.DAMAGED


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (b"", Trouble.UNKNOWN),
        (b"hej", Trouble.UNKNOWN),
        (b"%PDF-1.7 trasig", Trouble.DAMAGED),
        (b"\xd0\xcf\x11\xe0" * 200, Trouble.PROTECTED),
        (files.word("x")[:-40], Trouble.UNKNOWN),
        (changed(files.word("x"), "word/document.xml", lambda xml: xml[:-9]), Trouble.DAMAGED),
        (changed(files.slides(("x", ["y"], "")), "ppt/slides/slide1.xml", lambda xml: b"<"), Trouble.DAMAGED),
    ],
)
def test_what_cannot_be_read_says_why(trouble, data, expected):
    assert trouble(data) == expected


def test_a_pdf_with_a_password_is_protected(trouble):
    encryption = (
        b"<< /Filter /Standard /V 1 /R 2 /O <%s> /U <%s> /P -4 >>" % (b"11" * 32, b"22" * 32),
        b"/Encrypt 99 0 R /ID [<00> <00>]",
    )
    assert trouble(files.pdf(["Hemligt"], encryption)) == Trouble.PROTECTED


# ---- Limits: each of these files is small and would take much more than it is given -----------------------------------


@pytest.fixture(scope="module")
def growing() -> bytes:
    return files.growing_pdf(150)


@pytest.mark.parametrize(
    ("limits", "expected"),
    [
        ({"seconds": 0.5}, Trouble.TOO_SLOW),
        ({"cpu_seconds": 1}, Trouble.TOO_SLOW),
        ({"memory": 150_000_000}, Trouble.STOPPED),
    ],
)
def test_a_file_that_takes_too_much_is_stopped(trouble, growing, limits, expected):
    assert len(growing) < 500_000
    assert trouble(growing, **limits) == expected


def test_a_package_that_would_unpack_to_too_much_is_not_unpacked(trouble):
    bomb = changed(files.word("x"), "docProps/app.xml", lambda xml: b" " * 3_000_000)
    assert len(bomb) < 100_000
    assert trouble(bomb, unpacked_bytes=2_000_000) == Trouble.TOO_LARGE


def test_a_file_that_is_too_large_is_not_opened(trouble):
    assert trouble(files.pdf(["x"]), file_bytes=100) == Trouble.TOO_LARGE


def test_of_a_very_long_file_the_beginning_is_kept(read):
    long = files.pdf(["ett " * 20, "två " * 20, "tre"])
    by_length = read(long, replace(LIMITS, characters=100))
    assert by_length.truncated
    assert sum(len(part.text) for part in by_length.parts) == 100
    by_parts = read(long, replace(LIMITS, parts=1))
    assert (len(by_parts.parts), by_parts.truncated) == (1, True)
    assert not read(long).truncated


def test_the_reader_sees_no_settings_and_no_secrets(monkeypatch, tmp_path):
    monkeypatch.setenv("SECRET_KEY", "hemlig")
    monkeypatch.setattr(
        extraction, "CHILD", ["-c", "import json, os; print(json.dumps({'trouble': str(dict(os.environ))}))"]
    )
    seen = []
    monkeypatch.setattr(extraction, "Trouble", seen.append)
    (tmp_path / "file").write_bytes(b"x")
    with pytest.raises(UnreadableFileError):
        extract(tmp_path / "file")
    assert "PATH" in seen[0]
    assert "hemlig" not in seen[0]


@pytest.mark.parametrize("answer", ["", "[]", "{}", '{"trouble": "x"}', '{"unit": "page", "parts": [1]}'])
def test_an_answer_that_makes_no_sense_is_no_text(monkeypatch, tmp_path, answer):
    monkeypatch.setattr(extraction, "CHILD", ["-c", f"print({answer!r})"])
    (tmp_path / "file").write_bytes(b"x")
    with pytest.raises(UnreadableFileError) as caught:
        extract(tmp_path / "file")
    assert caught.value.trouble == Trouble.STOPPED
