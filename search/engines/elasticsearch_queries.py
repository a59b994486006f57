"""Translates query trees and filters for Elasticsearch."""

from typing import Any as AnyValue

from .answers import facet_token
from .base import All, Any, Best, Boost, Everything, Filters, Node, Phrase, Prefix, Term

Json = dict[str, AnyValue]


def facet_filter(filters: Filters) -> Json:
    chosen = [
        {"terms": {"facets": [facet_token(name, value) for value in values]}}
        for name, values in filters.facets.items()
        if values
    ]
    return {"bool": {"filter": chosen}}


def limited(node: Node, filters: Filters) -> Json:
    """The node's matches and scores within the filters, but for the facets: these must not narrow their own counts."""
    must_be: list[Json] = [{"term": {"locale": filters.locale}}]
    if filters.identifiers:
        must_be.append({"terms": {"identifiers": list(filters.identifiers)}})
    if filters.only_pages is not None:
        must_be.append({"terms": {"page_id": list(filters.only_pages)}})
    must_not_be = [
        {"terms": {field: list(ids)}}
        for field, ids in (("ancestors", filters.excluded_ancestors), ("page_id", filters.excluded_pages))
        if ids
    ]
    return {"bool": {"must": [_query(node)], "filter": must_be, "must_not": must_not_be}}


def _query(node: Node) -> Json:
    match node:
        case Term(field, token, boost):
            return {"term": {field: {"value": token, "boost": boost}}}
        case Prefix(field, start, boost):
            return {"prefix": {field: {"value": start, "boost": boost}}}
        case Phrase(field, tokens, boost):
            return {"match_phrase": {field: {"query": " ".join(tokens), "boost": boost}}}
        case Best(parts, tie):
            return (
                {"dis_max": {"queries": [_query(part) for part in parts], "tie_breaker": tie}} if parts else _nothing()
            )
        case Any(parts):
            should = [_query(part) for part in parts]
            return {"bool": {"should": should, "minimum_should_match": 1}} if parts else _nothing()
        case All(must, should, must_not):
            return {
                "bool": {
                    "must": [_query(part) for part in must],
                    "filter": [] if must else [{"match_all": {}}],
                    "should": [_query(part) for part in should],
                    "must_not": [_query(part) for part in must_not],
                    "minimum_should_match": 0,
                }
            }
        case Boost(inner, factor):
            return {"bool": {"must": [_query(inner)], "boost": factor}}
        case Everything():
            return {"match_all": {}}
    raise TypeError(f"{node!r} is not part of a query tree")


def _nothing() -> Json:
    return {"match_none": {}}
