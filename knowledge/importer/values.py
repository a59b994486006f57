"""From what a source gives to what a field holds, by the field's own class."""

import datetime
import re
from collections.abc import Callable, Iterable
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext as _

from wagtail.fields import RichTextField, StreamField
from wagtail.models import Page

from ..fields import LinesField
from .body import BodyWriter
from .choices import choice_of
from .document import Block, Given, Image, List, Note, Paragraph, Table, flatten, plain, text_of
from .html import RichText
from .references import References

YES = {"true", "ja", "yes", "1"}
NO = {"false", "nej", "no", "0"}
PARTIAL_DATE = re.compile(r"(\d{4})(?:-(\d{1,2}))?")


class UnfitError(Exception):
    """The value does not fit the field. The message says why, to the editor."""


class Values:
    """Converts the values of one page. Problems become notes, and the field stays as it was."""

    def __init__(self, references: References, seed: str = "") -> None:
        self.references = references
        self.seed = seed
        self.notes: list[Note] = []
        self.rich = RichText(references.page_id, references.documents.id_of, self.say)

    def say(self, line: int, text: str) -> None:
        self.notes.append(Note(line, text))

    def set(self, instance: models.Model, name: str, given: Given) -> bool:
        """Give the field its value. False when there is none, or when it does not fit, which is noted with its line."""
        field: Any = instance._meta.get_field(name)
        if is_empty(given.value):
            return False
        try:
            value = self._converter(field)(field, given)
        except (UnfitError, ValidationError) as problem:
            reason = " ".join(problem.messages) if isinstance(problem, ValidationError) else str(problem)
            shown = " ".join(self.text(given.value).split())[:60]
            text = _("“%(value)s” does not fit “%(field)s”: %(reason)s")
            self.say(given.line, text % {"value": shown, "field": field.verbose_name, "reason": reason})
            return False
        setattr(instance, name, value)
        return True

    def _converter(self, field: Any) -> Callable[[Any, Given], Any]:
        for classes, converter in (
            (StreamField, self._stream),
            (RichTextField, self._rich_text),
            (LinesField, self._lines),
            (models.ForeignKey, self._related),
            (models.JSONField, self._list),
            (models.BooleanField, self._boolean),
            (models.DateField, self._date),
        ):
            if isinstance(field, classes):
                return converter
        return self._choice if getattr(field, "choices", None) else self._plain

    # ---- By class ----------------------------------------------------------------------------------------------------

    def _plain(self, field: Any, given: Given) -> Any:
        text = self.text(given.value)
        if isinstance(field, models.URLField):
            text = _address(given.value) or text
        if isinstance(field, models.CharField):
            text = " ".join(text.split())
        return field.clean(text, None)

    def _choice(self, field: Any, given: Given) -> Any:
        text = self.text(given.value)
        code = choice_of(field, text)
        if code is None:
            raise UnfitError(
                _("choose one of %(choices)s.")
                % {"choices": ", ".join(str(label) for _code, label in field.flatchoices)}
            )
        return code

    def _stream(self, field: Any, given: Given) -> Any:
        blocks = self._blocks(given)
        writer = BodyWriter(self.rich, self.references.images, f"{self.seed}/{field.name}")
        data = writer.write(blocks)
        self.notes += writer.notes
        return field.stream_block.to_python(data)

    def _rich_text(self, field: Any, given: Given) -> str:
        return self.rich.blocks(self._blocks(given))

    def _blocks(self, given: Given) -> Iterable[Block]:
        if isinstance(given.value, tuple):
            return given.value
        from .readers.markdown import parse

        return parse(self.text(given.value), given.line - 1)

    def _lines(self, field: Any, given: Given) -> str:
        return "\n".join(filter(None, (" ".join(line.split()) for line in lines_of_value(given.value))))

    def _related(self, field: Any, given: Given) -> Any:
        if issubclass(field.related_model, Page):
            name = _address(given.value) or (given.value if isinstance(given.value, int) else self.text(given.value))
            page = self.references.page(name)
            if page is None:
                raise UnfitError(_("there is no such page."))
            if not issubclass(page.specific_class or Page, field.related_model):
                raise UnfitError(_("that page is of another kind."))
            return page if field.related_model is Page else field.related_model.objects.get(pk=page.pk)
        item = self.references.item(field.related_model, self.text(given.value))
        if item is None:
            raise UnfitError(_("it is not in the vocabulary, or means several things in it."))
        return item

    def _list(self, field: Any, given: Given) -> list[Any]:
        """The values of a list that the field accepts; each of the others is noted."""
        accepted = []
        for value in given.value if isinstance(given.value, list) else lines_of_value(given.value):
            try:
                field.clean([value], None)
            except ValidationError as problem:
                self.say(given.line, " ".join(problem.messages))
            else:
                accepted.append(value)
        return accepted

    def _boolean(self, field: Any, given: Given) -> bool:
        word = self.text(given.value).strip().lower()
        if word not in YES | NO:
            raise UnfitError(_("write yes or no."))
        return word in YES

    def _date(self, field: Any, given: Given) -> datetime.date:
        """A day; of a month or a year its first day."""
        if isinstance(given.value, datetime.datetime):
            return given.value.date()
        if isinstance(given.value, datetime.date):
            return given.value
        text = self.text(given.value).strip()
        partial = PARTIAL_DATE.fullmatch(text)
        if partial:
            text = f"{partial[1]}-{int(partial[2] or 1):02}-01"
        return field.clean(text, None)

    @staticmethod
    def text(value: Any) -> str:
        """The words of a value of any sort."""
        if isinstance(value, tuple):
            return "\n\n".join(filter(None, map(text_of, value)))
        if isinstance(value, list):
            return ", ".join(map(str, value))
        return value.isoformat() if isinstance(value, datetime.date) else str(value)


def is_empty(value: Any) -> bool:
    if isinstance(value, tuple):
        return not any(isinstance(block, Image) or text_of(block) for block in value)
    return value is None or value == ""


def lines_of_value(value: Any) -> list[str]:
    """Several short texts: the items of a list, the lines of a text, or what semicolons part."""
    if isinstance(value, list):
        return [str(item) for item in value]
    if not isinstance(value, tuple):
        return re.split(r"[\n;]", str(value))
    lines: list[str] = []
    for block in value:
        if isinstance(block, List):
            lines += [plain(item.runs) for _depth, item in flatten(block.items)]
        elif isinstance(block, Table):
            lines += text_of(block).splitlines()
        else:
            lines += re.split(r"[\n;]", text_of(block))
    return lines


def _address(value: Any) -> str:
    """Where the first link of a text leads."""
    runs = (
        (run for block in value if isinstance(block, Paragraph) for run in block.runs)
        if isinstance(value, tuple)
        else ()
    )
    return next((run.link for run in runs if run.link), "")
