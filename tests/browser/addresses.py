"""Where each type of page of the demo site is, in each language that it exists in."""

SWEDISH = {
    "start": "/sv/",
    "section": "/sv/uppfoljning/",
    "section with a list": "/sv/larande-exempel/",
    "section with a list of decisions": "/sv/beslut-och-moten/beslut/",
    "standard": "/sv/om-nara-vard/malbild-2035/",
    "statement": "/sv/tillganglighetsredogorelse/",
    "contact": "/sv/kontakt-och-synpunkter/",
    "toolkit": "/sv/vagledning/processtod-for-lokalforsorjning/",
    "theme": "/sv/vagledning/processtod-for-lokalforsorjning/tema-2b-former-for-beslutsfattande/",
    "example": "/sv/larande-exempel/skelleftea-och-norsjo/",
    "report": "/sv/rapporter-och-rekommendationer/projektrapport-nara-vard-i-sormland/",
    "chapter": "/sv/rapporter-och-rekommendationer/projektrapport-nara-vard-i-sormland/organisation-och-arbetssatt/",
    "decision": "/sv/beslut-och-moten/beslut/slutrapporten-godkanns-16-23/",
    "search": "/sv/sok/",
    "results": "/sv/sok/?q=samverkan",
    "results in two tiers": "/sv/sok/?q=hyresprinciper+kvantfysik",
    "result of a number": "/sv/sok/?q=NSV23-0020",
    "empty result": "/sv/sok/?q=xyzzyqq",
    "empty result with filters": "/sv/sok/?q=hyresprinciper&year=1999",
    "not found": "/sv/finns-inte/",
}
TRANSLATED = {
    "Finnish start": "/fi/",
    "Finnish standard": "/fi/tietoa-nara-vard-tyosta/",
    "Finnish section": "/fi/seuranta/",
    "Finnish example": "/fi/oppimisesimerkit/skelleftea-ja-norsjo/",
    "Finnish statement": "/fi/saavutettavuusseloste/",
    "Finnish contact": "/fi/yhteystiedot-ja-palaute/",
    "Finnish results": "/fi/haku/?q=tavoitekuva",
    "Finnish empty result": "/fi/haku/?q=xyzzyqq",
    "English start": "/en/",
    "English standard": "/en/about-nara-vard/",
    "English section": "/en/follow-up/",
    "English example": "/en/learning-examples/skelleftea-and-norsjo/",
    "English statement": "/en/accessibility-statement/",
    "English contact": "/en/contact-and-feedback/",
    "English results": "/en/search/?q=decision",
    "English empty result": "/en/search/?q=xyzzyqq",
}
ALL = SWEDISH | TRANSLATED

THEME = SWEDISH["theme"]
NOT_FOUND = {"not found"}
