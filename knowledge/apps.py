from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class KnowledgeConfig(AppConfig):
    name = "knowledge"
    verbose_name = _("Knowledge")

    def ready(self) -> None:
        from wagtail.permissions import register_permission_policy

        from . import checks  # noqa: F401
        from .facets import register_facets
        from .imports.permissions import ImportPolicy
        from .metrics import register_metrics
        from .models import DocumentImport
        from .models.admin_search import forget_deleted_in_admin_search
        from .names import register_names
        from .synonyms import register_synonyms
        from .usage import protect_used_items

        register_permission_policy(DocumentImport, ImportPolicy(DocumentImport))
        register_facets()
        register_metrics()
        register_names()
        register_synonyms()
        protect_used_items()
        forget_deleted_in_admin_search()
