"""The picture of the architecture is true, and no import goes in a circle."""

import re
from pathlib import Path

import grimp
import pytest

ROOT = Path(__file__).resolve().parent.parent
PICTURE = ROOT / "docs" / "development" / "architecture.md"
PACKAGES = ("portal", "home", "knowledge", "search")
# Rooms of a package that the picture shows by themselves; everything else of a package is one room.
ROOMS = ("knowledge.models", "knowledge.blocks", "knowledge.importer", "search.language", "search.engines")


@pytest.fixture(scope="module")
def graph() -> grimp.ImportGraph:
    return grimp.build_graph(*PACKAGES)


def room(module: str) -> str:
    return next((name for name in ROOMS if f"{module}.".startswith(f"{name}.")), module.split(".")[0])


def imports(graph: grimp.ImportGraph) -> set[tuple[str, str]]:
    """Which room imports from which other one; those within a package go in both directions and are not drawn."""
    found = {
        (room(module), room(imported))
        for module in graph.modules
        for imported in graph.find_modules_directly_imported_by(module)
        if ".migrations" not in module
    }
    return {(a, b) for a, b in found if a.split(".")[0] != b.split(".")[0]}


def drawn() -> set[tuple[str, str]]:
    diagram = re.search(r"```mermaid\n(.*?)```", PICTURE.read_text(encoding="utf-8"), re.DOTALL)
    assert diagram
    return set(re.findall(r"^\s*([\w.]+) --> ([\w.]+)$", diagram[1], re.MULTILINE))


def test_the_picture_shows_every_import_from_one_package_to_another_and_no_other(graph: grimp.ImportGraph) -> None:
    assert drawn() == imports(graph)


def circles(graph: grimp.ImportGraph) -> list[str]:
    """One import of each circle: a module that is reached from what it imports."""
    return [
        f"{module} -> {imported}"
        for module in sorted(graph.modules)
        for imported in sorted(graph.find_modules_directly_imported_by(module))
        if graph.find_shortest_chain(importer=imported, imported=module)
    ]


def test_no_import_goes_in_a_circle(graph: grimp.ImportGraph) -> None:
    """Not even within a function or for types alone, where Python would not mind."""
    assert circles(graph) == []
