from django.db import models
from django.utils.translation import gettext_lazy as _

from wagtail.admin.panels import FieldPanel
from wagtail.search import index
from wagtail_localize.fields import SynchronizedField

from .vocabulary import VocabularyItem, vocabulary_constraints


class Film(VocabularyItem):
    """A film on somebody else's site. It is shown as a card with a text version; nothing is fetched before the click."""

    class LinkStatus(models.TextChoices):
        WORKING = "working", _("Works")
        PREVIEW = "preview", _("Preview link")
        BROKEN = "broken", _("Broken")

    title = models.CharField(_("title"), max_length=200, help_text=_("Says what the film is about."))
    host = models.CharField(
        _("shown at"), max_length=100, blank=True, help_text=_("Whoever starts the film gives this host their address.")
    )
    source_url = models.URLField(
        _("link to the film"), blank=True, max_length=500, help_text=_("To the page or file where the film is shown.")
    )
    link_status = models.CharField(
        _("state of the link"),
        max_length=10,
        choices=LinkStatus.choices,
        default=LinkStatus.WORKING,
        help_text=_("Only a link that works gives a start button. Otherwise the text version is shown alone."),
    )
    duration = models.CharField(
        _("length"), max_length=20, blank=True, help_text=_("Minutes and seconds, such as 4:12.")
    )
    language = models.CharField(_("language"), max_length=10, default="sv", help_text=_("Language code: sv, fi, en."))
    published_on = models.DateField(
        _("published"), null=True, blank=True, help_text=_("When the film was published, if it is known.")
    )
    has_captions = models.BooleanField(
        _("captioned"), default=False, help_text=_("What is said can be read as captions in the film.")
    )
    has_audio_description = models.BooleanField(
        _("audio described"), default=False, help_text=_("A voice tells what is seen.")
    )
    transcript = models.TextField(
        _("text version"), blank=True, help_text=_("Everything that is said and shown. Empty lines divide paragraphs.")
    )

    override_translatable_fields = [
        *VocabularyItem.override_translatable_fields,
        SynchronizedField("host"),
        SynchronizedField("duration"),
        SynchronizedField("language"),
    ]
    panels = [
        FieldPanel("title"),
        FieldPanel("slug"),
        FieldPanel("host"),
        FieldPanel("source_url"),
        FieldPanel("link_status"),
        FieldPanel("duration"),
        FieldPanel("language"),
        FieldPanel("published_on"),
        FieldPanel("has_captions"),
        FieldPanel("has_audio_description"),
        FieldPanel("transcript"),
    ]
    search_fields = [index.SearchField("title"), index.AutocompleteField("title"), index.FilterField("locale")]

    class Meta:
        verbose_name = _("film")
        verbose_name_plural = _("films")
        ordering = ["title"]
        constraints = vocabulary_constraints("film")

    def __str__(self) -> str:
        return self.title

    @property
    def has_transcript(self) -> bool:
        return bool(self.transcript.strip())

    @property
    def anchor(self) -> str:
        """The film's fragment in the address of a page that shows it."""
        return f"film-{self.slug}"

    @property
    def may_play(self) -> bool:
        """Whether the card may offer to start the film."""
        return self.link_status == self.LinkStatus.WORKING and bool(self.source_url)
