"""On the start page of the admin: planned pages that are late, so that it is not only the log that knows of them."""

from collections.abc import Mapping
from typing import Any

from django.contrib.auth.models import AbstractBaseUser

from wagtail.admin.ui.components import Component
from wagtail.models import Page

from .publishing import problems_of
from .schedule import late_pages


class LatePagesPanel(Component):
    name = "late_pages"
    template_name = "knowledge/admin/late_pages.html"
    order = 210  # before what waits for review

    def get_context_data(self, parent_context: Mapping[str, Any]) -> dict[str, Any]:
        user = parent_context["request"].user
        return {"late": [(page, problems_of(page)) for page in late_pages() if is_editor_of(page, user)]}


def is_editor_of(page: Page, user: AbstractBaseUser) -> bool:
    return page.permissions_for_user(user).can_edit()
