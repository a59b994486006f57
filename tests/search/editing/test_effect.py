"""Before synonyms or a promoted result are saved, editors see which searches would change, as visitors see them."""

from datetime import timedelta

import pytest

from django.utils import timezone

from wagtail.models import PageViewRestriction

from home.models import HomePage
from search.editing import effect
from search.editing.effect import Change, Effect, effect_of, sample_queries
from search.editing.models import PromotedResult, Synonyms
from search.known import read
from search.models import QueryCount
from search.statistics.keys import key_of
from tests.factories import PromotedResultFactory, SynonymsFactory, ThemePageFactory
from tests.search.asking import titles


@pytest.fixture(autouse=True)
def no_sources_and_no_haste(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(effect, "_sources", [])
    monkeypatch.setattr(effect, "MAX_SECONDS", 60)


@pytest.fixture
def pages(home: HomePage) -> None:
    for title in ("Hyra", "Lokalkostnad", "Dagordning"):
        ThemePageFactory(title=title)


def changes(item: Synonyms | PromotedResult, saved: Synonyms | PromotedResult | None = None) -> dict[str, Change]:
    return {change.query: change for change in effect_of(read("sv"), item, saved).changes}


def rows(change: Change) -> list[tuple[str, int | None, int | None, str]]:
    return [(row.title, row.before, row.after, row.words) for row in change.rows]


def test_a_group_of_synonyms_brings_pages_in_both_ways(pages: None) -> None:
    found = changes(SynonymsFactory.build(wordings="hyra\nlokalkostnad"))

    assert set(found) == {"hyra", "lokalkostnad"}
    assert rows(found["hyra"]) == [("Hyra", 1, 1, ""), ("Lokalkostnad", None, 2, "kommer in på första sidan")]
    assert (found["hyra"].total_before, found["hyra"].total_after) == (1, 2)


def test_a_word_with_a_wider_search_changes_its_own_search_alone(pages: None) -> None:
    assert set(changes(SynonymsFactory.build(word="hyra", wordings="lokalkostnad"))) == {"hyra"}


def test_nothing_is_saved_and_no_search_changes_meanwhile(pages: None) -> None:
    changes(SynonymsFactory.build(wordings="hyra\nlokalkostnad"))

    assert not Synonyms.objects.exists()
    assert titles("hyra") == ["Hyra"]


def test_what_is_edited_is_compared_with_what_was_saved(pages: None) -> None:
    saved = SynonymsFactory(wordings="hyra\nlokalkostnad")
    edited = SynonymsFactory.build(pk=saved.pk, wordings="hyra\ndagordning")

    found = changes(edited, saved)

    assert rows(found["hyra"]) == [
        ("Hyra", 1, 1, ""),
        ("Dagordning", None, 2, "kommer in på första sidan"),
        ("Lokalkostnad", 2, None, "lämnar första sidan"),
    ]
    assert changes(saved, saved) == {}


def test_synonyms_that_another_source_has_too_stay_when_they_are_edited_away(pages: None) -> None:
    saved, _same = SynonymsFactory(wordings="hyra\nlokalkostnad"), SynonymsFactory(wordings="hyra\nlokalkostnad")

    assert changes(SynonymsFactory.build(pk=saved.pk, wordings="qwerty\nuiop"), saved) == {}


def test_a_promoted_page_moves_above_the_list(pages: None) -> None:
    page = ThemePageFactory(title="Former")
    item = PromotedResultFactory.build(page=page, wordings="hyror", locale=page.locale)

    (change,) = changes(item).values()

    assert rows(change) == [("Former", None, 0, "kommer in på första sidan"), ("Hyra", 1, 1, "")]
    assert (change.total_before, change.total_after) == (1, 1)


def test_a_promoted_hit_moves_up_and_the_others_close_the_gap(pages: None) -> None:
    saved = PromotedResultFactory(page=ThemePageFactory(title="Former"), wordings="hyra")
    other = ThemePageFactory(title="Hyra och annat")
    item = PromotedResultFactory.build(pk=saved.pk, page=other, wordings="hyra", locale=saved.locale)

    (change,) = changes(item, saved).values()

    assert {row[0]: row[1:] for row in rows(change)} == {
        "Hyra och annat": (2, 0, "flyttas upp"),
        "Hyra": (1, 1, ""),
        "Former": (0, None, "lämnar första sidan"),
    }


def test_the_effect_is_shown_as_visitors_see_it(pages: None) -> None:
    page = ThemePageFactory(title="Hemlig lokalkostnad")
    PageViewRestriction.objects.create(page=page, restriction_type=PageViewRestriction.LOGIN)

    found = changes(SynonymsFactory.build(wordings="hyra\nlokalkostnad"))
    promoted = changes(PromotedResultFactory.build(page=page, wordings="hyra", locale=page.locale))

    assert "Hemlig lokalkostnad" not in {row.title for change in found.values() for row in change.rows}
    assert promoted == {}


def test_searches_of_sources_are_compared_too(pages: None) -> None:
    effect.register(lambda locale: ["vad kostar hyran", "dagordning", "HYRA"])
    effect.register(lambda locale: ["dagordning"])

    outcome = effect_of(read("sv"), SynonymsFactory.build(wordings="hyra\nlokalkostnad"), None)

    assert [change.query for change in outcome.changes] == ["hyra", "lokalkostnad", "vad kostar hyran"]
    assert outcome.compared == 4
    assert outcome.is_whole


def test_what_visitors_search_for_is_compared_and_what_only_few_days_know_is_not(pages: None) -> None:
    effect.register(effect.frequent)
    for days, text in ((5, "hyra för skolan"), (4, "hyra för den där familjen")):
        for day in range(days):
            QueryCount.objects.create(day=timezone.localdate() - timedelta(day), searches=1, **as_counted(text))

    assert "hyra för skolan" in changes(SynonymsFactory.build(wordings="hyra\nlokalkostnad"))
    assert "hyra för den där familjen" not in changes(SynonymsFactory.build(wordings="hyra\nlokalkostnad"))


def as_counted(text: str) -> dict[str, str]:
    return key_of(text, "sv")._asdict()


def test_of_many_searches_each_comes_once_and_no_source_crowds_out_the_others(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(effect, "FROM_EACH", 2)
    monkeypatch.setattr(effect, "MAX_READ", 5)
    effect.register(lambda locale: [f"{locale} ett", "två", "tre"])
    effect.register(lambda locale: ["fyra"])

    assert sample_queries("sv", first=["Två", ""], last=["fem", "sex"]) == ["Två", "sv ett", "fyra", "fem", "sex"]


@pytest.mark.parametrize(("limit", "value"), [("MAX_ASKED", 1), ("MAX_SECONDS", -1)])
def test_a_change_of_too_many_searches_is_cut_and_says_so(
    pages: None, monkeypatch: pytest.MonkeyPatch, limit: str, value: int
) -> None:
    monkeypatch.setattr(effect, limit, value)

    outcome = effect_of(read("sv"), SynonymsFactory.build(wordings="hyra\nlokalkostnad"), None)

    assert len(outcome.changes) == max(value, 0)
    assert not outcome.is_whole


def test_searches_that_are_read_as_before_are_not_asked(pages: None, monkeypatch: pytest.MonkeyPatch) -> None:
    effect.register(lambda locale: ["dagordning", "lokal"])
    asked = []
    monkeypatch.setattr(effect, "_change", lambda query, *args: asked.append(query))

    assert effect_of(read("sv"), SynonymsFactory.build(wordings="hyra\nlokalkostnad"), None) == Effect(compared=4)
    assert asked == ["hyra", "lokalkostnad"]
