"""The form at the door of the admin."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from wagtail.admin.forms import auth


class LoginForm(auth.LoginForm):
    """Wagtail gives the field no label, so that it would be named in English in every language."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["password"].label = _("Password")
