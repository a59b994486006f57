"""Makes the site to compare with: what the installed Wagtail's `wagtail start` makes, and two types of pages."""

import shutil
import subprocess
import sys
from pathlib import Path

NAME = "mysite"
FILES = Path(__file__).with_name("stock_files")
SETTINGS = f"{NAME}.settings.benchmark"


def make_project(folder: Path) -> None:
    """The folder must not exist. Its database is made by `migrate`."""
    folder.mkdir(parents=True)
    start = [sys.executable, "-m", "wagtail.bin.wagtail", "start", NAME, str(folder)]
    subprocess.run(start, cwd=folder, check=True, stdout=subprocess.DEVNULL)
    for file, place in (
        ("article.py", "home"),
        ("celery.py", NAME),
        ("queue.py", NAME),
        ("benchmark.py", f"{NAME}/settings"),
    ):
        shutil.copy(FILES / file, folder / place / file)
    _append(folder / "home" / "models.py", "from .article import *")
    _append(folder / NAME / "__init__.py", "from .celery import app as celery_app")


def _append(path: Path, line: str) -> None:
    path.write_text(f"{path.read_text()}\n{line}\n")
