import pytest

from .bars import BARS, Bar, bars_table, p50, ratio
from .figures import Place

PLACE = Place("outages", "sqlite", "tantivy", 1000)


def test_the_worst_row_decides():
    bar = Bar("Recovery", "outages", "recovery", p50, most=10)
    found = [PLACE.figure(f"{server}: recovery", "s", [seconds]) for server, seconds in (("broker", 3), ("engine", 12))]
    assert bar.measured(found) == 12
    assert not bar.holds(12)
    assert bar.holds(10)


def test_of_speeds_the_least_decides():
    bar = Bar("Speed", "outages", "speed", ratio, least=1.5)
    found = [PLACE.figure("speed", "pages/s", [own], "stock", [100]) for own in (140, 190)]
    assert bar.measured(found) == pytest.approx(1.4)
    assert not bar.holds(1.4)
    assert bar.holds(1.5)


def test_what_was_not_measured_is_not_said_to_hold():
    rows = bars_table([]).splitlines()[2:]
    assert len(rows) == len(BARS)
    assert all("not measured" in row and "holds" not in row for row in rows)


def test_a_loss_is_seen_whoever_was_killed():
    lost = [Place("beside-worker", "sqlite", "tantivy", 1000).figure("portal, worker killed: lost", "", [2])]
    (row,) = [row for row in bars_table(lost).splitlines() if "Publishings lost" in row]
    assert row.endswith("| 2 | **missed** |")


def test_losses_of_the_stock_site_are_not_held_against_the_portal():
    lost = [Place("beside-worker", "sqlite", "tantivy", 1000).figure("stock, worker killed: lost", "", [2])]
    assert "missed" not in bars_table(lost)
