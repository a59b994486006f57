"""The forms of an import: the upload, and where the pages are to stand."""

from pathlib import PurePath
from typing import Any

from django import forms
from django.conf import settings
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.admin.widgets import AdminPageChooser
from wagtail.models import Page

from ..importer.document import UnreadableError
from ..importer.readers import READERS, check
from ..kinds import page_types
from ..models import DocumentImport
from .permissions import problem_of_place

ENDINGS = ", ".join(filter(None, READERS))


class UploadForm(WagtailAdminModelForm):
    """What can be said of a file at once is said in the form; the rest when it has been read."""

    file = forms.FileField(
        label=_("File"),
        help_text=_("Text, Markdown, Word, PDF or PowerPoint (%(endings)s), at most 10 MB.") % {"endings": ENDINGS},
        widget=forms.FileInput(attrs={"accept": ENDINGS.replace(" ", "")}),
    )
    kind = forms.ChoiceField(
        label=_("Kind of page"),
        required=False,
        help_text=_("The importer knows process supports, guides, reports and decisions by their headings."),
    )
    language = forms.ChoiceField(
        label=_("Language"), choices=settings.WAGTAIL_CONTENT_LANGUAGES, initial=settings.LANGUAGE_CODE
    )

    field_order = ["file", "kind", "language"]

    class Meta:
        model = DocumentImport
        fields = ["kind", "language"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kinds = sorted((str(model.kind.label), code) for code, model in page_types().items())
        self.fields["kind"].choices = [("", _("Recognise it")), *((code, capfirst(label)) for label, code in kinds)]

    def clean_file(self) -> Any:
        file = self.cleaned_data["file"]
        try:
            check(file.name, file.size)
            self.instance.data = file.read()
            check(file.name, file.size, self.instance.data)
        except UnreadableError as error:
            raise forms.ValidationError(str(error)) from error
        self.instance.name = PurePath(file.name).name[-255:]
        return file

    def save(self, commit: bool = True) -> DocumentImport:
        self.instance.user = self.for_user
        return super().save(commit)


class PlacesForm(WagtailAdminModelForm):
    """For each page that does not stand under another one of the source: under which page here. Empty: it is left out."""

    class Meta:
        model = DocumentImport
        fields: list[str] = []

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.tops = [page for page in self.instance.understood.get("pages", []) if page["under"] is None]
        for number, page in enumerate(self.tops):
            if not page["translation"]:
                self.fields[f"place_{number}"] = self._field(page)

    def _field(self, page: dict[str, Any]) -> forms.Field:
        model: Any = page_types()[page["kind"]]
        parents = [parent for parent in model.allowed_parent_page_models() if not parent._meta.abstract]
        return forms.ModelChoiceField(
            queryset=Page.objects.filter(depth__gt=1),
            required=False,
            label=f"{model.kind.label}: {page['title']}",
            help_text=_("Choose the page it is to stand under. Without one it is left out."),
            widget=AdminPageChooser(target_models=parents or None, user_perms="add_subpage"),
        )

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        places: dict[str, int] = {}
        for number, page in enumerate(self.tops):
            parent = data.get(f"place_{number}")
            if parent is None:
                continue
            problem = problem_of_place(
                parent.specific, page_types()[page["kind"]], self.for_user, self.instance.language
            )
            if problem:
                self.add_error(f"place_{number}", problem)
            places[page["key"]] = parent.pk
        if not places and not any(page["translation"] for page in self.tops) and not self.errors:
            raise forms.ValidationError(_("Choose the page that at least one of the pages is to stand under."))
        self.instance.places = places
        return data
