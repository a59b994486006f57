"""`{% portal_navigation as nav %}`: menu, breadcrumb, languages and footer of the page that is shown."""

from django import template
from django.template import Context

from ..navigation import Navigation, navigation_for

register = template.Library()


@register.simple_tag(takes_context=True)
def portal_navigation(context: Context) -> Navigation:
    """Built once per request, however often a template asks; pages without a request (an error page) get an empty one."""
    request = context.get("request")
    if request is None:
        return Navigation()
    if not hasattr(request, "portal_navigation"):
        request.portal_navigation = navigation_for(request, context.get("page"))
    return request.portal_navigation
