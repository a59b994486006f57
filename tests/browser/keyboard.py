"""Reading a page with nothing but a keyboard."""

from dataclasses import dataclass

from playwright.sync_api import Locator, Page

MOST_STOPS = 400
# What has focus: where it stands on the page, whether a ring is drawn around it (or around the search field that it is
# a part of), and whether anything of it can be seen.
FOCUSED = """() => {
  const element = document.activeElement;
  if (!element || element === document.body || element === document.documentElement) return null;
  const ringed = (shown) => {
    const { outlineStyle, outlineWidth } = getComputedStyle(shown);
    return outlineStyle !== "none" && parseFloat(outlineWidth) >= 2;
  };
  const whole = element.closest(".search-box") ?? element;
  const box = element.getBoundingClientRect();
  const within = [0.1, 0.5, 0.9].flatMap((x) => [0.1, 0.5, 0.9].map((y) => [box.left + x * box.width, box.top + y * box.height]));
  const seen = within.some(([x, y]) => {
    const top = document.elementFromPoint(x, y);
    return top && (element.contains(top) || top.contains(element));
  });
  window.stops ??= [];
  const again = window.stops.includes(element);
  window.stops.push(element);
  return {
    again,
    name: element.outerHTML.slice(0, 160),
    ringed: ringed(element) || (element.matches("input") && ringed(whole)),
    seen,
    left: box.left, right: box.right, top: box.top + scrollY, bottom: box.bottom + scrollY,
  };
}"""
# Everything that ought to be a stop.
FOCUSABLE = """() => [...document.querySelectorAll("a[href], button, input, select, textarea, summary, [tabindex='0']")]
  .filter((element) => element.type !== "hidden" && element.checkVisibility({ visibilityProperty: true }))
  .map((element) => element.outerHTML.slice(0, 160))"""


@dataclass(frozen=True)
class Stop:
    """An element that Tab has led to. Measures are in pixels, from the page's upper left corner."""

    name: str
    ringed: bool
    seen: bool
    left: float
    right: float
    top: float
    bottom: float

    def is_before(self, other: "Stop") -> bool:
        """Whether one reads this one first: it stands higher, or on the same line further left."""
        if self.bottom <= other.top + 1:
            return True
        same_line = min(self.bottom, other.bottom) - max(self.top, other.top) > 1
        return same_line and self.right <= other.left + 1


class Keyboard:
    def __init__(self, page: Page) -> None:
        self.page = page

    def presses(self, key: str) -> None:
        self.page.keyboard.press(key)

    def types(self, text: str) -> None:
        self.page.keyboard.type(text)

    def tabs_through(self) -> list[Stop]:
        """All stops from where the focus is until it leaves the page or begins anew."""
        stops: list[Stop] = []
        while len(stops) < MOST_STOPS:
            self.presses("Tab")
            found = self.page.evaluate(FOCUSED)
            if found is None or found.pop("again"):
                return stops
            stops.append(Stop(**found))
        raise AssertionError(f"more than {MOST_STOPS} stops, the last one at {stops[-1].name}")

    def tabs_to(self, wanted: Locator) -> None:
        """Press Tab until the element has focus."""
        for _ in range(MOST_STOPS):
            self.presses("Tab")
            if wanted.evaluate("element => element === document.activeElement"):
                return
        raise AssertionError(f"Tab does not lead to {wanted}")

    def focusable(self) -> list[str]:
        return self.page.evaluate(FOCUSABLE)

    def is_inside(self, place: Locator) -> bool:
        """Whether what has focus stands there."""
        return place.evaluate("element => element.contains(document.activeElement)")
