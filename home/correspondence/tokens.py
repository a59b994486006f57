"""Signed tokens in forms, in place of the cookie that Django's protection against forged requests would need.

A visitor has no session that somebody else's page could make use of. What a token holds back is what sends forms blindly:
it says for which page and when the form was drawn, is good for a day, and for one message.
"""

import secrets
import time
from dataclasses import dataclass

from django.core import signing

SALT = "home.correspondence"
MAX_AGE = 24 * 60 * 60  # seconds


@dataclass(frozen=True)
class Token:
    page_id: int
    age: float
    """Seconds since the form was drawn."""
    nonce: str


def issue(page_id: int) -> str:
    return signing.dumps([page_id, round(time.time(), 1), secrets.token_hex(8)], salt=SALT, compress=False)


def read(text: str) -> Token | None:
    """None for what we have not signed, or not within a day."""
    try:
        page_id, issued, nonce = signing.loads(text, salt=SALT, max_age=MAX_AGE)
    except (signing.BadSignature, ValueError, TypeError):
        return None
    return Token(page_id, time.time() - issued, nonce)


def page_id_of(text: str) -> int | None:
    """For which page a form was drawn, however long ago."""
    try:
        return int(signing.loads(text, salt=SALT)[0])
    except (signing.BadSignature, ValueError, TypeError, IndexError):
        return None
