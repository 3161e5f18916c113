"""`{% slot "person.main" person %}`: the place on a low room's page that higher rooms fill."""

from typing import Any

from django import template
from django.template import Engine
from django.template.context import RequestContext
from django.utils.safestring import SafeString, mark_safe

from cookout.core import slots

register = template.Library()


@register.simple_tag(takes_context=True)
def slot(context: RequestContext, name: str, noun: Any) -> SafeString:
    """Render the panels of a slot, in order, each as an `include` would be: what the page knows is not asked anew."""
    request, engine = context["request"], Engine.get_default()
    made = []
    for panel in slots.panels(name, request.user, noun):
        with context.push(**{**panel.data, "noun": noun}):
            made.append(engine.get_template(panel.template).render(context))
    # Each panel is rendered by an escaping template; joining them adds nothing.
    return mark_safe("".join(made))
