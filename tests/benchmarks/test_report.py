from pathlib import Path

from .figures import Place
from .report import Results, parts

FOUND = [Place("publish", "sqlite", "tantivy", 1000).figure("portal", "ms", [0.01, 0.02], "stock", [0.02, 0.02])]


def test_what_was_measured_is_kept_for_the_next_run(tmp_path: Path):
    Results(tmp_path / "results.json").keep("publish sqlite 1000", FOUND)
    again = Results(tmp_path / "results.json")
    assert again.parts == {"publish sqlite 1000": FOUND}
    again.forget("publish")
    assert Results(tmp_path / "results.json").parts == {}


def test_sites_only_grow_from_part_to_part():
    for database in ("sqlite", "postgres"):
        sizes = [part.pages for part in parts((1, 2, 3)) if part.database == database and part.pages]
        assert sizes == sorted(sizes)
        assert set(sizes) == {1, 2, 3}


def test_no_two_parts_have_one_name():
    names = [part.name for part in parts((1, 2, 3))]
    assert len(names) == len(set(names))
