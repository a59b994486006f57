from django.apps import AppConfig, apps
from django.db.backends.signals import connection_created
from django.db.models.signals import post_migrate


class PortalConfig(AppConfig):
    name = "portal"
    verbose_name = "Portal"

    def ready(self) -> None:
        from . import checks, databases, uploads  # noqa: F401

        connection_created.connect(databases.set_up)

        # Sent for apps with models only, and this one has none.
        post_migrate.connect(uploads.move_private, sender=apps.get_app_config("wagtaildocs"))
