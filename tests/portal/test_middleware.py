"""The language of a page, and the Content-Security-Policy: strict for visitors, as loose as the editor needs."""

import pytest

from django.http import HttpRequest, HttpResponse
from django.test import Client, RequestFactory

from portal.middleware import ContentSecurityPolicyMiddleware


def policy(path: str, **headers: str) -> dict[str, str]:
    """The directives that come with an answer."""

    def answer(request: HttpRequest) -> HttpResponse:
        return HttpResponse("", headers=headers)

    sent = ContentSecurityPolicyMiddleware(answer)(RequestFactory().get(path)).headers["Content-Security-Policy"]
    return dict(directive.strip().split(" ", 1) for directive in sent.split(";"))


@pytest.mark.parametrize("path", ["/", "/sv/", "/sv/admin/", "/administration/", "/admin", "/documents/1/x.pdf"])
def test_visitors_pages_load_nothing_but_our_own_files(path: str) -> None:
    found = policy(path)

    assert found["default-src"] == "'self'"
    assert found["object-src"] == "'none'"
    assert found["frame-ancestors"] == "'self'"
    assert not any("unsafe" in value or "http" in value or "*" in value for value in found.values())


def test_the_editor_may_run_its_own_inline_scripts_and_still_calls_nobody() -> None:
    found = policy("/admin/pages/3/edit/")

    assert "'unsafe-inline'" in found["script-src"]
    assert not any("http" in value or "*" in value for value in found.values())


def test_a_view_may_send_a_policy_of_its_own() -> None:
    assert policy("/sv/", **{"Content-Security-Policy": "default-src 'none'"}) == {"default-src": "'none'"}


def test_the_headers_come_with_every_answer(db: None, client: Client) -> None:
    for path in ("/sv/sok/", "/sv/finns-inte/", "/admin/login/", "/"):
        headers = client.get(path).headers
        assert "Content-Security-Policy" in headers, path
        assert headers["X-Content-Type-Options"] == "nosniff", path
        assert headers["Referrer-Policy"] == "same-origin", path
        assert path == "/" or headers["X-Frame-Options"] == "SAMEORIGIN", path  # a redirect has nothing to frame


@pytest.mark.parametrize("browser", ["en", "fi", "de, en;q=0.5", ""])
def test_the_address_decides_the_language_and_never_the_browser(db: None, client: Client, browser: str) -> None:
    headers = {"accept-language": browser}
    assert client.get("/", headers=headers).headers["Location"] == "/sv/"
    assert 'lang="sv"' in client.get("/admin/login/", headers=headers).content.decode()
    assert client.get("/fi/haku/", headers=headers).headers["Content-Language"] == "fi"
