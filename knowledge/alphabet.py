"""The order of the alphabet, by language: Swedish and Finnish end with å, ä, ö, which are letters of their own."""

import unicodedata

OWN_LETTERS = {"sv": "åäö", "fi": "åäö"}
# Letters of the neighbours stand where a Swedish or Finnish reader looks for them.
_NEIGHBOURS = str.maketrans({"æ": "ä", "ø": "ö", "ü": "y", "ß": "ss"})
_AFTER_Z = ord("z") + 1
DIGITS = "0–9"


def sort_key(text: str, language: str) -> tuple[str, str]:
    """Orders words as a reader of the language expects; accents that are no letters of their own do not count."""
    own = OWN_LETTERS.get(language, "")
    word = _normal(text, own)
    return "".join(chr(_AFTER_Z + own.index(letter)) if letter in own else letter for letter in word), text


def initial(text: str, language: str) -> str:
    """The letter under which a word stands; `DIGITS` for what begins with none."""
    word = _normal(text, OWN_LETTERS.get(language, "")).lstrip("”“\"'(–- ")
    return word[0].upper() if word[:1].isalpha() else DIGITS


def _normal(text: str, own: str) -> str:
    word = unicodedata.normalize("NFC", text).casefold().translate(_NEIGHBOURS if own else {})
    return "".join(letter if letter in own else _bare(letter) for letter in word)


def _bare(letter: str) -> str:
    return "".join(part for part in unicodedata.normalize("NFD", letter) if not unicodedata.combining(part))
