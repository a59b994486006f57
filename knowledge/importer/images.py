"""Images that a source names, out of the folder it lies in. Nothing is ever fetched from another host."""

import re
from hashlib import sha1
from pathlib import Path

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile

from wagtail.images import get_image_model
from wagtail.images.fields import WagtailImageField

from .folder_files import path_of

FOLDERS = ("", "images")
# An SVG is shown as an image, where scripts do not run; its own address would run them.
ACTIVE_SVG = re.compile(rb"<script|<foreignobject|\son\w+\s*=|javascript:", re.IGNORECASE)


class Images:
    """The images of one folder. Each becomes one image in the library, however often it is named or imported."""

    def __init__(self, folder: Path | None, save: bool = True) -> None:
        self.folder = folder
        self.save = save
        self.ids: dict[str, int | None] = {}

    def id_of(self, source: str) -> int | None:
        """The image's id. None when it is missing, unsafe or no image; and always when nothing is to be saved."""
        if source not in self.ids:
            path = self._path(source)
            self.ids[source] = self._stored(path) if path and self.save else None
        return self.ids[source]

    def missing(self, source: str) -> bool:
        """Whether the image cannot be used."""
        return (self.id_of(source) if self.save else self._path(source)) is None

    def _path(self, source: str) -> Path | None:
        return path_of(self.folder, FOLDERS, source, settings.WAGTAILIMAGES_EXTENSIONS)

    def _stored(self, path: Path) -> int | None:
        data = path.read_bytes()
        if path.suffix.lower() == ".svg" and ACTIVE_SVG.search(data):
            return None
        model = get_image_model()
        # Wagtail's own fingerprint of a file, which is no matter of security.
        known = model.objects.filter(file_hash=sha1(data, usedforsecurity=False).hexdigest()).values_list(
            "pk", flat=True
        )
        if known:
            return known[0]
        upload = SimpleUploadedFile(path.name, data)
        try:
            WagtailImageField().clean(upload)
        except ValidationError:
            return None
        image = model(title=path.stem.replace("-", " ").replace("_", " ").capitalize(), file=upload)
        image._set_image_file_metadata()
        image.save()
        return image.pk
