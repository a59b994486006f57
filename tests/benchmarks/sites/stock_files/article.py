"""Pages of running text, as Wagtail's tutorial makes them. Some belong to three vocabularies, as most pages of the portal do."""

from django.db import models

from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, InlinePanel
from wagtail.blocks import CharBlock, RichTextBlock
from wagtail.fields import StreamField
from wagtail.models import Orderable, Page
from wagtail.search import index


class Article(Page):
    summary = models.CharField(max_length=300)
    body = StreamField([("heading", CharBlock()), ("paragraph", RichTextBlock())])

    search_fields = [*Page.search_fields, index.SearchField("summary"), index.SearchField("body")]
    content_panels = [*Page.content_panels, FieldPanel("summary"), FieldPanel("body")]

    class Meta:
        abstract = True


class ArticlePage(Article):
    pass


class ClassifiedPage(Article):
    content_panels = [*Article.content_panels, *map(InlinePanel, ("levels", "places", "organisations"))]


class Item(models.Model):
    name = models.CharField(max_length=100)

    class Meta:
        abstract = True

    def __str__(self):
        return self.name


class Level(Item):
    pass


class Place(Item):
    pass


class Organisation(Item):
    pass


class PageLevel(Orderable):
    page = ParentalKey(ClassifiedPage, on_delete=models.CASCADE, related_name="levels")
    level = models.ForeignKey(Level, on_delete=models.CASCADE, related_name="+")


class PagePlace(Orderable):
    page = ParentalKey(ClassifiedPage, on_delete=models.CASCADE, related_name="places")
    place = models.ForeignKey(Place, on_delete=models.CASCADE, related_name="+")


class PageOrganisation(Orderable):
    page = ParentalKey(ClassifiedPage, on_delete=models.CASCADE, related_name="organisations")
    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="+")
