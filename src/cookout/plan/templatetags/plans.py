"""The picture of the last weeks, for templates."""

from collections.abc import Sequence

from django import template
from django.utils.safestring import SafeString

from cookout.plan.models import Span
from cookout.plan.models.picture import drawn

register = template.Library()


@register.simple_tag
def kept_chart(weeks: Sequence[Span]) -> SafeString:
    """`{% kept_chart told.weeks %}`: what was kept of the plan."""
    return drawn(weeks)
