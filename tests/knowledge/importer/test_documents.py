"""Documents that a source links to come along with it, out of its own folder and from nowhere else."""

from pathlib import Path

import pytest

from wagtail.documents import get_document_model

from knowledge.importer.documents import NOT_SAVED, Documents

pytestmark = pytest.mark.django_db


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    source = tmp_path / "source"
    (source / "files").mkdir(parents=True)
    (source / "files" / "mall.docx").write_bytes(b"PK mall")
    (source / "files" / "kopia.docx").write_bytes(b"PK mall")
    (source / "files" / "program.exe").write_bytes(b"MZ")
    (tmp_path / "utanför.pdf").write_bytes(b"%PDF-")
    return source


def test_a_document_is_stored_once_under_the_words_of_its_link(folder: Path) -> None:
    documents = Documents(folder)
    found = documents.id_of("document:mall.docx", "Mallen (docx, 1 kB)")
    assert found == documents.id_of("document:kopia.docx", "En kopia")
    document = get_document_model().objects.get()
    assert (document.pk, document.title, document.file_extension) == (found, "Mallen", "docx")
    assert document.file_hash


def test_a_trial_stores_nothing(folder: Path) -> None:
    assert Documents(folder, save=False).id_of("document:mall.docx", "Mallen") == NOT_SAVED
    assert not get_document_model().objects.exists()


@pytest.mark.parametrize("name", ["saknas.docx", "program.exe", "../utanför.pdf", "/etc/passwd", "\0", ""])
def test_nothing_else_is_taken(folder: Path, name: str) -> None:
    assert Documents(folder).id_of(f"document:{name}", "X") is None
    assert Documents(None).id_of("document:mall.docx", "X") is None
