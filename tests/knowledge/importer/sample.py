"""A process support of our own with the structure of real ones, and the ways in which extractions of it differ."""

import re
import textwrap
import unicodedata
from collections.abc import Callable

TEXT = """
Processtöd för att planera gemensamma möten Underlag för samtal

Frågor och svar

Varför samtal om möten?

För att de som bokar och de som deltar sällan talar med varandra om hur tiden används.

Syftet är att hitta mötesformer som sparar tid för alla. Målet är att varje möte leder till ett beslut.

Till vem riktar sig materialet?

Till dig som leder ett samtal, i region eller kommun.

Hur ska materialet användas?

Välj ett tema åt gången. Det är fritt att ändra.

Hur hör det ihop med skriften "Möten som fungerar" och dess råd?

Skriften ger en bakgrund som deltagarna kan läsa före samtalet.

Vad ska man tänka på när man planerar ett samtal?

- Boka ett rum med plats för alla
- Skicka frågorna en vecka före
- Under samtalet turas deltagarna om att tala
- Skriv ner det ni kom fram till

Tre temaområden

Här finns tre temaområden med punkter att tala om.

Punkterna är inte heltäckande utan ska ses som en början.

- 1 Bestäm vad möten ska vara till för
- 2 a) Hitta former för korta avstämningar b) Hitta former för längre beslutsmöten
- 3 Följ upp hur mötestiden används

1. Bestäm vad möten ska vara till för

Syfte



Skapa en gemensam bild av när ett möte behövs.

Medverkar



Högsta ledningsnivå (ex regiondirektör, kommundirektör, ledningsgrupp)



Förslag på innehåll i workshop

- Gör en lista över de möten som redan finns
- Skriv en gemensam mötesplan¹ för både region och kommun

Fördjupad beskrivning av innehåll i temaområde 1

Gör en lista över de möten som redan finns

Varför? Ingen har hela bilden, och samma fråga tas upp på flera ställen.

Önskat utfall: En lista som alla känner igen. Den visar vem som kallar och vem som beslutar.

Skriv en gemensam mötesplan¹ för både region och kommun

Varför? Planen gör att frågor hamnar på rätt möte

Önskat utfall: En plan på en sida.

¹ <https://example.se/moten/gemensam-motesplan-for-region-och-kommun-i-samma-lan.html>

2a. Hitta former för korta avstämningar

Syfte



Minska antalet långa möten.

Medverkar



Ansvariga på makronivå, chefer med övergripande ansvar (ex. primärvårdschef, socialchef, etc, ekonomichefer i region och kommun).



Förslag på innehåll i workshop

- Pröva avstämningar på tio minuter (ex stående, digitala). Börja i en enda grupp.
- Låt deltagarna turas om att leda samtalet.
- Bestäm vad som inte hör hemma i en avstämning

Fördjupad beskrivning av innehåll i temaområde 2a

Pröva avstämningar på tio minuter (ex stående, digitala). Börja i en enda grupp.

Varför? Det är lättare att pröva i liten skala.

Önskat utfall: Samla erfarenheter innan fler grupper börjar.

Låt deltagarna turas om att leda samtalet.

Varför? Fler blir vana att leda, och ingen grupp hänger på en person.

Önskat utfall: Samma som ovan.

Bestäm vad som inte hör hemma i en avstämning

Varför? Annars växer avstämningen till ett möte. Det märks först när tiden tar slut. I så fall behövs en annan form.

Önskat utfall: En kort lista som alla följer.

Mer stöd för den som leder korta avstämningar finns hos utgivaren.

<https://example.se/stod/avstamningar/korta-avstamningar-for-nya-ledare.69732.html>

2b. Hitta former för längre beslutsmöten

Syfte



Se till att beslut fattas där de hör hemma.

Medverkar



Ansvariga på mesonivå, verksamhetschefer med ansvar för genomförandet (ex. verksamhetschefer och strateger).



Förslag på innehåll i workshop

- Utifrån mötesplanen – ringa in vilka beslut som tas om:
 - Personal och tid
 - Lokaler
- Ha ett utbyte om hur beslut bereds.

Fördjupad beskrivning av innehåll i temaområde 2b

Utifrån mötesplanen – ringa in vilka beslut som tas om:

***Personal och tid *Lokaler**

Varför? Beslut om personal och om lokaler bereds olika.

Önskat utfall: En tydlig gräns mellan samtal och beslut.

Ha ett utbyte om hur beslut bereds.

Varför? För att lära av varandra.

Önskat utfall: Gemensamma mallar när det är till hjälp.

Mer stöd för beslutsmöten finns på utgivarens webbplats. <https://example.se>

3. Följ upp hur mötestiden används

Syfte



Se om ändringarna ger mer tid till annat.

Medverkar



Ansvariga på makronivå, verksamhetsnära chefer med löpande driftansvar och stöd som samordnare, controller och projektledare.



Förslag på innehåll i workshop

- Hur mäter vi tiden utan att det blir en börda?
- Vad gör vi när mötena blir fler igen, trots planen som vi har kommit överens om?

Fördjupad beskrivning av innehåll i temaområde 3

Hur mäter vi tiden utan att det blir en börda?

Varför? En mätning som tar tid motverkar sitt eget syfte.

Önskat utfall: Två mått som redan finns i kalendern-

Vad gör vi till exempel när mötena blir fler igen, trots planen som vi har kommit överens om?

Varför? Gamla vanor kommer lätt tillbaka.

Önskat utfall: En tidpunkt då listan gås igenom på nytt
""".strip()

PARAGRAPHS = re.split(r"\n\s*\n", TEXT)


def wrapped(width: int = 60, between: str = "\n\n") -> str:
    """Lines broken at a width, as in a PDF."""
    return between.join(
        "\n".join(
            "\n".join(textwrap.wrap(line, width, subsequent_indent="  " if line.lstrip().startswith("-") else ""))
            for line in paragraph.split("\n")
        )
        for paragraph in PARAGRAPHS
    )


def paged(text: str, lines: int = 25, head: str = "", foot: str = "{}", mark: str = "\f", between: str = "\n\n") -> str:
    """Pages with a running head and a page number, wherever the page happens to end."""
    rows = text.split("\n")
    pages = ["\n".join(rows[start : start + lines]) for start in range(0, len(rows), lines)]
    return f"\n{mark}".join(
        between.join(filter(None, (head if number > 1 else "", page, foot.format(number))))
        for number, page in enumerate(pages, 1)
    )


def with_headings_on_every_page(text: str, also_description: bool = False) -> str:
    """Slides: each begins with the heading of its theme."""
    parts, heading, description, points = [], "", "", 0
    for paragraph in re.split(r"\n\s*\n", text):
        if re.match(r"\d[ab]?\. ", paragraph):
            heading = paragraph
        if heading and paragraph.startswith(("Förslag", "Fördjupad")):
            parts.append(f"\f{heading}")
        if paragraph.startswith("Fördjupad"):
            description, points = paragraph, 0
        parts.append(paragraph)
        points += paragraph.startswith("Önskat")
        if also_description and paragraph.startswith("Önskat") and points % 2 == 0:
            parts += [f"\f{heading}", description]
    return "\n\n".join(parts)


def joined() -> str:
    """All lines of a theme run together, but for its lists."""
    lines: list[str] = [""]
    for paragraph in PARAGRAPHS:
        if re.match(r"\d[ab]?\. ", paragraph):
            lines.append("")
        lines[-1] += f"\n{paragraph}\n" if paragraph.startswith("-") else f" {paragraph}"
    return "\n\n".join(lines)


def with_bullet(glyph: str) -> Callable[[], str]:
    return lambda: re.sub(r"(?m)^( *)- ", rf"\g<1>{glyph} ", TEXT)


TITLE = "Processtöd för att planera gemensamma möten"

# Each is the same document; all must give the same pages.
EXTRACTIONS: dict[str, Callable[[], str | bytes]] = {
    "lines broken at 60": wrapped,
    "lines broken at 40": lambda: wrapped(40),
    "no empty lines": lambda: "\n".join(PARAGRAPHS),
    "no empty lines, lines broken": lambda: wrapped(between="\n"),
    "double spacing": lambda: wrapped().replace("\n", "\n\n"),
    "bullets •": with_bullet("•"),
    "bullets –": with_bullet("–"),
    "bullets *": with_bullet("*"),
    "bullets ▪": with_bullet("▪"),
    "another bullet below": lambda: re.sub(r"(?m)^- ", "• ", re.sub(r"(?m)^ - ", "– ", TEXT)),
    "sub-points not indented": lambda: re.sub(r"(?m)^ - ", "- ", TEXT),
    "no bullets": lambda: re.sub(r"(?m)^ ?- ", "", TEXT),
    "everything indented": lambda: re.sub(r"(?m)^", "    ", TEXT),
    "pages": lambda: paged(wrapped(), head=TITLE),
    "pages without page breaks": lambda: paged(wrapped(), head=TITLE, mark=""),
    "pages without empty lines": lambda: paged(wrapped(between="\n"), head=TITLE, between="\n"),
    "page of pages": lambda: paged(wrapped(), head="Utgivaren | Möten", foot="Sida {} av 12", mark=""),
    "page number in the foot": lambda: paged(wrapped(), foot="Utgivaren av processtöd | {}", mark=""),
    "running head only": lambda: paged(wrapped(), head=TITLE, foot="", mark=""),
    "headings on every page": lambda: with_headings_on_every_page(TEXT),
    "broken headings on every page": lambda: with_headings_on_every_page(wrapped(30)),
    "headings on every slide": lambda: with_headings_on_every_page(TEXT, also_description=True),
    "lead-ins on lines of their own": lambda: TEXT.replace("Varför? ", "Varför ?\n").replace("utfall: ", "utfall:\n"),
    "question mark on the next line": lambda: TEXT.replace("Varför? ", "Varför\n?\n").replace(
        "utfall: ", "utfall :\n\n"
    ),
    "lead-ins in capitals": lambda: TEXT.replace("Varför? ", "VARFÖR?\n\n").replace(
        "Önskat utfall: ", "ÖNSKAT UTFALL\n\n"
    ),
    "lead-ins joined": lambda: re.sub(r"\n\n(Varför\?|Önskat)", r" \1", TEXT),
    "headings joined": lambda: re.sub(r"(?m)^(Syfte|Medverkar)\n+", r"\1 ", TEXT),
    "headings with colons": lambda: re.sub(r"(?m)^(Syfte|Medverkar|Frågor och svar|Förslag på.*)$", r"\1:", TEXT),
    "Tema 2a:": lambda: re.sub(r"(?m)^(\d[ab]?)\. ", r"Tema \1: ", TEXT),
    "Temaområde 2 a": lambda: re.sub(r"(?m)^(\d)([ab]?)\. (.*)", r"Temaområde \1 \2\n\n\3", TEXT),
    "2 a)": lambda: re.sub(r"(?m)^(\d)([ab])\. ", r"\1 \2) ", TEXT),
    "plain footnote signs": lambda: TEXT.replace("¹ <", "1 <").replace("¹", "1"),
    "Windows": lambda: TEXT.replace("\n", "\r\n").encode("cp1252"),
    "UTF-16": lambda: TEXT.encode("utf-16"),
    "byte order mark": lambda: b"\xef\xbb\xbf" + TEXT.encode(),
    "decomposed letters": lambda: unicodedata.normalize("NFD", TEXT),
    "all joined": joined,
}
