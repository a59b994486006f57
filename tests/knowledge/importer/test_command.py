"""`manage.py import_document`."""

import json
from io import StringIO
from typing import Any

import pytest

from django.core.management import CommandError, call_command

from wagtail.models import Page, Site

from home.models import HomePage

from .conftest import Write
from .sample import TEXT


def run(*arguments: Any, **options: Any) -> str:
    out = StringIO()
    call_command("import_document", *map(str, arguments), stdout=out, **options)
    return out.getvalue()


def line_of(beginning: str) -> int:
    return next(number for number, line in enumerate(TEXT.split("\n"), 1) if line.startswith(beginning))


def test_json_holds_pages_warnings_and_skipped_ranges_and_nothing_else(write: Write, home: HomePage) -> None:
    path = write("stod.txt", TEXT.replace("3. Följ upp", "Tryckt hos Tryckeriet\n\n3. Följ upp"))
    answer = json.loads(run(path, "--dry-run", "--json"))
    assert list(answer) == ["pages", "warnings", "skipped"]
    assert [page["kind"] for page in answer["pages"]] == ["toolkit", *["theme"] * 4]
    assert answer["pages"][1] == {
        "kind": "theme",
        "title": "Bestäm vad möten ska vara till för",
        "line": line_of("1. Bestäm"),
    }
    assert all(set(warning) == {"line", "text"} for warning in answer["warnings"])
    assert len(answer["skipped"]) == 1


def test_the_table_shows_rows_warnings_and_skipped_lines(write: Write, home: HomePage) -> None:
    out = run(write("stod.txt", TEXT.replace("3. Följ upp", "Tryckt hos Tryckeriet\n\n3. Följ upp")))
    assert "faq 5, checklist 4" in out
    assert "points 3" in out
    assert "25: " in out
    assert out.rstrip().endswith(f": {line_of('3. Följ upp')}")


def test_a_dry_run_writes_nothing_and_needs_no_site(write: Write, db: None) -> None:
    Site.objects.all().delete()
    Page.objects.filter(depth__gt=1).delete()
    out = run(write("stod.txt", TEXT), "--dry-run")
    assert "Bestäm vad möten" in out
    assert not Page.objects.filter(depth__gt=1).exists()


@pytest.mark.parametrize("parent", ["vagledning", "/vagledning/", "id"])
def test_the_parent_is_named_by_id_or_path(write: Write, home: HomePage, parent: str) -> None:
    run(write("v.md", "---\nkind: standard\ntitle: Vägledning\nslug: vagledning\nsummary: V.\n---\nText.\n"))
    above = Page.objects.get(slug="vagledning")
    run(
        write("sida.md", "# Under\n\nText.\n"),
        "--kind",
        "standard",
        "--parent",
        str(above.pk) if parent == "id" else parent,
    )
    assert Page.objects.get(title="Under").get_parent().pk == above.pk


def test_the_address_of_a_page_is_in_plain_letters_and_keeps_its_numbers_apart(write: Write, home: HomePage) -> None:
    run(write("sida.md", "# Åtgärder på ön, § 16/23\n\nText.\n"), "--kind", "standard")

    assert Page.objects.get(title="Åtgärder på ön, § 16/23").slug == "atgarder-pa-on-16-23"


@pytest.mark.parametrize(
    ("name", "text", "options"),
    [
        ("a.pdf", "x", {}),
        ("a.txt", "", {}),
        ("a.md", "---\ntitle: [\n---\n", {}),
        ("a.txt", "x", {"kind": "spaceship"}),
        ("a.txt", "x", {"parent": "999"}),
    ],
)
def test_what_cannot_be_done_is_one_line(
    write: Write, home: HomePage, name: str, text: str, options: dict[str, str]
) -> None:
    with pytest.raises(CommandError) as raised:
        run(write(name, text), **options)
    assert "\n" not in str(raised.value)


def test_a_missing_file_is_one_line(home: HomePage) -> None:
    with pytest.raises(CommandError, match=r"finns-inte\.md"):
        run("finns-inte.md")


def test_unrecognised_text_makes_no_page_but_says_so(write: Write, home: HomePage) -> None:
    answer = json.loads(run(write("a.txt", "Bara en rad."), "--json"))
    assert answer["pages"] == []
    assert len(answer["warnings"]) == 1
    assert answer["skipped"] == [[1, 1]]
