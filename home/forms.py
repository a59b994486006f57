"""Forms of the editing views of the site's own pages."""

from typing import Any

from knowledge.forms import PageForm


class StandardPageForm(PageForm):
    """A new page begins with the content type of the page that it is made under."""

    def __init__(self, *args: Any, parent_page: Any = None, **kwargs: Any) -> None:
        instance = kwargs.get("instance")
        if hasattr(parent_page, "family") and (instance is None or instance.pk is None):
            kwargs["initial"] = {"page_family": parent_page.family.code, **kwargs.get("initial", {})}
        super().__init__(*args, parent_page=parent_page, **kwargs)
