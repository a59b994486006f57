"""/styleguide/ shows every block and component there is, to developers alone."""

import re
from typing import Any

import pytest

from django.test import Client

from home.models import HomePage
from home.styleguide.examples import component_templates, components, isolated
from home.styleguide.views import editor_blocks

pytestmark = pytest.mark.django_db


@pytest.fixture
def html(home: HomePage, client: Client, settings: Any) -> str:
    settings.DEBUG = True
    response = client.get("/styleguide/")
    assert response.status_code == 200
    return response.content.decode()


def test_it_is_not_there_without_debug(home: HomePage, client: Client) -> None:
    assert client.get("/styleguide/", follow=True).status_code == 404


def test_every_block_is_shown_as_its_preview_shows_it(html: str) -> None:
    assert len(editor_blocks()) > 10
    for name, block in editor_blocks().items():
        assert f'id="block-{name}"' in html, name
        assert block.is_previewable, name
    assert "Vi slutade fråga vems patienten är" in html


def test_every_component_is_shown(html: str) -> None:
    for path in component_templates():
        assert f'id="component-{path.stem}"' in html


def test_every_component_has_an_example_or_is_drawn_by_one_that_has(home: HomePage) -> None:
    found = {component.name: component for component in components()}
    sources = {path.stem: path.read_text() for path in component_templates()}

    for component in found.values():
        assert component.description, component.name
        if component.drawn_by.startswith("base/"):
            continue
        if component.drawn_by:
            assert f"components/{component.name}.html" in sources[component.drawn_by], component.name
        else:
            assert component.examples, component.name
            assert all(len(re.sub(r"<[^>]+>", "", example.html).strip()) > 2 for example in component.examples)


def test_no_two_things_on_the_page_have_the_same_id(html: str) -> None:
    ids = re.findall(r'\bid="([^"]+)"', html)

    assert sorted(ids) == sorted(set(ids))


def test_examples_keep_their_references_when_their_ids_change() -> None:
    html = '<p id="a"></p><a href="#a" aria-labelledby="a b">x</a><a href="/x#a">y</a>'

    assert isolated(html, "1") == '<p id="a-1"></p><a href="#a-1" aria-labelledby="a-1 b">x</a><a href="/x#a">y</a>'


def test_it_speaks_other_languages_too(home: HomePage, client: Client, settings: Any) -> None:
    settings.DEBUG = True

    assert "Auttoiko sivu sinua?" in client.get("/styleguide/?language=fi").content.decode()
