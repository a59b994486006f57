"""What is never kept, however it is written."""

import string
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from search.statistics.keys import Key, key_of
from search.statistics.privacy import MAX_CHARACTERS, MAX_WORDS, cleaned, may_be_kept

SIGNS = ["", " ", "-", "–", "+", " - ", ".", "/", "\u00ad-", "\u200b", "\u2060 ", "‑", "−", "\u00a0"]
words = st.sampled_from(["", "remiss", "fallolycka", "för", "min mamma", "återbesök"])
signs = st.sampled_from(SIGNS)


def kept(text: str) -> bool:
    return key_of(text, "sv") != Key("sv")


@st.composite
def personal_numbers(draw: st.DrawFn) -> str:
    """Of people and coordination numbers, with and without century, whatever stands between the digits."""
    born = draw(st.dates(date(1900, 1, 1), date(2030, 1, 1)))
    century = str(born.year)[:2] if draw(st.booleans()) else ""
    day = born.day + draw(st.sampled_from([0, 60]))
    last = draw(st.text(string.digits, min_size=4, max_size=4))
    number = f"{century}{draw(signs) if century else ''}{born:%y%m}{day:02}{draw(signs)}{last}"
    return number.translate(FULL_WIDTH) if draw(st.booleans()) else number


FULL_WIDTH = {ord(digit): ord(digit) + 0xFEE0 for digit in string.digits}


@settings(max_examples=300, deadline=None)
@given(before=words, number=personal_numbers(), after=words)
def test_no_personal_identity_number_is_kept(before: str, number: str, after: str) -> None:
    assert not kept(f"{before} {number} {after}")


telephones = st.builds(
    lambda start, groups, sign: start + sign + sign.join(groups),
    st.sampled_from(["0", "+46", "0046", "07", "+358 ", "(0)"]),
    st.lists(st.text(string.digits, min_size=2, max_size=3), min_size=3, max_size=4),
    st.sampled_from([*SIGNS, ") ", "·"]),
)


@settings(max_examples=300, deadline=None)
@given(before=words, number=telephones, after=words)
def test_no_telephone_number_is_kept(before: str, number: str, after: str) -> None:
    assert not kept(f"{before} {number} {after}")


name = st.text(string.ascii_letters + "åäö._-", min_size=1, max_size=12)


@settings(max_examples=100, deadline=None)
@given(before=words, user=name, host=name, sign=st.sampled_from(["@", " @ ", "(at)", " [AT] ", "＠", "\u200b@"]))
def test_no_e_mail_address_is_kept(before: str, user: str, host: str, sign: str) -> None:
    assert not kept(f"{before} {user}{sign}{host}.se")


def test_a_text_is_no_query() -> None:
    assert kept(" ".join(["vård"] * MAX_WORDS))
    assert not kept(" ".join(["vård"] * (MAX_WORDS + 1)))
    assert not kept("ö" * (MAX_CHARACTERS + 1))
    assert not kept("mamma är 84 år och ramlade i fredags, vart ringer jag för att få hem hjälp")


@pytest.mark.parametrize(
    "text",
    [
        "NSV23-0008-6",
        "nsv 23-0020 § 16/23",
        "KSKF/2023:126",
        "SOU 2018:39 och SOU 2020:19",
        "postnummer 611 32",
        "indikatorer 2019 2020 2021",
        "2019–2023",
        "SIP 18-25 år",
        "hur många vårdcentraler finns i länet?",
        "e-hälsa",
        "covid-19",
    ],
)
def test_what_people_look_for_is_kept(text: str) -> None:
    assert may_be_kept(cleaned(text))
    assert kept(text)


def test_what_is_kept_has_nothing_invisible_and_single_spaces() -> None:
    assert key_of(" n\u00adära\u200b\tvård\x00\r\n\u202elokaler ", "sv").spelling == "nära vård lokaler"
