"""Editors who import, and the work of an import done at once."""

from collections.abc import Callable
from typing import Any

import pytest
from bs4 import BeautifulSoup

from django.contrib.auth.models import Group, Permission, User
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from wagtail.models import GroupPagePermission

from home.models import HomePage
from knowledge.imports import background, jobs
from knowledge.models import DocumentImport

Upload = Callable[..., HttpResponse]


@pytest.fixture
def at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """What otherwise is done beside the request is done in it."""
    monkeypatch.setattr(background, "start", jobs.run)


@pytest.fixture
def upload(editor: Client, at_once: None) -> Upload:
    """Upload a file as the browser does; gives the page that follows."""

    def upload(name: str, content: str | bytes, client: Client = editor, **fields: Any) -> HttpResponse:
        data = content.encode() if isinstance(content, str) else content
        form = {"file": SimpleUploadedFile(name, data), "kind": "", "language": "sv", **fields}
        return client.post(reverse("document_imports:add"), form, follow=True)

    return upload


@pytest.fixture
def section_editor(home: HomePage) -> Client:
    """An editor who may add pages under the start page only, and nothing else."""
    group = Group.objects.create(name="Avdelningens redaktörer")
    group.permissions.add(Permission.objects.get(codename="access_admin"))
    permission = Permission.objects.get(content_type__app_label="wagtailcore", codename="add_page")
    GroupPagePermission.objects.create(group=group, page=home, permission=permission)
    user = User.objects.create_user("avdelning", "avdelning@example.se", "losenord-for-test")
    user.groups.add(group)
    client = Client()
    client.force_login(user)
    return client


def only_import() -> DocumentImport:
    return DocumentImport.objects.get()


def address(job: DocumentImport) -> str:
    return reverse("document_imports:edit", args=[job.pk])


def soup(response: Any) -> BeautifulSoup:
    return BeautifulSoup(response.content, "html.parser")


def text(response: Any) -> str:
    return " ".join(soup(response).get_text(" ").split())
