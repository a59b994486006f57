"""Measure the Swedish compound splitter: `python -m tests.search.language.compounds [-v]`.

Precision, recall and F1 count simple words over the whole list; an over-split is a word that has no parts but got some.
"""

import sys
from dataclasses import dataclass, field
from pathlib import Path

from search.language import get_language

GOLD = Path(__file__).with_name("compounds.tsv")


@dataclass
class Outcome:
    right: int = 0
    wrong: int = 0
    missed: int = 0
    over_splits: list[str] = field(default_factory=list)
    differences: list[str] = field(default_factory=list)

    @property
    def precision(self) -> float:
        return self.right / (self.right + self.wrong)

    @property
    def recall(self) -> float:
        return self.right / (self.right + self.missed)

    @property
    def f1(self) -> float:
        return 2 * self.precision * self.recall / (self.precision + self.recall)


def gold_words() -> list[tuple[str, list[str]]]:
    """Lower-case words with their parts; none for a word that must stay whole."""
    rows = [line.split("\t") for line in GOLD.read_text(encoding="utf-8").splitlines() if not line.startswith("#")]
    return [(row[0].lower(), row[1].split() if len(row) > 1 else []) for row in rows]


def measure() -> Outcome:
    swedish = get_language("sv")
    outcome = Outcome()
    for word, parts in gold_words():
        found = swedish.forms(word).parts
        got = set(found) if len(found) > 1 else set()
        wanted = {swedish.stem((swedish.lemmas(part) or (part,))[-1]) for part in parts}
        outcome.right += len(got & wanted)
        outcome.wrong += len(got - wanted)
        outcome.missed += len(wanted - got)
        if got and not wanted:
            outcome.over_splits.append(word)
        if got != wanted:
            outcome.differences.append(f"{word}: {sorted(got)}, wanted {sorted(wanted)}")
    return outcome


def main() -> None:
    outcome = measure()
    print(f"{len(gold_words())} words")
    print(f"precision {outcome.precision:.3f}  recall {outcome.recall:.3f}  F1 {outcome.f1:.3f}")
    print(f"over-splits {len(outcome.over_splits)}: {', '.join(outcome.over_splits)}")
    if "-v" in sys.argv:
        print("\n".join(outcome.differences))


if __name__ == "__main__":
    main()
