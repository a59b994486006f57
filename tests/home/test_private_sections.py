"""Who comes to a private section is asked to prove a right to it on a page of the site, and is told nothing of what it holds."""

import re
from unittest import mock

import pytest

from django.contrib.auth.models import User
from django.core.files.base import ContentFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from wagtail.documents import get_document_model
from wagtail.models import Collection, CollectionViewRestriction, PageViewRestriction

from home.correspondence import tokens
from home.models import ContactMessage, HomePage, PageFeedback, StandardPage

from .conftest import plain
from .site import add, add_contact, make_home

pytestmark = pytest.mark.django_db

PASSWORD, LOGIN, GROUPS = PageViewRestriction.PASSWORD, PageViewRestriction.LOGIN, PageViewRestriction.GROUPS
SECRET = "Hemligheten om hyran"
KEY = "sesam"


@pytest.fixture(params=["sv", "fi", "en"])
def secret(request: pytest.FixtureRequest, home: HomePage) -> StandardPage:
    parent = home if request.param == "sv" else make_home(request.param, of=home)
    return add(parent, StandardPage, SECRET, slug="x", summary=SECRET)


@pytest.fixture
def swedish_secret(home: HomePage) -> StandardPage:
    return add(home, StandardPage, SECRET, slug="x", summary=SECRET)


def restrict(page: StandardPage, how: str) -> PageViewRestriction:
    return PageViewRestriction.objects.create(page=page, restriction_type=how, password=KEY if how == PASSWORD else "")


def read(client: Client, address: str) -> str:
    response = client.get(address, follow=True)
    assert response.status_code == 200
    assert set(response.cookies) == {"csrftoken"}
    return plain(response.content.decode())


@pytest.mark.parametrize(
    ("how", "titles"),
    [
        (PASSWORD, {"sv": "Lösenord krävs", "fi": "Salasana vaaditaan", "en": "Password required"}),
        (LOGIN, {"sv": "Logga in", "fi": "Kirjaudu sisään", "en": "Log in"}),
    ],
)
def test_the_page_is_one_of_the_site_and_does_not_name_what_it_protects(
    how: str, titles: dict[str, str], secret: StandardPage, client: Client
) -> None:
    restrict(secret, how)
    language = secret.locale.language_code

    html = read(client, secret.get_url())

    assert f'<html lang="{language}"' in html
    assert f"<h1>{titles[language]}</h1>" in html
    assert '<meta name="robots" content="noindex">' in html
    assert '<a class="skip-link" href="#content">' in html
    assert '<footer class="site-footer"' in html
    assert SECRET not in html
    fields = re.findall(r'<input type="(?:text|password)" name="(?:username|password)"[^>]* id="([^"]+)"', html)
    assert len(fields) == (1 if how == PASSWORD else 2)
    for field in fields:
        assert f'<label for="{field}">' in html


def test_a_password_opens_the_section_and_a_wrong_one_is_an_error_with_a_link_to_the_field(
    swedish_secret: StandardPage, client: Client
) -> None:
    restriction = restrict(swedish_secret, PASSWORD)
    address = f"/sv/_util/authenticate_with_password/{restriction.pk}/{swedish_secret.pk}/"
    assert f'action="{address}"' in read(client, swedish_secret.get_url())

    wrong = plain(client.post(address, {"password": "fel", "return_url": swedish_secret.get_url()}).content.decode())
    assert "<title>Fel: Lösenord krävs" in wrong
    assert '<a href="#id_password">' in wrong
    assert SECRET not in wrong

    right = client.post(address, {"password": KEY, "return_url": swedish_secret.get_url()}, follow=True)
    assert SECRET in right.content.decode()


@pytest.mark.parametrize("form", ["feedback", "contact"])
def test_what_is_sent_from_the_section_arrives_if_the_password_has_been_given(
    form: str, home: HomePage, client: Client
) -> None:
    page = add(home, StandardPage, SECRET) if form == "feedback" else add_contact(home)
    sent = {"helped": "yes"} if form == "feedback" else {"topic": "fault", "text": "Länken är trasig."}
    restriction = restrict(page, PASSWORD)
    with mock.patch("time.time", return_value=timezone.now().timestamp() - 60):
        sent["token"] = tokens.issue(page.pk)
    address, gate = (
        f"/sv/{'synpunkt' if form == 'feedback' else 'meddelande'}/",
        "wagtailcore_authenticate_with_password",
    )
    arrived = PageFeedback if form == "feedback" else ContactMessage

    assert client.post(address, sent).status_code == 404
    assert not arrived.objects.exists()

    client.post(reverse(gate, args=[restriction.pk, page.pk]), {"password": KEY, "return_url": page.get_url()})
    assert client.post(address, sent).status_code == 302
    assert arrived.objects.get().page_id == page.pk


def test_logging_in_leads_to_the_section_and_a_wrong_password_is_an_error(
    swedish_secret: StandardPage, client: Client, django_user_model: type[User]
) -> None:
    restrict(swedish_secret, LOGIN)
    django_user_model.objects.create_user("anna", password="hemligt-ord-1")
    sent = {"username": "anna", "password": "fel", "next": swedish_secret.get_url()}

    wrong = plain(client.post("/sv/_util/login/", sent).content.decode())
    assert "<title>Fel: Logga in" in wrong
    assert '<a href="#gate-form">' in wrong
    assert f'name="next" value="{swedish_secret.get_url()}"' in wrong

    empty = plain(client.post("/sv/_util/login/", sent | {"username": "", "password": ""}).content.decode())
    assert re.findall(r'<a href="#id_(?:username|password)">(.*?):', empty) == ["Användarnamn", "Lösenord"]

    right = client.post("/sv/_util/login/", sent | {"password": "hemligt-ord-1"}, follow=True)
    assert SECRET in right.content.decode()


@pytest.mark.parametrize(
    ("language", "heading"),
    [
        ("sv", "Formuläret kunde inte skickas"),
        ("fi", "Lomaketta ei voitu lähettää"),
        ("en", "The form could not be sent"),
    ],
)
def test_a_form_without_its_cookie_is_refused_on_a_page_of_the_site(language: str, heading: str) -> None:
    response = Client(enforce_csrf_checks=True).post(f"/{language}/_util/login/", {"username": "anna", "password": "a"})

    html = response.content.decode()
    assert response.status_code == 403
    assert f'<html lang="{language}">' in html
    assert f"<h1>{heading}</h1>" in html
    assert "<style" not in html


def test_a_page_that_breaks_says_so_in_the_frame_of_the_site(home: HomePage, client: Client) -> None:
    client.raise_request_exception = False
    with mock.patch.object(HomePage, "serve", side_effect=RuntimeError):
        response = client.get(home.get_url())

    assert response.status_code == 500
    assert "<h1>Något gick fel hos oss</h1>" in response.content.decode()


def test_who_logs_in_without_having_been_sent_from_a_page_comes_to_the_start_page(
    home: HomePage, client: Client, django_user_model: type[User]
) -> None:
    django_user_model.objects.create_user("anna", password="hemligt-ord-1")

    response = client.post("/sv/_util/login/", {"username": "anna", "password": "hemligt-ord-1"}, follow=True)

    assert response.status_code == 200
    assert response.redirect_chain[-1][0] == home.get_url()


def test_who_is_logged_in_without_a_right_to_the_section_is_told_so(
    swedish_secret: StandardPage, client: Client, django_user_model: type[User]
) -> None:
    restrict(swedish_secret, GROUPS)
    client.force_login(django_user_model.objects.create_user("anna"))

    html = client.get(swedish_secret.get_url(), follow=True).content.decode()

    assert "Ditt konto får inte läsa den här delen" in html


def test_a_file_of_a_private_collection_asks_on_a_page_of_the_site(home: HomePage, client: Client) -> None:
    collection = Collection.get_first_root_node().add_child(name="Internt")
    CollectionViewRestriction.objects.create(collection=collection, restriction_type=PASSWORD, password=KEY)
    file = ContentFile(b"text", name="avtal.txt")
    document = get_document_model().objects.create(title=SECRET, collection=collection, file=file)

    html = read(client, document.url)

    assert "Den här filen är till för dem som har lösenordet." in html
    assert '<footer class="site-footer"' in html
    assert SECRET not in html
