"""The terms of one language, ready to be found in texts by any inflection that the search knows."""

from functools import lru_cache

from wagtail.models import Locale

from knowledge.glossary import Explanation, Glossary
from knowledge.models import Term
from search.language import get_language

# One for each language, and as many again for visitors that are served while a term changes.
KEPT = 8


@lru_cache(maxsize=KEPT)
def glossary(language_code: str, version: str) -> Glossary:
    """`version` changes with every term; it is asked for by the page's navigation, and terms are read only when it does."""
    language = get_language(language_code)

    @lru_cache(maxsize=1024)
    def forms(word: str) -> frozenset[str]:
        return frozenset((language.stem(word), *language.lemmas(word)))

    terms = Term.objects.filter(locale=Locale.objects.get(language_code=language_code), in_texts=True)
    return Glossary(map(explanation, terms), forms)


def explanation(term: Term) -> Explanation:
    phrases = [term.term, *term.synonyms_list]
    if term.has_own_expansion:
        phrases.append(term.expansion)
    if term.abbreviation in phrases:
        phrases.remove(term.abbreviation)
    return Explanation(
        slug=term.slug,
        name=term.name_with_abbreviation,
        expansion=term.expansion if term.has_own_expansion else "",
        definition=term.definition,
        phrases=tuple(phrases),
        abbreviation=term.abbreviation,
    )
