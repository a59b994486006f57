"""Where uploads lie: those that everybody may have in MEDIA_ROOT, which is handed out as it is, all others beside it.

A file in MEDIA_ROOT can be had by whoever knows its name. A document may be for some readers only, so it lies in
PRIVATE_ROOT, and only Wagtail's view, which asks who wants it, reads it from there.
"""

import logging
import posixpath
import shutil
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.files.storage import FileSystemStorage
from django.utils._os import safe_join

logger = logging.getLogger(__name__)

PUBLIC = {"images", "original_images", "avatar_images"}
"""The folders in which Wagtail keeps pictures. What is stored in any other folder is private."""
ONCE_PUBLIC = ("documents", "wagtail_uploads")
"""The folders of files that older versions kept in MEDIA_ROOT."""


class Uploads(FileSystemStorage):
    """The storage of all uploads. Names are the same as in a storage with one folder."""

    def path(self, name: str) -> str:
        return super().path(name) if is_public(name) else safe_join(settings.PRIVATE_ROOT, name)

    def _save(self, name: str, content: Any) -> str:
        if is_public(name):
            return super()._save(name, content)  # type: ignore[misc]
        return FileSystemStorage(location=settings.PRIVATE_ROOT)._save(name, content)  # type: ignore[attr-defined]


def is_public(name: str) -> bool:
    return posixpath.normpath(name.replace("\\", "/")).split("/")[0] in PUBLIC


def move_private(**kwargs: object) -> None:
    """Take private files out of MEDIA_ROOT, where older versions kept them. After each `migrate`: quick where there are none."""
    for folder in ONCE_PUBLIC:
        for path in sorted(Path(settings.MEDIA_ROOT, folder).rglob("*")):
            if path.is_file():
                _move(path, Path(settings.PRIVATE_ROOT) / path.relative_to(settings.MEDIA_ROOT))


def _move(path: Path, to: Path) -> None:
    if to.exists():
        logger.error(
            "%s can be had by anybody: move it to %s, where there is another file of that name", path, to.parent
        )
        return
    to.parent.mkdir(parents=True, exist_ok=True)
    shutil.move(path, to)
