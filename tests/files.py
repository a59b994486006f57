"""Files made in a test: PDF written by hand, Word and PowerPoint by their packages. Pages are texts in lines."""

import zlib
from collections.abc import Iterable, Sequence
from io import BytesIO

import docx
import pptx
from docx.oxml import OxmlElement
from pptx.util import Inches

PICTURE = "\x00picture"
"""In the place of a page's text: a page that is a picture, as scanners make them."""


def pdf(pages: Sequence[str], encryption: tuple[bytes, bytes] = (b"", b"")) -> bytes:
    """A PDF with one line of text under another on each page, in a font that knows å, ä and ö."""
    kids = [4 + 2 * place for place in range(len(pages))]
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Count %d /Kids [%s] >>" % (len(pages), b" ".join(b"%d 0 R" % kid for kid in kids)),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
    ]
    for kid, text in zip(kids, pages, strict=True):
        resources = b"<< /Font << /F 3 0 R >> >>"
        objects.append(
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources %s /Contents %d 0 R >>"
            % (resources, kid + 1)
        )
        content = _picture() if text == PICTURE else _lines(text)
        objects.append(b"<< /Length %d >>\nstream\n%s\nendstream" % (len(content), content))
    secret, named = encryption
    if secret:
        objects.append(secret)
        named = named.replace(b"99", b"%d" % len(objects))
    return _with_table(objects, named)


def _lines(text: str) -> bytes:
    shown = b"\n".join(b"(%s) Tj T*" % _escaped(line) for line in text.split("\n"))
    return b"BT /F 10 Tf 12 TL 40 800 Td\n%s\nET" % shown


def _escaped(line: str) -> bytes:
    return line.replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)").encode("cp1252")


def _picture() -> bytes:
    return b"q 500 0 0 700 40 40 cm BI /W 1 /H 1 /CS /G /BPC 8 ID \x80 EI Q"


def _with_table(objects: Sequence[bytes], more: bytes = b"") -> bytes:
    file = BytesIO(b"%PDF-1.4\n")
    file.seek(0, 2)
    places = []
    for number, content in enumerate(objects, 1):
        places.append(file.tell())
        file.write(b"%d 0 obj\n%s\nendobj\n" % (number, content))
    start = file.tell()
    file.write(b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1))
    file.write(b"".join(b"%010d 00000 n \n" % place for place in places))
    file.write(b"trailer << /Size %d /Root 1 0 R %s >>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, more, start))
    return file.getvalue()


def growing_pdf(megabytes: int) -> bytes:
    """A small file whose one page unpacks to as many megabytes of drawing."""
    drawing = zlib.compress(b"0 0 m 9 9 l S\n" * (megabytes * 1_000_000 // 14), 9)
    return _with_table(
        [
            b"<< /Type /Catalog /Pages 2 0 R >>",
            b"<< /Type /Pages /Count 1 /Kids [3 0 R] >>",
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R >>",
            b"<< /Filter /FlateDecode /Length %d >>\nstream\n%s\nendstream" % (len(drawing), drawing),
        ]
    )


def word(*parts: str | list[list[str]], has_pages: bool = False) -> bytes:
    """A Word file: `# ` begins a heading, lists of rows are tables. With `has_pages` each part stands on a page of its own,
    as Word notes it.
    """
    document = docx.Document()
    for place, part in enumerate(parts):
        if isinstance(part, list):
            table = document.add_table(0, len(part[0]))
            for row in part:
                for cell, text in zip(table.add_row().cells, row, strict=True):
                    cell.text = text
        else:
            heading = part.startswith("# ")
            paragraph = document.add_heading(part[2:]) if heading else document.add_paragraph(part)
            if place and has_pages:
                paragraph.runs[0]._r.insert(0, OxmlElement("w:lastRenderedPageBreak"))
    return _saved(document)


def slides(*parts: tuple[str, Iterable[str], str], table: list[list[str]] | None = None) -> bytes:
    """A PowerPoint file: title, points and notes of each slide; a table on the last one."""
    show = pptx.Presentation()
    for title, points, notes in parts:
        slide = show.slides.add_slide(show.slide_layouts[1])
        slide.shapes.title.text = title
        slide.placeholders[1].text = "\n".join(points)
        if notes:
            slide.notes_slide.notes_text_frame.text = notes
    if table:
        frame = slide.shapes.add_table(len(table), len(table[0]), *map(Inches, (1, 1, 5, 2)))
        for row, texts in zip(frame.table.rows, table, strict=True):
            for cell, text in zip(row.cells, texts, strict=True):
                cell.text = text
    return _saved(show)


def _saved(document) -> bytes:
    file = BytesIO()
    document.save(file)
    return file.getvalue()
