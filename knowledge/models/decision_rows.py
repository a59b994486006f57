"""The child rows of a decision."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, FieldRowPanel, PageChooserPanel

from .decision import DecisionPage
from .rows import ChildRow, Row, item_key


class Motion(Row):
    """What a member moved: kind of motion, role and party, and the wording."""

    class MotionKind(models.TextChoices):
        ADDITION = "addition", _("Motion for an addition")
        AMENDMENT = "amendment", _("Motion for an amendment")
        REJECTION = "rejection", _("Motion to reject")
        APPROVAL = "approval", _("Motion to approve")

    anchor_prefix = "yrkande"

    page = ParentalKey(DecisionPage, on_delete=models.CASCADE, related_name="motions")
    motion_kind = models.CharField(
        _("type of motion"),
        max_length=15,
        choices=MotionKind.choices,
        help_text=_("What the member wanted: to add, change, reject or approve."),
    )
    who = models.CharField(_("moved by"), max_length=150, blank=True, help_text=_("Role and party, never a name."))
    text = models.TextField(_("text"), blank=True, help_text=_("What was moved."))

    panels = [FieldRowPanel([FieldPanel("motion_kind"), FieldPanel("who")]), FieldPanel("text")]

    class Meta(Row.Meta):
        verbose_name = _("motion")
        verbose_name_plural = _("motions")

    @property
    def words(self) -> str:
        return ", ".join(filter(None, [str(self.get_motion_kind_display()), self.who, self.text]))


class Proposition(Row):
    """What the chair put to the meeting, and how it went."""

    anchor_prefix = "proposition"

    page = ParentalKey(DecisionPage, on_delete=models.CASCADE, related_name="propositions")
    question = models.TextField(_("what is put"), help_text=_("What the chair asked the meeting."))
    outcome = models.CharField(
        _("outcome of the proposition"), max_length=200, blank=True, help_text=_("Approved, rejected, or after a vote.")
    )

    panels = [FieldPanel("question"), FieldPanel("outcome")]

    class Meta(Row.Meta):
        verbose_name = _("proposition")
        verbose_name_plural = _("propositions")

    @property
    def words(self) -> str:
        return ", ".join(filter(None, [self.question, self.outcome]))


class BasisDocument(Row):
    """A document on which the decision rests."""

    anchor_prefix = "underlag"

    page = ParentalKey(DecisionPage, on_delete=models.CASCADE, related_name="basis_documents")
    text = models.CharField(
        _("document title"), max_length=300, help_text=_("As it is called in the minutes, with its date.")
    )
    url = models.URLField(
        _("address"), max_length=500, blank=True, help_text=_("To the document, when it lies on another site.")
    )
    target = models.ForeignKey(
        "wagtailcore.Page",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        verbose_name=_("page"),
        help_text=_("When the document is a page here."),
    )

    panels = [FieldPanel("text"), FieldRowPanel([FieldPanel("url"), PageChooserPanel("target")])]

    class Meta(Row.Meta):
        verbose_name = _("basis document")
        verbose_name_plural = _("basis documents")


class DecisionRecipient(ChildRow):
    page = ParentalKey(DecisionPage, on_delete=models.CASCADE, related_name="sent_to")
    organisation = item_key(
        "knowledge.Organisation", _("organisation"), help_text=_("Who is to be told of the decision.")
    )

    panels = [FieldPanel("organisation")]

    class Meta(ChildRow.Meta):
        verbose_name = _("recipient of a decision")
        verbose_name_plural = _("recipients of a decision")
