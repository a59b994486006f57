"""Documents of a private collection can only be had by way of the view that asks who wants them."""

import importlib
from collections.abc import Iterator
from pathlib import Path

import pytest

from django.contrib.auth.models import User
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.management import call_command
from django.test import Client
from django.urls import clear_url_caches

from wagtail.documents.models import Document
from wagtail.models import Collection, CollectionViewRestriction

import portal.urls

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def folders(settings: object, tmp_path: Path) -> None:
    settings.MEDIA_ROOT, settings.PRIVATE_ROOT = tmp_path / "media", tmp_path / "private"
    settings.MEDIA_ROOT.mkdir()


@pytest.fixture
def served(settings: object) -> Iterator[None]:
    """The addresses of a site that hands out uploads itself, as those for trying and `compose.yaml` do."""
    settings.SERVE_MEDIA = True
    importlib.reload(portal.urls)
    clear_url_caches()
    yield
    settings.SERVE_MEDIA = False
    importlib.reload(portal.urls)
    clear_url_caches()


@pytest.fixture
def private() -> Collection:
    collection = Collection.get_first_root_node().add_child(name="Bara för inloggade")
    CollectionViewRestriction.objects.create(collection=collection, restriction_type="login")
    return collection


@pytest.fixture
def document(private: Collection) -> Document:
    return Document.objects.create(title="Löner", collection=private, file=ContentFile(b"hemligt", "loner.txt"))


@pytest.mark.parametrize(
    "address",
    [
        "/media/documents/loner.txt",
        "/media/./documents/loner.txt",
        "/media//documents//loner.txt",
        "/media/images/../documents/loner.txt",
        "/media/../private/documents/loner.txt",
        "/media/%2e/documents/loner.txt",
        "/media/%2e%2e/private/documents/loner.txt",
        "/media/%2Fdocuments%2Floner.txt",
        "/media/d%6Fcuments/loner.txt",
        "/media/images%5C..%5C..%5Cprivate%5Cdocuments%5Cloner.txt",
        "/private/documents/loner.txt",
    ],
)
def test_nobody_gets_a_private_document_by_its_file_name(
    served: None, document: Document, client: Client, address: str
) -> None:
    assert client.get(address).status_code in {400, 404}


def test_the_folder_that_is_handed_out_holds_pictures_alone(document: Document, settings: object) -> None:
    default_storage.save("images/bild.png", ContentFile(b"bild"))
    default_storage.save("wagtail_uploads/halv.pdf", ContentFile(b"halv"))

    found = [path.relative_to(settings.MEDIA_ROOT) for path in settings.MEDIA_ROOT.rglob("*") if path.is_file()]
    assert found == [Path("images/bild.png")]


def test_pictures_are_handed_out(served: None, client: Client) -> None:
    name = default_storage.save("images/bild.png", ContentFile(b"bild"))

    assert b"".join(client.get(f"/media/{name}").streaming_content) == b"bild"


def test_who_may_read_a_document_gets_it(document: Document, client: Client) -> None:
    assert client.get(document.url).status_code == 302

    client.force_login(User.objects.create_superuser("redaktor", "r@example.se", "losenord-for-test"))
    assert b"".join(client.get(document.url).streaming_content) == b"hemligt"


def test_two_documents_of_one_name_are_two_files_and_go_with_their_documents(
    document: Document, private: Collection, django_capture_on_commit_callbacks: object
) -> None:
    other = Document.objects.create(title="Andra", collection=private, file=ContentFile(b"andra", "loner.txt"))

    assert other.file.name != document.file.name
    assert other.file.name.startswith("documents/loner")
    assert document.file.read() == b"hemligt"
    path = Path(other.file.path)
    with django_capture_on_commit_callbacks(execute=True):
        other.delete()
    assert not path.exists()
    assert Path(document.file.path).exists()


def test_documents_of_an_older_version_are_taken_out_of_the_folder_that_is_handed_out(
    served: None, document: Document, settings: object, client: Client
) -> None:
    old = settings.MEDIA_ROOT / "documents" / "loner.txt"
    old.parent.mkdir()
    Path(document.file.path).rename(old)
    assert client.get("/media/documents/loner.txt").status_code == 200

    call_command("migrate", verbosity=0)

    assert client.get("/media/documents/loner.txt").status_code == 404
    assert not old.exists()
    assert Document.objects.get(pk=document.pk).file.read() == b"hemligt"


def test_moving_overwrites_no_file(document: Document, settings: object, caplog: pytest.LogCaptureFixture) -> None:
    old = settings.MEDIA_ROOT / "documents" / "loner.txt"
    old.parent.mkdir()
    old.write_bytes(b"en annan")

    call_command("migrate", verbosity=0)

    assert document.file.read() == b"hemligt"
    assert old.read_bytes() == b"en annan"
    assert str(old) in caplog.text
