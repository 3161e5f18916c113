"""My calendar as an address: made, shown again, revoked, and read by other programs."""

from django.http import HttpResponse
from django.template.response import TemplateResponse
from django.views.decorators.http import require_safe

from cookout.core.http import Request
from cookout.one_to_ones.models import CalendarFeed


@require_safe
def feed_list(request: Request) -> HttpResponse:
    """The addresses I have handed out."""
    return TemplateResponse(request, "core/base.html", {"feeds": CalendarFeed.objects.visible_to(request.user)})
