"""The sites that are compared: the portal, and what `wagtail start` makes, with the same pages. Each has processes of its own."""
