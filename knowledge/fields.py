"""Model fields that the page types share."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from wagtail.blocks import StreamValue
from wagtail.fields import StreamField

# Rich text holds emphasis, lists and links. Headings, images and tables are blocks, so that each can be found and checked.
PROSE = ["bold", "italic", "ol", "ul", "link", "document-link"]

AUDIENCES = [
    ("editor", _("Editor")),
    ("manager", _("Manager")),
    ("process_leader", _("Process leader")),
    ("premises", _("Premises planning")),
    ("politician", _("Elected representative")),
    ("communicator", _("Communications officer")),
    ("resident", _("Resident")),
]


class CompactStreamField(StreamField):
    """A StreamField whose migrations do not repeat the block tree.

    Changing a block then needs no migration. Historical models see an empty tree, so a data migration must read and write
    the column as JSON and never save it through the historical model.
    """

    def deconstruct(self) -> tuple[str, str, Sequence[Any], dict[str, Any]]:
        name, path, _args, kwargs = super().deconstruct()
        kwargs.pop("block_lookup", None)
        return name, path, [[]], kwargs

    def get_prep_value(self, value: Any) -> Any:
        """Values written by code are stored as the editor stores them, where every item of a list has an id.

        Translations are kept by these ids; lists without them would never be translated.
        """
        if isinstance(value, StreamValue):
            list(value)
        return super().get_prep_value(value)

    @cached_property
    def json_field(self) -> models.JSONField:
        """Wagtail makes one for each value that is read, which takes as long as to read a short one."""
        return super().json_field

    def clone(self) -> "CompactStreamField":
        # Django copies fields through deconstruct(); the copy of a live field keeps its blocks.
        field = super().clone()
        field.block_types_arg = self.block_types_arg
        return field


def lines_of(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip()]


class LinesField(models.TextField):
    """Short texts, one per line. `<name>_list` on the model gives them as a list."""

    def formfield(self, **kwargs: Any) -> forms.Field | None:
        from wagtail.admin.widgets import AdminAutoHeightTextInput

        return super().formfield(**{"widget": AdminAutoHeightTextInput, **kwargs})

    def contribute_to_class(self, cls: type[models.Model], name: str, private_only: bool = False) -> None:
        super().contribute_to_class(cls, name, private_only)

        def as_list(instance: models.Model) -> list[str]:
            return lines_of(getattr(instance, name))

        setattr(cls, f"{name}_list", property(as_list))


class AudienceField(models.JSONField):
    """For whom a page is: codes out of `AUDIENCES`, shown as checkboxes."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("default", list)
        kwargs.setdefault("blank", True)
        super().__init__(**kwargs)

    def formfield(self, **kwargs: Any) -> forms.Field | None:
        return models.Field.formfield(
            self,
            form_class=forms.MultipleChoiceField,
            choices_form_class=forms.MultipleChoiceField,
            **{"choices": AUDIENCES, "widget": forms.CheckboxSelectMultiple, **kwargs},
        )

    def validate(self, value: list[str], model_instance: models.Model | None) -> None:
        super().validate(value, model_instance)
        unknown = set(value) - {code for code, _label in AUDIENCES}
        if unknown:
            raise ValidationError(
                _("Unknown audience: %(codes)s") % {"codes": ", ".join(sorted(unknown))}, code="invalid"
            )
