"""Pages of who has met whom: a group's whole picture with its list, one pair, and the days as a table."""

from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.views.decorators.http import require_safe

from cookout.core.http import Request
from cookout.groups.models import Group
from cookout.rounds.formats.met_table import met_table
from cookout.rounds.models.met import HasMet
from cookout.rounds.models.met_pair import PairMet
from cookout.rounds.models.met_picture import Sight


@require_safe
def met_detail(request: Request, uid: UUID) -> HttpResponse:
    """The whole, one field of it, and one member's row."""
    met = _of(request, uid)
    sight = Sight.of(met, field=request.GET.get("field", ""), member=request.GET.get("member", ""))
    context: dict[str, Any] = {"group": met.group, "met": met, "sight": sight}
    context["leads"] = met.group.is_led_by(request.user)
    return TemplateResponse(request, "rounds/met_detail.html", context)


@require_safe
def met_table_detail(request: Request, uid: UUID) -> HttpResponse:
    """The days on which pairs last met, for a spreadsheet; for fellow members."""
    met = _of(request, uid)
    if not met.shows_pairs:
        raise Http404
    response = HttpResponse(met_table(met.told()), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="met-{met.today.isoformat()}.csv"'
    return response


@require_safe
def pair_detail(request: Request, uid: UUID) -> HttpResponse:
    """A fellow member with another one, or with me: when they met, and what comes next."""
    pair = PairMet.of(request.user, uid, request.GET.get("with", ""))
    if pair is None:
        raise Http404
    if pair.one == pair.other:
        return redirect("rounds:met_detail", pair.group.uid)
    return TemplateResponse(request, "rounds/pair_detail.html", {"pair": pair, "group": pair.group})


def _of(request: Request, uid: UUID) -> HasMet:
    seen = Group.objects.visible_to(request.user).select_related("region")
    return HasMet.of(get_object_or_404(seen, uid=uid), viewer=request.user)
