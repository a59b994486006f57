"""Blocks that are lists: steps, questions with answers, checks."""

from collections.abc import Iterable
from typing import Any, ClassVar

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from wagtail import blocks

from search.documents import Section

from ..fields import PROSE
from ..words import plain
from .part import BodyPart, item_anchor

TITLE_HELP = _("Empty when a heading of the text stands above.")


class ListPart(BodyPart):
    """A list under an optional heading. Each item has an address of its own."""

    title = blocks.CharBlock(label=_("Heading"), max_length=120, required=False, help_text=TITLE_HELP)

    rows: ClassVar[str]
    """The name of the child block that holds the list."""
    anchor_prefix: ClassVar[str] = "rad"

    def anchored(self, value: Any) -> list[tuple[str, Any]]:
        """The items, each with its anchor."""
        children = value[self.rows].bound_blocks
        return [(item_anchor(self.anchor_prefix, child.id), child.value) for child in children]

    def get_context(self, value: Any, parent_context: dict | None = None) -> dict[str, Any]:
        return {**super().get_context(value, parent_context), "anchored": self.anchored(value)}


class StepBlock(blocks.StructBlock):
    heading = blocks.CharBlock(label=_("Heading"), max_length=150, help_text=_("Verb first: Invite in time."))
    text = blocks.RichTextBlock(label=_("Text"), features=PROSE, required=False)


class StepsBlock(ListPart):
    """Things to do one after the other."""

    steps = blocks.ListBlock(StepBlock(label=_("Step")), label=_("Steps"), min_num=1)

    rows = "steps"
    anchor_prefix = "steg"

    class Meta:
        icon = "list-ol"
        label = _("Steps")
        template = "blocks/steps.html"
        description = _("Things to do one after the other, numbered. Each step is found by the search.")
        preview_value = {
            "title": "Så förbereder ni mötet",
            "steps": [
                {"heading": "Bjud in i tid", "text": "<p>Båda parter ska hinna läsa underlaget.</p>"},
                {"heading": "Enas om en fråga", "text": "<p>En fråga som går att svara på under dagen.</p>"},
                {"heading": "Skriv ner vad ni kom fram till", "text": ""},
            ],
        }

    def search_sections(self, value: Any, anchor: str) -> Iterable[Section]:
        for number, (item, step) in enumerate(self.anchored(value), 1):
            address = gettext("Step %(number)s") % {"number": number}
            yield Section(item, address, step["heading"], plain(step["text"]))


class QuestionBlock(blocks.StructBlock):
    question = blocks.CharBlock(label=_("Question"), max_length=250, help_text=_("As a reader would ask it."))
    answer = blocks.RichTextBlock(label=_("Answer"), features=PROSE, help_text=_("Answer first, then why."))


class FaqBlock(ListPart):
    """Questions, each with its answer behind it."""

    questions = blocks.ListBlock(QuestionBlock(label=_("Question")), label=_("Questions"), min_num=1)

    rows = "questions"
    anchor_prefix = "fraga"

    class Meta:
        icon = "help"
        label = _("Questions and answers")
        template = "blocks/faq.html"
        description = _("Questions that readers ask. The answer opens below its question.")
        preview_value = {
            "questions": [
                {"question": "Måste alla nivåer vara med?", "answer": "<p>Nej. Börja där frågan hör hemma.</p>"},
                {"question": "Vem bjuder in?", "answer": "<p>Den som äger frågan, oftast två chefer i par.</p>"},
            ]
        }

    def search_sections(self, value: Any, anchor: str) -> Iterable[Section]:
        for number, (item, row) in enumerate(self.anchored(value), 1):
            address = gettext("Question %(number)s") % {"number": number}
            yield Section(item, address, row["question"], plain(row["answer"]))


class ChecklistBlock(ListPart):
    """Things to see to, with squares to tick on paper."""

    checks = blocks.ListBlock(
        blocks.CharBlock(label=_("Check"), max_length=300, help_text=_("One thing to do, verb first.")),
        label=_("Checks"),
        min_num=1,
    )

    rows = "checks"
    anchor_prefix = "check"

    class Meta:
        icon = "tasks"
        label = _("Checklist")
        template = "blocks/checklist.html"
        description = _("Things to see to, with squares to tick on paper. Nothing is stored.")
        preview_value = {
            "title": "Före mötet",
            "checks": ["Bestäm vad mötet ska leda till.", "Skicka underlaget två veckor innan."],
        }

    def search_sections(self, value: Any, anchor: str) -> Iterable[Section]:
        yield Section(anchor, gettext("Checklist"), value["title"] or "", " ".join(value["checks"]))
