"""The demo site as something to search in, for measuring outside pytest."""

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


@contextmanager
def demo_site(folder: Path | None = None) -> Iterator[dict[int, str]]:
    """Make searches of this process answer from the demo site; gives the demo file's stem by page id.

    Must be entered before Django is set up. Without a folder the site is built in a temporary one first.
    """
    with tempfile.TemporaryDirectory(prefix="portal-relevance-") as temporary:
        os.environ["PORTAL_VAR_DIR"] = str(folder or temporary)
        os.environ["DJANGO_SETTINGS_MODULE"] = "portal.settings.dev"
        for name in ("DATABASE_URL", "SEARCH_URL", "CELERY_BROKER_URL"):
            os.environ.pop(name, None)

        import django
        from django.core.management import call_command

        django.setup()
        if folder is None:
            call_command("demo", no_serve=True)
        from knowledge.models import ImportRecord

        yield {page: Path(source).stem for page, source in ImportRecord.objects.values_list("page_id", "source")}
