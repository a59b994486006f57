"""The listings of the guide to a new page type hold what is there: names, declarations, calls, tags, anchors and words."""

import ast
import inspect
import re
import subprocess
import sys
from collections.abc import Iterator
from importlib import import_module
from importlib.util import resolve_name
from typing import Any

import polib
import pytest

from django.template import engines
from django.template.loader import get_template

from knowledge.models import DecisionPage
from tests.conftest import ROOT
from tests.test_admin_language import messages

GUIDE = (ROOT / "docs/development/adding-a-page-type.md").read_text(encoding="utf-8")
LISTING = re.compile(r"`([\w/]+\.(?:py|html|po))`:\n\n```[\w+]+\n(.*?)^```", re.MULTILINE | re.DOTALL)
LISTINGS = dict(LISTING.findall(GUIDE))

MODEL = "knowledge/models/agreement.py"
TEMPLATE = "templates/knowledge/agreement_page.html"
TEST = "tests/knowledge/test_agreement.py"
WORDS = "knowledge/locale/sv/LC_MESSAGES/django.po"
FIELDS = {"CharField", "DateField", "ParentalKey", "RichTextField"}


def module_of(path: str) -> str:
    return path.removesuffix(".py").replace("/", ".")


def classes_of(path: str) -> dict[str, ast.ClassDef]:
    return {node.name: node for node in ast.parse(LISTINGS[path]).body if isinstance(node, ast.ClassDef)}


def imported(path: str) -> dict[str, Any]:
    """What a listing imports, by the name that it gives it. What the model's listing defines is not there to be imported."""
    package = module_of(path).rpartition(".")[0]
    found: dict[str, Any] = {}
    for node in ast.walk(ast.parse(LISTINGS[path])):
        if isinstance(node, ast.Import):
            found |= {alias.name: import_module(alias.name) for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            name = resolve_name("." * node.level + (node.module or ""), package)
            if name == module_of(MODEL):
                assert {alias.name for alias in node.names} <= classes_of(MODEL).keys()
                continue
            module = import_module(name)
            found |= {alias.asname or alias.name: getattr(module, alias.name) for alias in node.names}
    return found


def named(node: ast.AST, names: dict[str, Any]) -> Any:
    """What an expression such as `sections.rows` names; None for what is not imported. Raises if there is no such thing."""
    if isinstance(node, ast.Attribute):
        owner = named(node.value, names)
        return None if owner is None else getattr(owner, node.attr)
    return names.get(node.id) if isinstance(node, ast.Name) else None


def declared(model: ast.ClassDef) -> Iterator[str]:
    """What a class says of itself, but for the columns that it adds."""
    for node in model.body:
        if isinstance(node, ast.FunctionDef | ast.ClassDef):
            yield node.name
        elif isinstance(node, ast.Assign):
            called = getattr(node.value, "func", None)
            if getattr(called, "attr", getattr(called, "id", "")) not in FIELDS:
                yield from (target.id for target in node.targets if isinstance(target, ast.Name))


def test_the_guide_lists_each_file() -> None:
    assert LISTINGS.keys() == {MODEL, TEMPLATE, TEST, WORDS}


@pytest.mark.parametrize("path", [MODEL, TEST])
def test_a_listing_imports_what_it_uses_and_calls_what_is_there_as_it_is_to_be_called(path: str) -> None:
    # Which order of imports is right depends on which files there are.
    for arguments in (["check", "--ignore", "I001"], ["format", "--check"]):
        ruff = [sys.executable, "-m", "ruff", *arguments, "--stdin-filename", path, "-"]
        checked = subprocess.run(ruff, input=LISTINGS[path], cwd=ROOT, text=True, capture_output=True)
        assert checked.returncode == 0, checked.stdout + checked.stderr

    names = imported(path)
    calls = 0
    for node in ast.walk(ast.parse(LISTINGS[path])):
        named(node, names)
        if isinstance(node, ast.Call) and (called := named(node.func, names)) is not None:
            given = {each.arg: each.value for each in node.keywords if each.arg}
            inspect.signature(called).bind(*node.args, **given)
            calls += 1
    assert calls


def test_the_model_declares_what_other_pages_declare() -> None:
    models = classes_of(MODEL)
    names = list(declared(models["AgreementPage"]))

    for model in models.values():
        (meta,) = (node for node in model.body if isinstance(node, ast.ClassDef))
        assert list(declared(meta)) == ["verbose_name", "verbose_name_plural"]
    assert [name for name in names if not hasattr(DecisionPage, name)] == []


def test_the_template_shows_all_parts_in_blocks_and_components_that_there_are() -> None:
    template = LISTINGS[TEMPLATE]
    engines["django"].from_string(template)
    bases = "".join((ROOT / f"templates/base/{name}.html").read_text(encoding="utf-8") for name in ("leaf", "page"))

    for name in re.findall(r'{% (?:extends|include) "([^"]+)"', template):
        get_template(name)
    for block in re.findall(r"{% block (\w+) %}", template):
        assert f"{{% block {block} %}}" in bases
    for anchor in re.findall(r'sections\.(?:prose|rows)\("([^"]+)"', LISTINGS[MODEL]):
        assert f'anchor="{anchor}"' in template
    assert "sections.body(self.body)" in LISTINGS[MODEL]
    assert "{% include_block page.body %}" in template


def test_all_its_words_have_their_swedish() -> None:
    listed = {entry.msgid for entry in polib.pofile(LISTINGS[WORDS]) if entry.translated()}
    catalogs = [polib.pofile(str(path)) for path in ROOT.glob("*/locale/sv/LC_MESSAGES/django.po")]
    known = {entry.msgid for catalog in catalogs for entry in catalog if entry.translated()}
    asked = {text for _, text in messages(LISTINGS[MODEL])}

    assert listed <= asked
    assert asked | set(re.findall(r'{% translate "([^"]+)"', LISTINGS[TEMPLATE])) <= listed | known
