"""Translates query trees and filters for one tantivy index.

Another version of the program may have made it: it serves until a new one is complete. tantivy knows fields by their numbers,
so a query is made with the index's own schema, where a field may have another number than here, or be missing.
"""

from collections.abc import Callable, Collection, Sequence

from tantivy import Occur, Query, Schema

from .answers import facet_token
from .base import All, Any, Best, Boost, Everything, Filters, Node, Phrase, Prefix, Term


class Fields:
    """The fields of one index. Nothing matches in a field that it lacks."""

    def __init__(self, schema: Schema, names: Collection[str]) -> None:
        self._schema = schema
        self._names = frozenset(names)

    def __contains__(self, name: str) -> bool:
        return name in self._names

    def limited(self, node: Node, filters: Filters) -> Query:
        """The node's matches and scores within the filters, which score nothing."""
        clauses = [(Occur.Must, self._query(node)), (Occur.Must, _silent(self.term("locale", filters.locale)))]
        for name, values in filters.facets.items():
            if values:
                tokens = [facet_token(name, value) for value in values]
                clauses.append((Occur.Must, _silent(self.one_of("facets", tokens))))
        if filters.identifiers:
            clauses.append((Occur.Must, _silent(self.one_of("identifiers", filters.identifiers))))
        if filters.only_pages is not None:
            clauses.append((Occur.Must, _silent(self.one_of("page_id", filters.only_pages))))
        if filters.excluded_ancestors:
            clauses.append((Occur.MustNot, self.one_of("ancestors", filters.excluded_ancestors)))
        if filters.excluded_pages:
            clauses.append((Occur.MustNot, self.one_of("page_id", filters.excluded_pages)))
        return Query.boolean_query(clauses)

    def term(self, field: str, value: str) -> Query:
        return self._made(Query.term_query, field, value)

    def one_of(self, field: str, values: Sequence[str] | Sequence[int]) -> Query:
        return self._made(Query.term_set_query, field, list(values)) if values else Query.empty_query()

    def _made(self, make: Callable[..., Query], field: str, value: object) -> Query:
        return make(self._schema, field, value) if field in self else Query.empty_query()

    def _query(self, node: Node) -> Query:
        match node:
            case Term(field, token, boost):
                return Query.boost_query(self.term(field, token), boost)
            case Prefix(field, start, boost):
                return Query.boost_query(self._made(Query.regex_query, field, f"{_literally(start)}.*"), boost)
            case Phrase(field, tokens, boost):
                if len(tokens) == 1:
                    return self._query(Term(field, tokens[0], boost))
                return Query.boost_query(self._made(Query.phrase_query, field, list(tokens)), boost)
            case Best(parts, tie):
                queries = [self._query(part) for part in parts]
                return Query.disjunction_max_query(queries, tie) if queries else Query.empty_query()
            case Any(parts):
                return Query.boolean_query([(Occur.Should, self._query(part)) for part in parts])
            case All():
                return self._all_of(node)
            case Boost(inner, factor):
                return Query.boost_query(self._query(inner), factor)
            case Everything():
                return Query.all_query()
        raise TypeError(f"{node!r} is not part of a query tree")

    def _all_of(self, node: All) -> Query:
        must = [(Occur.Must, self._query(part)) for part in node.must] or [(Occur.Must, _silent(Query.all_query()))]
        should = [(Occur.Should, self._query(part)) for part in node.should]
        must_not = [(Occur.MustNot, self._query(part)) for part in node.must_not]
        return Query.boolean_query(must + should + must_not)


def _silent(query: Query) -> Query:
    return Query.const_score_query(query, 0.0)


def _literally(text: str) -> str:
    """The text as a regular expression. tantivy's own query for the beginning of a word stops at fifty words."""
    return "".join(char if char.isalnum() else f"\\x{{{ord(char):x}}}" for char in text)
