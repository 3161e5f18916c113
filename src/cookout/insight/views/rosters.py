"""The whole roster of a group with its counts, in the order one asks for."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.views.decorators.http import require_safe

from cookout.core.http import Request
from cookout.groups.models import Group
from cookout.insight.models.group_month import Roster


@require_safe
def roster_detail(request: Request, uid: UUID) -> HttpResponse:
    """All members of today; an order that is not there is the usual one."""
    group = get_object_or_404(Group.objects.visible_to(request.user).select_related("region"), uid=uid)
    roster = Roster.of(group, viewer=request.user, sort=request.GET.get("sort", ""))
    context = {"group": group, "roster": roster, "leads": group.is_led_by(request.user)}
    return TemplateResponse(request, "insight/roster.html", context)
