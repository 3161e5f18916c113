"""One tap on a calendar that came in: this was a 1-2-1."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from cookout.core.http import Request
from cookout.core.undo import say
from cookout.one_to_ones.models import from_meeting, met_in


@require_POST
def meeting_create(request: Request, uid: UUID) -> HttpResponse:
    """Make a 1-2-1 of it."""
    one, act = from_meeting(met_in(request.user, uid), by=request.user)
    say(request, _("Noted as a 1-2-1 with %s.") % one.other(request.user).called, act)
    return redirect(one)
