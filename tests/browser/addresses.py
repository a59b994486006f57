"""Where each type of page of the demo site is, in each language that it exists in, and by what one knows it."""

import sqlite3
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Page, Response, expect

TOOLKIT = "/sv/vagledning/processtod-for-lokalforsorjning/"
GUIDE = "/sv/vagledning/fem-steg-till-en-gemensam-plan/"
FINNISH_TOOLKIT = "/fi/ohjeet/tilahallinnan-prosessituki/"
ENGLISH_TOOLKIT = "/en/guidance/process-support-for-premises-planning/"
FINNISH_GUIDE = "/fi/ohjeet/viisi-vaihetta-yhteiseen-suunnitelmaan/"
ENGLISH_GUIDE = "/en/guidance/five-steps-to-a-joint-plan/"
REPORT = "/sv/rapporter-och-rekommendationer/projektrapport-nara-vard-i-sormland/"


@dataclass(frozen=True)
class Address:
    """`holds` is a selector of something that only a page of this type has."""

    path: str
    holds: str
    status: int = 200

    def opens_in(self, page: Page) -> Response:
        response = page.goto(self.path)
        assert response is not None
        assert response.status == self.status
        expect(page.locator(self.holds).first).to_be_attached()
        return response


SWEDISH = {
    "start": Address("/sv/", ".home-band"),
    "section": Address("/sv/uppfoljning/", ".listing-row"),
    "section with a list": Address("/sv/larande-exempel/", ".filters .facet"),
    "section with decisions": Address("/sv/beslut-och-moten/beslut/", ".results-hits .kind-decision"),
    "standard": Address("/sv/om-nara-vard/malbild-2035/", ".kind-about .page-foot"),
    "glossary": Address("/sv/om-nara-vard/begrepp-och-forkortningar/", ".glossary-entry"),
    "statement": Address("/sv/tillganglighetsredogorelse/", "#brister"),
    "contact": Address("/sv/kontakt-och-synpunkter/", ".contact-address"),
    "toolkit": Address(TOOLKIT, ".theme-list"),
    "theme": Address(f"{TOOLKIT}tema-2b-former-for-beslutsfattande/", "[id^=punkt-]"),
    "guide": Address(GUIDE, ".step-list"),
    "step": Address(f"{GUIDE}steg-3-agera-gemensamt/", ".steps [aria-current]"),
    "example": Address("/sv/larande-exempel/skelleftea-och-norsjo/", ".kind-example .film"),
    "report": Address(REPORT, "#projektmal"),
    "chapter": Address(f"{REPORT}organisation-och-arbetssatt/", ".kind-report table"),
    "decision": Address("/sv/beslut-och-moten/beslut/slutrapporten-godkanns-16-23/", ".stage.is-decision"),
    "search": Address("/sv/sok/", ".search-band"),
    "results": Address("/sv/sok/?q=samverkan", ".pagination"),
    "filtered results": Address("/sv/sok/?q=samverkan&kind=guide&kind=report", ".chips"),
    "results in two tiers": Address("/sv/sok/?q=hyra+ekonomichef", ".hits + h2.tier ~ .hits"),
    "results with some of the words": Address("/sv/sok/?q=hyresprinciper+kvantfysik", ".ways ~ .hits"),
    "result of a number": Address("/sv/sok/?q=NSV23-0020", ".direct"),
    "corrected result": Address("/sv/sok/?q=parhästra", ".did-you-mean"),
    "promoted result": Address("/sv/sok/?q=målbilden", ".promoted"),
    "empty result": Address("/sv/sok/?q=xyzzyqq", ".empty-result"),
    "empty result with filters": Address("/sv/sok/?q=hyresprinciper&year_to=1999", ".empty-result .ways"),
    "not found": Address("/sv/finns-inte/", "#search-404", status=404),
}
TRANSLATED = {
    "start in Finnish": Address("/fi/", ".home-band"),
    "standard in Finnish": Address("/fi/tietoa-nara-vard-tyosta/", ".page-foot"),
    "section in Finnish": Address("/fi/ohjeet/", ".listing"),
    "section with a list in Finnish": Address("/fi/oppimisesimerkit/", ".filters .facet"),
    "toolkit in Finnish": Address(FINNISH_TOOLKIT, ".theme-list"),
    "theme in Finnish": Address(f"{FINNISH_TOOLKIT}teema-2b-paatoksenteon-muodot/", "[id^=punkt-]"),
    "guide in Finnish": Address(FINNISH_GUIDE, ".step-list"),
    "step in Finnish": Address(f"{FINNISH_GUIDE}vaihe-3-toimikaa-yhdessa/", ".steps [aria-current]"),
    "example in Finnish": Address("/fi/oppimisesimerkit/skelleftea-ja-norsjo/", ".film"),
    "decision in Finnish": Address("/fi/paatokset-ja-kokoukset/loppuraportti-hyvaksytaan-16-23/", ".stage.is-decision"),
    "statement in Finnish": Address("/fi/saavutettavuusseloste/", "#brister"),
    "contact in Finnish": Address("/fi/yhteystiedot-ja-palaute/", ".contact-address"),
    "results in Finnish": Address("/fi/haku/?q=tavoitekuva", ".hit"),
    "results that are only in Swedish": Address("/fi/haku/?q=samverkan", ".hit[lang=sv]"),
    "empty result in Finnish": Address("/fi/haku/?q=xyzzyqq", ".empty-result"),
    "not translated to Finnish": Address("/sv/om-nara-vard/malbild-2035/?language=fi", ".untranslated[lang=fi]"),
    "not found in Finnish": Address("/fi/finns-inte/", "#search-404", status=404),
    "start in English": Address("/en/", ".home-band"),
    "standard in English": Address("/en/about-nara-vard/", ".page-foot"),
    "section in English": Address("/en/guidance/", ".listing"),
    "section with a list in English": Address("/en/learning-examples/", ".filters .facet"),
    "toolkit in English": Address(ENGLISH_TOOLKIT, ".theme-list"),
    "theme in English": Address(f"{ENGLISH_TOOLKIT}theme-2b-forms-of-decision-making/", "[id^=punkt-]"),
    "guide in English": Address(ENGLISH_GUIDE, ".step-list"),
    "step in English": Address(f"{ENGLISH_GUIDE}step-3-act-together/", ".steps [aria-current]"),
    "example in English": Address("/en/learning-examples/skelleftea-and-norsjo/", ".film"),
    "decision in English": Address("/en/decisions-and-meetings/final-report-approved-16-23/", ".stage.is-decision"),
    "statement in English": Address("/en/accessibility-statement/", "#brister"),
    "contact in English": Address("/en/contact-and-feedback/", ".contact-address"),
    "results in English": Address("/en/search/?q=decision", ".hit"),
    "empty result in English": Address("/en/search/?q=xyzzyqq", ".empty-result"),
    "not translated to English": Address("/sv/om-nara-vard/malbild-2035/?language=en", ".untranslated[lang=en]"),
    "not found in English": Address("/en/finns-inte/", "#search-404", status=404),
}
ALL = SWEDISH | TRANSLATED
# Whose form needs a cookie.
GATES = {"log in": Address("/sv/_util/login/", "#gate-form")}

LIVE_PAGES = """
SELECT type.model, locale.language_code, page.url_path FROM wagtailcore_page page
JOIN django_content_type type ON type.id = page.content_type_id
JOIN wagtailcore_locale locale ON locale.id = page.locale_id
WHERE page.live AND page.depth > 1 ORDER BY page.path"""


def not_named(demo_folder: Path) -> list[Address]:
    """A page of each type and language of the demo site that none of the addresses is of."""
    connection = sqlite3.connect(f"file:{demo_folder / 'portal.sqlite3'}?mode=ro", uri=True)
    rows = connection.execute(LIVE_PAGES).fetchall()
    connection.close()
    pages = [((model, language), f"/{language}/{path.split('/', 2)[2]}") for model, language, path in rows]
    named = {address.path for address in ALL.values()}
    seen = {kind for kind, path in pages if path in named}
    first = {kind: path for kind, path in reversed(pages) if kind not in seen}
    return [Address(path, "main h1") for path in first.values()]
