"""The web application, and what its process does beside answering."""

import os
import threading

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings.production")

application = get_wsgi_application()


def prepare_languages() -> None:
    """Read the word lists, so that the first visitor need not wait for them."""
    from search.language import prepare

    prepare()


def carry_out_plans() -> None:
    """Publish and withdraw pages at the times that editors have planned, unless workers do that."""
    from django.conf import settings

    from knowledge.schedule import keep_carrying_out

    if not settings.CELERY_BROKER_URL:
        keep_carrying_out()


for work in (prepare_languages, carry_out_plans):
    threading.Thread(target=work, name=work.__name__, daemon=True).start()
