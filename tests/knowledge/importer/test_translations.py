"""A translated document becomes a translation of its page, in the site and in wagtail-localize."""

from pathlib import Path
from typing import Any

import pytest

from wagtail.models import Locale, Page
from wagtail_localize.models import Translation

from home.models import HomePage
from knowledge.importer.document import UnreadableError
from knowledge.models import DecisionPage, Organisation
from tests.factories import OrganisationFactory

from .conftest import Import, latest, warnings

SOURCE = """
    ---
    kind: decision
    title: Rapporten godkänns
    slug: rapporten
    summary: Nämnden godkände rapporten.
    decision_kind: decision
    decided_on: 2023-06-16
    body: nsv
    owner_organisation: nsv
    organisations: [{organisation: nsv, role: deciding}]
    diary_numbers: ["NSV23-0020"]
    ---
    Inledning.

    ## Så gick det till
    Först ett [möte](page:start).

    ## Förslag till beslut
    Rapporten godkänns.

    ## Yrkanden
    | Typ | Vem | Text |
    |---|---|---|
    | Tilläggsyrkande | Ledamot (S) | Mer text. |
    | Bifallsyrkande | Ledamot (S) | Bifall. |
"""
FINNISH = """
    ---
    kind: decision
    locale: fi
    translation_of: 60
    title: Raportti hyväksytään
    slug: raportti
    summary: Lautakunta hyväksyi raportin.
    ---
    Johdanto.

    ## Näin se meni
    Ensin [kokous](page:start).

    ## Förslag till beslut
    Raportti hyväksytään.

    ## Yrkanden
    | Typ | Vem | Text |
    |---|---|---|
    | Tilläggsyrkande | Jäsen (S) | Lisää tekstiä. |
    | Bifallsyrkande | Jäsen (S) | Kannattaa. |
"""


@pytest.fixture
def decision(imported: Import, finnish_home: HomePage, board: Organisation) -> Any:
    imported("60-rapporten.md", SOURCE)
    page = DecisionPage.objects.get()
    page.get_latest_revision().publish()
    return DecisionPage.objects.get()


def translated(imported: Import, text: str = FINNISH) -> Any:
    return latest(imported("60-rapporten.fi.md", text))


def test_it_stands_beside_its_source_in_its_own_language(
    imported: Import, decision: Any, finnish_home: HomePage
) -> None:
    page = translated(imported)
    assert page.translation_key == decision.translation_key
    assert (page.locale.language_code, page.slug, page.live) == ("fi", "raportti", False)
    assert page.get_parent().pk == finnish_home.pk


def test_texts_are_translated_and_facts_stay(imported: Import, decision: Any, board: Organisation) -> None:
    OrganisationFactory(slug="nsv", name="Lautakunta", language="fi", translation_key=board.translation_key)
    page = translated(imported)
    assert (page.proposal, page.summary) == ("<p>Raportti hyväksytään.</p>", "Lautakunta hyväksyi raportin.")
    assert (page.decided_on, page.decision_kind) == (decision.decided_on, "decision")
    assert [row.number for row in page.diary_numbers.all()] == ["NSV23-0020"]
    assert [row.organisation for row in page.page_organisations.all()] == [board]
    assert page.owner_organisation == board


def test_rows_share_their_keys_with_the_source(imported: Import, decision: Any, finnish_home: HomePage) -> None:
    page = translated(imported)
    ours, theirs = list(decision.motions.all()), list(page.motions.all())
    assert [row.text for row in theirs] == ["Lisää tekstiä.", "Kannattaa."]
    assert [row.translation_key for row in theirs] == [row.translation_key for row in ours]
    assert [row.key for row in theirs] == [row.key for row in ours]
    assert {row.locale for row in theirs} == {finnish_home.locale}


def test_headings_share_their_address_with_the_source(imported: Import, decision: Any) -> None:
    page = translated(imported)
    assert [block.id for block in page.body] == [block.id for block in decision.body]
    assert page.body[1].value["text"] == "Näin se meni"


def test_editors_go_on_in_the_translation_editor(imported: Import, decision: Any) -> None:
    page = translated(imported)
    translation = Translation.objects.get(target_locale=page.locale)
    assert translation.enabled
    total, done = translation.get_progress()
    assert done == total > 0


def test_saving_in_the_translation_editor_keeps_every_text(imported: Import, decision: Any) -> None:
    page = translated(imported)
    Translation.objects.get().save_target(publish=False)
    again = Page.objects.get(pk=page.pk).get_latest_revision_as_object()
    for name in ("title", "slug", "summary", "proposal"):
        assert getattr(again, name) == getattr(page, name)
    assert [row.text for row in again.motions.all()] == ["Lisää tekstiä.", "Kannattaa."]
    assert again.body.render_as_block() == page.body.render_as_block()


def test_a_translation_of_another_structure_is_a_page_of_its_own(imported: Import, decision: Any) -> None:
    page = translated(imported, FINNISH.replace("Johdanto.", "Johdanto.\n\n    Toinen kappale."))
    assert not Translation.objects.get(target_locale=page.locale).enabled


def test_missing_rows_keep_the_source_s_text_with_a_warning(imported: Import, decision: Any) -> None:
    outcome = imported("60-rapporten.fi.md", FINNISH[: FINNISH.rindex("    | Bifallsyrkande")])
    assert [row.text for row in latest(outcome).motions.all()] == ["Lisää tekstiä.", "Bifall."]
    assert any("motions" in text or "yrkanden" in text.lower() for text in warnings(outcome).values())


def test_a_translation_without_its_source_is_refused(imported: Import, finnish_home: HomePage) -> None:
    with pytest.raises(UnreadableError, match="60"):
        translated(imported)


def test_a_parent_without_translation_is_passed_over(
    imported: Import, decision: Any, finnish_home: HomePage, tmp_path: Path
) -> None:
    section = "---\nkind: standard\ntitle: Beslut\nsummary: K.\n---\nText.\n"
    imported("53-beslut.md", section)
    below = SOURCE.replace("slug: rapporten", "slug: annan\n    parent: 53").replace("NSV23-0020", "NSV23-0021")
    imported("61-annan.md", below.replace("Rapporten godkänns\n", "En annan\n"))
    page = latest(imported("61-annan.fi.md", FINNISH.replace("60", "61").replace("raportti\n", "toinen\n")))
    assert page.get_parent().pk == finnish_home.pk


def test_an_unknown_language_is_refused(imported: Import, decision: Any) -> None:
    assert not Locale.objects.filter(language_code="de").exists()
    with pytest.raises(UnreadableError, match="de"):
        translated(imported, FINNISH.replace("locale: fi", "locale: de"))
