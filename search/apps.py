from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class SearchConfig(AppConfig):
    name = "search"
    verbose_name = _("Search")

    def ready(self) -> None:
        from . import known, nudge, signal_handlers, synonyms, upkeep
        from .files import signals as file_signals

        synonyms.register(known.edited_synonyms)
        signal_handlers.connect()
        file_signals.connect()
        nudge.connect(upkeep.wake)
