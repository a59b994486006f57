"""System checks of what must hold between the settings and the packages."""

from django.conf import settings
from django.core.checks import CheckMessage, Error, register


@register()
def locales_agree(app_configs: object, **kwargs: object) -> list[CheckMessage]:
    """Wagtail's content languages and Django's interface languages are the same list, or pages appear without an interface."""
    if list(settings.LANGUAGES) == list(settings.WAGTAIL_CONTENT_LANGUAGES):
        return []
    return [
        Error(
            "LANGUAGES and WAGTAIL_CONTENT_LANGUAGES differ.",
            hint="Name every locale in both, in the same order, in portal/settings/base.py.",
            id="portal.E001",
        )
    ]
