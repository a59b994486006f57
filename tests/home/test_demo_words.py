"""The demo site shows what editors can tell the search."""

from pathlib import Path

import pytest

from django.contrib.auth.models import Group, User

from home import demo_words
from home.demo_site import FOLDER
from home.models import HomePage
from home.search_examples import example_searches
from knowledge.models import ImportRecord
from search.models import PromotedResult, Synonyms
from tests.factories import ThemePageFactory
from tests.home.site import make_home

SAID = """
synonyms:
- {locale: sv, wordings: [säbo, äldreboende]}
- {locale: sv, word: budget, wordings: [finansiering]}
promoted:
- {locale: sv, wordings: [hyra, lokalkostnad], page: 14, reason: Börja här.}
"""


@pytest.fixture
def home(db: None) -> HomePage:
    return make_home()


@pytest.fixture
def said(home: HomePage, tmp_path: Path) -> Path:
    ImportRecord.objects.create(page=ThemePageFactory(title="Hyror"), source="14-hyror.md")
    path = tmp_path / "search.yaml"
    path.write_text(SAID, encoding="utf-8")
    return path


def test_what_the_file_says_is_made_once_and_kept_when_it_is_loaded_again(said: Path) -> None:
    demo_words.load(said)
    PromotedResult.objects.update(reason="Ändrad.")
    demo_words.load(said)

    assert [str(item) for item in Synonyms.objects.all()] == ["säbo = äldreboende", "budget → finansiering"]
    (promoted,) = PromotedResult.objects.all()
    assert (str(promoted), promoted.reason) == ("hyra, lokalkostnad", "Ändrad.")


def test_the_groups_that_wagtail_begins_with_may_change_it(said: Path) -> None:
    user = User.objects.create_user("redaktör")
    user.groups.add(Group.objects.get(name="Editors"))

    demo_words.load(said)

    assert user.has_perms(["search.add_synonyms", "search.change_promotedresult", "search.delete_synonyms"])


def test_the_demos_own_words_are_right_and_name_pages_that_there_are(home: HomePage) -> None:
    for number in (3, 13, 14, 75):
        path = next(FOLDER.glob(f"{number:02}-*.md"))
        ImportRecord.objects.create(page=ThemePageFactory(), source=path.name)
    for language in ("fi", "en"):
        translated = make_home(language, of=home)
        ImportRecord.objects.create(page=translated, source=f"75-kontakt-och-synpunkter.{language}.md")

    demo_words.load(FOLDER / "search.yaml")

    assert Synonyms.objects.count() >= 3
    assert set(PromotedResult.objects.values_list("locale__language_code", flat=True)) == {"sv", "fi", "en"}


def test_the_searches_that_the_start_page_suggests_are_tried_by_editors(home: HomePage) -> None:
    HomePage.objects.update(example_searches="parhästar\nhyra")
    make_home("fi", of=home)
    HomePage.objects.filter(locale__language_code="fi").update(example_searches="vuokra")

    assert list(example_searches("sv")) == ["parhästar", "hyra"]
    assert list(example_searches("fi")) == ["vuokra"]
