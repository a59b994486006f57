"""Every word of the templates is translated, so that no page falls back to English."""

import ast
import re
from pathlib import Path

import polib
import pytest

from django.conf import settings
from django.utils.translation.template import templatize

ROOT = Path(__file__).resolve().parents[2]
# Django's own extraction turns a template into calls such as gettext(u'Search').
CALL = re.compile(r"\b(gettext|ngettext|pgettext|npgettext|_)\((?=u?['\"])")
PLACEHOLDER = re.compile(r"%\(\w+\)s|href=\"[^\"]*\"")

Message = tuple[str | None, str]


def _arguments(source: str) -> list[str]:
    """The leading string arguments of a call whose text begins `source`."""
    literal = re.compile(r"\s*u?('(?:[^'\\]|\\.)*'|\"(?:[^\"\\]|\\.)*\")\s*,?")
    found, position = [], 0
    while match := literal.match(source, position):
        found.append(ast.literal_eval(match[1]))
        position = match.end()
    return found


def _messages(language: str) -> dict[Message, str]:
    """Each message of the templates, by context and text, with the template that holds it. The admin is not in Finnish."""
    messages: dict[Message, str] = {}
    for path in sorted((ROOT / "templates").rglob("*.html")):
        if path.parent.name == "admin" and language not in dict(settings.WAGTAILADMIN_PERMITTED_LANGUAGES):
            continue
        source = templatize(path.read_text())
        for call in CALL.finditer(source):
            arguments = _arguments(source[call.end() :])
            context = arguments.pop(0) if "pgettext" in call[1] else None
            messages[context, arguments[0]] = str(path.relative_to(ROOT))
    return messages


def _translations(language: str) -> dict[Message, list[str]]:
    return {
        (entry.msgctxt, entry.msgid): list(entry.msgstr_plural.values()) or [entry.msgstr]
        for path in ROOT.glob(f"*/locale/{language}/LC_MESSAGES/django.po")
        for entry in polib.pofile(str(path))
        if not entry.obsolete and not entry.fuzzy
    }


def test_the_templates_hold_messages():
    assert (None, "Search this site") in _messages("sv")
    assert ("in an order", "Next") in _messages("sv")


@pytest.mark.parametrize("language", ["sv", "fi"])
def test_every_message_is_translated(language: str):
    translations = _translations(language)
    missing = {
        f"{place}: {text}"
        for (context, text), place in _messages(language).items()
        if not all(translations.get((context, text), [""]))
    }
    assert not missing


@pytest.mark.parametrize("language", ["sv", "fi"])
def test_translations_keep_their_placeholders_and_links(language: str):
    for (_, text), translated in _translations(language).items():
        # The singular may say "one" in place of the number.
        for version in translated[-1:]:
            assert sorted(PLACEHOLDER.findall(version)) == sorted(PLACEHOLDER.findall(text)) or not version, text
