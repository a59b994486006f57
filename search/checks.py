"""System checks of the search."""

from django.conf import settings
from django.core.checks import CheckMessage, Error, register

from .engines import is_server_address


@register()
def engine_is_usable(app_configs: object, **kwargs: object) -> list[CheckMessage]:
    """A wrong address stops the start; a server that does not answer is no reason to."""
    if not settings.SEARCH_URL or is_server_address(settings.SEARCH_URL):
        return []
    return [
        Error(
            "SEARCH_URL is no address of a search server.",
            hint="Leave it empty for the embedded index, or give http://host:9200 or https://user:password@host:9200.",
            id="search.E001",
        )
    ]
