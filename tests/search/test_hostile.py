"""Whatever is asked is answered, and costs no more than an ordinary question may."""

from collections.abc import Iterator
from itertools import islice, product
from typing import Any

import pytest

from django.contrib.auth.models import AnonymousUser
from django.test import Client

from home.models import HomePage, StandardPage
from search import suggestions
from search.engines.base import All, Answer, Best, Boost, Filters, Node, Term
from search.engines.base import Any as AnyOf
from search.language import matching, passage
from search.language.beginnings import MAX_WORDS
from search.language.synonyms import SynonymGroups
from search.query import MAX_CHARACTERS, parse, partial_tree, section_tree, strict_tree
from tests.home.site import add_many, make_home
from tests.hostile.__main__ import run
from tests.hostile.queries import addresses, queries

from .asking import index_below

COUNT, PARTS, SEED = 2000, 4, 1
PATHS = ("/sv/sok/", "/sv/sok/forslag/", "/fi/haku/")
# Of a question of as many words as are read, with as many marked stretches as are read.
MOST_NODES = 2000


@pytest.mark.django_db
@pytest.mark.parametrize("part", range(PARTS))
def test_no_address_is_an_error_of_the_server(client: Client, part: int) -> None:
    home: HomePage = make_home()
    add_many(home, StandardPage, 6, title=lambda number: f"Samverkan om lokaler i Skellefteå {number}")
    index_below(home)
    answered = 0

    for number, address in enumerate(islice(addresses(COUNT, SEED), part, None, PARTS)):
        path = PATHS[number % len(PATHS)]
        response = client.get(path, QUERY_STRING=address)
        assert response.status_code == 200, (path, address)
        assert b"<script>alert" not in response.content, (path, address)
        answered += b'class="hits"' in response.content

    assert answered > 20, "some of them find something"


@pytest.mark.django_db
def test_the_command_counts_what_breaks_the_search(monkeypatch: pytest.MonkeyPatch) -> None:
    make_home()
    assert run(20, SEED) == 0

    monkeypatch.setattr("search.finder.parse", lambda *_: 1 / 0)

    assert run(20, SEED) == 20


def nodes(node: Node) -> int:
    """What an engine is asked to look up and put together."""
    match node:
        case All(must, should, must_not):
            return 1 + sum(map(nodes, (*must, *should, *must_not)))
        case AnyOf(parts) | Best(parts):
            return 1 + sum(map(nodes, parts))
        case Boost(inner):
            return 1 + nodes(inner)
    return 1


def trees(query: str) -> Iterator[Node]:
    question = parse(query, "sv", SynonymGroups())
    if not question.is_empty:
        yield from (strict_tree(question), partial_tree(question), section_tree(question))


def test_no_query_makes_more_than_so_many_lookups() -> None:
    most = max(nodes(tree) for query in queries(400, SEED) for tree in trees(query))

    assert 200 < most < MOST_NODES


def test_what_stands_beyond_the_limit_of_a_query_is_not_looked_at() -> None:
    for query in queries(100, SEED):
        long = query.ljust(MAX_CHARACTERS, "x")[:MAX_CHARACTERS]
        assert list(trees(long + " mer" * 5000)) == list(trees(long)), ascii(query[:80])


def test_each_word_of_a_text_is_compared_once_with_each_word_of_a_query(monkeypatch: pytest.MonkeyPatch) -> None:
    compared = 0
    how = matching._how

    def counting(*args: Any) -> Any:
        nonlocal compared
        compared += 1
        return how(*args)

    monkeypatch.setattr(matching, "_how", counting)
    text = "samverkan om lokaler " * 50
    for query in queries(40, SEED):
        question = parse(query, "sv", SynonymGroups())
        words = sum(len(term.words) or 1 for term in question.terms)
        compared = 0
        found = matching.Matcher(question.language, question.terms, question.identifiers).matches(text)
        pieces = passage(text, found, 180)

        assert compared <= words * len(question.language.tokens(text)), ascii(query[:80])
        assert sum(len(piece) for piece, _ in pieces) <= 180


def test_suggestions_look_up_so_much_and_no_more(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[Node] = []

    class Nowhere:
        """A scope that finds nothing, so that words are read tolerantly too."""

        generation = "none"

        def __init__(self, user: Any, locale: str) -> None:
            self.filters = Filters(locale)

        def ask(self, node: Node, *args: Any, **options: Any) -> Answer:
            asked.append(node)
            return Answer(0, [])

        def has_word(self, word: str) -> bool:
            return self.ask(Term("body_exact", word)).total > 0

    monkeypatch.setattr(suggestions, "Scope", Nowhere)
    monkeypatch.setattr(suggestions, "names", lambda *_: ())
    monkeypatch.setattr(
        suggestions, "_title_words", lambda *_: frozenset(map("".join, product("vs", "åa", "rm", "dv", "aek", "nlr")))
    )

    for query in queries(400, SEED):
        asked.clear()
        assert suggestions.suggest(query, AnonymousUser(), "sv") == []
        assert len(asked) <= 4 + MAX_WORDS, ascii(query[:80])
        assert sum(map(nodes, asked)) < 500, ascii(query[:80])
