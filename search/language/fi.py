"""Finnish: Snowball stems and dictionary forms."""

from .base import Language
from .lemmas import Lemmas
from .stemming import snowball

_lemmas = Lemmas("fi")
STOP_WORDS = frozenset(
    """
    minä sinä hän me te he se ne tämä tuo nämä nuo minun sinun hänen meidän teidän heidän sen niiden tämän näiden
    minua sinua häntä meitä teitä heitä sitä niitä tätä näitä siinä siitä siihen sillä sille niissä niistä niihin niillä
    tässä tästä tähän tällä tälle näissä näistä joka jotka jonka joiden jota joita jossa josta johon jolla jolle joissa
    joista joihin mikä mitä minkä missä mistä mihin millä mille kuka kenen ketä kuinka monta moni miten miksi milloin koska
    ja tai sekä eli vai mutta vaan kun jos että jotta kuin niin myös vielä jo nyt sitten vain hyvin
    ei en et emme ette eivät älä on ovat oli olivat ole olla olen olet olemme olette olisi olisivat ollut olleet
    voi voivat voidaan pitää täytyy tulee saa saavat joku jokin jotkut kaikki kaikkien kaikissa sama muu muut muita
    """.split()
)

LANGUAGE = Language(
    code="fi",
    stop_words=STOP_WORDS,
    stem=snowball("finnish"),
    lemmas=_lemmas.of,
    is_name=_lemmas.is_name,
    tail=_lemmas.tail,
    endings="[:'’][a-zäö]{1,5}",
)
