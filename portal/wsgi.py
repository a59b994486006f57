"""The web application. Word lists are read beside the start, so that the first visitor need not wait for them."""

import os
import threading

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings.production")

application = get_wsgi_application()


def prepare_languages() -> None:
    from search.language import prepare

    prepare()


threading.Thread(target=prepare_languages, name="prepare-languages", daemon=True).start()
