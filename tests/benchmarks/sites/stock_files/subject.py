"""A page that shows rows of its own and the name of something else, as pages of the portal do."""

from django.db import models

from modelcluster.fields import ParentalKey
from wagtail.models import Orderable, Page
from wagtail.search import index


class Area(models.Model):
    name = models.CharField(max_length=100)

    def __str__(self):
        return self.name


class SubjectPage(Page):
    summary = models.CharField(max_length=300)
    area = models.ForeignKey(Area, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")

    search_fields = [
        *Page.search_fields,
        index.SearchField("summary"),
        index.RelatedFields("area", [index.SearchField("name")]),
        index.RelatedFields("points", [index.SearchField("heading")]),
    ]


class Point(Orderable):
    page = ParentalKey(SubjectPage, on_delete=models.CASCADE, related_name="points")
    heading = models.CharField(max_length=200)
