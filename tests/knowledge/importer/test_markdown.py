"""A Markdown document with front matter fills the fields that its kind declares."""

from datetime import date
from pathlib import Path

import pytest

from wagtail.images import get_image_model
from wagtail.models import Page

from home.models import HomePage
from knowledge.importer.document import UnreadableError
from knowledge.models import Level, Organisation
from tests.factories import ReportPageFactory, ToolkitPageFactory

from .conftest import Import, latest, warnings

THEME = """
    ---
    kind: theme
    title: Gemensamma möten
    slug: gemensamma-moten
    number: 2
    part: b
    summary: Tala om möten.
    levels: [Strategisk]
    reviewed_on: 2026-10-14
    sources: [{title: En skrift, year: 2023, url: "https://example.se"}]
    ---
    Inledning med **vikt** och [en sida](page:start).

    ## Syfte
    Att mötas.

    ## Medverkar
    | Nivå | Part | Roller | Ansvar |
    |---|---|---|---|
    | Makro | Region och kommun | Chef; Strateg | Leder |

    ## Punkter att diskutera

    ### Vad gör vi redan?
    Något att börja i.

    **Varför?** Det är lättare.

    **Önskat utfall:** En lista.

    ### Vad ska vi göra?
    **Varför?** Annars blir det inget.

    **Samma som:** Punkt 1

    **Underpunkter:**

    - Först
    - Sedan

    ## Checklista
    - **Före:** Boka rum.
    - **Efter:** Skriv ner.

    ## Mer stöd
    - [Skriften, example.se](https://example.se/skrift)
    - [Startsidan](page:start)

    ## En egen rubrik
    Mer text.
"""


@pytest.fixture
def toolkit(home: HomePage) -> Page:
    return ToolkitPageFactory(parent=home)


def test_front_matter_and_headings_fill_the_fields(imported: Import, toolkit: Page, levels: dict[str, Level]) -> None:
    outcome = imported("tema.md", THEME, parent=toolkit)
    page = latest(outcome)
    assert outcome.notes == []
    assert (page.title, page.slug, page.number, page.part) == ("Gemensamma möten", "gemensamma-moten", 2, "b")
    assert page.reviewed_on == date(2026, 10, 14)
    assert page.purpose == "<p>Att mötas.</p>"
    assert [row.level for row in page.page_levels.all()] == [levels["makro"]]
    assert [(row.title, row.year, row.url) for row in page.page_sources.all()] == [
        ("En skrift", 2023, "https://example.se")
    ]


def test_rows_are_read_from_headings_lists_and_tables(
    imported: Import, toolkit: Page, levels: dict[str, Level], home: HomePage
) -> None:
    page = latest(imported("tema.md", THEME, parent=toolkit))
    [participant] = page.participants.all()
    assert (participant.level, participant.party, participant.roles_list) == (
        levels["makro"],
        "both",
        ["Chef", "Strateg"],
    )
    first, second = page.points.all()
    assert (first.heading, first.text) == ("Vad gör vi redan?", "<p>Något att börja i.</p>")
    assert (first.why, first.desired_outcome) == ("<p>Det är lättare.</p>", "<p>En lista.</p>")
    assert (second.same_as, second.sub_points_list) == (first.key, ["Först", "Sedan"])
    assert [(row.phase, row.text) for row in page.checklist.all()] == [("before", "Boka rum."), ("after", "Skriv ner.")]
    links = [(row.text, row.url, row.target_id) for row in page.support_links.all()]
    assert links == [("Skriften, example.se", "https://example.se/skrift", None), ("Startsidan", "", home.pk)]


def test_other_headings_and_text_are_the_body(imported: Import, toolkit: Page, levels: object, home: HomePage) -> None:
    body = latest(imported("tema.md", THEME, parent=toolkit)).body
    assert [block.block_type for block in body] == ["text", "heading", "text"]
    link = f'<a id="{home.pk}" linktype="page">en sida</a>'
    assert body[0].value.source == f"<p>Inledning med <b>vikt</b> och {link}.</p>"
    assert dict(body[1].value) == {"text": "En egen rubrik", "level": "h2"}


def test_what_does_not_fit_is_said_with_its_line_and_left_empty(imported: Import, toolkit: Page) -> None:
    outcome = imported(
        "tema.md",
        """
        ---
        kind: theme
        title: Tema
        number: tre
        part: q
        colour: red
        levels: [okänd]
        reviewed_on: 2026-02-31
        audiences: [manager, nobody]
        related: [{page: 99, relation: builds_on, why: x}]
        summary: Kort.
        ---
        ## Syfte
        Att mötas.

        ## Medverkar
        | Roller | Skonummer |
        |---|---|
        | Chef | 42 |
        """,
        parent=toolkit,
    )
    page = latest(outcome)
    assert list(warnings(outcome)) == [3, 4, 5, 6, 7, 8, 9, 10, 17]
    assert (page.number, page.part, page.reviewed_on, page.audiences) == (None, "", None, ["manager"])
    assert not page.page_levels.exists()
    assert page.participants.get().roles_list == ["Chef"]
    assert outcome.skipped == [(6, 6)]


def test_only_safe_links_and_no_html_come_in(imported: Import, home: HomePage) -> None:
    outcome = imported(
        "sida.md",
        """
        ---
        kind: standard
        title: Sida
        summary: Kort.
        ---
        <script>alert(1)</script> [fel](ftp://example.se) [klick](javascript:x)
        [rätt](https://example.se/?a=1&b=2) [borta](page:77)
        """,
    )
    html = latest(outcome).body[0].value.source
    assert "<script>" not in html
    assert html.count("<a ") == 1
    assert '<a href="https://example.se/?a=1&amp;b=2">rätt</a>' in html
    assert html.endswith("borta</p>")
    assert list(warnings(outcome)) == [6]
    assert len(outcome.notes) == 2


BODY = """
    ---
    kind: standard
    title: Sida
    summary: Kort.
    ---
    ## Först

    Tabell 3: Två rader
    | Vad | När |
    |---|---|
    | Möte | **i dag** |
    | Beslut |

    ![En ring](ring.svg "Ringen sluts.")

    > **Värt att veta** Det går bra.

    ### Under
    1. ett
       - ett a
    2. två
"""
RING = b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9" width="9" height="9"><circle r="4"/></svg>'


def test_tables_figures_and_boxes_become_blocks(imported: Import, home: HomePage, tmp_path: Path) -> None:
    (tmp_path / "images").mkdir()
    (tmp_path / "images" / "ring.svg").write_bytes(RING)
    outcome = imported("sida.md", BODY)
    body = latest(outcome).body
    assert [block.block_type for block in body] == ["heading", "data_table", "figure", "fact_box", "heading", "text"]
    table, figure, box = body[1].value, body[2].value, body[3].value
    assert (table["number"], table["caption"], list(table["columns"])) == ("3", "Två rader", ["Vad", "När"])
    assert [[cell.source for cell in row] for row in table["rows"]] == [["Möte", "<b>i dag</b>"], ["Beslut", ""]]
    assert (figure["alt"], figure["caption"]) == ("En ring", "Ringen sluts.")
    assert figure["image"] == get_image_model().objects.get()
    assert (box["title"], box["text"].source) == ("Värt att veta", "<p>Det går bra.</p>")
    assert body[5].value.source == "<ol><li>ett<ul><li>ett a</li></ul></li><li>två</li></ol>"
    assert outcome.notes == []


def test_an_image_is_stored_once_and_never_from_outside_the_folder(
    imported: Import, home: HomePage, tmp_path: Path
) -> None:
    (tmp_path / "ring.svg").write_bytes(RING)
    (tmp_path / "script.svg").write_bytes(RING.replace(b"<circle", b"<script>x</script><circle"))
    (tmp_path.parent / "secret.svg").write_bytes(RING)
    start = "---\nkind: standard\ntitle: Sida {}\nsummary: Kort.\n---\n"
    imported("a.md", start.format("a") + "![En ring](ring.svg 'Ring')\n")
    outcome = imported(
        "b.md", start.format("b") + "![x](ring.svg 'Ring')\n\n![x](../secret.svg 'y')\n\n![x](script.svg 'y')\n"
    )
    assert get_image_model().objects.count() == 1
    assert list(warnings(outcome)) == [8, 10]


def test_a_month_is_its_first_day(imported: Import, home: HomePage, board: Organisation) -> None:
    outcome = imported(
        "beslut.md",
        """
        ---
        kind: decision
        title: Ett utskick
        summary: Kort.
        decision_kind: dispatch
        decided_on: 2023-03
        date_precision: month
        body: NSV
        diary_numbers: ["NSV23-0008"]
        sent_to: [nsv]
        ---
        ## Yrkanden
        | Typ | Vem | Text |
        |---|---|---|
        | Tilläggsyrkande | Ledamot (S) | Mer text. |
        """,
    )
    page = latest(outcome)
    assert (page.decided_on, page.date_precision, page.deciding_body) == (date(2023, 3, 1), "month", board)
    assert [row.number for row in page.diary_numbers.all()] == ["NSV23-0008"]
    assert [row.get_motion_kind_display() for row in page.motions.all()] == ["Tilläggsyrkande"]


def test_numbered_headings_number_their_rows(imported: Import, home: HomePage) -> None:
    outcome = imported(
        "rapport.md",
        """
        ---
        kind: report
        title: En rapport
        summary: Kort.
        ---
        ## Projektmål

        ### 2 Fokus
        **Formulering:** Ett mål.

        **Måluppfyllelse:** Delvis uppfyllt
        """,
    )
    goal = latest(outcome).goals.get()
    assert (goal.number, goal.short_wording, goal.get_outcome_display()) == (2, "Fokus", "Delvis uppfyllt")


def test_a_page_stands_under_the_page_it_names(imported: Import, home: HomePage) -> None:
    report = ReportPageFactory(parent=home, slug="rapporten")
    outcome = imported("kapitel.md", "---\nkind: chapter\ntitle: Ett\nparent: rapporten\nsummary: K.\n---\nText.\n")
    assert latest(outcome).get_parent().pk == report.pk
    with pytest.raises(UnreadableError, match="borta"):
        imported("kapitel2.md", "---\nkind: chapter\ntitle: Två\nparent: borta\n---\nText.\n")


def test_what_publishing_needs_is_named(imported: Import, home: HomePage) -> None:
    outcome = imported("sida.md", "---\nkind: standard\ntitle: Sida\n---\nText.\n")
    assert "ingress" in warnings(outcome)[3]
