"""Who may import: whoever may add a page somewhere. An import is seen by the one who made it, and by administrators."""

from collections.abc import Iterable
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from wagtail.models import Page
from wagtail.permission_policies.base import BasePermissionPolicy
from wagtail.permission_policies.pages import PagePermissionPolicy

from ..models import DocumentImport


class ImportPolicy(BasePermissionPolicy):
    def user_has_permission(self, user: Any, action: str) -> bool:
        return user.is_active and PagePermissionPolicy().user_has_permission(user, "add")

    def users_with_any_permission(self, actions: Iterable[str]) -> QuerySet:
        return PagePermissionPolicy().users_with_any_permission(["add"])

    def user_has_permission_for_instance(self, user: Any, action: str, instance: DocumentImport) -> bool:
        return self.user_has_permission(user, action) and (user.is_superuser or instance.user_id == user.pk)

    def instances_user_has_any_permission_for(self, user: Any, actions: Iterable[str]) -> QuerySet:
        imports = DocumentImport.objects.all()
        if not self.user_has_permission(user, "view"):
            return imports.none()
        return imports if user.is_superuser else imports.filter(user=user)


def problem_of_place(parent: Page, model: Any, user: Any, language: str) -> str:
    """Why pages of this type cannot be made under a page by this user. Empty when they can."""
    words = {"parent": parent.get_admin_display_title()}
    if parent.is_root() or not model.can_exist_under(parent):
        return _("A page of this kind cannot stand under “%(parent)s”.") % words
    if parent.locale.language_code != language:
        return _("“%(parent)s” is in another language than the document.") % words
    if not parent.permissions_for_user(user).can_add_subpage():
        return _("You may not add pages under “%(parent)s”.") % words
    return ""
