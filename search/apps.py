from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class SearchConfig(AppConfig):
    name = "search"
    verbose_name = _("Search")

    def ready(self) -> None:
        from . import checks, nudge, signal_handlers, upkeep  # noqa: F401

        signal_handlers.connect()
        nudge.connect(upkeep.wake)
