"""Takes the pictures of the editors' guide anew: python -m tests.pictures [--site FOLDER].

Runs on a demo site of its own in a temporary folder, in Swedish, and writes docs/editing/pictures/.
"""

import argparse
import shutil
import sys
import tempfile
from pathlib import Path

from playwright.sync_api import expect, sync_playwright

from tests.browser.editor import Editor
from tests.conftest import ROOT, manage, served
from tests.services import require_chromium

from .scenes import HEIGHT, SCENES

FOLDER = ROOT / "docs" / "editing" / "pictures"
TIMEOUT = 30_000  # milliseconds that a step may take


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--site", type=Path, help="copy this demo site's var folder instead of building one")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as temporary:
        site = Path(temporary) / "site"
        if options.site:
            shutil.copytree(options.site, site)
        else:
            manage(site, "demo", "--no-serve")
        with served(site) as address:
            take_all(address, (site / "demo_password").read_text())
    return 0


def take_all(address: str, password: str) -> None:
    """Replace all pictures; what no scene makes any longer goes."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    expect.set_options(timeout=TIMEOUT)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=require_chromium())
        page = browser.new_page(
            base_url=address,
            locale="sv-SE",
            viewport={"width": 1280, "height": HEIGHT},
            reduced_motion="reduce",
        )
        page.set_default_timeout(TIMEOUT)
        editor = Editor(page)
        editor.log_in("redaktor", password)
        for name, take in SCENES.items():
            take(editor, FOLDER / name)
            print(f"{name}: {(FOLDER / name).stat().st_size // 1024} kB", flush=True)
        browser.close()
    for stale in FOLDER.iterdir():
        if stale.name not in SCENES:
            stale.unlink()


if __name__ == "__main__":
    sys.exit(main())
