"""Addresses that forms are sent to, in the language of the page."""

from django.urls import path
from django.utils.translation import pgettext_lazy

from . import views

urlpatterns = [
    path(pgettext_lazy("address", "feedback/"), views.feedback, name="feedback"),
    path(pgettext_lazy("address", "message/"), views.contact, name="contact"),
    path(pgettext_lazy("address", "message/received/"), views.contact_received, name="contact_received"),
]
