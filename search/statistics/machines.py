"""Tells requests that people make from those of programs. What is looked at is not kept."""

import re

from django.conf import settings
from django.http import HttpRequest

# Programs that say what they are. A browser names none of these.
_MACHINE = re.compile(
    r"bot\b|crawl|spider|slurp|scan|monitor|probe|preview|headless|^(?:curl|wget|python|java|go-http|okhttp|ruby|perl|libwww)",
    re.IGNORECASE,
)
# Headers that tell of pages that are fetched before anyone wants to see them: "prefetch", "prerender", "preview".
_AHEAD = ("Sec-Purpose", "Purpose", "X-Purpose", "X-Moz")


def is_person(request: HttpRequest) -> bool:
    """Whether a person seems to look at the answer: not a machine, a script, or a browser that fetches ahead."""
    headers = request.headers
    agent = headers.get("User-Agent", "")
    return bool(
        settings.SEARCH_STATISTICS
        and request.method == "GET"
        and agent
        and not _MACHINE.search(agent)
        and not any("pre" in headers.get(name, "").lower() for name in _AHEAD)
        and headers.get("Sec-Fetch-Dest", "document") == "document"
    )
