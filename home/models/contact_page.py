"""How to reach those who answer for the site and its contents."""

from collections.abc import Iterable
from typing import Any

from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, FieldRowPanel
from wagtail_localize.fields import SynchronizedField

from knowledge import sections
from knowledge.blocks import BodyBlock
from knowledge.declarations import Rows, Value
from knowledge.fields import CompactStreamField, LinesField
from knowledge.kinds import ABOUT, Kind
from knowledge.models import BasePage, Row
from knowledge.panels import RowsPanel
from search.documents import Section

from ..correspondence.forms import ContactForm


class ContactPage(BasePage):
    kind = Kind("contact", ABOUT, _("Contact"))
    page_description = _("Addresses of the functions that answer, never of persons.")
    template = "home/contact_page.html"

    body = CompactStreamField(BodyBlock(), blank=True, verbose_name=_("content"))
    recipient = models.EmailField(
        _("recipient of the form"),
        blank=True,
        help_text=_("Where messages are sent: a shared mailbox. Without one the page has no form."),
    )

    override_translatable_fields = [SynchronizedField("recipient")]

    shown_rows = ("addresses",)
    content_panels = [
        *BasePage.content_panels,
        RowsPanel("addresses", heading=_("Addresses"), label=_("Address")),
        FieldPanel("body"),
        FieldPanel("recipient"),
    ]
    import_fields = (
        *BasePage.import_fields,
        Value("body"),
        Value("recipient"),
        Rows(
            "addresses",
            "addresses",
            headings=("Adresser",),
            title="name",
            text="concerns",
            labels={
                "Namn": "name",
                "E-post": "email",
                "Telefon": "telephone",
                "Postadress": "postal_address",
                "Gäller": "concerns",
            },
        ),
    )

    class Meta:
        verbose_name = _("contact page")
        verbose_name_plural = _("contact pages")

    def parts(self) -> Iterable[sections.Part]:
        yield sections.body(self.body)
        if self.recipient:
            yield sections.heading("skriv-till-oss", gettext("Write to us"))
        yield sections.rows("adresser", gettext("Addresses"), (address.section for address in self.addresses.all()))

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Adds `form`, unless the one that was sent in is to be shown again."""
        context = super().get_context(request, *args, **kwargs)
        if self.recipient:
            context.setdefault("form", ContactForm.fresh(self.pk))
        return context

    @sections.in_page_language
    def search_sections(self) -> Iterable[Section]:
        """One section for each address, so that a search for a function leads to its line."""
        return sections.page_sections(self)


class ContactAddress(Row):
    page = ParentalKey(ContactPage, on_delete=models.CASCADE, related_name="addresses")
    name = models.CharField(_("name"), max_length=150, help_text=_("A function or an organisation, never a person."))
    concerns = models.CharField(_("concerns"), max_length=250, blank=True, help_text=_("What to turn to it with."))
    email = models.EmailField(_("e-mail"), blank=True)
    telephone = models.CharField(_("telephone"), max_length=40, blank=True)
    postal_address = LinesField(_("postal address"), blank=True)

    override_translatable_fields = [SynchronizedField("telephone"), SynchronizedField("postal_address")]
    panels = [
        FieldPanel("name"),
        FieldPanel("concerns"),
        FieldRowPanel([FieldPanel("email"), FieldPanel("telephone")]),
        FieldPanel("postal_address"),
    ]
    anchor_prefix = "adress"

    @property
    def section(self) -> Section:
        details = (self.concerns, self.email, self.telephone, *self.postal_address_list)
        return Section(self.anchor, "", self.name, ", ".join(filter(None, details)))

    class Meta(Row.Meta):
        verbose_name = _("address")
        verbose_name_plural = _("addresses")
