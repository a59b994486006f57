"""The forms that visitors fill in. They need neither script nor cookie, and say in words what is to be mended."""

from typing import Any, Self

from django import forms
from django.http import HttpRequest, QueryDict
from django.utils.text import get_text_list
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from search import personal_data

from ..models.contact_message import MESSAGE_LENGTH, ContactMessage
from ..models.page_feedback import COMMENT_LENGTH
from . import tokens
from .senders import is_from_this_site, may_send


class VisitorForm(forms.Form):
    """Keeps out what no person sends: a filled trap, a form that is too fast, too old, from elsewhere, or one of many."""

    token = forms.CharField(widget=forms.HiddenInput, required=False)
    website = forms.CharField(label=_("Leave this field empty"), required=False)

    kind: str
    least_seconds: int
    use_required_attribute = False  # our own words tell what is missing, all of it at once

    def __init__(self, data: QueryDict | None = None, *, request: HttpRequest | None = None, **kwargs: Any) -> None:
        super().__init__(data, auto_id=f"{self.kind}-%s", **kwargs)
        self.request = request
        self.read_token: tokens.Token | None = None

    @classmethod
    def fresh(cls, page_id: int) -> Self:
        return cls(initial={"token": tokens.issue(page_id)})

    def renewed(self, page_id: int) -> Self:
        """The form as it was sent, with its errors and a token that is good again."""
        data = QueryDict(mutable=True)
        data.update(self.data)
        data["token"] = tokens.issue(page_id)
        self.data = data
        return self

    def clean(self) -> dict[str, Any]:
        """What is to be mended in the fields comes first: whoever has read that is no machine and is not in a hurry."""
        cleaned = super().clean() or self.cleaned_data
        self.read_token = tokens.read(cleaned.get("token", ""))
        if not self.errors and (problem := self._problem(cleaned)):
            raise forms.ValidationError(problem)
        return cleaned

    def _problem(self, cleaned: dict[str, Any]) -> str:
        if cleaned.get("website"):
            return gettext("The field that is to be left empty was filled in. Empty it and send again.")
        if self.request is None or not is_from_this_site(self.request) or self.read_token is None:
            return gettext("The page has been open too long. What you have written is still here: send it again.")
        if self.read_token.age < self.least_seconds:
            return gettext("That was too fast for us to see that you are not a machine. Send it again.")
        if not may_send(self.request, self.kind):
            return gettext("Too much is being sent right now. Try again in ten minutes.")
        return ""


class FeedbackForm(VisitorForm):
    helped = forms.TypedChoiceField(
        choices=[("yes", _("Yes")), ("no", _("No"))],
        coerce=lambda value: value == "yes",
        error_messages={"required": _("Answer yes or no."), "invalid_choice": _("Answer yes or no.")},
    )
    comment = forms.CharField(
        label=_("What was good, or what is missing?"),
        required=False,
        max_length=COMMENT_LENGTH,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Write nothing about yourself or others. The editors read everything but cannot answer here."),
    )

    kind = "feedback"
    least_seconds = 1

    def clean_comment(self) -> str:
        comment = self.cleaned_data["comment"].strip()
        if kinds := personal_data.found_in(comment):
            names = get_text_list([str(kind) for kind in kinds], gettext("and"))
            raise forms.ValidationError(
                gettext("Take away what looks like %(kinds)s. If you want an answer, use the contact form.")
                % {"kinds": names}
            )
        return comment


class ContactForm(VisitorForm):
    topic = forms.ChoiceField(
        label=_("What is it about?"),
        choices=[("", _("Choose …")), *ContactMessage.Topic.choices],
        error_messages={"required": _("Choose what it is about."), "invalid_choice": _("Choose what it is about.")},
    )
    text = forms.CharField(
        label=_("Your message"),
        max_length=MESSAGE_LENGTH,
        widget=forms.Textarea(attrs={"rows": 8}),
        help_text=_("Do not write about your health, and no personal identity number."),
        error_messages={"required": _("Write your message.")},
    )
    email = forms.EmailField(
        label=_("Your e-mail address"),
        required=False,
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
        help_text=_("Only if you want an answer."),
        error_messages={"invalid": _("Write the e-mail address like this: name@example.com.")},
    )
    name = forms.CharField(
        label=_("Your name"),
        required=False,
        max_length=150,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
        help_text=_("You may leave it out."),
    )

    kind = "contact"
    least_seconds = 3

    def clean_text(self) -> str:
        text = self.cleaned_data["text"].strip()
        if personal_data.PERSONAL_NUMBER in personal_data.found_in(text):
            raise forms.ValidationError(gettext("Take away the personal identity number. We do not need it."))
        return text

    def clean(self) -> dict[str, Any]:
        cleaned = self.cleaned_data
        if cleaned.get("topic") in ContactMessage.ANSWERED and not cleaned.get("email") and "email" not in self.errors:
            self.add_error("email", gettext("Fill in your e-mail address so that we can answer."))
        return super().clean()
