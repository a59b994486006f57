"""Documents that a source links to, out of the folder it lies in."""

import re
from hashlib import sha1
from pathlib import Path

from django.conf import settings
from django.core.files.base import ContentFile

from wagtail.documents import get_document_model

from .folder_files import path_of

FOLDERS = ("", "files")
ADDRESS = "document:"
NOT_SAVED = 0
KIND = re.compile(r"\s*\([^()]*\)$")  # what links say of a file after its name: "(pdf, 2 MB)"


class Documents:
    """The documents of one folder. Each becomes one in the library, however often it is named or imported."""

    def __init__(self, folder: Path | None, save: bool = True) -> None:
        self.folder = folder
        self.save = save

    def id_of(self, address: str, title: str) -> int | None:
        """The document's id, which is `NOT_SAVED` when nothing is to be saved. None when there is no such file."""
        path = path_of(self.folder, FOLDERS, address.removeprefix(ADDRESS), settings.WAGTAILDOCS_EXTENSIONS)
        if path is None or not self.save:
            return None if path is None else NOT_SAVED
        data = path.read_bytes()
        model = get_document_model()
        # Wagtail's own fingerprint of a file, which is no matter of security.
        known = model.objects.filter(file_hash=sha1(data, usedforsecurity=False).hexdigest()).first()
        if known is None:
            known = model(title=KIND.sub("", title), file=ContentFile(data, path.name))
            known._set_document_file_metadata()
            known.save()
        return known.pk
