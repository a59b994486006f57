"""Swedish: Snowball stems, dictionary forms with the noun's reading, compounds split into their parts."""

from functools import cache

from .base import Language
from .compounds import Splitter
from .dots import Twins
from .lemmas import Lemmas
from .stemming import snowball
from .swedish_words import load

STOP_WORDS = frozenset(
    """
    man jag du han hon hen den det vi ni de dem mig dig sig oss er honom henne dom
    min mitt mina din ditt dina sin sitt sina vår vårt våra ert era hans hennes dess deras
    en ett denna detta dessa denne sådan sådant sådana samma någon något några ingen inget inga all allt alla varje
    som vilken vilket vilka vars vem vems vad var när hur varför vart varifrån
    och eller men utan samt både antingen varken att om då så eftersom medan innan än ifall
    i på av för från till med hos vid under över mellan genom efter mot ur utom inom kring per å åt bland
    är vara varit blir bli blev blivit har ha hade haft kan kunna kunde ska skall skulle måste bör
    får vill finns finnas gör göra gäller sker
    inte ej icke också bara här där nu sedan redan många mycket mer mest ju väl även dock vidare såsom upp ut in ner
    """.split()
)
# Endings and small words that look like the last part of a compound.
NEVER_TAILS = frozenset(
    """
    dom skap kap het lös sam full bar lig are else ning ing inna mässig aktig aktighet artad vis tion man en et ell else
    ande ende enda na or ar er ens ets arna erna orna mäktig mäktige ten ter tor son stad sig tad ned rar nar lar dens ans
    kommelse förande läggare äggare sten kor ring rad rade rades ras arens lits met men skan gram der lit
    """.split()
)
# Words of two words that mean neither.
WHOLE_WORDS = frozenset(("landsting", "landstinget", "landstingens", "ordförande"))


def noun_forms(word: str) -> tuple[str, ...]:
    """Forms that only a noun has: the genitive, or the definite form of a word that ends in s already."""
    return (word + "en", word + "et") if word.endswith("s") else (word + "s",)


_lemmas = Lemmas("sv", noun_forms)
_stem = snowball("swedish")
# In care "äldre" are a group of people, not the comparative of "gammal".
_OWN_LEMMAS = {"äldre": ("äldre",), "äldres": ("äldre",)}


def lemmas(word: str) -> tuple[str, ...]:
    return _OWN_LEMMAS.get(word) or _lemmas.of(word)


@cache
def _splitter() -> Splitter:
    words = load(_stem)
    return Splitter(_stem, words.heads, words.tails, NEVER_TAILS | STOP_WORDS)


def split(word: str) -> tuple[str, ...]:
    """The parts of a compound, () for any other word and for names of places.

    Names in the definite form are those of institutions and made of ordinary words ("Folkhälsomyndigheten").
    """
    if word in WHOLE_WORDS or (_lemmas.is_name(word) and not word.endswith(("an", "en", "et"))):
        return ()
    return _splitter().split(word)


def cost(word: str) -> int | None:
    """What it costs to read a word as a compound."""
    return _splitter().cost(word) if split(word) else None


LANGUAGE = Language(
    code="sv",
    stop_words=STOP_WORDS,
    stem=_stem,
    lemmas=lemmas,
    split=split,
    twins=Twins({"a": "aåä", "o": "oö"}, lemmas, cost).of,
    is_name=_lemmas.is_name,
    endings="[:'’](?:s|n|t|en|et|ns|ens|ets|ar|er|or|arna|erna|orna|arnas|ernas|na|are)",
)
