"""The portal's processes in the chaos: python -m tests.benchmarks.sites.portal_chaos, see `serving`."""

from typing import Any

from . import chaos, portal
from .serving import serve, step


class Site:
    def pages(self) -> Any:
        from knowledge.models import ThemePage

        return ThemePage.objects.all()

    def items(self) -> list[Any]:
        from knowledge.models import Level

        return list(Level.objects.order_by("pk"))

    def add(self, parent: Any, title: str, points: list[str]) -> None:
        from tests.faults.editing import add_page

        add_page(parent, title, tuple(points))

    def new_point(self, page: Any, heading: str) -> Any:
        from tests.faults.editing import new_point

        return new_point(heading, **({"page": page} if page else {}))

    def name(self, page: Any, item: Any) -> None:
        from knowledge.models import PageLevel

        PageLevel.objects.filter(page=page).delete()
        PageLevel.objects.create(page=page, level=item)


@step
def prepare() -> None:
    from wagtail.models import Page

    from tests.faults import steps

    steps.prepare()
    for number in range(20):
        Site().add(Page.objects.get(depth=1), chaos.word_of(0, number + 1), [])
    portal.ensure_index()


@step
def edit(seed: int, seconds: float) -> dict[str, int]:
    return chaos.Editor(Site(), seed).work(seconds)


@step
def rebuild() -> bool:
    from search.rebuild import rebuild

    return chaos.succeeds(rebuild)


@step
def compare(written: dict[str, int]) -> dict[str, int]:
    from search.engines import get_engine
    from search.upkeep import live_generation
    from tests.search.finding import found

    held = {int(key.partition("#")[0].removeprefix("page:")) for key, _ in get_engine().scan(live_generation())}
    texts = {page.pk: _words(page) for page in Site().pages().filter(live=True)}
    return chaos.compare(texts, held, len(held - texts.keys()), chaos.all_words(written), found)


def _words(page: Any) -> set[str]:
    levels = [row.level.name for row in page.page_levels.all() if row.level]
    texts = [page.title, *(point.heading for point in page.points.all()), *levels]
    return {text for text in texts if text.startswith("zq")}


if __name__ == "__main__":
    serve()
