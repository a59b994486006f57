"""Automatic accessibility checks of the page that a browser shows."""

from importlib.resources import files

from playwright.sync_api import Page

ENGINE = files("axe_playwright_python").joinpath("axe.min.js").read_text(encoding="utf-8")
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
CHECK = """async ([part, rules]) => {
  const { violations } = await axe.run(part, { runOnly: rules, resultTypes: ["violations"] });
  return violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.target.join(" ")).join(", ")}`);
}"""


def violations(page: Page, part: str = "html") -> list[str]:
    """Each broken rule with the elements that break it, in a part of the page."""
    if not page.evaluate("'axe' in window"):
        page.evaluate(ENGINE)
    return page.evaluate(CHECK, [part, RULES])
