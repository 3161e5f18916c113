"""My groups: the page of each, who sits in them, what they agreed to share, and leaving."""

from uuid import UUID

from django.db.models import Q
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from cookout.core.http import Request
from cookout.core.models import User
from cookout.core.undo import say
from cookout.groups.models import Group, Invitation, Membership, Region, WantedSeat, attention, roster, terms
from cookout.groups.models.roster import members_on
from cookout.groups.models.terms import leaderless


def seen(user: User, uid: UUID) -> Group:
    """A group that this user may see, with how many sit in it."""
    groups = Group.objects.visible_to(user).select_related("region").with_counts()
    return get_object_or_404(groups, uid=uid)


@require_safe
def group_list(request: Request) -> HttpResponse:
    """The groups I may see; who has just one goes straight there."""
    user = request.user
    groups = list(Group.objects.visible_to(user).select_related("region").with_counts())
    may_found = user.is_host or Region.objects.directed_by(user).exists()
    if len(groups) == 1 and not may_found:
        return redirect(groups[0])
    mine = set(Group.objects.of(user).values_list("pk", flat=True))
    has_regions = user.is_host or Region.objects.visible_to(user).exists()
    context = {"groups": groups, "mine": mine, "may_found": may_found, "has_regions": has_regions}
    return TemplateResponse(request, "groups/group_list.html", context)


@require_safe
def group_detail(request: Request, uid: UUID) -> HttpResponse:
    """One group at a glance: the next meeting, what to say there, how it goes; higher rooms fill most of it."""
    group = get_object_or_404(Group.objects.visible_to(request.user).select_related("region"), uid=uid)
    group.members = len(members_on(group))  # type: ignore[attr-defined]  # as `with_counts`, of what rooms ask too
    context = {
        "group": group,
        "leads": group.is_led_by(request.user),
        "terms": terms(group),
        "wanted": WantedSeat.objects.of(group),
    }
    return TemplateResponse(request, "groups/group_detail.html", context)


@require_safe
def member_list(request: Request, uid: UUID) -> HttpResponse:
    """Who sits in the group, who is in office, what they agreed to share."""
    group = seen(request.user, uid)
    leads = group.is_led_by(request.user)
    context = {
        "group": group,
        "leads": leads,
        "seats": roster(group, viewer=request.user),
        "terms": terms(group),
        "wanted": WantedSeat.objects.of(group),
        "attention": attention(group) if leads else None,
        "invitations": Invitation.objects.open().filter(group=group).select_related("by") if leads else (),
    }
    return TemplateResponse(request, "groups/member_list.html", context)


@require_POST
def membership_end_create(request: Request, uid: UUID) -> HttpResponse:
    """End a membership: my own, or one in a group I lead."""
    user = request.user
    ours = Q(user=user) | Q(group__in=Group.objects.led_by(user).values("pk"))
    membership = get_object_or_404(Membership.objects.visible_to(user).filter(ours).select_related("group"), uid=uid)
    act = membership.leave(by=user)
    group = membership.group
    alone = _(" Nobody leads it now: its director or the host names someone.") if leaderless([group]) else ""
    if membership.user_id == user.pk:
        say(request, _("You have left %s.") % group + alone, act)
        return redirect("groups:group_list")
    say(request, _("%(name)s has left %(group)s.") % {"name": membership.name, "group": group} + alone, act)
    return redirect("groups:member_list", membership.group.uid)
