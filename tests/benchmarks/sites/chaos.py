"""What both sites do in the chaos: editors at work, and what visitors find beside what the pages say.

Every text that anybody writes is a word that stands nowhere else. So what the index holds of a page is told by the words that
find it.
"""

import random
import time
import traceback
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable
from typing import Any

LONG = 0.1  # seconds that a long transaction takes
PAUSE = 0.05  # seconds between two changes of an editor: without one, SQLite would let nobody else write


class Editor:
    """`site` knows the models: pages(), items(), add(parent, title, points), new_point(page, heading), name(page, item)."""

    def __init__(self, site: Any, seed: int) -> None:
        self.site = site
        self.seed = seed
        self.chance = random.Random(seed)
        self.written = 0

    def work(self, seconds: float) -> dict[str, int]:
        """Gives how many changes were made, how many failed, and how many words were written."""
        likely: dict[Callable[[], Any], int] = {
            self.create: 6,
            self.retitle: 6,
            self.change_row: 4,
            self.name_item: 4,
            self.rename_item: 2,
            self.publish: 3,
            self.unpublish: 1,
            self.delete: 2,
            self.move: 3,
            self.roll_back: 2,
            self.take_long: 2,
        }
        done: Counter[str] = Counter()
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            (change,) = self.chance.choices(list(likely), weights=list(likely.values()))
            time.sleep(PAUSE)
            try:
                change()
                done["made"] += 1
            except Exception:  # whatever an editor would see as an error
                done["failed"] += 1
        return {"made": done["made"], "failed": done["failed"], "words": self.written}

    def word(self) -> str:
        self.written += 1
        return word_of(self.seed, self.written)

    def a_page(self) -> Any:
        return self.chance.choice(list(self.site.pages().order_by("pk")))

    def create(self) -> None:
        from wagtail.models import Page

        parent = self.chance.choice(list(Page.objects.filter(depth__lt=5).order_by("pk")))
        self.site.add(parent, self.word(), [self.word() for _ in range(self.chance.randrange(3))])

    def retitle(self) -> None:
        page = self.a_page()
        page.title = self.word()
        page.save()

    def change_row(self) -> None:
        page = self.a_page()
        point = page.points.first() or self.site.new_point(page, "")
        point.heading = self.word()
        point.save()

    def name_item(self) -> None:
        self.site.name(self.a_page(), self.chance.choice(self.site.items()))

    def rename_item(self) -> None:
        item = self.chance.choice(self.site.items())
        item.name = self.word()
        item.save()

    def publish(self) -> None:
        page = self.a_page()
        page.points = [self.site.new_point(None, self.word()) for _ in range(self.chance.randrange(3))]
        page.save_revision().publish()

    def unpublish(self) -> None:
        self.a_page().unpublish()

    def delete(self) -> None:
        from wagtail.models import Page

        Page.objects.get(pk=self.a_page().pk).delete()

    def move(self) -> None:
        from wagtail.models import Page

        page, target = self.a_page(), self.a_page()
        Page.objects.get(pk=page.pk).move(
            Page.objects.get(pk=target.pk), pos=self.chance.choice(("left", "last-child"))
        )

    def roll_back(self) -> None:
        from django.db import transaction

        with transaction.atomic():
            self.chance.choice([self.retitle, self.delete, self.rename_item, self.create])()
            transaction.set_rollback(True)

    def take_long(self) -> None:
        from django.db import transaction

        with transaction.atomic():
            for _ in range(2):
                self.chance.choice([self.retitle, self.publish, self.create])()
                time.sleep(LONG / 2)


def succeeds(action: Callable[[], Any]) -> bool:
    """On SQLite the stock site's rebuild may find the database locked."""
    try:
        action()
    except Exception:
        traceback.print_exc()
        return False
    return True


def word_of(seed: int, number: int) -> str:
    return f"zq{seed}x{number}w"


def compare(
    texts: dict[int, set[str]], held: set[int], ghosts: int, words: Iterable[str], found: Callable[[str], Iterable[int]]
) -> dict[str, int]:
    """`texts`: the words of each published page. `held`: pages that the index holds. A stale one is found by other words."""
    found_by = defaultdict(set)
    for word in words:
        for pk in found(word):
            found_by[pk].add(word)
    return {
        "documents": len(texts),
        "missing": len(texts.keys() - held),
        "ghost": ghosts,
        "stale": sum(found_by[pk] != expected for pk, expected in texts.items() if pk in held),
    }


def all_words(written: dict[str, int]) -> list[str]:
    """What editors have written, told by seed."""
    return [word_of(int(seed), number) for seed, count in written.items() for number in range(1, count + 1)]
