"""The stock site's processes in the chaos: python -m tests.benchmarks.sites.stock_chaos in its folder, see `serving`."""

from typing import Any

from . import chaos
from .serving import serve, step


class Site:
    def pages(self) -> Any:
        from home.subject import SubjectPage

        return SubjectPage.objects.all()

    def items(self) -> list[Any]:
        from home.subject import Area

        return list(Area.objects.order_by("pk"))

    def add(self, parent: Any, title: str, points: list[str]) -> None:
        from home.subject import SubjectPage

        page = SubjectPage(title=title, summary="Om sidan")
        page.points = [self.new_point(None, heading) for heading in points]
        parent.add_child(instance=page)

    def new_point(self, page: Any, heading: str) -> Any:
        from home.subject import Point

        return Point(page=page, heading=heading) if page else Point(heading=heading)

    def name(self, page: Any, item: Any) -> None:
        page.area = item
        page.save()


@step
def prepare() -> None:
    from home.subject import Area

    from home.models import HomePage

    for number in range(3):
        Area.objects.create(name=f"Omrade {number}")
    for number in range(20):
        Site().add(HomePage.objects.get(), chaos.word_of(0, number + 1), [])


@step
def edit(seed: int, seconds: float) -> dict[str, int]:
    return chaos.Editor(Site(), seed).work(seconds)


@step
def rebuild() -> bool:
    from django.core.management import call_command

    return chaos.succeeds(lambda: call_command("update_index", verbosity=0))


@step
def compare(written: dict[str, int]) -> dict[str, int]:
    from wagtail.models import Page
    from wagtail.search.backends import get_search_backend

    entries = get_search_backend().get_index_for_model(Page).entries
    held = {int(pk) for pk in entries.filter(content_type__model="subjectpage").values_list("object_id", flat=True)}
    there = set(Site().pages().values_list("pk", flat=True))
    return chaos.compare(
        {page.pk: _words(page) for page in Site().pages().filter(live=True)},
        held & there,
        len(held - there),
        chaos.all_words(written),
        lambda word: [page.pk for page in Page.objects.live().search(word)],
    )


def _words(page: Any) -> set[str]:
    texts = [page.title, *(point.heading for point in page.points.all()), page.area.name if page.area else ""]
    return {text for text in texts if text.startswith("zq")}


if __name__ == "__main__":
    serve()
