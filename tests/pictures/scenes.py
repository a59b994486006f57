"""What an editor sees on the way from an empty form to a found page, one picture for each thing that the guide shows.

The scenes follow one another: a later one goes on with the page that an earlier one has made.
"""

import tempfile
from collections.abc import Callable
from pathlib import Path
from urllib.parse import urljoin

from playwright.sync_api import Locator, Page, expect

from tests.browser.editor import Editor
from tests.knowledge.importer.papers import DECISION

HEIGHT = 720  # pixels of a picture of the window
MARGIN = 16  # pixels around a part
TOOLKIT = "Processtöd för lokalförsörjning"
THEME = "Nycklar och larm"
POINTS = "Förslag på innehåll"
RECEIPT = "[role=status]:has-text('Sökbar')"

AT_REST = """() => {
  document.activeElement?.blur();
  for (const element of document.querySelectorAll("html, body, main, .wrapper, .content-wrapper")) element.scrollTop = 0;
}"""

Scene = Callable[[Editor, Path], None]
SCENES: dict[str, Scene] = {}


def scene(take: Scene) -> Scene:
    SCENES[f"{take.__name__}.png"] = take
    return take


@scene
def punkt(editor: Editor, path: Path) -> None:
    editor.starts("Temaområde", under=TOOLKIT)
    editor.fills("Titel", THEME)
    editor.fills("Ingress", "Så delar ni nycklar och larm i ett gemensamt hus.")
    editor.fills("Nummer", "6")
    editor.fills("Syfte", "Enas om vem som har nyckel till vad.")
    row = editor.adds_row(POINTS, "Punkt")
    editor.fills("Punkt", "Var ska nyckelskåpet sitta?", row)
    editor.fills("Varför?", "Ingen ska behöva leta i ett akut läge.", row)
    editor.fills("Önskat utfall", "Alla vet var skåpet finns.", row)
    editor.saves_draft()
    _part(editor.page, editor.page.get_by_role("region", name=POINTS, exact=True), path)


@scene
def klassning(editor: Editor, path: Path) -> None:
    editor.goes_to_tab("Klassning")
    for section, label, word in (("Nivåer", "Nivå", "Makro"), ("Platser", "Plats", "Sörmland")):
        row = editor.adds_row(section, label)
        row.get_by_role("button", name=f"Välj {label.lower()}").click()
        editor.finds_in_dialog(word).get_by_role("link").first.click()
        expect(row).to_contain_text(word)
    editor.saves_draft()
    editor.opens(THEME)
    editor.goes_to_tab("Klassning")
    _top(editor.page, path)


@scene
def forhandsgranskning(editor: Editor, path: Path) -> None:
    editor.goes_to_tab("Innehåll")
    preview = editor.opens_preview()
    expect(preview.get_by_role("heading", level=1)).to_have_text(THEME)
    _top(editor.page, path)
    editor.page.get_by_role("button", name="Växla förhandsgranskning").click()


@scene
def kvitto(editor: Editor, path: Path) -> None:
    editor.publishes()
    editor.opens(THEME)
    expect(editor.page.locator(RECEIPT)).to_be_visible()
    _top(editor.page, path, height=420)


@scene
def traff(editor: Editor, path: Path) -> None:
    visitor = editor.page.context.browser.new_page(viewport=editor.page.viewport_size)
    visitor.goto(urljoin(editor.page.url, "/sv/sok/?q=nyckelskåp"))
    _top(visitor, path, height=640)


@scene
def granska_import(editor: Editor, path: Path) -> None:
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder) / "beslut.txt"
        source.write_text(DECISION, encoding="utf-8")
        editor.uploads(source)
    _top(editor.page, path)


@scene
def oversatta(editor: Editor, path: Path) -> None:
    editor.opens("Toimikaa yhdessä")
    _top(editor.page, path)


@scene
def oversattningar(editor: Editor, path: Path) -> None:
    editor.opens("Agera gemensamt")
    editor.publishes()
    editor.page.goto("/admin/reports/oversattningar/")
    _top(editor.page, path, height=560)


@scene
def effekten(editor: Editor, path: Path) -> None:
    editor.page.goto("/admin/snippets/search/synonyms/add/")
    editor.page.get_by_role("textbox", name="Ordalydelser").fill("politiker\nförtroendevald")
    editor.page.get_by_role("button", name="Visa effekten").click()
    expect(editor.page.get_by_role("heading", name="Effekten")).to_be_visible()
    _top(editor.page, path)


@scene
def sokprov(editor: Editor, path: Path) -> None:
    editor.page.goto("/admin/sokprov/")
    editor.page.get_by_role("textbox", name="Fråga").fill("principer för hyran")
    editor.page.get_by_role("button", name="Testa", exact=True).click()
    heading = editor.page.get_by_role("heading", name="Så läses frågan")
    expect(heading).to_be_visible()
    _from(editor.page, heading, path)


def _from(page: Page, first: Locator, path: Path) -> None:
    """What stands below the beginning of a part, beside the menu. The window grows meanwhile."""
    page.set_viewport_size({"width": 1280, "height": 2400})
    _settle(page)
    box = first.bounding_box()
    assert box
    edge = {"x": box["x"] - MARGIN, "y": box["y"]}
    page.screenshot(path=path, clip=edge | {"width": 1280 - edge["x"], "height": HEIGHT})
    page.set_viewport_size({"width": 1280, "height": HEIGHT})


def _top(page: Page, path: Path, height: int = HEIGHT) -> None:
    """The upper part of the window."""
    _settle(page)
    page.screenshot(path=path, clip={"x": 0, "y": 0, "width": 1280, "height": height})


def _part(page: Page, part: Locator, path: Path) -> None:
    """A part of the page, with nothing beside it. The window grows meanwhile, as the admin does not scroll as a whole."""
    page.set_viewport_size({"width": 1280, "height": 2400})
    _settle(page)
    box = part.bounding_box()
    assert box
    edge = {"x": box["x"] - MARGIN, "y": box["y"] - MARGIN}
    page.screenshot(path=path, clip=edge | {name: box[name] + 2 * MARGIN for name in ("width", "height")})
    page.set_viewport_size({"width": 1280, "height": HEIGHT})


def _settle(page: Page) -> None:
    """At the top, and nothing blinks or is still on its way."""
    page.wait_for_load_state("networkidle")
    page.evaluate(AT_REST)
