"""The colours of the token file keep their contrast, in light and in dark.

Text needs 6:1 here, more than the 4.5:1 of WCAG 2.2 AA, and what a control is known by 4:1, more than its 3:1.
"""

import re
from pathlib import Path

import pytest

CSS = Path(__file__).resolve().parents[2] / "static" / "css"
TOKENS = (CSS / "tokens.css").read_text()
HEX = re.compile(r"--([\w-]+):\s*(#[0-9a-f]{6})\b")

TEXT = 6.0
CONTROL = 4.0
KINDS = ("guide", "example", "report", "decision", "follow", "about")

# Foreground, ground, least ratio.
PAIRS = [
    ("ink", "paper", TEXT),
    ("ink", "mist", TEXT),
    ("ink", "mist-2", TEXT),
    ("ink-2", "paper", TEXT),
    ("ink-2", "mist", TEXT),
    ("ink-2", "mist-2", TEXT),
    ("link", "paper", TEXT),
    ("link", "mist", TEXT),
    ("link-hover", "paper", TEXT),
    ("link-hover", "mist-2", TEXT),
    ("visited", "paper", TEXT),
    ("deep-ink", "deep", TEXT),
    ("deep-ink-2", "deep", TEXT),
    ("deep-ink", "deep-2", TEXT),
    ("btn-ink", "btn", TEXT),
    ("btn-ink", "btn-hover", TEXT),
    ("field-on-deep-ink", "field-on-deep", TEXT),
    ("focus-ink", "focus", TEXT),
    ("hit-ink", "hit", TEXT),
    *((message, ground, TEXT) for message in ("warn", "err", "ok") for ground in (f"{message}-bg", "paper")),
    *(("ink", f"{message}-bg", TEXT) for message in ("warn", "err", "ok")),
    *((f"k-{kind}", ground, TEXT) for kind in KINDS for ground in ("paper", f"k-{kind}-bg")),
    *((f, f"k-{kind}-bg", TEXT) for kind in KINDS for f in ("ink", "link")),
    ("rule-strong", "paper", CONTROL),
    ("rule-strong", "mist", CONTROL),
    ("btn", "paper", CONTROL),
    ("field-on-deep", "deep", CONTROL),
    ("focus", "deep", CONTROL),
]
# The outer line of the focus ring is ink on light ground and yellow on dark.
RING = {"light": "focus-ink", "dark": "focus"}


def _block(start: str) -> str:
    """The text between the braces that open after `start`."""
    begin = TOKENS.index("{", TOKENS.index(start)) + 1
    depth, end = 1, begin
    while depth:
        depth += {"{": 1, "}": -1}.get(TOKENS[end], 0)
        end += 1
    return TOKENS[begin : end - 1]


def _colours() -> dict[str, dict[str, str]]:
    dark_block = _block("@media screen and (prefers-color-scheme: dark)")
    light = dict(HEX.findall(TOKENS.replace(dark_block, "")))
    return {"light": light, "dark": light | dict(HEX.findall(dark_block))}


COLOURS = _colours()


def luminance(colour: str) -> float:
    """Relative luminance as WCAG defines it."""
    channels = (int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5))
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    lighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def test_the_ratio_is_that_of_wcag():
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)


@pytest.mark.parametrize("mode", ["light", "dark"])
@pytest.mark.parametrize(("foreground", "ground", "least"), PAIRS)
def test_a_pair_keeps_its_contrast(mode: str, foreground: str, ground: str, least: float):
    colours = COLOURS[mode]
    assert contrast(colours[foreground], colours[ground]) >= least


@pytest.mark.parametrize("mode", ["light", "dark"])
def test_the_focus_ring_stands_out_from_the_page(mode: str):
    colours = COLOURS[mode]
    for ground in ("paper", "mist", "mist-2"):
        assert contrast(colours[RING[mode]], colours[ground]) >= CONTROL


def test_dark_has_its_own_value_for_every_ground_and_ink():
    """A token that dark forgets would keep its light value, on a dark page."""
    same = {name for name, value in COLOURS["light"].items() if COLOURS["dark"][name] == value}
    assert same == {"focus", "field-on-deep", "field-on-deep-ink"}


@pytest.mark.parametrize("path", sorted(CSS.glob("*.css")), ids=lambda path: path.name)
def test_colours_and_sizes_stand_in_the_token_file_only(path: Path):
    if path.name == "tokens.css":
        return
    rules = re.sub(r"/\*.*?\*/|@container[^{]*|@page\s*{[^}]*}", "", path.read_text(), flags=re.DOTALL)
    assert not re.findall(r"#[0-9a-fA-F]{3,8}\b|\brgba?\(|\bhsla?\(", rules)
    if path.name != "print.css":  # paper is measured in mm and pt
        assert not re.findall(r"(?<![\w-])[1-9][\d.]*(?:px|rem|pt|mm|vw|vh)\b|(?<![\w-])0?\.\d+(?:px|rem)\b", rules)
