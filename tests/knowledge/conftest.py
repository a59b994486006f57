"""A site in three languages with an empty start page, and an editor who may do everything."""

import pytest

from django.contrib.auth.models import User
from django.test import Client

from wagtail.models import Locale, Page, Site

from home.models import HomePage


@pytest.fixture
def locales(db: None) -> dict[str, Locale]:
    return {code: Locale.objects.get_or_create(language_code=code)[0] for code in ("sv", "fi", "en")}


@pytest.fixture
def home(locales: dict[str, Locale]) -> HomePage:
    """The Swedish start page, root of the only site."""
    Site.objects.all().delete()
    for page in Page.objects.filter(depth=2):
        page.delete()
    page = HomePage(title="Nära vård", slug="start", summary="Start.", locale=locales["sv"])
    Page.objects.get(depth=1).add_child(instance=page)
    Site.objects.create(hostname="localhost", root_page=page, is_default_site=True)
    return page


@pytest.fixture
def finnish_home(home: HomePage, locales: dict[str, Locale]) -> HomePage:
    page = home.copy_for_translation(locales["fi"])
    page.save_revision().publish()
    return page


@pytest.fixture
def editor(db: None, client: Client) -> Client:
    """A browser in which an editor with all rights is logged in."""
    client.force_login(User.objects.create_superuser("redaktor", "redaktor@example.se", "losenord-for-test"))
    return client
