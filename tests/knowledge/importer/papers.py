"""Papers of our own with the shape of real ones: a report with chapters, a letter, a § of minutes, and other minutes."""

import re
from collections.abc import Callable

COVER = """
# PROJEKTRAPPORT

## Delade cyklar i Björkdalen

**Om Projektrapporten**

Mötesplatsen i Björkdalens projektrapporter beskriver ett avslutat projekt.

Projektrapporter kvalitetsgranskas av utredare, som inte är författare av den.

**Författare**

Gunvor Skogsäter och Torkel Ängsgård

Datum och ort

2024-05-14, Björkdalen

# Sammanfattning

Rapporten redogör för projektet Delade cyklar som genomfördes under perioden mars 2022 till april 2024. Den är kort.

**Projektmål 1** En plan för delade cyklar beslutad i alla tre kommuner

**Projektmål 2** Ett förslag på hur cyklarna sköts om

**Projektmål 3** Färre resor med bil

# Innehåll

Sammanfattning . . . . .	3
Inledning . . . . .	5
Bakgrund . . . . .	5
Projektets resurser . . . . .	6
Projektets genomförande . . . . .	7
Redovisning av projektmål . . . . .	8
Projektmål 1 . . . . .	8
<i>Projekt</i> mål 2 . . . . .	9
Projektmål 3 . . . . .	10
Utvecklingsområden . . . . .	11
Diskussion . . . . .	12
Rekommendationer . . . . .	13
Referenser . . . . .	15
Bilagor . . . . .	16
""".strip()

INTRODUCTION = """
# 1

## Inledning

Kommunerna i Björkdalen ville pröva cyklar som flera delar på.

### Bakgrund

Projektets övergripande syfte var att minska resorna med bil. Arbetet byggde på en kartlägg-

ning av resor som

invånarna själva gjorde.

### Projektets resurser

#### Fasta resurser

Grupper som var med hela tiden.

##### Projektledare

En projektledare på halvtid.

##### Styrgrupp

Tre förvaltningschefer.

#### Tillfälliga resurser

##### Föreningar

Cykelföreningar lånade ut verktyg.

### Projektets genomförande

#### Enkäter

- Invånare (125 respondenter). Via webben.
- Medarbetare och chefer (77 respondenter).

Dessutom hölls möten i Björkby, Granliden och Sjöbo (totalt 23 personer deltog).

Figur 1: Projektets gång.
""".strip()

GOALS = """
# 2

## Redovisning av projektmål

### Projektmål 1

Vid projektavslut finns en beslutad plan

### Syfte

Planen skulle ge en gemensam riktning.

### Resultat

Två kommuner har beslutat om planen.

#### Det som återstår

Den tredje beslutar i höst.

## Projektmål 2

# Vid projektavslut finns ett förslag på skötsel

### Syfte

Cyklarna ska vara hela.

### Resultat

Förslaget är lämnat.

## Projektmål 3

### Syfte

Färre ska behöva bil.

## Utvecklingsområden

### Förslag på utvecklingsområden

#### Trygghet

##### Lås och ljus

Cyklar ska gå att låsa.

#### Skötsel

##### Gemensam verkstad

En verkstad räcker för tre kommuner.

*Tabell 1. Sammanställning av projektmål*

Projektmål	Utfall	Resultat
En plan	Planen är beslutad i två kommuner.	Projektmål 1 delvis uppfyllt
Ett förslag	Förslaget är lämnat.	Projektmål 2 uppfyllt

*Tabell 1. Resor*

Kommun	År	Resor
Björkby	2022	410
	2023	380
""".strip()

END = """
# 3

## Diskussion

Ordet delad gav många frågor.

### Rekommendationer

*Mer av det som fungerar*

### Förslag på utvecklingsområden

#### Låna ut längre

Två dygn räcker sällan.

# 3

## Referenser

### Rapporter

SOU (2019) Cykeln i staden. (SOU 2019:99) 2024-05-02

<https://example.se/sou-2019-99/>

### Diarieförda dokument

Cykelrådet (2021) Direktiv för delade cyklar. Diariennr: CRB21-0044-2

## **Mötesplatsen (2022a) Lånecyklar**

2024-05-02 <https://example.se/lanecyklar>

# 4

## Bilagor

Bilaga 1. Enkäten

Bilaga 2. Planen

### **Länk till alla bilagor i ett dokument:**

<https://example.se/bilagor.pdf>
""".strip()

REPORT = "\n\n".join((COVER, INTRODUCTION, GOALS, END))

NOTICES = """
Kommunstyrelsen

## Meddelanden till kommunstyrelsen 2024-08-20

### Förslag till beslut

1. Redovisade meddelanden läggs till handlingarna.

### Ärendebeskrivning

KSBD/2024:77

Cykelrådets beslut 2024-06-11 § 8/24
Godkännande av slutrapport Delade cyklar.
""".strip()

LETTER = """
Handläggare

Sixten Lövhage

Gemensamt cykelstöd

Datum

2024-05-20

Dokumentnummer

CRB24-0031-1

Ärendegång

Cykelrådet

## Godkännande av slutrapport Delade cyklar

### Förslag till beslut

Cykelrådets beslut

Projektrapport Delade cyklar godkänns.

### Ärendet

Rapporten redogör för projektet Delade cyklar.

### Beslutsunderlag

Projektrapport Delade cyklar, 2024-05-14

### Beslutet expedieras till

Kommunerna i Björkdalen
Cykelstödet
""".strip()

DECISION = """
## § 8/24 Godkännande av slutrapport Delade cyklar

Diarienummer: CRB24-0031

### Cykelrådets beslut

Projektrapport Delade cyklar godkänns med tillägget *Rådet tog initiativ till projektet 2021 och har följt det sedan dess.*

### Yrkanden

Ottilia Bergfors (S) yrkar på att detta läggs till: *Rådet tog initiativ till projektet 2021 och har följt det sedan dess.*

Hjalmar Rönnskär (C) yrkar bifall till Ottilia Bergfors (S) tilläggsyrkande.

### Proposition

Ordförande Ingegerd Ålund (M) ställer förvaltningens förslag under proposition och finner att det bifalls.

Ordförande Ingegerd Ålund (M) ställer Ottilia Bergfors (S) tilläggsyrkande under proposition och finner att det bifalls.

### Ärendet

Rapporten redogör för projektet Delade cyklar. Ottilia Bergfors och Lövhage har läst den.

- Projektmål 1 – en plan
- Projektmål 2 – ett förslag

### **Beslutsunderlag**

Projektrapport Delade cyklar, 2024-05-14

### **Beslutet expedieras till**

Kommunerna i Björkdalen
Cykelstödet
""".strip()

MINUTES = """
## Minnesanteckningar cykelverkstaden 2024-06-02

Närvarande: Ellinor Strandhede (V), ordförande

### 1. Öppnande

Ellinor hälsar välkommen. Ottilia Bergfors (S) berättar om planen.

Vid minnesanteckningarna
Signe Myrvold
""".strip()

BUNDLE = "\n\n".join((NOTICES, "---", REPORT, LETTER, DECISION, MINUTES))

PERSONS = (
    "Gunvor Skogsäter", "Torkel Ängsgård", "Sixten Lövhage", "Ottilia Bergfors", "Hjalmar Rönnskär", "Ingegerd Ålund",
    "Ellinor Strandhede", "Signe Myrvold",
)  # fmt: skip


def unmarked(text: str) -> str:
    """Without the marks of headings and emphasis, as plain text out of a PDF has it."""
    return re.sub(r"(?m)^#+ |\*|</?i>", "", text)


# Each is the same decision.
DECISIONS: dict[str, Callable[[], str | bytes]] = {
    "no marks": lambda: unmarked(DECISION),
    "colons": lambda: re.sub(r"(?m)^### (\w+)$", r"\1:", DECISION),
    "capitals": lambda: re.sub(r"(?m)^### (Yrkanden|Proposition|Ärendet)$", lambda match: match[0].upper(), DECISION),
    "other names of headings": lambda: (
        DECISION.replace("### Proposition", "### Propositionsordning")
        .replace("### Ärendet", "### Ärendebeskrivning")
        .replace("### **Beslutet expedieras till**", "### Expedieras till")
    ),
    "number on the next line": lambda: DECISION.replace("Diarienummer: ", "Diarienummer\n\n"),
    "Dnr": lambda: DECISION.replace("Diarienummer:", "Dnr"),
    "lines broken": lambda: "\n\n".join(_broken(part) for part in DECISION.split("\n\n")),
    "Windows": lambda: DECISION.replace("\n", "\r\n").encode("cp1252"),
}

# Each is the same report.
REPORTS: dict[str, Callable[[], str | bytes]] = {
    "other levels of headings": lambda: re.sub(r"(?m)^#{3,5} ", "## ", REPORT),
    "numbered chapters": lambda: re.sub(r"(?m)^# (\d)\n\n## ", r"# \1 ", REPORT),
    "lines broken": lambda: "\n\n".join(_broken(part) for part in REPORT.split("\n\n")),
    "Windows": lambda: REPORT.replace("\n", "\r\n").encode("cp1252"),
}


def _broken(part: str) -> str:
    """A paragraph in lines of about sixty characters, as in a PDF."""
    if "\n" in part or part.startswith(("#", "**", "*Tab")):
        return part
    return re.sub(r"(.{40,60}) (?=\S)", r"\1\n", part)
