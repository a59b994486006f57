"""English: Snowball stems and dictionary forms."""

from .base import Language
from .lemmas import Lemmas
from .stemming import snowball

_lemmas = Lemmas("en")
STOP_WORDS = frozenset(
    """
    i you he she it we they me him her us them my your his its our their mine yours ours theirs
    a an the this that these those some any no each every such same other
    who whom whose which what when where why how
    and or but nor if because as until while than then so also only just too very not
    of at by for with about against between into through during before after above below to from up down in out on off over
    under again there here all both few many much more most own
    am is are was were be been being have has had having do does did doing can could will would shall should may might must
    don t s d m ll re ve
    """.split()
)

LANGUAGE = Language(
    code="en", stop_words=STOP_WORDS, stem=snowball("english"), lemmas=_lemmas.of, is_name=_lemmas.is_name
)
