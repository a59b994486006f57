"""A guide of our own in slides, as text, and what scanning and other extractions make of it."""

import re
from collections.abc import Callable

SLIDES = """
Tre steg till en gemensam cykelpool



De tre stegen

En cykelpool delas av flera arbetsplatser. Den kan
göras i ordning i tre steg:

Gemensamma behov
Hur vi delar cyklarna

Säkra skötseln på plats
\fGemensamma behov

• Börja med varför ni vill dela cyklar.
• Skriv ner det i en mening, som alla
kan säga ja till.
\fGemensamma behov forts.

Exempel på behov

Korta resor mellan två arbetsplatser.
\fDela cyklarna

En samtal om delning kan ge svar på:

• Vem behöver cykel, och när?
• Var står de på natten?
• Vem lagar en punktering?
\fDela cyklarna

Nycklar

Lägg nycklarna i receptionen, där också system-
ledarna finns.
\fSäkra skötseln av de cyklar som delas

• Bestäm en dag i månaden för service.
\fLärande exempel

Björkby delar åtta cyklar.
""".strip()


def scanned(text: str) -> str:
    """Stray signs before headings, other bullets, no å, ä and ö; and a picture that was read as signs."""
    text = re.sub(r"\f(Dela|Säkra)", "\fe \\1", text).replace("\fGemensamma behov\n", "\f@) Gemensamma behov\n")
    text = text.replace("• ", "» ").replace("\fLärande", "\n> —>\n\fLärande")
    return text.translate(str.maketrans("åäöÅÄÖ", "aaoAAO"))


GUIDES: dict[str, Callable[[], str | bytes]] = {
    "page breaks as spaces": lambda: SLIDES.replace("\f", " "),
    "page breaks as empty lines": lambda: SLIDES.replace("\f", "\n\n\n"),
    "other bullets": lambda: SLIDES.replace("• ", "» "),
    "stray signs": lambda: SLIDES.replace("\fDela", "\feDela").replace("\fSäkra", "\f@ Säkra"),
    "numbered headings": lambda: re.sub(
        r"\f(Gemensamma|Dela|Säkra)",
        lambda match: f"\f{['Gemensamma', 'Dela', 'Säkra'].index(match[1]) + 1}. {match[1]}",
        SLIDES,
    ),
    "Steg 1": lambda: re.sub(
        r"\f(Gemensamma|Dela|Säkra)",
        lambda match: f"\fSteg {['Gemensamma', 'Dela', 'Säkra'].index(match[1]) + 1}: {match[1]}",
        SLIDES,
    ),
    "marked headings": lambda: re.sub(r"\f(.*)", r"\n## \1\n", SLIDES),
    "Windows": lambda: SLIDES.replace("\n", "\r\n").encode("cp1252"),
}
