"""How often the index is written to when a page is edited many times in a short while."""

import time
from collections.abc import Callable

from ..figures import Figure
from ..installations import Sites, address_of
from ..running import Process

TITLE = "Index writes of a burst of edits"
ABOUT = """\
A page is published twenty times: in one transaction, as an import does, and one after the other as fast as it goes. The engine
itself tells how many changes its index of pages has taken; one write of one page is measured first."""

EDITS = 20
PATIENCE = 60  # seconds


def run(sites: Sites, times: int = 3) -> list[Figure]:
    address_of("redis")
    place = sites.place("bursts")
    try:
        alone = sites.portal.process()
        one = _writes(alone, lambda: alone.run("touch", 2))  # before there is anybody who could write it too
        editor, _ = sites.start_workers()
        _writes(alone, lambda: editor.run("publish", 2, "Först"))  # and what the workers still had at hand
        counts = {
            "one publishing": [_writes(alone, lambda: editor.run("publish", 2, "Ensam")) / one for _ in range(times)],
            f"{EDITS} in one transaction": [
                _writes(alone, lambda: editor.run("edit_in_one_transaction", 2, EDITS, "Ihop")) / one
                for _ in range(times)
            ],
            f"{EDITS} one after the other": [_writes(alone, lambda: _one_by_one(editor)) / one for _ in range(times)],
        }
        return [place.figure(f"portal, worker: {burst}", "writes", found) for burst, found in counts.items()]
    finally:
        sites.stop()


def _one_by_one(editor: Process) -> None:
    for edit in range(EDITS):
        editor.run("publish", 2, f"Ändring {edit}")


def _writes(witness: Process, edit: Callable[[], object]) -> int:
    before = witness.run("written")
    edit()
    if witness.run("when_nothing_waits", PATIENCE) is None:
        raise RuntimeError("the worker does not do its work")
    time.sleep(0.5)  # a message that came too late may have a worker look once more
    return witness.run("written") - before
