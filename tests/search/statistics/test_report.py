"""The report: who may see it, what it tells, and that its files are harmless."""

import csv
import io
import re
from collections.abc import Callable
from datetime import timedelta
from html import unescape

import pytest

from django.contrib.auth.models import Permission, User
from django.test import Client
from django.urls import reverse

from wagtail.models import Locale

from .asked import ask
from .conftest import today

pytestmark = pytest.mark.django_db

ADDRESS = reverse("search_statistics")


@pytest.fixture
def editor(client: Client) -> Client:
    user = User.objects.create_user("redaktor")
    user.user_permissions.set(Permission.objects.filter(codename__in=["access_admin", "view_querycount"]))
    client.force_login(user)
    return client


@pytest.fixture
def get(editor: Client) -> Callable[..., str]:
    """The report without the menus, with single spaces."""

    def get(**parameters: str) -> str:
        html = editor.get(ADDRESS, parameters).content.decode()
        return " ".join(html[html.index("statistics-choice") :].split())

    return get


def rows(editor: Client, **parameters: str) -> list[list[str]]:
    response = editor.get(ADDRESS, {"export": "csv"} | parameters)
    return list(csv.reader(io.StringIO(b"".join(response.streaming_content).decode())))


def part(html: str, code: str) -> str:
    start = html.index(f'id="statistics-{code}"')
    return html[start : html.index("</section>", start)]


def test_only_those_see_it_who_have_the_permission(client: Client, editor: Client) -> None:
    assert ADDRESS in editor.get("/admin/").content.decode()
    other = User.objects.create_user("annan")
    other.user_permissions.set(Permission.objects.filter(codename="access_admin"))
    client.force_login(other)

    assert client.get(ADDRESS).status_code in (302, 403)
    assert ADDRESS not in client.get("/admin/").content.decode()


def test_each_list_names_the_queries_it_is_about(get: Callable) -> None:
    ask("samverkan", today(), days=5, clicked=1, positions=2)
    ask("hundspann", today(), days=5, misses=1, answered=0)
    ask("lokaler", today(), days=5)
    ask("sällan", today(), days=4)

    html = get()

    assert re.findall(r'lang="sv">([^<]+)<', part(html, "top")) == ["hundspann", "lokaler", "samverkan"]
    assert re.findall(r'lang="sv">([^<]+)<', part(html, "misses")) == ["hundspann"]
    assert re.findall(r'lang="sv">([^<]+)<', part(html, "unopened")) == ["lokaler"]
    assert "sällan" not in html
    assert "4 sökningar i perioden gällde andra frågor" in html


def test_where_no_query_is_told_none_is_praised(get: Callable) -> None:
    ask("sällan", today(), days=4)

    assert get().count("Ingen fråga har ställts fem olika dagar ännu.") == 3

    ask("samverkan", today(), days=5, clicked=1, positions=2)

    assert "Alla vanliga frågor har hittat sidor med alla ord." in part(get(), "misses")


def test_of_no_searches_there_is_no_share(get: Callable) -> None:
    assert " %</span>" not in get()


def test_picture_and_table_tell_the_same(get: Callable) -> None:
    ask("samverkan", today(), searches=20, misses=5)

    html = get(days="7")

    svg = html[html.index("<svg role") : html.index("</svg>", html.index("<svg role"))]
    assert "20 sökningar totalt, 5 av dem utan träff" in svg
    assert len(re.findall(r"<g>", svg)) == html.count('<th scope="row">') == 7
    assert svg.count('height="178.0"') == 1
    assert svg.count('height="44.5"') == 1
    assert "style=" not in html[: html.index("</form>")] + svg


def test_a_long_period_is_drawn_in_weeks(get: Callable) -> None:
    assert 52 <= get(days="365").count("<g>") <= 54


@pytest.mark.parametrize(
    "wrong", [{"days": "x"}, {"days": "9" * 99}, {"language": "tlh"}, {"list": "x"}, {"export": "exe"}]
)
def test_what_makes_no_sense_is_left_out(get: Callable, wrong: dict[str, str]) -> None:
    assert "Sökningar dag för dag" in get(**wrong)


def test_a_language_is_told_by_itself(get: Callable) -> None:
    ask("samverkan", today(), days=5)
    ask("yhteistyö", today(), days=5, locale="fi")

    assert "yhteistyö</a> (Suomi)" in part(get(), "top")
    assert "/fi/haku/?q=yhteisty" in part(get(language="fi"), "top")
    assert "samverkan" not in part(get(language="fi"), "top")


def test_a_file_has_swedish_headings_and_no_formulas(editor: Client) -> None:
    ask("=HYPERLINK('x') samverkan", today(), days=6)
    ask("+lokaler", today(), days=5)

    heading, *found = rows(editor, list="top")

    assert heading[:5] == ["Fråga", "Språk", "Sökningar", "Dagar", "Utan träff"]
    assert [row[0] for row in found] == ["'=HYPERLINK('x') samverkan", "'+lokaler"]


def test_the_days_are_a_file_too(editor: Client) -> None:
    ask("samverkan", today(), searches=3)

    heading, *found = rows(editor, list="days", days="7")

    assert heading == ["Dag", "Sökningar", "Utan träff", "Inget öppnat"]
    assert found[-1] == [str(today()), "3", "0", "1"]
    assert found[0][0] == str(today() - timedelta(days=6))


def test_a_spelling_stands_as_text(get: Callable) -> None:
    ask("<b>samverkan</b>", today(), days=5)

    assert "&lt;b&gt;samverkan&lt;/b&gt;" in get()


def test_an_editor_who_may_is_led_to_what_mends_a_query(editor: Client, get: Callable) -> None:
    ask("hundspann & släde", today(), days=5, misses=1, answered=0)
    assert "wordings=" not in get()

    editors = Permission.objects.filter(codename__in=["add_synonyms", "add_promotedresult"])
    User.objects.get(username="redaktor").user_permissions.add(*editors)
    links = [unescape(link) for link in re.findall(r'href="(/admin/[^"]+)"', part(get(), "misses"))]

    trial, synonym, promoted = links
    assert "Varför" in editor.get(trial).content.decode()
    for address in (synonym, promoted):
        form = editor.get(address).context["form"].initial
        assert form["wordings"] == "hundspann & släde"
        assert form["locale"] == Locale.objects.get(language_code="sv").pk
