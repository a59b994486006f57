"""`{% explain_terms page %} … {% endexplain_terms %}`: terms in the text inside open their explanation, which stands after it."""

from django import template
from django.conf import settings
from django.template import Context
from django.template.base import FilterExpression, NodeList, Parser, Token
from django.template.loader import get_template, render_to_string
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

from knowledge.glossary import Explanation

from ..glossary import glossary
from ..navigation import Navigation
from .portal_navigation import portal_navigation

register = template.Library()


class ExplainTerms(template.Node):
    def __init__(self, page: FilterExpression, nodelist: NodeList) -> None:
        self.page = page
        self.nodelist = nodelist

    def render(self, context: Context) -> SafeString:
        text = self.nodelist.render(context)
        page = self.page.resolve(context, ignore_failures=True)
        nav: Navigation = portal_navigation(context)
        if not getattr(page, "explains_terms", False) or not nav.terms_version:
            return text
        button = get_template("components/term.html")
        explained: list[Explanation] = []

        def mark(words: str, term: Explanation) -> str:
            explained.append(term)
            return button.render({"words": mark_safe(words), "term": term}).strip()  # noqa: S308 — cut out of safe text

        terms = glossary(get_language() or settings.LANGUAGE_CODE, nav.terms_version)
        marked = terms.explain(text, mark)
        notes = render_to_string("components/term_notes.html", {"terms": explained, "glossary_url": nav.glossary_url})
        return mark_safe(marked + notes)  # noqa: S308 — the text was safe, and so is what templates draw


@register.tag
def explain_terms(parser: Parser, token: Token) -> ExplainTerms:
    _name, page = token.split_contents()
    nodelist = parser.parse(("endexplain_terms",))
    parser.delete_first_token()
    return ExplainTerms(parser.compile_filter(page), nodelist)
