"""A page of running text, as Wagtail's tutorial makes them."""

from django.db import models

from wagtail.admin.panels import FieldPanel
from wagtail.blocks import CharBlock, RichTextBlock
from wagtail.fields import StreamField
from wagtail.models import Page
from wagtail.search import index


class ArticlePage(Page):
    summary = models.CharField(max_length=300)
    body = StreamField([("heading", CharBlock()), ("paragraph", RichTextBlock())])

    search_fields = [*Page.search_fields, index.SearchField("summary"), index.SearchField("body")]
    content_panels = [*Page.content_panels, FieldPanel("summary"), FieldPanel("body")]
