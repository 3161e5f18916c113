"""`{% slot "person.main" person %}`: the place on a low room's page that higher rooms fill."""

from typing import Any

from django import template
from django.template.context import RequestContext
from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe

from cookout.core import slots

register = template.Library()


@register.simple_tag(takes_context=True)
def slot(context: RequestContext, name: str, noun: Any) -> SafeString:
    """Render the panels of a slot, in order."""
    request = context["request"]
    made = slots.panels(name, request.user, noun)
    # Each panel is rendered by an escaping template; joining them adds nothing.
    return mark_safe("".join(render_to_string(p.template, {**p.data, "noun": noun}, request) for p in made))
