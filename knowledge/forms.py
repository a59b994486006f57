"""Forms of the editing views: choosers in the language of the page, and what must be in place before publishing."""

from typing import Any
from urllib.parse import urlsplit
from uuid import UUID

from django import forms
from django.urls import resolve
from django.utils import translation
from django.utils.translation import gettext as _

from wagtail.admin.forms import WagtailAdminModelForm, WagtailAdminPageForm
from wagtail.models import Page

from .page_choosers import refuse_other_languages
from .widgets import limit_choosers


class RowForm(WagtailAdminModelForm):
    """One child row. When the page is published, the row is asked for its `publish_problems`; a draft is not.

    The row's key travels with the form: a row that so far exists only in a draft is built anew from each submission, and
    would otherwise get another key, and so another address, every time.
    """

    key = forms.UUIDField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, page_locale: Any = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.page_locale = page_locale
        limit_choosers(self, page_locale)
        if not hasattr(self.instance, "key"):
            del self.fields["key"]
        elif kwargs.get("instance") is not None:  # the form for rows to come has none, and so no key to repeat
            self.initial["key"] = self.instance.key

    @property
    def row_key(self) -> UUID | None:
        """The key that the browser sent, else that of the stored row."""
        if not self.is_bound:
            return self.instance.key
        try:
            return self.fields["key"].clean(self["key"].data)
        except forms.ValidationError:
            return None

    def _post_clean(self) -> None:
        super()._post_clean()
        if self.cleaned_data.get("key"):
            self.instance.key = self.cleaned_data["key"]
        refuse_other_languages(self, self.page_locale)
        if self.is_deferred_validation or self.errors:
            return
        for field, message in self.publish_problems().items():
            self.add_error(field if field in self.fields else None, message)

    def publish_problems(self) -> dict[str, Any]:
        return self.instance.publish_problems()

    def get_field_updates_for_resave(self) -> list[tuple[str, str]]:
        updates = super().get_field_updates_for_resave()
        return [*updates, (self.add_prefix("key"), str(self.instance.key))] if "key" in self.fields else updates


class PageForm(WagtailAdminPageForm):
    """A page with its rows. When it is published, it is asked for its `publish_problems` as each row is."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        instance = kwargs.get("instance")
        # Handed on to the row forms, which are made while the form itself is being made.
        self.page_locale = instance.locale if instance is not None and instance.locale_id else None
        super().__init__(*args, **kwargs)
        limit_choosers(self, self.page_locale)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        refuse_other_languages(self, self.page_locale)
        if cleaned.get("slug") and is_taken(cleaned["slug"], self.parent_page):
            self.add_error("slug", _("The site itself uses this address. Write another one."))
        return cleaned

    def _post_clean(self) -> None:
        super()._post_clean()
        if not (self.is_deferred_validation or self.errors):
            for field, message in self.instance.publish_problems().items():
                self.add_error(field if field in self.fields else None, message)


def is_taken(slug: str, parent: Page) -> bool:
    """Whether something else than a page answers at the address, such as the search: nobody could open the page there."""
    above = parent.get_url()
    if above is None:
        return False
    with translation.override(parent.locale.language_code):
        return resolve(f"{urlsplit(above).path}{slug}/").url_name != "wagtail_serve"


class VocabularyForm(WagtailAdminModelForm):
    """An item of a vocabulary: what it is part of is chosen among items of its own language."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        instance = kwargs.get("instance")
        self.page_locale = instance.locale if instance is not None and instance.locale_id else None
        super().__init__(*args, **kwargs)
        limit_choosers(self, self.page_locale)
