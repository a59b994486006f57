"""What kinds of page there are and which family each belongs to.

A family is what visitors see as "Content type": it has a colour, a mark and a value in the facet. A kind is one page type.
Each page type declares its own kind, so a new type needs no change here.
"""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from wagtail.models import Page, get_page_models


@dataclass(frozen=True)
class Family:
    """A group of kinds that visitors know as one content type."""

    code: str
    label: str | Promise


@dataclass(frozen=True)
class Kind:
    """One page type as visitors, the index and the importer know it."""

    code: str
    family: Family
    label: str | Promise


GUIDE = Family("guide", _("Guidance"))
EXAMPLE = Family("example", _("Learning examples"))
REPORT = Family("report", _("Reports"))
DECISION = Family("decision", _("Decisions and meetings"))
FOLLOW = Family("follow", _("Follow-up"))
ABOUT = Family("about", _("About Nära vård"))

# In the order of the main menu.
FAMILIES = (GUIDE, EXAMPLE, REPORT, DECISION, FOLLOW, ABOUT)


def family_of(code: str) -> Family:
    """The family with this code. Raises KeyError when there is none."""
    return {family.code: family for family in FAMILIES}[code]


def page_types() -> dict[str, type[Page]]:
    """The installed page types by the code of their kind."""
    return {model.kind.code: model for model in get_page_models() if hasattr(model, "kind")}


def kind_of(code: str) -> Kind:
    """The kind with this code. Raises KeyError when no installed page type declares it."""
    return page_types()[code].kind
