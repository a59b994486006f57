"""The forms for synonyms and promoted results, with a button that shows what saving would change."""

from typing import Any

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest, HttpResponse

from wagtail.models import Locale
from wagtail.snippets.views.snippets import CreateView, EditView

from .. import access
from ..engines.base import EngineError
from ..known import page_in, read
from .effect import Effect, effect_of
from .models import PromotedResult

PREVIEW = "show-effect"


class ShowsEffect:
    """A form that is sent with the button comes back as it was, with the effect above it; nothing is saved."""

    request: HttpRequest
    model: Any
    get_form: Any
    is_valid: Any
    form_invalid: Any
    get_context_data: Any
    render_to_response: Any

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if PREVIEW not in request.POST:
            return super().post(request, *args, **kwargs)  # type: ignore[misc]
        self.form = self.get_form()
        if not self.is_valid(self.form):
            return self.form_invalid(self.form)
        return self.render_to_response(self.get_context_data(form=self.form, **self._effect(self.form.instance)))

    def _effect(self, item: Any) -> dict[str, Any]:
        saved = self.model.objects.filter(pk=item.pk).first()
        try:
            effect = effect_of(read(item.locale.language_code), item, saved)
        except EngineError:
            return {"effect": Effect(), "effect_failed": True}
        return {"effect": effect, "is_hidden": isinstance(item, PromotedResult) and not _is_open(item)}


def _is_open(item: PromotedResult) -> bool:
    """Whether all visitors may read the page that would be promoted."""
    ids = [row["pk"] for row in page_in(item.page.translation_key, item.locale)]
    return bool(access.visible_pages(ids, AnonymousUser()))


class WordsCreateView(ShowsEffect, CreateView):
    """The address may bring along what is to be written about, such as a query that finds nothing."""

    def get_initial_form_instance(self) -> Any:
        instance = super().get_initial_form_instance() or self.model()
        instance.wordings = self.request.GET.get("wordings", "")
        language = self.request.GET.get("locale", "")
        if language in dict(settings.LANGUAGES) and (locale := Locale.objects.filter(language_code=language).first()):
            instance.locale = locale
        return instance


class WordsEditView(ShowsEffect, EditView):
    pass
