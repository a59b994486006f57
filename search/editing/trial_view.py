"""“Try a search” in the admin."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.http import HttpRequest, QueryDict
from django.urls import path, reverse, reverse_lazy
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView

from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.admin.views.generic.permissions import PermissionCheckedMixin
from wagtail.admin.widgets import AdminPageChooser
from wagtail.models import Locale, Page
from wagtail.permission_policies import ModelPermissionPolicy

from .. import access
from ..conditions import conditions
from ..engines.base import EngineError
from ..ids import id_in
from ..query import MAX_CHARACTERS
from .absence import may_ask, reasons
from .models import Synonyms
from .trial import place_of, try_query

POLICY = ModelPermissionPolicy(Synonyms)
ANY = ["add", "change", "delete", "view"]


def may_try(user: access.User) -> bool:
    """Those who write for the search may try it, whatever they may do with what is written."""
    return POLICY.user_has_any_permission(user, ANY)


class TrialForm(forms.Form):
    q = forms.CharField(label=_("Query"), max_length=MAX_CHARACTERS)
    locale = forms.ModelChoiceField(label=_("Language"), queryset=Locale.objects.all(), empty_label=None)
    page = forms.ModelChoiceField(
        label=_("Why is this page not found?"),
        queryset=Page.objects.filter(depth__gt=1),
        required=False,
        widget=AdminPageChooser,
        help_text=_("Choose a page that you expect among the hits. May be left empty."),
    )

    def __init__(self, *args: Any, user: access.User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user = user

    def clean_page(self) -> Page | None:
        page = self.cleaned_data["page"]
        if page and not may_ask(page, self.user):
            raise ValidationError(gettext("You may neither edit nor read the page."))
        return page


class TrialView(PermissionCheckedMixin, WagtailAdminTemplateMixin, TemplateView):
    permission_policy = POLICY
    any_permission_required = ANY
    page_title = _("Try a search")
    header_icon = "search"
    template_name = "search/admin/trial.html"
    _show_breadcrumbs = True

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [*self.breadcrumbs_items, {"url": reverse("search_trial"), "label": self.page_title}]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        request: HttpRequest = self.request
        form = TrialForm(_sent(request), user=request.user, initial={"locale": Locale.get_default()})
        context = super().get_context_data(**kwargs) | {"form": form, "media": form.media}
        if form.is_bound and form.is_valid():
            try:
                context |= _outcome(**form.cleaned_data)
            except EngineError:
                context["failed"] = True
        return context


def _sent(request: HttpRequest) -> QueryDict | None:
    """What the address holds; a page that there is not is left out, as the chooser cannot show it."""
    sent = request.GET.copy()
    page_id = id_in(sent.get("page", ""))
    if page_id is None or not Page.objects.filter(pk=page_id).exists():
        sent["page"] = ""
    return sent if request.GET else None


def _outcome(q: str, locale: Locale, page: Page | None) -> dict[str, Any]:
    code = locale.language_code
    trial = try_query(q, code)
    shown = {"trial": trial, "conditions": conditions(trial.found.question)}
    if page is None:
        return shown
    place = place_of(page, code, q)
    absent = reasons(page, trial.found.question, code) if place is None else []
    return shown | {"page": page, "place": place, "reasons": absent}


urls = [path("sokprov/", TrialView.as_view(), name="search_trial")]
address = reverse_lazy("search_trial")
