"""Links in running text: to what visitors can read, in the language of the page, and looked up together."""

from collections.abc import Callable

import pytest

from django.core.files.base import ContentFile
from django.test import Client

from wagtail.documents import get_document_model
from wagtail.models import Page, PageViewRestriction
from wagtail.rich_text import expand_db_html

from home.models import HomePage
from knowledge.models import FaqItem
from tests.factories import ThemePageFactory, ToolkitPageFactory

pytestmark = pytest.mark.django_db


def link(target: Page, text: str = "mer") -> str:
    return f'<p>Läs <a linktype="page" id="{target.pk}">{text}</a>.</p>'


@pytest.fixture
def shown(client: Client) -> Callable[[Page], str]:
    return lambda page: client.get(page.url).content.decode()


def restrict(page: Page) -> None:
    PageViewRestriction.objects.create(page=page, restriction_type=PageViewRestriction.LOGIN)


def test_a_link_leads_to_its_page(home: HomePage, shown: Callable) -> None:
    target = ToolkitPageFactory(slug="stod")
    page = ThemePageFactory(parent=target, purpose=link(target), faq=[FaqItem(question="Var?", answer=link(target))])

    assert shown(page).count('<a href="/sv/stod/">mer</a>') == 2


@pytest.mark.parametrize("hide", [restrict, Page.unpublish, Page.delete], ids=["private", "draft", "deleted"])
def test_only_the_words_remain_of_a_link_that_leads_nowhere(
    home: HomePage, shown: Callable, hide: Callable[[Page], None]
) -> None:
    target = ToolkitPageFactory(slug="stod")
    page = ThemePageFactory(parent=ToolkitPageFactory(), purpose=link(target))

    hide(target)

    html = shown(page)
    assert "/sv/stod/" not in html
    assert "<a>mer</a>" in html


def test_a_link_leads_to_the_translation_where_there_is_one(
    home: HomePage, finnish_home: HomePage, shown: Callable
) -> None:
    translated, other = ToolkitPageFactory(slug="stod"), ToolkitPageFactory(slug="annat")
    translated.copy_for_translation(finnish_home.locale).save_revision().publish()
    finnish = ToolkitPageFactory(
        parent=finnish_home, language="fi", purpose=link(translated), goal=link(other), slug="tuki"
    )

    html = shown(finnish)

    assert 'href="/fi/stod/"' in html
    assert 'href="/sv/annat/"' in html


def test_a_link_leads_to_a_document(home: HomePage, shown: Callable) -> None:
    document = get_document_model().objects.create(title="Planen", file=ContentFile(b"x", name="plan.pdf"))
    page = ToolkitPageFactory(purpose=f'<p><a linktype="document" id="{document.pk}">Planen</a></p>')

    assert f'<a href="{document.url}">Planen</a>' in shown(page)


@pytest.mark.parametrize("pk", ["", "x", "-1", "0", "99999", "²", "1 OR 1=1"])
def test_a_damaged_link_leaves_its_words(home: HomePage, pk: str) -> None:
    for kind in ("page", "document"):
        assert expand_db_html(f'<a linktype="{kind}" id="{pk}">mer</a>') == "<a>mer</a>"


def test_addresses_are_looked_up_anew_for_each_request(home: HomePage, shown: Callable) -> None:
    target = ToolkitPageFactory(slug="stod")
    page = ThemePageFactory(parent=ToolkitPageFactory(), purpose=link(target))
    shown(page)

    target.slug = "nytt"
    target.save()

    assert "/sv/nytt/" in expand_db_html(link(target))
    assert 'href="/sv/nytt/"' in shown(page)


def test_all_links_of_a_page_are_read_together(
    home: HomePage, shown: Callable, django_assert_num_queries: Callable
) -> None:
    from knowledge.links import look_up

    targets = [ToolkitPageFactory() for _ in range(5)]
    page = ThemePageFactory(
        parent=targets[0],
        purpose=link(targets[0]),
        faq=[FaqItem(question="Var?", answer=link(target)) for target in targets],
    )
    rows = list(page.faq.all())
    home.url  # noqa: B018 — the site's root paths are then in the cache

    with django_assert_num_queries(1):
        look_up([page, *rows], page.locale_id)
        assert all("href" in expand_db_html(row.answer) for row in rows)
