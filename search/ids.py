"""Ids in addresses and forms, where anything may stand."""

LONGEST = 18  # digits; longer numbers are no ids of any database


def id_in(text: str) -> int | None:
    """The id that the text is, or None for what no database would understand as one."""
    return int(text) if text.isascii() and text.isdigit() and len(text) <= LONGEST else None
