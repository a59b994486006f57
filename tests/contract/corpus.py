"""Small hand-made entries, and a larger random corpus that is the same on every machine."""

import random
from collections.abc import Iterable

from search.engines.base import FILLER, TOKEN_FIELDS, Engine, Entry, Filters, Node, Operation, Request, Term, slot_key

SV = Filters("sv")
GENERATION = "first"
WORDS = [f"ord{number}" for number in range(400)]


def entry(
    key: str,
    body: str = "",
    title: str = "",
    *,
    locale: str = "sv",
    facets: dict[str, list[str]] | None = None,
    ancestors: Iterable[int] = (),
    identifiers: Iterable[str] = (),
    date: int = 0,
    payload: str = "{}",
) -> Entry:
    """The same tokens in every analysis; places that are not given hold the filler alone."""
    texts = {"title": title, "body": body}
    page_id = int(key.removeprefix("page:").partition("#")[0])
    return Entry(
        key=key,
        page_id=page_id,
        locale=locale,
        tokens={field: f"{FILLER} {texts.get(field.partition('_')[0], '')}".strip() for field in TOKEN_FIELDS},
        facets=facets or {},
        ancestors=[*ancestors, page_id],
        identifiers=list(identifiers),
        date_ordinal=date,
        payload=payload,
    )


def put(*entries: Entry, version: int = 1) -> list[Operation]:
    return [Operation(each.key, version, each) for each in entries]


def ask(node: Node, filters: Filters = SV, **options) -> Request:
    return Request(node, filters, **options)


def keys(index: Engine, node: Node, filters: Filters = SV, **options) -> list[str]:
    """Keys of the hits, in order."""
    return [hit.key for hit in index.search(GENERATION, ask(node, filters, **options)).hits]


def body(token: str, boost: float = 1.0) -> Term:
    return Term("body_stem", token, boost)


def random_corpus(pages: int = 300, seed: int = 7) -> list[Operation]:
    """Pages and sections of Zipf-distributed words and very different lengths, as real ones are."""
    chance = random.Random(seed)
    weights = [1 / rank for rank in range(1, len(WORDS) + 1)]
    entries = []
    for page in range(1, pages + 1):
        words = chance.choices(WORDS, weights, k=chance.choice([5, 40, 200, 900]))
        facets = {
            "kind": [chance.choice(["theme", "report", "decision"])],
            "level": chance.sample(["mikro", "meso", "makro"], k=chance.randrange(3)),
        }
        title = " ".join(words[:4])
        entries.append(entry(f"page:{page}", " ".join(words), title, facets=facets, date=chance.randrange(50)))
        half = len(words) // 2
        for slot, part in enumerate((words[:half], words[half:])):
            entries.append(entry(slot_key(f"page:{page}", slot), " ".join(part), title))
    return put(*entries)
