"""What must be in place before a page is shown to visitors."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from modelcluster.models import get_all_child_relations


class IncompletePageError(ValidationError):
    """Says what is missing; `notice` says it with the page's title, in the language of whoever wanted to publish it."""

    def __init__(self, page: Any, problems: list[str]) -> None:
        super().__init__(problems)
        self.page_id = page.pk
        self.notice = _("%(page)s cannot be published. %(problems)s") % {"page": page, "problems": " ".join(problems)}


def check_complete(page: Any) -> None:
    """Raise IncompletePageError when the page or a child row of it lacks something, naming the rows and what it is."""
    problems = [
        f"{page._meta.get_field(field).verbose_name}: {text}" for field, text in page.publish_problems().items()
    ]
    problems += [
        _("%(rows)s, row %(number)s: %(problem)s") % {"rows": name, "number": number, "problem": problem}
        for relation in get_all_child_relations(page)
        if hasattr(relation.related_model, "publish_problems")
        for name in [relation.related_model._meta.verbose_name_plural]
        for number, row in enumerate(getattr(page, relation.get_accessor_name()).all(), 1)
        for problem in row_problems(row, relation.field.name)
    ]
    if problems:
        raise IncompletePageError(page, problems)


def row_problems(row: Any, parent_key: str) -> list[str]:
    """What the row lacks, in words that begin with the field's label."""
    messages: dict[str, list[str]] = {}
    try:
        row.full_clean(exclude=[parent_key, "locale"], validate_unique=False, validate_constraints=False)
    except ValidationError as error:
        messages = error.message_dict
    for field, problem in row.publish_problems().items():
        messages.setdefault(field, []).append(str(problem))
    return labelled(row, messages)


def labelled(instance: Any, messages: dict[str, list[str]]) -> list[str]:
    """The messages in words that begin with the field's label."""
    fields = {field.name: field for field in instance._meta.fields}
    return [
        f"{fields[name].verbose_name}: {text}" if name in fields else text
        for name, texts in messages.items()
        for text in texts
    ]


@contextmanager
def told_by_the_page(page: Any) -> Iterator[None]:
    """What Django itself finds missing in a live page when it is saved is said in the same way."""
    try:
        yield
    except ValidationError as error:
        if not page.live or not hasattr(error, "error_dict"):
            raise
        raise IncompletePageError(page, labelled(page, error.message_dict)) from error


def problems_of(page: Any) -> list[str]:
    """What keeps the page from being shown to visitors."""
    try:
        page.full_clean()
        check_complete(page)
    except IncompletePageError as error:
        return error.messages
    except ValidationError as error:
        return labelled(page, error.message_dict)
    return []
