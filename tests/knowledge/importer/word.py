"""Word files made of a few lines, for tests."""

import re
import zipfile
from io import BytesIO
from xml.sax.saxutils import escape

NAMESPACES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
)
STYLES = "".join(
    f'<w:style w:styleId="Rubrik{level}"><w:name w:val="heading {level}"/></w:style>' for level in range(1, 7)
)
NUMBERING = (
    '<w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:numFmt w:val="bullet"/></w:lvl></w:abstractNum>'
    '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
)
LINK = '<Relationship Id="link" Target="https://example.se/" TargetMode="External"/>'


def paragraph(text: str, properties: str = "") -> str:
    """A paragraph. `**bold**` is bold, `<https://…>` a link with the id "link"."""
    runs = "".join(_run(part) for part in re.split(r"(\*\*.+?\*\*|<https://.+?>)", text) if part)
    return f"<w:p><w:pPr>{properties}</w:pPr>{runs}</w:p>"


def _run(part: str) -> str:
    if part.startswith("<https://"):
        return f'<w:hyperlink r:id="link"><w:r><w:t>{escape(part[1:-1])}</w:t></w:r></w:hyperlink>'
    bold = "<w:rPr><w:b/></w:rPr>" if part.startswith("**") else ""
    return f'<w:r>{bold}<w:t xml:space="preserve">{escape(part.strip("*"))}</w:t></w:r>'


def table(rows: list[list[str]]) -> str:
    cells = ("".join(f"<w:tc>{paragraph(cell)}</w:tc>" for cell in row) for row in rows)
    return f"<w:tbl>{''.join(f'<w:tr>{row}</w:tr>' for row in cells)}</w:tbl>"


def from_text(text: str) -> str:
    """The body of a document with the headings, lists, tables and paragraphs of a marked text."""
    parts = []
    for part in re.split(r"\n\s*\n", text):
        mark = re.match(r"(#+) ", part)
        lines = part.split("\n")
        if mark:
            parts.append(paragraph(part[mark.end() :], f'<w:pStyle w:val="Rubrik{len(mark[1])}"/>'))
        elif all("\t" in line for line in lines):
            parts.append(table([line.split("\t") for line in lines]))
        else:
            bullet = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>'
            parts += [paragraph(line.removeprefix("- "), bullet if line.startswith("- ") else "") for line in lines]
    return "".join(parts)


def document(body: str, **more: str) -> bytes:
    """A Word file with this body; further parts by the name of their file."""
    parts = {
        "word/document.xml": f"<w:document {NAMESPACES}><w:body>{body}</w:body></w:document>",
        "word/styles.xml": f"<w:styles {NAMESPACES}>{STYLES}</w:styles>",
        "word/numbering.xml": f"<w:numbering {NAMESPACES}>{NUMBERING}</w:numbering>",
        "word/_rels/document.xml.rels": f"<Relationships>{LINK}</Relationships>",
        **more,
    }
    file = BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in parts.items():
            package.writestr(name, content)
    return file.getvalue()
