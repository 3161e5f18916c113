"""What a card says, for the form on which somebody is written down: pasted, or held out as a code."""

from django.http import HttpResponse, JsonResponse
from django.views.decorators.http import require_POST

from cookout.core.http import Request
from cookout.people.formats import code


@require_POST
def card_read(request: Request) -> HttpResponse:
    """The fields as data, for the script of that form. Nothing is kept here, and no address is opened."""
    asked = request.POST
    read = code.read(asked.get("text", ""), request.user.region_code, scanned=bool(asked.get("scanned")))
    return JsonResponse(read.plain())
